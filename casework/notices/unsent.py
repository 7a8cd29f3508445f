"""Mails that need a person: how many were refused, and of how many nobody knows."""

from django.db.models import Q

from casework.notices.headings import MOST, Looking, told
from casework.notices.kinds import Kind
from casework.notices.models import Notice


def mails(at: Looking) -> tuple[str, str]:
    """Return how many mails were refused, and how many attempts are uncertain. Two queries."""
    allowed = Q(pk__in=[])
    for authority, kind in at.ranges:
        own = Q(case=None) | Q(kind=Kind.LEFT) | Q(case__kind=kind)
        allowed |= Q(authority=authority) & own
    rows = Notice.objects.filter(allowed)
    failed = len(rows.failed().order_by().values_list("pk")[:MOST])
    uncertain = len(rows.uncertain().order_by().values_list("pk")[:MOST])
    return told(failed), told(uncertain)
