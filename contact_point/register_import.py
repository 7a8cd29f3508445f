"""What an older register may say of 24/7 requests, and how a row of it is read."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.cases.items import Category, DataItem, Identifier
from casework.cases.keys import identifier_key
from casework.cases.people import Person
from casework.cases.receipts import Channel
from casework.clock import today
from casework.directory.models import Authority, RefusalGround, State
from casework.incoming.registration.forms import types
from casework.incoming.registration.identifiers import kind_of
from casework.registers.kinds import Column, Importing, RowRefused, Told
from casework.registers.values import choices_by_name, rows_by_name
from contact_point.import_form import ImportForm
from contact_point.import_waits import wait_of, waiting_columns
from contact_point.import_words import (
    CATEGORIES,
    CHANNELS,
    STATES,
    as_register_states,
    names_of_states,
    stopped_in,
)
from contact_point.missing import checklist_of
from contact_point.tcy11 import KIND


def channels() -> list[tuple[str, str]]:
    """Return what may be chosen for rows that name no channel."""
    return [(value, str(label)) for value, label in Channel.choices]


def type_choices() -> list[tuple[str, str]]:
    """Return what may be chosen for rows that name no type of request."""
    return [(row.code, str(row)) for row in types(KIND)]


def categories() -> list[tuple[str, str]]:
    """Return what may be chosen for rows with identifiers and no category of data."""
    return [(value, str(label)) for value, label in Category.choices]


COLUMNS = (
    Column(
        "received_at", _("Date of receipt"), is_required=True,
        headings=("received", "receipt", "received on", "received at", "daxil olma tarixi",
                  "daxil olub", "qəbul tarixi", "daxilolma", "gəlmə tarixi", "tarix", "date"),
        hint=_("31.12.2025, 31.12.2025 14:30 or 2025-12-31; without a zone it is Baku time"),
    ),
    Column("received_time", _("Time of receipt"),
           headings=("time", "daxil olma saatı", "saat", "vaxt"),
           hint=_("only if the time has a column of its own")),
    Column("channel", _("Channel"), is_required=True, otherwise=channels,
           headings=("received by", "means", "kanal", "daxil olma yolu", "göndərilmə üsulu")),
    Column("request_type", _("Type of request"), is_required=True, otherwise=type_choices,
           headings=("type", "kind of request", "sorğunun növü", "növ", "növü")),
    Column("requesting_state", _("Requesting State"),
           headings=("state", "country", "requesting country", "ölkə", "dövlət",
                     "sorğu edən dövlət", "sorğu verən dövlət", "sorğu edən ölkə"),
           hint=_("by name or by its two letters")),
    Column("requesting_authority", _("Requesting authority"),
           headings=("authority", "requester", "orqan", "sorğu edən orqan", "qurum")),
    Column("foreign_reference", _("Foreign reference"),
           headings=("their reference", "reference", "xarici nömrə", "sorğunun nömrəsi",
                     "onların nömrəsi", "istinad")),
    Column("old_number", _("Our former number"),
           headings=("our reference", "our number", "register number", "number", "no", "№",
                     "bizim nömrə", "qeydiyyat nömrəsi", "daxili nömrə", "sıra nömrəsi", "nömrə"),
           hint=_("the case gets a new number and is found by the former one too")),
    Column("dated_on", _("Date of the request"),
           headings=("dated", "letter date", "sorğunun tarixi", "məktubun tarixi")),
    Column("officer", _("Officer"),
           headings=("case officer", "responsible", "icraçı", "məsul şəxs", "əməkdaş"),
           hint=_("by e-mail address or full name")),
    Column("state", _("Where it stands"),
           headings=("status", "outcome", "result", "vəziyyət", "vəziyyəti", "nəticə", "status",
                     "icra vəziyyəti"),
           hint=_("empty: received. Else in legal review, clarification awaited, in execution,"
                  " postponed, or how it ended")),
    Column("ended_on", _("Ended on"),
           headings=("end", "closed", "closed on", "date of answer", "answered on", "bitmə tarixi",
                     "icra tarixi", "cavab tarixi", "cavab verilib", "bağlanma tarixi")),
    Column("refusal_ground", _("Ground of refusal"),
           headings=("ground", "reason of refusal", "imtinanın əsası", "imtina əsası")),
    Column("asked_on", _("Question put on"),
           headings=("question put", "asked on", "date of question", "clarification asked on",
                     "sualın tarixi", "dəqiqləşdirmə tarixi", "sorğunun dəqiqləşdirildiyi tarix"),
           hint=_("needed where clarification is awaited: the clock stops on that day")),
    Column("gaps", _("What was asked"),
           headings=("question text", "clarification", "sualın məzmunu", "nə soruşulub")),
    Column("postponed_on", _("Postponed on"),
           headings=("postponed", "date of postponement", "təxirə salınma tarixi"),
           hint=_("needed where execution is postponed, with the day to look at it again")),
    Column("look_again_on", _("To be looked at again on"),
           headings=("look again on", "review date", "yenidən baxılma tarixi")),
    Column("postponed_because", _("Reason of the postponement"),
           headings=("reason of postponement", "təxirə salınmanın səbəbi")),
    Column("stopped_in", _("Stopped in"), otherwise=stopped_in,
           headings=("stood before in", "dayandığı mərhələ"),
           hint=_("in legal review or in execution: there it goes on after an answer or a"
                  " postponement. Empty: in legal review")),
    Column("is_urgent", _("Urgent"), headings=("urgency", "priority", "təcili", "təcililik")),
    Column("answer_by_at", _("Answer asked for by"),
           headings=("answer by", "deadline", "cavab müddəti", "son tarix")),
    Column("offence", _("Offence"), headings=("crime", "cinayət", "əməl", "maddə")),
    Column("summary", _("Summary of the facts"),
           headings=("summary", "facts", "subject", "content", "məzmun", "qısa məzmun", "mövzu")),
    Column("persons", _("Persons"),
           headings=("person", "suspect", "suspects", "name", "şəxs", "şəxslər", "şübhəli"),
           hint=_("several are divided by a semicolon; they are entered as suspects")),
    Column("category", _("Category of data"), otherwise=categories,
           headings=("data", "category", "məlumatın növü", "məlumat növü"),
           hint=_("needed where a row has identifiers")),
    Column("identifiers", _("Identifiers"),
           headings=("identifier", "ip", "ip address", "account", "identifikator",
                     "identifikatorlar", "hesab"),
           hint=_("several are divided by a semicolon")),
    Column("custodian", _("Provider"),
           headings=("custodian", "service provider", "provayder", "operator")),
    Column("foreign_case_number", _("Number of the foreign proceedings"),
           headings=("case number", "cinayət işinin nömrəsi", "iş nömrəsi")),
    Column("remark", _("Remark"), headings=("note", "notes", "comment", "qeyd", "qeydlər")),
)  # fmt: skip


class Reader:
    """Reads rows for one authority; the directory is read once, for all of them."""

    def __init__(self, authority: Authority) -> None:
        grounds = RefusalGround.objects.offered(today())
        self.known: dict[str, Mapping[str, Any]] = {
            "channel": choices_by_name(Channel.choices, CHANNELS),
            "request_type": rows_by_name(types(KIND)),
            "requesting_state": names_of_states(State.objects.offered(today())),
            "category": choices_by_name(Category.choices, CATEGORIES),
            "state": choices_by_name(as_register_states(), STATES),
            "refusal_ground": rows_by_name(grounds),
            "stopped_in": choices_by_name(
                stopped_in(), {state: STATES[state] for state, _label in stopped_in()}
            ),
            "officer": officers_of(authority),
        }

    def __call__(self, said: Mapping[str, str]) -> Told:
        """Return what the row says. Raises RowRefused with a sentence for each wrong cell."""
        form = ImportForm(dict(said), known=self.known)
        if not form.is_valid():
            raise RowRefused(
                [
                    ("" if name == "__all__" else name, str(sentence))
                    for name, sentences in form.errors.items()
                    for sentence in sentences
                ]
            )
        return told_by(form)


def told_by(form: ImportForm) -> Told:
    """Return what a valid row amounts to."""
    found = form.cleaned_data
    has_items = bool(parts_of(found["identifiers"]))
    fields = {name: found[name] for name in ImportForm.ON_CASE}
    former = [(str(ImportForm.base_fields[name].label), text) for name, text in form.in_words]
    if found["old_number"]:
        former.insert(0, (str(_("Our former number")), found["old_number"]))

    return Told(
        state=found["state"],
        received_at=found["received_at"],
        channel=found["channel"],
        fields={
            **fields,
            **waiting_columns(found["state"]),
            "checklist": checklist_of(fields, has_items=has_items),
        },
        ended_on=found["ended_on"],
        officer=found["officer"],
        old_number=found["old_number"],
        remark=found["remark"],
        former=former,
        rows=partial(rows_of, found),
    )


def rows_of(found: Mapping[str, Any], of: Callable[..., Any]) -> Iterator[Any]:
    """Give what hangs on the case of a row, not saved; `of` makes a row of the case."""
    yield from wait_of(found, of)
    for name in parts_of(found["persons"]):
        yield of(Person, part=Person.Part.SUSPECT, full_name=name)
    items = identifiers_in(found)
    if items:
        item = of(DataItem, number=1, category=found["category"])
        yield item
        yield from (of(Identifier, item=item, **one) for one in items)


def identifiers_in(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the columns of the identifiers of a row."""
    return [
        {"kind": kind_of(value), "value": value, "key": identifier_key(value), "zone": ""}
        for value in parts_of(found["identifiers"])
    ]


def parts_of(text: str) -> list[str]:
    """Return what a cell lists, divided by semicolons or lines."""
    return [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]


def officers_of(authority: Authority) -> dict[str, User]:
    """Return the officers of today by e-mail address and by name; no name that two of them have."""
    rows = Membership.objects.in_force(today()).filter(
        authority=authority, role=Role.OFFICER, procedure__in=["", KIND], user__is_active=True
    )
    people = [row.user for row in rows.select_related("user")]
    found: dict[str, User] = {}
    for name in ("full_name", "email"):
        from_names: dict[str, set[User]] = {}
        for person in people:
            from_names.setdefault(ImportForm.key(getattr(person, name)), set()).add(person)
        found |= {key: next(iter(who)) for key, who in from_names.items() if len(who) == 1}
    return found


IMPORTING = Importing(kind=KIND, columns=COLUMNS, reader=Reader)
