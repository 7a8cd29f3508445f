"""A process that is really killed while it makes cases: the next one goes on, nothing twice."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.audit.events import Event
from casework.cases.case import Case
from casework.directory.models import Authority
from casework.registers import keeping
from casework.registers.reading import table_of
from casework.registers.running import run, run_waiting
from tests.registers.conftest import HEADS, OPEN, as_csv, upload
from tests.test_production import SAFE, address

pytestmark = [
    pytest.mark.engines,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
ROWS = 250


@pytest.fixture
def register(seeded, make_user):
    head = make_user(Role.SUPERVISOR)
    rows = [[f"{n}/2025", *OPEN[1:5], f"REF {n}", "", "In execution", ""] for n in range(ROWS)]
    table = table_of(upload(as_csv(*rows, heads=HEADS)))
    with acting_as(head):
        made = keeping.begin(
            table, authority=Authority.objects.get(code="SSS"), kind="contact_point", by=head
        )
        keeping.match(made, {"columns": made.columns["columns"], "otherwise": {}})
    run(made.pk)
    with acting_as(head):
        made.refresh_from_db()
        keeping.confirm(made, by=head, mark=made.mark)
    return made


def done(register):
    with acting_as(register.made_by):
        return register.rows.filter(status="done").count()


def test_a_killed_process_leaves_whole_cases_and_the_next_one_finishes(register):
    variables = os.environ | SAFE | {
        "DATABASE_URL": address(settings.DATABASE_ROLES["app"]),
        "REDIS_URL": settings.REDIS_URL,
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "manage.py", "bring_in", str(register.pk)],
        env=variables,
        cwd=settings.BASE_DIR,
    )
    end = time.monotonic() + 90
    while not done(register) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    half = done(register)
    assert 0 < half < ROWS
    with acting_as(register.confirmed_by or register.made_by):
        assert Case.objects.count() == half
    assert run_waiting(seconds=120) is False
    with acting_as(register.made_by):
        register.refresh_from_db()
        assert Event.objects.filter(verb="bring_in").count() == ROWS
        numbers = sorted(int(one[-6:]) for one in Case.objects.values_list("reference", flat=True))
    assert (register.status, done(register)) == ("done", ROWS)
    assert numbers == list(range(1, ROWS + 1))
