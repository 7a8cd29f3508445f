"""The button by which somebody says: I have seen that this case is urgent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.access.models import User
from casework.cases.case import Case
from casework.cases.urgency import WORKING
from casework.desk.papers import acting, back_to, case_for, has_role
from casework.notices.acknowledging import acknowledge


@require_POST
def acknowledged(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record it once, however often the button is pressed, and lead back to the case."""
    case = case_for(request, public_id)
    user, on_behalf_of = acting(request, case, WORKING)
    if acknowledge(case, user, on_behalf_of):
        messages.success(request, _("It is recorded that you have seen the urgent case."))
    elif case.acknowledged_at:
        messages.info(request, _("The urgent case was acknowledged before."))
    else:
        messages.info(request, _("There is nothing to acknowledge in this case."))
    return back_to(case, "top")


def may_acknowledge(case: Case, user: User) -> bool:
    """Whether the page of the case offers the button to this person."""
    return case.is_unacknowledged and has_role(user, case, WORKING)
