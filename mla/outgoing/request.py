"""What our request says, box by box in the order of the form, in one language at a time.

The letter has both: the English text beside the Azerbaijani one. The boxes and their labels are
those of the forms T-CY(2018)10 and, for preservation abroad, T-CY(2018)11; what is known of us
comes from the directory.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.cases.people import Contact
from casework.explain import day_text
from casework.incoming.content import lines_of
from casework.incoming.paper import Box, Paper, named
from casework.letters.contents import reached
from mla.outgoing.facts import Exchange
from mla.outgoing.guards import open_question
from mla.outgoing.paper import WORDS
from mla.outgoing.texts import Worded, in_language
from mla.tcy10 import TCY10

PRESERVATION = "T-CY(2018)11"
PART = Contact.Part


@dataclass(frozen=True)
class Written:
    """A box as a letter prints it: its number, its label, and each line of it."""

    number: int
    label: str
    lines: list[str] = field(default_factory=list)


def request_words(case: Any) -> dict[str, Any]:
    """Return the request itself, in the active language."""
    return {"paper": TCY10, "boxes": list(written(case, TCY10))}


def preservation_words(case: Any) -> dict[str, Any]:
    """Return the request to preserve data abroad, in the active language."""
    paper = named(PRESERVATION)
    return {"paper": paper, "boxes": list(written(case, paper))}


def written(case: Any, paper: Paper) -> Iterator[Written]:
    """Give every box of the form, the empty ones too: their order is the form's."""
    offices = {office.part: office for office in case.contacts.all()}
    persons = list(case.persons.all())
    for box in paper.boxes:
        lines = list(own_lines(case, box))
        for line in lines_of(Worded(case), kept(box), paper, offices, persons):
            said = f"{in_language(line.label)}: {line.text}"
            lines.append(f"{said} ({line.note})" if line.note else said)
        yield Written(box.number, in_language(box.label), lines)


def kept(box: Box) -> Box:
    """Return the box without what we know better than a column of the case does."""
    ours = {"foreign_reference", "foreign_case_number", "requested_authority", "is_signed"}
    fields = tuple(name for name in box.fields if name not in ours)
    return Box(box.number, box.label, fields, box.part, box.rows)


def own_lines(case: Any, box: Box) -> Iterator[str]:
    """Give what a box says of ourselves, of whom we ask, and of what is attached."""
    if "dated_on" in box.fields and not case.dated_on:
        yield f"{in_language(WORDS['dated_on'])}: __.__.____"
    if "foreign_reference" in box.fields:
        yield f"{in_language(WORDS['foreign_reference'])}: {case.reference}"
        if case.initiator_reference:
            yield f"{in_language(WORDS['foreign_case_number'])}: {case.initiator_reference}"
    if "requested_authority" in box.fields:
        yield from (
            text for text in (case.requested_authority, str(case.requesting_state or "")) if text
        )
    if box.part == PART.REQUESTING:
        yield from authority_lines(case.authority)
    if box.part == PART.INVESTIGATING and case.initiator:
        yield from reached(case.initiator)
    if box.rows == "files":
        yield from (str(document) for document in reversed(list(case.documents.all())))
    if "is_signed" in box.fields:
        yield "______________________________"


def authority_lines(authority: Any) -> Iterator[str]:
    """Give our own address, as far as it is recorded."""
    language = get_language() or "en"
    department = getattr(authority, f"department_{language}", "") or authority.department_en
    yield str(authority)
    known = (department, authority.address, authority.phone, authority.fax, authority.email)
    yield from (text for text in (*known, authority.office_hours, "Asia/Baku (UTC+04:00)") if text)


def exchange_words(case: Any) -> Mapping[str, Any]:
    """Return what passed with the authority abroad, for letters about it."""
    rows = list(case.exchanges.all())
    kinds = Exchange.Kind
    asked = [row for row in rows if row.kind == kinds.QUESTION]
    answers = [row for row in rows if row.kind == kinds.OUR_ANSWER]
    came = [row for row in rows if row.kind in (kinds.PARTIAL, kinds.REPLY)]
    return {
        "asked": open_question(case) if asked else None,
        "answer": max(answers, key=lambda row: row.pk, default=None),
        "reminders": sum(row.kind == kinds.REMINDER for row in rows) + 1,  # with this one
        "came": [
            ": ".join([day_text(row.on_day), str(row.document or _("without a document"))])
            for row in came
        ],
        "defects": [str(row.get_kind_display()) for row in case.defects.all() if not row.mended_on],
        "to_do": next((row.remark for row in case.defects.all() if not row.mended_on), ""),
        "refusal": case.refusal_reasons,
        "ground": case.refusal_ground.name if case.refusal_ground else "",
    }
