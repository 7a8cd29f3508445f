"""An urgent case climbs until somebody acknowledges it; hours asked for are told by the hour."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.clock import now, today
from casework.directory.models import Authority
from casework.notices.models import Notice, Wake
from casework.notices.sweep import sweep
from tests.cases.making import a_case
from tests.notices.sweeping import HEAD, OFFICER, about_cases

COLLEAGUE = "colleague@sss.example"


@pytest.fixture
def colleague(make_user):
    return make_user(Role.OFFICER, full_name="colleague")


@pytest.fixture
def case(desk, colleague):
    """Registered by a registrar at night, given to an officer, seen by nobody."""
    case = a_case(desk.registrar, is_urgent=True)
    Case.objects.filter(pk=case.pk).update(officer=desk.officer)
    case.refresh_from_db()
    return case


def urgent(relay, address):
    return [s for s in about_cases(relay, address) if "rgent" in s]


def test_an_urgent_case_climbs_after_15_and_30_minutes(relay, clock, case):
    sweep()
    told = [urgent(relay, person) for person in (OFFICER, COLLEAGUE, HEAD)]
    assert [len(found) for found in told] == [1, 0, 0]
    for minutes, wanted in [(14, [1, 0, 0]), (1, [1, 1, 0]), (14, [1, 1, 0]), (1, [1, 1, 1])]:
        clock.forward(minutes=minutes)
        sweep()
        told = [urgent(relay, person) for person in (OFFICER, COLLEAGUE, HEAD)]
        assert [len(found) for found in told] == wanted
    clock.forward(hours=5)
    sweep()
    assert len(urgent(relay, HEAD)) == 1


def test_any_step_of_somebody_who_works_on_it_acknowledges(desk, relay, clock, case):
    sweep()
    desk.step(case, "start_review")
    clock.forward(minutes=31)
    sweep()
    assert urgent(relay, HEAD) == urgent(relay, COLLEAGUE) == []


def test_an_acknowledgement_between_planning_and_sending_stops_the_mail(desk, relay, clock, case):
    relay.answers[OFFICER] = "451 later"
    sweep()
    case.refresh_from_db()
    desk.step(case, "start_review")
    relay.answers.clear()
    clock.forward(minutes=2)
    sweep()
    assert urgent(relay, OFFICER) == []


def test_what_a_registrar_enters_is_acknowledged_by_nobody(desk, case):
    assert case.urgent_at is not None and case.acknowledged_at is None


def test_an_officer_who_registers_it_has_seen_it(desk, relay):
    case = a_case(desk.officer, is_urgent=True)
    assert case.acknowledged_at is not None
    sweep()
    assert urgent(relay, OFFICER) == []


def test_it_climbs_anew_at_the_authority_that_receives_it(desk, relay, clock, case, make_user):
    Authority.objects.filter(code="PGO").update(procedures=["contact_point", "mla_in"])
    prosecutor = make_user(Role.OFFICER, authority="PGO")
    chief = make_user(Role.SUPERVISOR, authority="PGO", full_name="chief")
    case = desk.step(case, "hand_over")
    sweep()
    assert len(urgent(relay, prosecutor.email)) == 1
    clock.forward(minutes=30)
    sweep()
    assert len(urgent(relay, chief.email)) == 1
    assert urgent(relay, HEAD) == []


def test_a_case_that_was_closed_climbs_no_further(desk, relay, clock, case):
    sweep()
    Case.objects.filter(pk=case.pk).update(ended_at=now())
    clock.forward(minutes=30)
    sweep()
    assert urgent(relay, HEAD) == []


def test_an_answer_is_recalled_24_4_and_1_hours_before_wherever_it_was_asked(desk, relay, clock):
    asked = datetime(2026, 2, 6, 17, tzinfo=UTC)  # 18:00 in Brussels, 21:00 in Baku
    a_case(desk.officer, answer_by_at=asked, sender_zone="CET")
    answers = []
    for hours in (25, 24, 23, 4, 3, 1, 0.5, 0, -2):
        clock((asked - timedelta(hours=hours) + timedelta(hours=4)).strftime("%d.%m.%Y %H:%M"))
        sweep()
        found = [s for s in about_cases(relay, OFFICER) if "Answer asked for" in s]
        answers.append((hours, len(found)))
    assert answers == [
        (25, 0), (24, 1), (23, 1), (4, 2), (3, 2), (1, 3), (0.5, 3), (0, 4), (-2, 4),
    ]  # fmt: skip
    found = [s for s in about_cases(relay, OFFICER) if "Answer asked for" in s]
    assert "06.02.2026 21:00" in found[0]


def test_expected_loss_that_is_near_when_the_case_comes_in_is_told_at_once(desk, relay, clock):
    a_case(desk.officer, loss_expected_at=now() + timedelta(hours=3))
    sweep()
    (subject,) = [s for s in about_cases(relay, OFFICER) if "Expected loss" in s]
    assert "in 3 hours" in subject


# Who is reached


def absent(user, deputy):
    Absence.objects.create(user=user, deputy=deputy, from_on=today() - timedelta(days=1))


def test_the_deputy_is_told_instead_of_who_is_absent(desk, relay, case, colleague):
    absent(desk.officer, colleague)
    sweep()
    assert (len(urgent(relay, OFFICER)), len(urgent(relay, COLLEAGUE))) == (0, 1)


def test_the_deputy_of_an_absent_deputy_is_told(desk, relay, case, colleague, make_user):
    third = make_user(Role.OFFICER, full_name="third")
    absent(desk.officer, colleague)
    absent(colleague, third)
    sweep()
    assert len(urgent(relay, third.email)) == 1
    assert urgent(relay, OFFICER) == urgent(relay, COLLEAGUE) == []


def test_two_who_stand_in_for_each_other_are_no_endless_chain(
    desk, relay, case, colleague, make_user
):
    third = make_user(Role.OFFICER, full_name="third")
    absent(desk.officer, colleague)
    absent(colleague, desk.officer)
    sweep()
    assert len(urgent(relay, third.email)) == 1


def test_nobody_here_means_the_duty_address_in_azerbaijani(desk, relay, case):
    Authority.objects.filter(code="SSS").update(duty_email="duty@sss.example")
    Case.objects.filter(pk=case.pk).update(officer=None)
    sweep()
    ((_to, mail),) = [(to, mail) for to, mail in relay.mails if to == "duty@sss.example"]
    assert urgent(relay, OFFICER) == []
    assert mail.get_body(("plain",)) is not None


def test_without_a_duty_address_every_officer_is_told(desk, relay, case):
    Case.objects.filter(pk=case.pk).update(officer=None)
    sweep()
    assert (len(urgent(relay, OFFICER)), len(urgent(relay, COLLEAGUE))) == (1, 1)


def test_an_officer_whose_role_has_ended_is_told_nothing_more(desk, relay, clock, case):
    Membership.objects.filter(user=desk.officer).update(until_on=today() - timedelta(days=1))
    sweep()
    assert urgent(relay, OFFICER) == []
    assert len(urgent(relay, COLLEAGUE)) == 1


def test_an_authority_without_anybody_is_a_problem_that_is_listed_and_then_told(
    desk, relay, clock, case
):
    User.objects.exclude(pk=desk.registrar.pk).update(is_active=False)
    sweep()
    wake = Wake.objects.get(case=case.pk)
    assert "Nobody" in wake.problem and wake.problem_at is not None
    assert not Notice.objects.filter(kind="urgent").exists()
    User.objects.filter(pk=desk.officer.pk).update(is_active=True)
    clock.forward(minutes=5)
    sweep()
    wake.refresh_from_db()
    assert wake.problem == "" and wake.problem_at is None
    assert len(urgent(relay, OFFICER)) >= 1
