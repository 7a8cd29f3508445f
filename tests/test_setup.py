"""`manage.py setup` prepares a real site, on a database and roles of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connections

from tests.test_production import SAFE, superuser

pytestmark = [pytest.mark.engines, pytest.mark.django_db]
ROLES = ["drill_app", "drill_sender", "drill_auditor", "drill_owner"]
HEAD = ["--email", "head@sss.example", "--name", "Ülviyyə Quliyeva", "--authority", "sss"]
SECRET = "tall-orange-lantern-9"


def drop_site():
    with superuser() as connection:
        connection.execute("DROP DATABASE IF EXISTS drill WITH (FORCE)")
        for role in ROLES:
            connection.execute(f"DROP ROLE IF EXISTS {role}")


@pytest.fixture
def site():
    """An empty database and its owner, as docs/operators/settings.md asks for; the environment."""
    drop_site()
    with superuser() as connection:
        connection.execute("CREATE ROLE drill_owner LOGIN CREATEROLE PASSWORD 'owner'")
        connection.execute("CREATE DATABASE drill OWNER drill_owner TEMPLATE template0")
    host = connections["default"].settings_dict["HOST"]
    port = connections["default"].settings_dict["PORT"]
    place = f"/{host}" if str(host).startswith("/") else f"{host}:{port}"
    variables = {key: value for key, value in os.environ.items() if not key.startswith("MLA_")}
    yield (
        variables
        | SAFE
        | {
            "DATABASE_URL": f"postgres://drill_app:app@{place}/drill",
            "MIGRATE_DATABASE_URL": f"postgres://drill_owner:owner@{place}/drill",
            "SENDER_DATABASE_ROLE": "drill_sender",
            "AUDITOR_DATABASE_ROLE": "drill_auditor",
            "MLA_SUPERVISOR_PASSWORD": SECRET,
        }
    )
    drop_site()


def run(variables, *words):
    return subprocess.run(
        [sys.executable, *words],
        env=variables,
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_setup_makes_a_site_that_starts_and_may_be_run_again(site):
    first = run(site, "manage.py", "setup", *HEAD)
    assert "Ülviyyə Quliyeva is the first supervisor" in first.stdout, first.stderr
    again = run(site, "manage.py", "setup", *HEAD)
    assert "There is a supervisor already" in again.stdout, again.stderr
    web = run(site, "-c", "import config.wsgi")
    assert web.returncode == 0, web.stderr
    with superuser() as connection:
        rows = connection.execute("SELECT rolname, rolsuper FROM pg_roles WHERE rolname ~ '^drill'")
        assert sorted(rows.fetchall()) == [(role, False) for role in sorted(ROLES)]


BAD_WORDS = [
    ({}, ["--email", "head", *HEAD[2:]], "Enter a valid email address."),
    ({}, [*HEAD[:-1], "CIA"], "There is no authority CIA; known are: MOJ, PGO, SSS."),
    ({"MLA_SUPERVISOR_PASSWORD": "123"}, HEAD, "This password is too short."),
    ({"MLA_SUPERVISOR_PASSWORD": ""}, HEAD, "say it in the variable MLA_SUPERVISOR_PASSWORD"),
    ({}, HEAD[2:], "say it with --email"),
]


def test_bad_words_get_a_sentence_and_make_nobody(site):
    for changes, words, sentence in BAD_WORDS:
        result = run(site | changes, "manage.py", "setup", *words)
        assert result.returncode == 1
        assert sentence in result.stderr
        assert "Traceback" not in result.stderr
    good = run(site, "manage.py", "setup", *HEAD)
    assert "is the first supervisor" in good.stdout, good.stderr


def test_an_owner_who_may_not_make_roles_is_told_what_to_ask_for(site):
    with superuser() as connection:
        connection.execute("ALTER ROLE drill_owner NOCREATEROLE")
    result = run(site, "manage.py", "setup", *HEAD)
    assert "CREATE ROLE drill_app LOGIN;" in result.stderr


def test_demo_accounts_are_never_made_on_a_real_site(site):
    result = run(site, "manage.py", "prepare_demo", "--skip-checks")
    assert "Demo accounts are never made on a real site." in result.stderr
