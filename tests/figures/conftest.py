"""A desk whose people work for two authorities, so that cases may be handed over."""

from datetime import datetime

import pytest
import time_machine

from casework.access.models import Membership
from casework.clock import BAKU
from casework.directory.models import Authority
from tests.cases.conftest import desk  # noqa: F401
from tests.cases.making import Desk
from tests.cases.reaching import two_authorities
from tests.conftest import LONG_AGO

BEGIN = datetime(2026, 2, 3, 10, 15, tzinfo=BAKU)


@pytest.fixture
def traveller():
    with time_machine.travel(BEGIN, tick=False) as moving:
        yield moving


@pytest.fixture
def both(officer, lawyer, supervisor):
    """The people of one authority, who have the same roles at the prosecutor's."""
    two_authorities()
    there = Authority.objects.get(code="PGO")
    for person in (officer, lawyer, supervisor):
        Membership.objects.create(
            user=person,
            authority=there,
            role=person.memberships.get().role,
            from_on=LONG_AGO,
        )
        for kept in ("_current_roles", "_roles_of"):
            person.__dict__.pop(kept, None)
    return Desk(officer, lawyer, supervisor)
