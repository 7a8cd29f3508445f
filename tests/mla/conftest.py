"""The people of both central authorities, and requests that are under review there."""

import pytest

from casework.access.permissions import Role
from casework.directory.models import Instrument
from tests.cases.making import FORMALLY, Desk, a_case


def people(make_user, code):
    made = [
        make_user(role, authority=code, full_name=f"{code} {role}")
        for role in (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR)
    ]
    second = make_user(Role.SUPERVISOR, authority=code, full_name=f"{code} second")
    return Desk(*made, second)


@pytest.fixture
def pgo(make_user):
    return people(make_user, "PGO")


@pytest.fixture
def moj(make_user):
    return people(make_user, "MOJ")


def request_at(desk, code, stage, *, basis="ets-185", **fields):
    """Return a request for subscriber information that is under review, its form checked."""
    fields["legal_basis"] = Instrument.objects.get(code=basis) if basis else None
    case = a_case(
        desk.officer, kind="mla", authority=code, type="subscriber", stage=stage, **fields
    )
    case = desk.take(case, "start_review")
    return desk.take(case, "check_formally", by=desk.officer, **FORMALLY)
