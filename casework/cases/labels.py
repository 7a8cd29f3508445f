"""What a code of a row is called, without asking for every other label of its column first."""

from functools import cache
from typing import Any

from django.db import models
from django.utils.encoding import force_str


class Labelled(models.Model):
    """Gives `get_…_display` from a dict that is made once.

    Django makes and hashes it at every call, which translates all of its labels: the page of a
    case asks for forty.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802 - Django calls it by this name
        value = getattr(self, field.attname)
        found: str = force_str(labels_of(field).get(value, value), strings_only=True)
        return found


@cache
def labels_of(field: Any) -> dict[Any, Any]:
    """Return the labels of a column by code, each in the language in which it will be asked."""
    return dict(field.flatchoices)
