"""A real worker and a real beat over the real broker."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from casework.clock import now
from casework.tasks import tidy_up
from config.celery import TIMETABLE, app
from tests.test_production import SAFE, address

pytestmark = [
    pytest.mark.engines,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
PATIENCE = 60  # seconds; the machine may be busy


@pytest.fixture
def worker():
    """A worker of a real site on the database under test, with the queue emptied before it."""
    app.control.purge()
    variables = (
        os.environ
        | SAFE
        | {
            "DATABASE_URL": address(settings.DATABASE_ROLES["app"]),
            "REDIS_URL": settings.REDIS_URL,
        }
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency=1"],
        env=variables,
        cwd=settings.BASE_DIR,
    )
    yield process
    process.terminate()
    process.wait(PATIENCE)


def wait_until(is_so):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if is_so():
            return
        time.sleep(0.1)
    pytest.fail("It did not happen in time.")


def test_a_wake_up_reaches_the_worker_and_tidies_up(worker):
    Session.objects.create(session_key="old", expire_date=now() - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=now() + timedelta(days=1))
    tidy_up.delay()
    wait_until(lambda: not Session.objects.filter(session_key="old").exists())
    assert Session.objects.filter(session_key="new").exists()


def test_every_entry_of_the_timetable_is_a_task_that_exists():
    app.loader.import_default_modules()
    for task, _when, expires in TIMETABLE:
        assert task in app.tasks
        assert expires
