"""The base of a row whose state only the state machine moves (django_fsm, `protected=True`)."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models


class Stateful(models.Model):
    """Lets a protected state be read again and validated, which django_fsm alone refuses."""

    class Meta:
        abstract = True

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: Any = None,
    ) -> None:
        """Read the row again, its state too.

        django_fsm lets a protected state be set only once, and Django skips what is not set: so
        every field is named, and the state forgotten before.
        """
        wanted = list(fields) if fields is not None else self._loaded()
        if fields is None:
            self._prefetched_objects_cache: dict[str, Any] = {}
        if "state" in wanted:
            self.__dict__.pop("state", None)
        super().refresh_from_db(using, wanted, from_queryset)

    def _loaded(self) -> list[str]:
        deferred = self.get_deferred_fields()
        return [f.attname for f in self._meta.concrete_fields if f.attname not in deferred]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Validate every field but the state: no form ever sets it."""
        super().clean_fields(exclude={*(exclude or ()), "state"})
