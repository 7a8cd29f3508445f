"""What our request says in free text, in the language in which it was written and in the other."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.incoming.paper import Label
from casework.languages import is_azerbaijani

FREE = (
    "domestic_basis", "offence", "provisions", "penalties", "summary", "necessity", "relation",
    "custodian", "urgency_note", "use_asked", "special_procedure",
)  # fmt: skip


def written(case: Any) -> list[str]:
    """Return the columns of free text in which something stands, in the order of the form."""
    return [name for name in FREE if getattr(case, name)]


def translation_of(case: Any, name: str) -> str:
    """Return the translation of a text as it stands now; "" if there is none of these words."""
    kept = case.translated.get(name, {})
    return str(kept.get("text", "")) if kept.get("of") == getattr(case, name) else ""


def untranslated(case: Any) -> list[str]:
    """Return the columns of which the text stands in one language alone."""
    return [name for name in written(case) if not translation_of(case, name)]


def text_in(case: Any, name: str, language: str) -> str:
    """Return a text in this language; the original with a mark where nobody has translated it."""
    original = str(getattr(case, name))
    if not original or language == case.texts_in:
        return original
    mark = _("NOT TRANSLATED")
    return translation_of(case, name) or f"[{mark}] {original}"


def in_language(label: Label | str) -> str:
    """Return the label of a form in the active language."""
    if isinstance(label, Label):
        return label.az if is_azerbaijani() else label.en
    return str(label)


class Worded:
    """A case of which the free texts are those of the active language; all else is the case's."""

    def __init__(self, case: Any) -> None:
        self.case = case

    def __getattr__(self, name: str) -> Any:
        if name in FREE:
            return text_in(self.case, name, get_language() or "en")
        return getattr(self.case, name)
