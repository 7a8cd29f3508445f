"""The State abroad in the administration: it asks us, or is asked by us."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.directory.procedures import PROCEDURES

ASKING = {
    "requesting_state": "requested_state",
    "requesting_authority": "initiated_by",
}


class StateAbroad:
    """Columns and fields of a case that say which State it is about; all only for reading."""

    fieldsets: ClassVar[Any]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields, in the words of who asks whom."""
        return as_sent(self.fieldsets, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Every field."""
        rows = self.get_fieldsets(request, obj)
        return [name for _title, shown in rows for name in shown["fields"]]

    @admin.display(description=_("foreign State"), ordering="requesting_state")
    def state_abroad(self, case: Case) -> str:
        """Return the State, whichever side asks."""
        return str(case.requesting_state or "–")

    @admin.display(description=_("requested State"))
    def requested_state(self, case: Case) -> str:
        """Return the State that is asked by us."""
        return self.state_abroad(case)

    @admin.display(description=_("initiator: investigator or court"))
    def initiated_by(self, case: Case) -> str:
        """Return for whom we ask."""
        return case.requesting_authority or "–"


def as_sent(fieldsets: Sequence[Any], case: Case | None) -> list[Any]:
    """Return the fieldsets with the words of a request of ours, if the case is one."""
    if case is None or not PROCEDURES[case.kind].is_sent:
        return list(fieldsets)
    return [
        (title, {**shown, "fields": [ASKING.get(name, name) for name in shown["fields"]]})
        for title, shown in fieldsets
    ]
