"""The summary of the morning: once a day, without what was mailed singly, never empty."""

from datetime import timedelta

import pytest

from casework.access.models import Absence
from casework.access.permissions import Role
from casework.clock import now, today
from casework.directory.models import Authority
from casework.notices import digest, host
from casework.notices.headings import headings, looking
from casework.notices.models import Host, Notice
from casework.notices.sending import send_waiting
from casework.notices.sweep import sweep
from casework.workflow.proposals import propose
from tests.cases.making import a_case
from tests.notices.sweeping import HEAD, OFFICER, sweep_at


def digests(relay, address):
    return [
        mail.get_body(("plain",)).get_content()
        for to, mail in relay.mails
        if to == address and ("Summary" in mail["Subject"] or "Səhər" in mail["Subject"])
    ]


@pytest.fixture
def case(desk):
    return desk.steps(a_case(desk.registrar), "take_on", "start_review", "accept")


def test_it_leaves_at_eight_and_once_a_day(relay, clock, case):
    sweep_at(clock, "16.02.2026 07:59")
    assert digests(relay, HEAD) == []
    for time in ("08:00", "08:01", "12:00", "23:59"):
        sweep_at(clock, f"16.02.2026 {time}")
        assert len(digests(relay, HEAD)) == 1
    sweep_at(clock, "17.02.2026 08:00")
    assert len(digests(relay, HEAD)) == 2


def test_what_is_mailed_singly_today_is_not_in_it(relay, clock, case):
    sweep_at(clock, "11.02.2026 08:00")  # nothing singly today; the last day is Friday
    assert case.reference in digests(relay, OFFICER)[0]
    sweep_at(clock, "12.02.2026 08:00")  # execution: one day, mailed singly
    assert len(digests(relay, OFFICER)) == 1


def test_nobody_receives_an_empty_one(relay, clock, desk):
    sweep_at(clock, "05.02.2026 08:00")
    assert relay.mails == []
    assert set(Notice.objects.values_list("status", flat=True)) == {"superseded"}


def test_an_officer_reads_of_own_cases_and_a_head_of_all(relay, clock, case, make_user):
    make_user(Role.OFFICER, full_name="colleague")
    make_user(Role.SUPERVISOR, full_name="foreign", authority="PGO")
    sweep_at(clock, "16.02.2026 08:00")
    assert case.reference in digests(relay, OFFICER)[0]
    assert case.reference in digests(relay, HEAD)[0]
    assert digests(relay, "colleague@sss.example") == []
    assert digests(relay, "foreign@pgo.example") == []


def test_a_head_reads_which_cases_have_no_officer(relay, clock, desk):
    case = a_case(desk.registrar)
    sweep_at(clock, "04.02.2026 08:00")
    text = digests(relay, HEAD)[0].replace("\r\n", "\n")
    assert f"Unassigned: 1\n{case.reference}" in text
    assert digests(relay, OFFICER) == []


def test_the_deputy_reads_of_the_cases_of_who_is_absent(relay, clock, case, desk, make_user):
    deputy = make_user(Role.OFFICER, full_name="deputy")
    Absence.objects.create(user=desk.officer, deputy=deputy, from_on=today())
    sweep_at(clock, "16.02.2026 08:00")
    assert digests(relay, OFFICER) == []
    assert case.reference in digests(relay, deputy.email)[0]


def test_it_is_written_in_the_language_of_who_reads_it(relay, clock, case, desk):
    desk.officer.language = "az"
    desk.officer.save()
    sweep_at(clock, "16.02.2026 08:00")
    mails = {to: mail for to, mail in relay.mails if "passed" not in mail["Subject"]}
    assert mails[OFFICER]["Subject"] != mails[HEAD]["Subject"]


def test_who_was_away_for_days_reads_todays_alone(relay, clock, case):
    sweep_at(clock, "16.02.2026 08:00")
    sweep_at(clock, "25.02.2026 15:00")
    assert len(digests(relay, OFFICER)) == 2


def test_yesterdays_that_did_not_leave_is_put_aside(relay, clock, case):
    relay.answers[OFFICER] = "451 later"
    sweep_at(clock, "16.02.2026 08:00")
    relay.answers.clear()
    sweep_at(clock, "17.02.2026 07:30")
    assert digests(relay, OFFICER) == []
    sweep_at(clock, "17.02.2026 08:00")
    assert len(digests(relay, OFFICER)) == 1


def test_two_machines_write_it_once(relay, clock, case, settings, tmp_path):
    sweep()
    settings.HOST_FILE = str(tmp_path / "second.json")
    sweep()
    Host.objects.update(held_since=None)
    sweep_at(clock, "16.02.2026 08:00")
    settings.HOST_FILE = str(tmp_path / "host.json")
    sweep()
    assert len(digests(relay, OFFICER)) == 1


def test_the_count_does_not_speak_of_what_was_mailed_singly(relay, clock, desk):
    early = desk.steps(a_case(desk.registrar), "take_on", "start_review", "accept")
    late = a_case(desk.registrar, received_at=now() - timedelta(days=1))
    late = desk.steps(late, "take_on", "start_review", "accept")
    sweep_at(clock, "14.02.2026 08:00")
    (text,) = digests(relay, OFFICER)
    assert late.reference in text and early.reference not in text
    assert "Overdue: 1 case" in text


def test_somebody_with_two_authorities_receives_one(relay, clock, case, desk, make_user):
    from_on = today()
    desk.officer.memberships.create(
        authority=Authority.objects.get(code="PGO"), role=Role.OFFICER, from_on=from_on
    )
    sweep_at(clock, "16.02.2026 08:00")
    assert len(digests(relay, OFFICER)) == 1


def test_a_digest_waits_until_what_is_mailed_singly_is_written(desk, relay, clock):
    a_case(desk.registrar)
    clock("05.02.2026 08:00")
    digest.plan(host.here(), now())
    send_waiting()  # another sweep, while the one that plans has not committed
    assert not [subject for _to, subject in relay.told if "Summary" in subject]
    assert Notice.objects.waiting().filter(kind="digest").exists()
    clock.forward(minutes=1)
    sweep()
    assert not Notice.objects.waiting().exists()


def test_a_head_reads_the_headings_of_the_page_with_its_counts(relay, clock, desk, make_user):
    """Counts and references, and nothing of the case; Friday's evening counts on a Monday."""
    clock("06.02.2026 17:00")
    early = a_case(desk.registrar, received_at=now())
    clock("07.02.2026 03:00")
    night = a_case(desk.registrar, received_at=now(), foreign_reference="SECRET 4711")
    waits = desk.steps(early, "take_on", "start_review")
    details = desk.details(waits, "refuse")
    propose(waits, "refuse", by=desk.officer, version=waits.version, **details)
    deputy = make_user(Role.OFFICER, full_name="deputy")
    Absence.objects.create(user=desk.officer, deputy=deputy, from_on=today())
    sweep_at(clock, "09.02.2026 08:00")
    (text,) = digests(relay, HEAD)
    text = text.replace("\r\n", "\n")
    assert f"Came since the last evening: 1\n{night.reference}\n" in text
    assert f"Proposals that wait: 1\n{waits.reference}\n" in text
    assert "officer: 1\n" in text and "no deputy" not in text
    at = looking(desk.supervisor, today())
    for heading in headings(at):
        assert (f"{heading.title}: {heading.count}" in text) is bool(heading.rows)
    assert "SECRET" not in text and "Germany" not in text


def test_who_stands_in_for_a_head_reads_the_headings(relay, clock, desk, make_user):
    a_case(desk.registrar)
    deputy = make_user(Role.OFFICER, full_name="deputy")
    Absence.objects.create(user=desk.supervisor, deputy=deputy, from_on=today())
    sweep_at(clock, "04.02.2026 08:00")
    assert digests(relay, HEAD) == []
    (text,) = digests(relay, deputy.email)
    assert "Unassigned: 1" in text
