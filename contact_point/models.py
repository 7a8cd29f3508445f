"""A request to the 24/7 contact point (Convention on Cybercrime, Art. 35)."""

from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.incoming.model import Incoming
from casework.incoming.steps import SHARED
from casework.workflow.steps import follow
from contact_point.procedure import PROCEDURE


class ContactRequest(follow(PROCEDURE, *SHARED), Incoming, Case):  # type: ignore[misc]
    """A case of the 24/7 procedure; its steps stand in casework/incoming/steps."""

    class Meta:
        verbose_name = _("24/7 request")
        verbose_name_plural = _("24/7 requests")
