"""What follows from a step at once: assignment, arrival, departure."""

import pytest

from casework.access.models import Absence
from casework.access.permissions import Role
from casework.clock import today
from casework.notices.models import Notice
from casework.notices.sweep import sweep
from tests.cases.making import a_case
from tests.notices.sweeping import OFFICER, about_cases


@pytest.fixture
def case(desk):
    return a_case(desk.registrar)


def test_who_receives_a_case_is_told_at_once_with_a_link(desk, relay, case):
    desk.step(case, "assign")
    sweep()
    (subject,) = about_cases(relay, OFFICER)
    assert subject == f"{case.reference}: Assigned to you"
    (mail,) = [mail for _to, mail in relay.mails if "Assigned" in mail["Subject"]]
    assert case.get_absolute_url() in mail.get_body(("plain",)).get_content()


def test_who_takes_a_case_on_is_not_told(desk, relay, case):
    desk.step(case, "take_on")
    sweep()
    assert about_cases(relay, OFFICER) == []


def test_each_assignment_is_told_anew(desk, relay, case, make_user):
    colleague = make_user(Role.OFFICER, full_name="colleague")
    for person in (desk.officer, colleague, desk.officer):
        case = desk.step(case, "assign", officer=person.pk)
        sweep()
    assert len(about_cases(relay, OFFICER)) == 2
    assert len(about_cases(relay, colleague.email)) == 1


def test_an_assignment_that_was_changed_before_the_mail_left_is_not_told(
    desk, relay, case, make_user
):
    colleague = make_user(Role.OFFICER, full_name="colleague")
    case = desk.step(case, "assign")
    desk.step(case, "assign", officer=colleague.pk)
    sweep()
    assert about_cases(relay, OFFICER) == []
    assert len(about_cases(relay, colleague.email)) == 1


def test_the_deputy_of_an_absent_officer_is_told_of_an_assignment(desk, relay, case, make_user):
    deputy = make_user(Role.OFFICER, full_name="deputy")
    Absence.objects.create(user=desk.officer, deputy=deputy, from_on=today())
    desk.step(case, "assign")
    sweep()
    assert about_cases(relay, OFFICER) == []
    assert len(about_cases(relay, deputy.email)) == 1


def test_a_step_that_gives_the_case_to_nobody_tells_nobody(desk, case):
    desk.step(case, "start_review")
    assert not Notice.objects.exists()
