"""A real site refuses to start while it is not safe, and says each reason."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from casework.access.models import User
from casework.demo import accounts as demo
from config.profile import PRODUCTION

pytestmark = pytest.mark.engines
SUPERUSER = os.environ.get("MLA_TEST_SUPERUSER", "postgres")
SAFE = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "x7" * 30,
    "ALLOWED_HOSTS": "desk.example",
    "REDIS_URL": "redis://localhost:1",
    "EMAIL_URL": "smtp://localhost:1",
    "SITE_URL": "https://desk.example",
    "DOCUMENTS_DIR": "/srv/mla-desk/documents",
    "HOST_FILE": "/var/lib/mla-desk/host.json",
}


def superuser():
    """Connect to the cluster under test as the administrator of the database would."""
    parts = connections["default"].settings_dict
    return psycopg.connect(
        host=parts["HOST"],
        port=parts["PORT"] or None,
        user=SUPERUSER,
        dbname="postgres",
        autocommit=True,
    )


def address(role):
    """Return the address of the database under test, as this role."""
    parts = {**connections["default"].settings_dict, "USER": role}
    if str(parts["HOST"]).startswith("/"):
        return f"postgres://{role}@/{parts['HOST']}/{parts['NAME']}"
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    password = f":{parts['PASSWORD']}" if parts["PASSWORD"] else ""
    return f"postgres://{role}{password}@{parts['HOST']}{port}/{parts['NAME']}"


def start(module="config.wsgi", role=None, **changes):
    """Import the web process as a real site would; return its last words, "" if it started."""
    variables = {key: value for key, value in os.environ.items() if not key.startswith("MLA_")}
    variables |= SAFE | {"DATABASE_URL": address(role or settings.DATABASE_ROLES["app"])} | changes
    result = subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        env={key: value for key, value in variables.items() if value},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if result.returncode == 0:
        return ""
    return result.stderr.strip().splitlines()[-1]


def test_the_tests_are_no_real_site():
    assert not PRODUCTION


@pytest.mark.django_db
def test_a_safe_site_starts():
    assert start() == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is the default key"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 50 characters"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS lets every name in"),
        ({"SITE_URL": "http://desk.example"}, "SITE_URL does not begin with https"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL is no mail relay"),
        ({"REDIS_URL": ""}, "REDIS_URL is missing"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is missing"),
        ({"MLA_CLOCK_OFFSET": "3600"}, "MLA_CLOCK_OFFSET moves the clock"),
        ({"MLA_CLOCK_FILE": "/tmp/clock"}, "MLA_CLOCK_FILE moves the clock"),
        ({"DOCUMENTS_DIR": ""}, "DOCUMENTS_DIR is missing"),
        ({"HOST_FILE": ""}, "HOST_FILE is missing"),
    ],
)
def test_an_unsafe_setting_is_named(changes, reason):
    assert reason in start(**changes)


@pytest.mark.django_db
def test_the_owners_connection_is_refused():
    assert "owns the tables" in start(role=settings.DATABASES["owner"]["USER"])


@pytest.mark.django_db
def test_a_superusers_connection_is_refused():
    assert f"as the superuser {SUPERUSER}" in start(role=SUPERUSER)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_demo_accounts_are_refused_and_may_be_switched_off(seeded):
    demo.make_accounts()
    assert "demo accounts" in start() and "officer@sss.example" in start()
    User.objects.filter(is_demo=True).update(is_active=False)
    assert start() == ""


@pytest.fixture
def climber():
    """A role that inherits nothing, but may become the owner and the superuser."""
    with superuser() as connection:
        connection.execute("DROP ROLE IF EXISTS drill_climber")
        connection.execute("CREATE ROLE drill_climber LOGIN NOINHERIT")
        owner = settings.DATABASES["owner"]["USER"]
        connection.execute(f"GRANT {owner}, pg_write_all_data TO drill_climber")
        connection.execute(f"GRANT {SUPERUSER} TO drill_climber")
    yield "drill_climber"
    with superuser() as connection:
        connection.execute("DROP ROLE drill_climber")


def test_a_role_that_may_become_another_is_refused(climber):
    said = start(role=climber, DATABASE_URL=address(climber))
    assert "owns the tables" in said or "may become" in said
    assert SUPERUSER in said and "pg_write_all_data" in said
