"""Who is on duty is reached first, beside whoever was told without them."""

import pytest

from casework.access.duty import DutyTurn
from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.clock import now, today
from casework.directory.models import Authority
from casework.notices.planning import plan_due
from casework.notices.sweep import sweep
from tests.cases.making import a_case
from tests.notices.sweeping import HEAD, LAWYER, OFFICER, about_cases, sweep_at

DUTY = "duty@sss.example"


@pytest.fixture
def case(desk):
    """An urgent case that a registrar entered at night; it has no officer."""
    return a_case(desk.registrar, is_urgent=True)


@pytest.fixture
def with_address(desk):
    Authority.objects.filter(code="SSS").update(duty_email=DUTY)


def on_duty(user, code="SSS"):
    return DutyTurn.objects.create(user=user, authority=Authority.objects.get(code=code))


def urgent(relay, address):
    """Mails about an urgent case; those to the duty address are in Azerbaijani."""
    return [s for s in about_cases(relay, address) if "rgent" in s or "əcili" in s]


def test_who_is_on_duty_is_told_before_the_duty_address_and_in_their_language(
    desk, relay, clock, case, with_address
):
    User.objects.filter(pk=desk.lawyer.pk).update(language="en")
    on_duty(desk.lawyer)
    sweep()
    mails = [(to, mail["Subject"]) for to, mail in relay.mails if to in (LAWYER, DUTY)]
    told = [(to, subject) for to, subject in mails if "Summary" not in subject]
    assert [to for to, _subject in told] == [LAWYER, DUTY]
    assert "New urgent request" in told[0][1] and "New urgent" not in told[1][1]
    assert urgent(relay, OFFICER) == []


def test_without_a_duty_address_the_officers_are_told_as_before(desk, relay, clock, case):
    on_duty(desk.lawyer)
    sweep()
    assert [len(urgent(relay, to)) for to in (LAWYER, OFFICER)] == [1, 1]


def test_what_nobody_has_seen_climbs_as_before_and_to_who_is_on_duty(
    desk, relay, clock, case, with_address
):
    on_duty(desk.lawyer)
    sweep()
    clock.forward(minutes=15)
    sweep()
    assert [len(urgent(relay, to)) for to in (LAWYER, DUTY, OFFICER, HEAD)] == [2, 1, 1, 0]
    clock.forward(minutes=15)
    sweep()
    assert [len(urgent(relay, to)) for to in (LAWYER, DUTY, OFFICER, HEAD)] == [2, 1, 1, 1]


def test_a_case_with_its_officer_is_no_matter_of_the_duty_until_it_climbs(
    desk, relay, clock, case, with_address
):
    Case.objects.filter(pk=case.pk).update(officer=desk.officer)
    on_duty(desk.lawyer)
    sweep()
    assert [len(urgent(relay, to)) for to in (OFFICER, LAWYER, DUTY)] == [1, 0, 0]
    clock.forward(minutes=15)
    sweep()
    assert len(urgent(relay, LAWYER)) == 1


def test_who_is_on_duty_elsewhere_or_works_there_no_more_is_told_nothing(
    desk, relay, clock, case, with_address, make_user
):
    prosecutor = make_user(Role.OFFICER, authority="PGO")
    set_scope(prosecutor)
    on_duty(prosecutor, "PGO")
    set_scope(desk.officer)
    on_duty(desk.lawyer)
    on_duty(desk.registrar)  # cannot go on duty; if it is so anyway, it is told nothing
    Membership.objects.filter(user=desk.lawyer).update(until_on=today().replace(year=2025))
    sweep()
    told = {to for to, _mail in relay.mails}
    assert DUTY in told and not told & {prosecutor.email, LAWYER, desk.registrar.email}


def test_a_turn_that_ends_between_planning_and_sending_takes_the_mail_along(
    desk, relay, clock, case, with_address
):
    turn = on_duty(desk.lawyer)
    plan_due(now())
    DutyTurn.objects.filter(pk=turn.pk).update(until_at=now())
    sweep()
    assert urgent(relay, LAWYER) == [] and len(urgent(relay, DUTY)) == 1


def test_the_reminder_of_a_case_without_officer_reaches_who_is_on_duty(
    desk, relay, clock, with_address
):
    a_case(desk.registrar)
    on_duty(desk.officer)
    sweep_at(clock, "05.02.2026 08:00")
    assert len(about_cases(relay, OFFICER)) == 1 == len(about_cases(relay, DUTY))
