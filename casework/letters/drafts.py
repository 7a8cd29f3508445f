"""Writing the draft of a letter: one text per language, from that language's own file."""

import re
from typing import Any

from django.template import Context, Engine
from django.utils.translation import override

from casework.access.models import User
from casework.cases.case import Case
from casework.cases.orders import Order
from casework.letters.contents import facts_for, in_words
from casework.letters.fixed import fixed_words, said_beside
from casework.letters.kinds import KINDS
from casework.letters.models import Letter
from casework.letters.unsent import awaited_kinds
from casework.search.writing import add_words

LANGUAGES = ("en", "az")
LONGEST_SUBJECT = 300
EMPTY_LINES = re.compile(r"\n{3,}")
END_SPACES = re.compile(r"[ \t]+$", re.MULTILINE)


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
    written = texts_of(case, name, order, **about)
    for column, text in written.items():
        setattr(letter, column, text)
    letter.save()
    if name in awaited_kinds(case):
        Case.objects.filter(pk=case.pk).update(owes_answer=True)
    add_words(case, said_beside(written.values()), but=fixed_words())
    return letter


def texts_of(case: Any, name: str, order: Order | None, **about: Any) -> dict[str, str]:
    """Return what this letter says of the case as it is now: subject and text, by column."""
    facts = {**facts_for(case, name, order), **about}
    written: dict[str, str] = {}
    for language in LANGUAGES:
        subject, text = write(facts, name, language)
        written |= {f"subject_{language}": subject, f"text_{language}": text}
    return written


def write(facts: dict[str, Any], name: str, language: str) -> tuple[str, str]:
    """Return subject (the first line of the file) and text of a letter in this language.

    facts  what facts_for() found, and what only this letter speaks of
    """
    with override(language):
        words = Context(in_words(facts, name), autoescape=False)
        template = Engine.get_default().get_template(f"letters/{language}/{name}.txt")
        written = END_SPACES.sub("", template.render(words))
    subject, _line, text = written.strip().partition("\n")
    return subject.strip()[:LONGEST_SUBJECT], EMPTY_LINES.sub("\n\n", text).strip()
