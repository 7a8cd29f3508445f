"""What our request says in free text, in the language in which it was written and in the other.

A text has a name: the column of the case, or item_1 for what is asked for under data item 1.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.incoming.paper import Label
from casework.languages import is_azerbaijani
from mla.outgoing.paper import WORDS

FREE = (
    "domestic_basis", "offence", "provisions", "penalties", "summary", "necessity", "relation",
    "custodian", "urgency_note", "use_asked", "special_procedure",
)  # fmt: skip
ITEM = "item_"


def written(case: Any) -> list[str]:
    """Return the names of the texts in which something stands: columns first, then data items."""
    columns = [name for name in FREE if getattr(case, name)]
    return columns + [name_of(item) for item in case.dataitems.all() if item.description]


def original(case: Any, name: str) -> str:
    """Return the text of this name as it was written."""
    if name.startswith(ITEM):
        return next(row.description for row in case.dataitems.all() if name_of(row) == name)
    return str(getattr(case, name))


def name_of(item: Any) -> str:
    """Return the name of the text that says what is asked for under a data item."""
    return f"{ITEM}{item.number}"


def called(case: Any, name: str) -> str:
    """Return what a text is called in the active language."""
    if name.startswith(ITEM):
        item = next(row for row in case.dataitems.all() if name_of(row) == name)
        return _("Data item %(item)s") % {"item": item}
    return in_language(WORDS[name])


def translation_of(case: Any, name: str) -> str:
    """Return the translation of a text as it stands now; "" if there is none of these words."""
    kept = case.translated.get(name, {})
    return str(kept.get("text", "")) if kept.get("of") == original(case, name) else ""


def untranslated(case: Any) -> list[str]:
    """Return the names of the texts that stand in one language alone."""
    return [name for name in written(case) if not translation_of(case, name)]


def text_in(case: Any, name: str, language: str) -> str:
    """Return a text in this language; the original with a mark where nobody has translated it."""
    text = original(case, name)
    if not text or language == case.texts_in:
        return text
    mark = _("NOT TRANSLATED")
    return translation_of(case, name) or f"[{mark}] {text}"


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

    @property
    def dataitems(self) -> "WordedItems":
        """The data items, in the same language."""
        return WordedItems(self.case)


class WordedItems:
    """The data items of a case, as its manager gives them."""

    def __init__(self, case: Any) -> None:
        self.case = case

    def all(self) -> Iterator["WordedItem"]:
        """Give every data item."""
        return (WordedItem(self.case, item) for item in self.case.dataitems.all())


class WordedItem:
    """A data item of which the description is that of the active language."""

    def __init__(self, case: Any, item: Any) -> None:
        self.case, self.item = case, item

    def __str__(self) -> str:
        return str(self.item)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.item, name)

    @property
    def description(self) -> str:
        """What is asked for, marked where nobody has translated it."""
        return text_in(self.case, name_of(self.item), get_language() or "en")
