"""The form of a step: checks its details in one place, whichever way they come in.

The desk shows it, the administration shows it, and the door binds it to plain JSON values: what
it does not accept no step ever sees.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from casework.access.models import User


class StepForm(forms.Form):
    """A form that knows the case and the person; one per step, named after it."""

    # What stands for a field in a proposal that was made before there was this field.
    BEFORE: Mapping[str, Any] = {}

    # How the desk lays out what stands above the items; (title, names of fields) each.
    layout: Sequence[tuple[Any, tuple[str, ...]]] = ()
    # By item, who answers for it, where the form knows that by itself.
    answering: Mapping[int, list[str]] = {}

    fields: Any  # choice fields have a queryset, which Django's own type does not say

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, case: Any, by: User, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.case, self.by = case, by
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and initial values from the case; each form does what it needs."""

    @classmethod
    def added(cls, case: Any) -> dict[str, forms.Field]:
        """Return fields that prepare() adds for this case: history names what was typed by them.

        A form that adds others is built as a whole where its history is read.
        """
        return {}

    @classmethod
    def says_what_it_adds(cls) -> bool:
        """Whether added() of this form names whatever prepare() adds."""
        return cls.added.__func__ is not StepForm.added.__func__  # type: ignore[attr-defined]

    def told(self) -> list[str]:
        """Return what the person has to read before the step is taken: sentences."""
        return []

    def warned(self) -> list[str]:
        """Return what should make the person stop before the step is taken: sentences."""
        return []

    def warned_second(self) -> list[str]:
        """Return the same for who decides on it as the second person: sentences."""
        return self.warned()

    def in_short(self) -> list[Any]:
        """Return what the case says that the person has to see beside this form; [] for nothing.

        Each has a heading, lines and notes.
        """
        return []

    def arguments(self) -> dict[str, Any]:
        """Return what the method of the step is called with."""
        return dict(self.cleaned_data)


class JustForm(StepForm):
    """A step that needs nothing more than being taken: one click, unless something is told."""


def plain(data: Mapping[str, Any], form: forms.Form) -> dict[str, Any]:
    """Return what was typed into `form` as plain JSON values, as the door takes them."""
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(_querydict(data), {}, form.add_prefix(name))
        if value not in (None, "", [], False):
            found[name] = value
    return found


def _querydict(data: Mapping[str, Any]) -> Any:
    if isinstance(data, QueryDict):
        return data
    made = QueryDict(mutable=True)
    for name, value in data.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    return made
