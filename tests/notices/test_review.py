"""What fresh eyes found: reminders that stop although sweeps go on, turns that mislead."""

from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings

from casework.access.models import Absence
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.clock import now
from casework.notices import host
from casework.notices.digest import written_for
from casework.notices.health import health
from casework.notices.kinds import Kind
from casework.notices.models import Host, Notice
from casework.notices.planning import plan_due
from casework.notices.sweep import sweep
from tests.cases.making import a_case, sent
from tests.notices.sweeping import HEAD, LAWYER, OFFICER, about_cases, sweep_at

DEPUTY = "deputy@sss.example"


@pytest.mark.parametrize("answer", ["451 4.3.0 Try again later", "554 5.7.1 Relay access denied"])
def test_a_server_that_takes_nobodys_mail_is_seen_within_five_minutes(desk, relay, clock, answer):
    a_case(desk.officer)
    a_case(desk.officer)
    relay.answers = {OFFICER: answer, LAWYER: answer, HEAD: answer, "second@sss.example": answer}
    sweep_at(clock, "05.02.2026 08:00")
    clock.forward(minutes=4)
    sweep()
    assert health().is_well
    clock.forward(minutes=1)
    sweep()
    assert health().is_stuck and not health().is_silent


def test_one_full_mailbox_is_no_outage(desk, relay, clock):
    a_case(desk.officer)
    relay.answers = {LAWYER: "452 4.2.2 Mailbox full"}
    sweep_at(clock, "05.02.2026 08:00")
    clock.forward(minutes=30)
    sweep()
    assert health().is_well


def test_a_clock_that_was_ahead_and_is_set_right_hides_no_silence(desk, relay, clock):
    sweep_at(clock, "05.03.2026 08:00")
    clock("05.02.2026 08:00")
    assert health().is_silent


def test_a_file_that_cannot_be_read_is_replaced_once_and_can_be_released(desk, relay, clock):
    sweep()
    host.place().write_text("")
    for _time in range(3):
        assert sweep().is_held
    (held,) = Host.objects.exclude(held_since=None)
    host.release(held, desk.supervisor)
    assert not sweep().is_held


def test_giving_an_urgent_case_to_somebody_wakes_nobody(desk, relay, clock, make_user):
    other = make_user(Role.OFFICER, full_name="other")
    case = a_case(desk.registrar, is_urgent=True)
    case = desk.take(case, "assign", by=desk.supervisor, officer=other.pk)
    assert case.acknowledged_at is None
    clock.forward(minutes=31)
    sweep()
    assert [s for s in about_cases(relay, HEAD) if "30 minutes" in s]


def test_urgent_mails_leave_before_all_others(desk, relay, clock):
    for _number in range(3):
        a_case(desk.officer)
    clock("05.02.2026 08:00")
    plan_due(now())
    a_case(desk.registrar, is_urgent=True)
    sweep()
    subjects = [mail["Subject"] for _to, mail in relay.mails]
    urgent = [number for number, subject in enumerate(subjects) if "urgent" in subject]
    assert urgent and urgent == list(range(len(urgent)))


def test_an_address_that_no_server_takes_does_not_spoil_the_next_mail(desk, relay, clock):
    a_case(desk.officer)
    type(desk.lawyer).objects.filter(pk=desk.lawyer.pk).update(email="hüquqşünas@sss.example")
    sweep_at(clock, "05.02.2026 08:00")
    assert Notice.objects.failed().get(kind=Kind.REVIEW).user == desk.lawyer
    assert not Notice.objects.waiting().exists()
    assert about_cases(relay, OFFICER)


def lines(user, day):
    content = written_for(user, day)
    return {(line.kind, line.last_on.isoformat()) for line in content.overdue}


def test_the_digest_goes_on_where_single_mails_have_ended(desk, clock):
    clock("03.03.2026 10:00")
    case = a_case(desk.officer)
    case = desk.steps(case, "preserve", "record_preserved", "start_review", "refuse")
    sent(case)
    desk.step(case, "close")
    postponed = desk.steps(a_case(desk.officer), "start_review", "postpone")
    clock("01.06.2026 09:00")
    found = lines(desk.supervisor, date(2026, 6, 1))
    assert ("preservation", "2026-05-02") in found
    assert ("postponed", "2026-04-02") in found
    assert postponed.due_on is None


def test_a_lawyers_digest_has_what_is_in_review(desk, clock):
    a_case(desk.officer)
    clock("09.02.2026 09:00")
    assert lines(desk.lawyer, date(2026, 2, 9)) == {("review", "2026-02-06")}


def test_the_deputy_of_an_absent_head_reads_the_heads_digest(desk, clock, make_user):
    deputy = make_user(Role.OFFICER, full_name="deputy")
    a_case(desk.registrar)
    Case.objects.update(officer=None)
    clock("09.02.2026 09:00")
    assert written_for(deputy, date(2026, 2, 9)).is_empty
    Absence.objects.create(user=desk.supervisor, deputy=deputy, from_on=date(2026, 2, 9))
    headed = written_for(deputy, date(2026, 2, 9)).headed
    assert "unassigned" in {heading.name for heading, _cases in headed.headings}


def test_who_is_head_at_one_desk_is_officer_at_the_other(desk, clock, make_user):
    both = make_user(Role.SUPERVISOR, authority="PGO", full_name="both")
    both.memberships.create(
        authority=desk.officer.memberships.get().authority,
        role=Role.OFFICER,
        from_on=date(2020, 1, 1),
    )
    a_case(desk.officer)
    clock("09.02.2026 09:00")
    assert written_for(both, date(2026, 2, 9)).is_empty


def test_mails_have_patience_with_a_slow_filter():
    assert timedelta(minutes=1).total_seconds() <= django_settings.RELAY_PATIENCE
