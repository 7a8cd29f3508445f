"""Writing the draft of a letter: one text per language, from that language's own file."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from casework.access.models import User
from casework.cases.orders import Order
from casework.clock import today
from casework.letters.kinds import KINDS
from casework.letters.models import Letter

LANGUAGES = ("en", "az")


def draft(
    case: Any, name: str, *, by: User | None, order: Order | None = None, **about: Any
) -> Letter:
    """Return the saved draft of this letter in every language.

    case   the case as it is after the step, as its procedure's own model
    about  what only this letter speaks of
    """
    kind = KINDS[case.kind][name]
    letter = Letter(
        case_id=case.pk,
        authority_id=case.authority_id,
        kind=name,
        addressee=kind.addressee,
        order=order,
        made_by=by,
    )
    for language in LANGUAGES:
        subject, text = render(case, name, language, order=order, **about)
        setattr(letter, f"subject_{language}", subject[:300])
        setattr(letter, f"text_{language}", text)
    letter.save()
    return letter


def render(
    case: Any, name: str, language: str, *, order: Order | None = None, **about: Any
) -> tuple[str, str]:
    """Return subject (the first line of the file) and text of a letter in this language."""
    context = {
        "case": case,
        "authority": case.authority,
        "order": order,
        "items": list(case.dataitems.all()),
        "today": today(),
        **about,
    }
    with override(language):
        written = render_to_string(f"letters/{language}/{name}.txt", context)
    subject, _line, text = written.strip().partition("\n")
    return subject.strip(), text.strip()
