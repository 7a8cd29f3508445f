"""The base of a row whose state only the state machine moves (django_fsm, `protected=True`)."""

from collections.abc import Collection
from typing import Any

from django.db import models


class Stateful(models.Model):
    """Lets a protected state be read again and validated, which django_fsm alone refuses."""

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row again, its state too."""
        known = self.__dict__.pop("state", None)
        super().refresh_from_db(*args, **kwargs)
        if known is not None:
            self.__dict__.setdefault("state", known)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Validate every field but the state: no form ever sets it."""
        super().clean_fields(exclude={*(exclude or ()), "state"})
