"""The people of both central authorities, and requests that are under review there."""

from datetime import datetime

import pytest

from casework.access.permissions import Role
from casework.clock import BAKU, zone
from casework.directory.models import Instrument
from tests.cases.making import FORMALLY, Desk, a_case, at
from tests.mla.keeping import a_request

RECEIVED = "2026-02-27T10:00"  # the preservation of DOMAIN #9 is in effect on Tue 03.03.2026


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


@pytest.fixture
def sss(officer, lawyer, supervisor, registrar, make_user):
    return Desk(
        officer, lawyer, supervisor, registrar, make_user(Role.SUPERVISOR, full_name="second")
    )


@pytest.fixture
def clock(monkeypatch):
    """Let it be this instant for our own process."""
    return lambda instant: monkeypatch.setattr(zone, "OFFSET", instant - datetime.now(BAKU))


@pytest.fixture
def preserved(sss, clock):
    """A 24/7 case with data that a provider keeps since 03.03.2026; now it is that day."""
    clock(at("2026-03-03T12:00"))
    case = a_case(sss.officer, received_at=at(RECEIVED))
    return sss.steps(case, "start_review", "preserve", "confirm_preservation", "record_preserved")


@pytest.fixture
def request_case(pgo, preserved, clock):
    """The request for assistance of DOMAIN #10, received on Tue 28.04.2026 and registered then."""
    clock(at("2026-04-28T12:00"))
    return a_request(pgo)
