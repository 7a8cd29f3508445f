"""Pages of cases: the desk with its people, and a case that was just registered."""

import pytest
from django.db import connection

from casework.notices.health import shared_health
from tests.cases.conftest import case, desk  # noqa: F401


@pytest.fixture(autouse=True)
def fresh_health():
    """What pages of a process share about the reminders is no other test's."""
    shared_health.until, shared_health.found = 0.0, None


@pytest.fixture
def database_away(transactional_db, monkeypatch):
    """The socket of the database leads nowhere, as while it is down."""
    connection.close()
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "HOST", "/nowhere")
        yield
        connection.close()
