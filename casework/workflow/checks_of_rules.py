"""`manage.py check --database default` warns where an authority could not decide a step."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from casework.directory.models import Authority
from casework.workflow.models import StepRule
from casework.workflow.rules import lacking_deciders

ALIAS = "default"


@register(Tags.database)
def every_step_can_be_decided(
    *, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Return a warning for each group of steps that an authority has nobody for."""
    if ALIAS not in (databases or ()):
        return []
    with connections[ALIAS].cursor() as cursor:
        tables = connections[ALIAS].introspection.table_names(cursor)
    if StepRule._meta.db_table not in tables:  # before the first migration
        return []
    authorities = Authority.objects.filter(is_active=True).order_by("code")
    return [
        Warning(sentence, id="casework.W001")
        for authority in authorities
        for sentence in lacking_deciders(authority)
    ]
