"""A case as the desk reads it: found by its public id, with everything that its page shows."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest

from casework.access.models import User
from casework.cases.facts import standing
from casework.cases.whole import Rows, gather
from casework.workflow.registry import REGISTERED

RELATED = ("authority", "officer", "requesting_state", "request_type", "receipt")


def found_case(request: HttpRequest, public_id: UUID) -> Any:
    """Return the case as its procedure's own model; 404 if it is missing or not this person's."""
    return seen_case(request, public_id, RELATED)


def seen_case(request: HttpRequest, public_id: UUID, related: Sequence[str] = ()) -> Any:
    """Return the case with these rows that it names. Raises Http404 like found_case.

    The person's own procedures are asked first: as a rule the first query finds it.
    """
    person = cast(User, request.user)  # every page of a case asks for a signed-in person
    own = {procedure for _authority, _role, procedure in person.current_roles}
    for procedure in sorted(REGISTERED.values(), key=lambda one: one.kind not in own):
        rows = procedure.model.objects.visible_to(person).order_by()
        if related:  # without a name Django would join every table that there is
            rows = rows.select_related(*related)
        case = rows.filter(public_id=public_id).first()
        if case is not None:
            return case
    raise Http404


def whole_case(request: HttpRequest, public_id: UUID) -> tuple[Any, Rows]:
    """Return the case, and all its rows by model: two queries for fifteen orders as for one.

    Raises Http404 like found_case.
    """
    case = seen_case(request, public_id)
    rows = gather(case)
    case.asked = standing(case.questions.all())
    case.postponed = standing(case.postponements.all())
    case.prolonged = [row for row in case.prolongations.all() if row.cancels_id is None]
    return case, rows
