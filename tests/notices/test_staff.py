"""Who is reached when people change between planning and sending: new officers, deputies, desks.

Tried: without the last look, without the authority in the key, and without the place of who was
not told yet, tests of this file go red.
"""

import pytest

from casework.access.models import Absence, Membership
from casework.access.permissions import Role
from casework.clock import now
from casework.directory.models import Authority
from casework.notices.models import Notice
from casework.notices.planning import plan_due
from casework.notices.sweep import sweep
from tests.cases.making import a_case, at
from tests.cases.reaching import two_authorities
from tests.notices.sweeping import HEAD, LAWYER, OFFICER, about_cases, sweep_at


@pytest.fixture
def case(desk):
    return a_case(desk.officer)


def in_execution_soon(desk, case):
    """Accepted on the day of receipt: only execution and ceiling run."""
    return desk.steps(case, "start_review", "accept")


def test_who_received_the_case_after_planning_is_reminded_and_nobody_else(
    desk, relay, clock, case, make_user
):
    colleague = make_user(Role.OFFICER, full_name="colleague")
    case = in_execution_soon(desk, desk.step(case, "take_on"))
    clock("10.02.2026 08:00")
    plan_due(now())
    desk.step(case, "assign", officer=colleague.pk)
    sweep()
    sweep()
    assert about_cases(relay, OFFICER) == []
    told = about_cases(relay, colleague.email)
    assert len(told) == 2 and any("in 3 days" in subject for subject in told)


def test_what_one_was_told_is_not_told_again_to_the_next(desk, relay, clock, case, make_user):
    colleague = make_user(Role.OFFICER, full_name="colleague")
    case = in_execution_soon(desk, desk.step(case, "take_on"))
    sweep_at(clock, "10.02.2026 08:00")
    assert len(about_cases(relay, OFFICER)) == 1
    desk.step(case, "assign", officer=colleague.pk)
    sweep()
    (subject,) = about_cases(relay, colleague.email)
    assert "Assigned to you" in subject


def test_who_takes_the_place_of_somebody_who_was_not_told_yet_is_told(
    desk, relay, clock, case, make_user
):
    relay.answers[LAWYER] = "451 later"
    sweep_at(clock, "05.02.2026 08:00")
    assert len(about_cases(relay, OFFICER)) == 1 and relay.to(LAWYER) == []
    Membership.objects.filter(user=desk.lawyer).update(until_on=at("2026-02-04").date())
    successor = make_user(Role.LAWYER, full_name="successor")
    clock.forward(minutes=2)
    sweep()
    sweep()
    assert len(about_cases(relay, successor.email)) == 1
    assert len(about_cases(relay, OFFICER)) == 1


def test_a_mail_to_an_account_that_was_switched_off_never_leaves(desk, relay, clock, case):
    clock("05.02.2026 08:00")
    plan_due(now())
    desk.lawyer.is_active = False
    desk.lawyer.save()
    sweep()
    assert relay.to(LAWYER) == []
    assert len(about_cases(relay, OFFICER)) == 1


def duty_addresses():
    for code in ("SSS", "PGO"):
        Authority.objects.filter(code=code).update(duty_email=f"duty@{code.lower()}.example")


def test_a_case_that_is_handed_over_reminds_only_the_authority_that_has_it(
    desk, relay, clock, case
):
    two_authorities()
    duty_addresses()
    clock("05.02.2026 08:00")
    plan_due(now())
    assert Notice.objects.waiting().filter(user=None, kind="review").exists()
    desk.step(case, "hand_over")
    sweep()
    sweep()
    old = [subject for to, subject in relay.told if to == "duty@sss.example"]
    assert old == []
    new = [subject for to, subject in relay.told if to == "duty@pgo.example"]
    assert len(new) == 2  # that it has arrived, and the reminder


def test_a_hand_over_tells_the_head_who_has_lost_the_case_without_a_link(desk, relay, clock, case):
    two_authorities()
    duty_addresses()
    desk.step(case, "hand_over")
    sweep()
    ((_to, mail),) = [(to, mail) for to, mail in relay.mails if to == HEAD]
    assert "Handed over to another authority" in mail["Subject"]
    assert str(case.public_id) not in mail.as_string()
    assert about_cases(relay, "second@sss.example")


def test_a_case_that_comes_back_is_not_told_twice(desk, relay, clock, case, make_user):
    two_authorities()
    prosecutor = make_user(Role.OFFICER, authority="PGO")
    sweep_at(clock, "05.02.2026 08:00")
    case = desk.step(case, "hand_over")
    sweep()
    back = {"to": Authority.objects.get(code="SSS").pk, "reason": "Not ours."}
    desk.take(case, "hand_over", by=prosecutor, **back)
    sweep()
    reviews = [s for s in about_cases(relay, OFFICER) if "Legal review" in s]
    arrivals = [s for s in about_cases(relay, OFFICER) if "Handed over to your" in s]
    assert (len(reviews), len(arrivals)) == (1, 1)
    assert [s for s in about_cases(relay, prosecutor.email) if "Legal review" in s]


def test_an_absence_that_begins_after_planning_sends_the_mail_to_the_deputy(
    desk, relay, clock, case, make_user
):
    deputy = make_user(Role.OFFICER, full_name="deputy")
    case = in_execution_soon(desk, desk.step(case, "take_on"))
    clock("10.02.2026 08:00")
    plan_due(now())
    Absence.objects.create(user=desk.officer, deputy=deputy, from_on=now().date())
    sweep()
    sweep()
    assert about_cases(relay, OFFICER) == []
    assert len(about_cases(relay, deputy.email)) == 1
