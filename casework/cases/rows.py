"""What everything that hangs on a case has in common: the case, and the authority it belongs to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.cases.labels import Labelled
from casework.clock import now
from casework.directory.models import Authority


class CaseRow(Labelled):
    """A row of a case. The authority stands beside it, so that PostgreSQL can compare it."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="%(class)ss", verbose_name=_("case")
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="+", verbose_name=_("authority")
    )
    made_at = models.DateTimeField(_("recorded"), default=now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )

    class Meta:
        abstract = True


def rows_of_cases(base: type[CaseRow] = CaseRow) -> list[type[CaseRow]]:
    """Return every model that hangs on a case, those with an abstract base between them too."""
    found = []
    for model in base.__subclasses__():
        found += rows_of_cases(model) if model._meta.abstract else [model]
    return found
