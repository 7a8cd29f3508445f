"""Which lookups the address of a list may carry: those of its own filters, and no other."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey
from django.http import HttpRequest

OF_THE_ROW = {"pk", "pk__exact", "id", "id__exact"}
PARTS_OF_A_DAY = {"year": r"(19|2\d)\d\d", "month": r"\d{1,2}", "day": r"\d{1,2}"}


class OwnLookups:
    """A list that cannot be asked by hand: neither for a hidden column nor with a broken value.

    Django lets every column of the row be looked up in every way, so that whoever sees a list
    could find out a password's hash letter by letter, or stop the page with a broken pattern.
    """

    date_hierarchy: Any
    opts: Any
    get_list_filter: Any

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Whether a filter of this list, or its hierarchy of dates, makes such a lookup."""
        if request is None or "\0" in str(value):
            return False
        part = lookup.removeprefix(f"{self.date_hierarchy}__") if self.date_hierarchy else ""
        if part in PARTS_OF_A_DAY:
            return bool(re.fullmatch(PARTS_OF_A_DAY[part], str(value), re.ASCII))
        return lookup in OF_THE_ROW or lookup in self.lookups_of_filters(request)

    def lookups_of_filters(self, request: HttpRequest) -> set[str]:
        """Return every lookup that the filters of the list put into an address."""
        filters = self.get_list_filter(request)
        return {lookup for item in filters for lookup in self.lookups_of(item)}

    def lookups_of(self, item: Any) -> Iterator[str]:
        """Give the lookups of one filter: a field's name, a name with a class, or a class."""
        if isinstance(item, type) and issubclass(item, SimpleListFilter):
            yield str(item.parameter_name)
            return
        name = item if isinstance(item, str) else item[0]
        yield from (name, *(f"{name}__{kind}" for kind in ("exact", "isnull", "isempty")))
        try:
            field = self.opts.get_field(name)
        except FieldDoesNotExist:
            return
        if isinstance(field, ForeignKey):
            yield f"{name}__{field.target_field.name}__exact"
