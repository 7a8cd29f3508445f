"""The form of a step as the desk lays it out: sections, classes, what was typed, documents."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS, PAIR, CHECKLIST, ANSWERS = "fields", "pair", "checklist", "answers"
FOLD = "fold"  # sections that most do not need, folded until they are needed
LINES = "lines"  # of a check: what was found of each, and a note
RECIPIENT = (_("Recipient: one of these"), ("provider", "person", "new_person", "new_contact"))
COURT = (_("Court decision"), ("court", "decision_number", "decision_on"))

# What is laid out otherwise than one field below the other; fields named nowhere come last.
LAYOUTS: dict[str, tuple[tuple[str | Promise, tuple[str, ...]], ...]] = {
    "preserve": (("", ("measure",)), RECIPIENT, ("", ("items", "days"))),
    "order": (
        ("", ("measure",)),
        RECIPIENT,
        ("", ("items",)),
    ),
    "accept": (
        (
            _("International law"),
            ("instrument", "article", "international_reasons", "special", "special_reason"),
        ),
        (_("National law"), ("measure", "court_needed", "national_reasons")),
    ),
    "record_provider_answer": (("", ("order", "answered_on", "document")),),
    "correct_content": (
        (
            _("Request"),
            ("request_type", "requesting_state", "requesting_authority", "foreign_reference",
             "foreign_case_number", "reply_channel", "dated_on", "requested_authority",
             "is_extension", "previous_reference", "is_signed"),
        ),
        (
            _("Urgency and time"),
            ("is_urgent", "urgency", "urgency_note", "sender_zone", "answer_by_at",
             "loss_expected_at"),
        ),
        (
            _("Offence and facts"),
            ("offence", "provisions", "penalties", "summary", "relation", "necessity", "custodian",
             "partial_disclosure", "special_procedure"),
        ),
        (
            _("Confidentiality and confirmation"),
            ("is_confidential", "mla_intended", "confirmation_requested", "formal_required"),
        ),
    ),
}  # fmt: skip
COERCIVE: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    ("", ("until_on",)),
    COURT,
    (_("Grounds of a coercive measure"), ("foreign_case_number", "why_not_less")),
)
PRESERVING: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (("", ("days",)),)
# Title, layout, and for which measures it is needed: unfolded then, and once something is typed.
FOLDED: dict[str, tuple[tuple[str | Promise, Any, Callable[[Any], bool]], ...]] = {
    "order": (
        (_("Preservation only: for how long"), PRESERVING, lambda measure: measure.is_preserving),
        (
            _("Search, seizure and interception: court, grounds, end"),
            COERCIVE,
            lambda measure: measure.is_coercive,
        ),
    )
}
FROM_CASE = ("foreign_case_number",)  # what a case knows beforehand opens no fold
DASHES = "---------"  # what Django offers where nothing is chosen
SIDE_BY_SIDE = {"accept"}


@dataclass(frozen=True)
class Row:
    """A row of a table of fields. about: what it is; note: what else there is to say of it."""

    about: str
    cells: list[BoundField]
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Fields that belong together; kind: fields, pair, checklist, lines, answers or fold.

    parts    the sections of a fold; is_open: whether it is shown unfolded
    """

    kind: str
    title: str = ""
    fields: list[BoundField] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    parts: list["Section"] = field(default_factory=list)
    is_open: bool = False


def sections_of(name: str, form: Any, asked_of: dict[int, list[str]]) -> list[Section]:
    """Return the form of the step `name` in sections.

    asked_of  by item, the recipients that were asked for it; rows of other items are left out
    """
    dress(form)
    used: set[str] = set()
    kind = PAIR if name in SIDE_BY_SIDE else FIELDS
    layout = LAYOUTS.get(name, form.layout)
    found = laid_out(form, layout, kind, used)
    for title, folded, is_for in FOLDED.get(name, ()):
        parts = laid_out(form, folded, FIELDS, used)
        is_open = is_needed(form, parts, is_for)
        found.append(Section(FOLD, str(title), parts=parts, is_open=is_open))
    checklist, answers = list(checklist_rows(form)), list(answer_rows(form, asked_of))
    if checklist:
        found.append(Section(CHECKLIST, rows=checklist))
    if lines := list(line_rows(form)):
        found.append(Section(LINES, rows=lines))
    if answers:
        found.append(Section(ANSWERS, rows=answers))
    in_rows = ("has_", "line_", "note_", "outcome_", "reason_")
    rest = [form[n] for n in form.fields if n not in used and not n.startswith(in_rows)]
    return [*found, Section(FIELDS, fields=rest)] if rest else found


def laid_out(
    form: Any, layout: Iterable[tuple[str | Promise, tuple[str, ...]]], kind: str, used: set[str]
) -> list[Section]:
    """Return the sections of a layout, and add the names of its fields to `used`."""
    found = []
    for title, names in layout:
        fields = [form[known] for known in names if known in form.fields]
        used.update(names)
        if fields:
            found.append(Section(kind, str(title), fields))
    return found


def is_needed(form: Any, parts: Iterable[Section], is_for: Callable[[Any], bool]) -> bool:
    """Whether something is wrong or typed in these fields, or the chosen measure needs them."""
    fields = [known for part in parts for known in part.fields]
    if any(known.errors or (known.name not in FROM_CASE and known.value()) for known in fields):
        return True
    try:
        measure = form.fields["measure"].to_python(form["measure"].value())
    except forms.ValidationError:
        return False
    return measure is not None and is_for(measure)


def checklist_rows(form: Any) -> Iterator[Row]:
    """Give a row for each line of a checklist: a box, and its note."""
    for name in form.fields:
        if name.startswith("has_"):
            box, note = form[name], form[f"note_{name.removeprefix('has_')}"]
            note.field.widget.attrs["placeholder"] = str(note.label)
            yield Row(str(box.label), [box, note])


def line_rows(form: Any) -> Iterator[Row]:
    """Give a row for each line of a check: what was found of it, and the note."""
    for name in form.fields:
        if name.startswith("line_"):
            found, note = form[name], form[f"note_{name.removeprefix('line_')}"]
            yield Row(str(found.label), [found, note])


def answer_rows(form: Any, asked_of: dict[int, list[str]]) -> Iterator[Row]:
    """Give a row for each item that was asked of a recipient: outcome, reason, note."""
    for item in getattr(form, "items", []):
        if f"outcome_{item.pk}" not in form.fields or item.pk not in asked_of:
            continue
        cells = [form[f"{name}_{item.pk}"] for name in ("outcome", "reason", "note")]
        yield Row(str(item), cells, ", ".join(asked_of[item.pk]))


def dress(form: Any) -> None:
    """Give every widget its class, and the focus to the first field that is wrong."""
    for name, known in form.fields.items():
        attrs = known.widget.attrs
        attrs["class"] = class_of(known.widget) + (" is-invalid" if name in form.errors else "")
        if attrs.get("rows") == "10":  # Django's own number, where the form asks for none
            attrs["rows"] = "4"
        undash(known)
    wrong = next((form.fields[name] for name in form.fields if name in form.errors), None)
    if wrong is not None:
        wrong.widget.attrs["autofocus"] = True


def undash(known: Any) -> None:
    """Offer one dash where nothing is chosen, as everywhere else on the desk."""
    if isinstance(known, forms.ModelChoiceField):
        known.empty_label = "–" if known.empty_label == DASHES else known.empty_label
    elif isinstance(known, forms.ChoiceField):
        choices: Any = known.choices
        known.choices = [(v, "–" if words == DASHES else words) for v, words in choices]


def class_of(widget: forms.Widget) -> str:
    """Return Tabler's class for this widget."""
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def problems_of(form: Any) -> list[tuple[str, str, str]]:
    """Return (id of the field or "", its label, sentence) for the summary above the form."""
    found = [("", "", str(words)) for words in form.non_field_errors()]
    for name in form.fields:
        for words in form.errors.get(name, ()):
            found.append((form[name].auto_id, label_of(form, name), str(words)))
    return found


def label_of(form: Any, name: str) -> str:
    """Return what a field is called away from its place: a note by the line of which it is."""
    line = name.removeprefix("note_")
    named = [known for known in (f"line_{line}", f"has_{line}") if known in form.fields]
    return str(form[named[0] if named and name != line else name].label)


def documents_of(form: Any) -> Iterable[str]:
    """Return the names of the fields into which a file may be put."""
    return [name for name, known in form.fields.items() if is_document(known)]


def is_document(known: Any) -> bool:
    """Whether a document of the case is chosen in this field, or uploaded beside it."""
    return bool(getattr(known, "is_document", False))
