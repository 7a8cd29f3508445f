"""What all tests share: real engines, a seeded database, and the cast.

The tests migrate and flush as the database's owner and run as the web's own role.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from hypothesis import HealthCheck, settings

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.directory.models import Authority
from config import engines, profile
from tests.database import Seeds, made_once
from tests.sharing import LONGEST, group_of

# A slow moment of the machine is no fault of the code.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

PASSWORD = "correct horse battery staple"
LONG_AGO = date(2020, 1, 1)


def pytest_configure(config: pytest.Config) -> None:
    """Borrow the embedded engines for the whole run, unless DATABASE_URL names others.

    A shell without job control starts what is in the background deaf to Ctrl-C, and so everything
    that the tests start: those that stop a command that way would wait for minutes.
    """
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if profile.EMBEDDED:
        engines.borrow_or_exit()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: the longest groups wait more than they work."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what was imported: it stays, and there is much of it.

    With Python's own limits a tenth of the suite's time goes into looking for what is not there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Name the group of each test for the processes that share them; begin with the longest."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(group_of(item)))
    yield
    items.sort(key=lambda item: group_of(item) not in LONGEST)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Seeds]:
    """Make the test database as its owner and seed the reference data once for all tests.

    pytest-django's own fixture makes only the aliases that tests name; without `owner` the web's
    alias would stay on the real database.
    """
    shared = hasattr(request.config, "workerinput")
    with django_db_blocker.unblock():
        made = made_once(tmp_path_factory.getbasetemp().parent if shared else None)
        assert connections["default"].settings_dict["NAME"].startswith("test_")
        seeds = Seeds()
    yield seeds
    with django_db_blocker.unblock():
        connections.close_all()  # the owner cannot drop what the web's alias still uses
        end_left_sessions()
        made.drop()


def end_left_sessions() -> None:
    """End what threads of the live server may still hold: each role ends its own sessions."""
    for alias in ("default", "owner"):
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = current_user"
                " AND pid <> pg_backend_pid()"
            )
        connections[alias].close()


@pytest.fixture
def seeded(transactional_db: None, django_db_setup: Seeds) -> Iterator[None]:
    """Reference data for a test that commits: the flush before it took them away."""
    django_db_setup.bring_back()
    yield


@pytest.fixture
def make_user() -> Callable[..., User]:
    """Return a maker of accounts: `make_user(Role.OFFICER, authority="PGO")`."""

    def make(*roles: Role, authority: str = "SSS", **fields: Any) -> User:
        name = fields.pop("full_name", "-".join(roles) or "stranger")
        email = fields.pop("email", f"{name}@{authority.lower()}.example".lower())
        user = User.objects.create_user(email, PASSWORD, full_name=name, language="en", **fields)
        for role in roles:
            Membership.objects.create(
                user=user,
                authority=Authority.objects.get(code=authority),
                role=role,
                from_on=LONG_AGO,
            )
        return user

    return make


@pytest.fixture
def officer(db: None, make_user: Callable[..., User]) -> User:
    return make_user(Role.OFFICER)


@pytest.fixture
def lawyer(db: None, make_user: Callable[..., User]) -> User:
    return make_user(Role.LAWYER)


@pytest.fixture
def supervisor(db: None, make_user: Callable[..., User]) -> User:
    return make_user(Role.SUPERVISOR)


@pytest.fixture
def auditor(db: None, make_user: Callable[..., User]) -> User:
    return make_user(Role.AUDITOR)


@pytest.fixture
def registrar(db: None, make_user: Callable[..., User]) -> User:
    return make_user(Role.REGISTRAR)


@pytest.fixture
def stranger(db: None, make_user: Callable[..., User]) -> User:
    """Somebody with an account and no role."""
    return make_user()


@pytest.fixture
def run_command(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return a runner of management commands that gives back what they print."""

    def run(*words: str, **options: Any) -> str:
        call_command(*words, **options)
        return capsys.readouterr().out

    return run
