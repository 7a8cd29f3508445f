"""What happened to a case, as sentences in the active language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.audit import chain, said
from casework.audit.events import Event
from casework.cases.additions import Link, Note
from casework.cases.grants import Grant
from casework.cases.whole import Rows
from casework.files.documents import Document
from casework.letters.kinds import labels as letter_labels
from casework.letters.models import Letter
from casework.workflow.labels import labels_of_states
from casework.workflow.registry import Registered, registered
from casework.workflow.words import Described, Words, of_column, of_form_field

# Which model the details of an addition are named after.
ADDITIONS: dict[str, Any] = {
    "add_document": Document,
    "add_letter": Letter,
    "edit_letter": Letter,
    "send_letter": Letter,
    "drop_letter": Letter,
    "add_note": Note,
    "confirm_note": Note,
    "add_link": Link,
    "end_link": Link,
    "grant_read": Grant,
    "end_grant": Grant,
}
ALSO = {
    "remark": gettext_lazy("Remark"),
    "duplicate": gettext_lazy("Duplicate"),
    "reason": gettext_lazy("Reason"),
    "request": gettext_lazy("Request"),
    "continues": gettext_lazy("Continues"),
    "continued_as": gettext_lazy("Continued as"),
    "register": gettext_lazy("Older register"),
    "register_row": gettext_lazy("Row"),
    "sha256": "SHA-256",
    "old_number": gettext_lazy("Our former number"),
}
PROPOSING = ("propose", "decline")
SHORT = 300
PERSON = Described("", Event._meta.get_field("actor").related_model)
PROOF = ("salt", "digest", "previous", "hash")  # for who verifies the chain, no part of a sentence

Recorded = tuple[Described, Any, Any]  # what it is, before, after


@dataclass(frozen=True)
class Line:
    """One event, ready to be read.

    at            when
    who           the person, or “the system”
    on_behalf_of  the absent colleague whose right it was, or ""
    sentence      all of it in one sentence
    before        label of the state before, "" if there was none
    after         label of the state after
    rows          (label, before, after) of what changed and what was typed in
    event         the row itself
    """

    at: datetime
    who: str
    on_behalf_of: str
    sentence: str
    before: str
    after: str
    event: Any
    rows: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def moved(self) -> bool:
        """Whether the state changed."""
        return self.before != self.after


def history_of(case: Any, limit: int | None = None, known: Rows | None = None) -> list[Line]:
    """Return what happened to the case, the latest first; `limit` keeps so many of the latest.

    known  rows that were read already, by model and key

    The number of queries depends neither on the number of events nor on what is in them.
    """
    events = case.events.defer(*PROOF).order_by("-at", "-pk")
    return lines_of(case, list(events[:limit] if limit else events), known)


def lines_of(case: Any, events: Iterable[Event], known: Rows | None = None) -> list[Line]:
    """Return these events of the case as lines, in the order given."""
    procedure = registered(case.kind)
    reading = Reading(case, procedure, known)
    read = [(event, chain.parsed(event.details)) for event in events]
    recorded = [list(reading.recorded(event, details)) for event, details in read]
    for rows in recorded:
        for what, before, after in rows:
            reading.words.want(what, before)
            reading.words.want(what, after)
    for event, details in read:
        for key in (event.actor_id, event.on_behalf_of_id, details.get("proposed_by")):
            reading.words.want(PERSON, key)
    reading.words.load()
    return [
        reading.line(event, details, rows)
        for (event, details), rows in zip(read, recorded, strict=True)
    ]


def typed_in(case: Any, step: str, details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (label, value) of what was typed into the form of a step, in words."""
    reading = Reading(case, registered(case.kind))
    shown = reading.fields_of(step, details)
    rows = [(of_form_field(shown[name]), details[name]) for name in shown if name in details]
    for what, value in rows:
        reading.words.want(what, value)
    reading.words.load()
    return [(what.label, reading.words.say(what, value)) for what, value in rows]


class Reading:
    """One page of history being read: what the fields of this procedure's forms are called."""

    def __init__(self, case: Any, procedure: Registered, known: Rows | None = None) -> None:
        self.case, self.procedure, self.words = case, procedure, Words(known)
        self.fields: dict[str, Mapping[str, Any]] = {}
        self.states = labels_of_states(procedure.kind)

    def recorded(self, event: Event, details: Mapping[str, Any]) -> Iterator[Recorded]:
        """Give what the event keeps: columns before and after, and what was typed in."""
        model = ADDITIONS.get(event.verb, self.procedure.model)
        for name, (before, after) in details.get("changes", {}).items():
            what = self.column(model, name)
            if what:
                yield what, _short(before), _short(after)
        name = details.get("step", "") if event.verb in PROPOSING else event.verb
        typed = details.get("details", {})
        shown = self.fields_of(name, typed)
        yield from ((of_form_field(shown[key]), None, typed[key]) for key in shown if key in typed)
        for key, value in {**details, **typed}.items():
            what = None if key in shown or _is_nested(value) else self.column(model, key)
            if what:
                yield what, None, value

    def column(self, model: Any, name: str) -> Described | None:
        """Return what a column holds, or another word of an event; None if nobody reads it."""
        if name in ALSO:
            return Described(str(ALSO[name]), is_text=True)
        what = of_column(model, name)
        if what and model is Letter and name == "kind":
            return Described(what.label, choices=letter_labels(self.case.kind))
        return what

    def fields_of(self, name: str, typed: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the fields of the step's form; those it adds for this case only if needed.

        A form that says by `added` what it adds is never built: what is still unknown then is of a
        row that is gone.
        """
        form = self.procedure.forms.get(name)
        if form is None:
            return {}
        if set(typed) <= set(form.base_fields):
            return form.base_fields
        if name not in self.fields:
            self.fields[name] = {**form.base_fields, **form.added(self.child)}
        if not form.says_what_it_adds() and not set(typed) <= set(self.fields[name]):
            self.fields[name] = form(case=self.child, by=None).fields  # type: ignore[arg-type]
        return self.fields[name]

    @property
    def child(self) -> Any:
        """The case as its procedure's own model."""
        if not isinstance(self.case, self.procedure.model):
            self.case = self.procedure.model.objects.get(pk=self.case.pk)
        return self.case

    def line(self, event: Event, details: Mapping[str, Any], rows: list[Recorded]) -> Line:
        """Return the event as a line; the names of its rows have been read."""
        who = self.words.say(PERSON, event.actor_id) or _("The system")
        behalf = self.words.say(PERSON, event.on_behalf_of_id)
        said_rows = [
            (what.label, self.words.say(what, before), self.words.say(what, after))
            for what, before, after in rows
        ]
        return Line(
            at=event.at,
            who=who,
            on_behalf_of=behalf,
            sentence=self.sentence(event, details, who, behalf),
            before=self.state(event.before),
            after=self.state(event.after),
            event=event,
            rows=[row for row in said_rows if row[1] != row[2]],
        )

    def sentence(
        self, event: Event, details: Mapping[str, Any], who: str, on_behalf_of: str
    ) -> str:
        """Return who did what: the predicate of each verb is translated as a whole."""
        did = self.procedure.said.get(event.verb) or said.SAID.get(event.verb, said.OTHERWISE)
        words = {"who": who, "whose": on_behalf_of, "did": did}
        if on_behalf_of:
            found = _("%(who)s, on behalf of %(whose)s, %(did)s.") % words
        else:
            found = _("%(who)s %(did)s.") % words
        named = self.named(event, details)
        if named:
            found = f"{found.removesuffix('.')}: “{named}”."
        proposer = self.words.say(PERSON, details.get("proposed_by"))
        if proposer:
            found += " " + _("Proposed by: %(who)s.") % {"who": proposer}
        return found

    def named(self, event: Event, details: Mapping[str, Any]) -> str:
        """Return the step that was proposed, or the letter; "" if it was about neither."""
        if details.get("step") in self.procedure.table:
            return str(self.procedure.table[details["step"]].label)
        if ADDITIONS.get(event.verb) is Letter:
            return letter_labels(self.case.kind).get(details.get("kind", ""), "")
        return ""

    def state(self, name: str) -> str:
        """Return the label of a state of the procedure."""
        return self.states.get(name, "")


def _is_nested(value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    return any(isinstance(part, dict) for part in parts)


def _short(value: Any) -> Any:
    """Return the value; a long text only as it begins: the whole of it stands in the event."""
    return Truncator(value).chars(SHORT) if isinstance(value, str) else value
