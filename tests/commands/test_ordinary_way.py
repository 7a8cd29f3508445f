"""Django's ordinary way without make, on embedded engines that were never started."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.commands
ROW_1 = {
    "id": 1,
    "procedure": "contact_point",
    "received_at": "2026-02-03T10:15:00+04:00",
    "as_of": "2026-02-03T12:00:00+04:00",
}
ACCOUNTS = "from casework.access.models import User; print(User.objects.count())"


@pytest.fixture
def manage(tmp_path):
    """Return a runner of `python …` on engines of its own, which are removed at the end."""
    ours = ("MLA_", "DJANGO_SETTINGS", "DATABASE_URL", "MIGRATE_DATABASE_URL", "REDIS_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}

    def run(*words, typed=""):
        return subprocess.run(
            [sys.executable, *words],
            env=kept | {"MLA_RUN_DIR": str(tmp_path / "run")},
            cwd=settings.BASE_DIR,
            input=typed,
            capture_output=True,
            text=True,
            timeout=240,
        )

    yield run
    run("-m", "config.engines", "clean")


def test_deadlines_prepares_an_empty_database_first(manage):
    said = manage("manage.py", "deadlines", typed=json.dumps(ROW_1) + "\n")
    (line,) = said.stdout.splitlines()
    assert json.loads(line)["execution"]["effective"] == "2026-02-13", said.stderr
    again = manage("manage.py", "deadlines", typed=json.dumps(ROW_1) + "\n")
    assert (again.stdout, again.stderr) == (said.stdout, "")


def test_after_migrate_there_are_rules_and_accounts(manage):
    assert manage("manage.py", "migrate").returncode == 0
    assert manage("manage.py", "shell", "-v0", "-c", ACCOUNTS).stdout.strip() == "18"
