"""The nightly tidying: what has ended goes, what is current stays."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from casework.clock import now
from casework.tasks import tidy_up

pytestmark = pytest.mark.django_db


def test_ended_sessions_go_and_running_ones_stay():
    for key, ends_at in (("old", now() - timedelta(hours=1)), ("new", now() + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends_at)
    tidy_up()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_failed_sign_ins_are_kept_for_90_days():
    for name, days in (("old", 91), ("new", 89)):
        row = AccessAttempt.objects.create(username=name, failures_since_start=1)
        at = now() - timedelta(days=days)
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=at)
    tidy_up()
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["new"]
