"""Drafts: what a person typed into a form and has not sent yet.

A draft belongs to one person and one page. It is a convenience, never a record: it is dropped as
soon as the form has done its work.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from casework.access.models import User
from casework.clock import now
from casework.workflow.models import Draft

Typed = dict[str, list[str]]

LARGEST = 64 * 1024  # characters: a form that says more is not kept
NEVER = ("csrfmiddlewaretoken", "version", "next", "accept", "decline")
SECRET = ("password", "code", "token", "secret")


def save(user: User, page: str, typed: Mapping[str, Sequence[str]]) -> Draft | None:
    """Keep what this person typed on this page; return the draft.

    page  the path of the form, without a query

    Returns None if nothing was typed, and then drops what was kept; or if it is too much to keep.
    """
    kept = worth_keeping(typed)
    if not kept:
        if not is_too_much(typed):
            drop(user, page)
        return None
    draft = Draft(user=user, page=page[:300], typed=kept, saved_at=now())
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "page"],
        update_fields=["typed", "saved_at"],
    )
    return draft


def load(user: User, page: str) -> Draft | None:
    """Return what this person typed on this page and has not sent, or None."""
    return Draft.objects.filter(user=user, page=page[:300]).first()


def drop(user: User, page: str) -> None:
    """Forget what this person typed on this page."""
    Draft.objects.filter(user=user, page=page[:300]).delete()


def worth_keeping(typed: Mapping[str, Sequence[str]]) -> Typed:
    """Return the fields that may be kept: no secrets; nothing at all if it is too much, or empty.

    A NUL, which PostgreSQL takes into no column, is left out.
    """
    if is_too_much(typed):
        return {}
    kept = {
        name: [value.replace("\x00", "") for value in values]
        for name, values in typed.items()
        if name not in NEVER and not any(word in name.lower() for word in SECRET)
    }
    return kept if any(value for values in kept.values() for value in values) else {}


def is_too_much(typed: Mapping[str, Sequence[str]]) -> bool:
    """Whether the text is longer than a draft may be."""
    return sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > LARGEST


def fill(form: forms.BaseForm, typed: Mapping[str, Sequence[str]]) -> None:
    """Let an unbound form begin with what was typed, also where a box was emptied."""
    query = QueryDict(mutable=True)
    for name, values in typed.items():
        query.setlist(name, list(values))
    for name, field in form.fields.items():
        value: Any = field.widget.value_from_datadict(query, {}, form.add_prefix(name))
        form.initial[name] = value
