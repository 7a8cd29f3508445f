"""Sending: back-off, refusals, a mail server that is away, and one bad item among many.

Tried: without the back-off, without the limit of three mails that get no answer, and with a refused
sender taken for a refused mail, these tests go red.
"""

from datetime import timedelta
from email.utils import parseaddr

import pytest

from casework.access.models import User
from casework.access.permissions import Role
from casework.clock import now
from casework.directory.models import Policy
from casework.notices import planning
from casework.notices.models import Attempt, Notice, Status, Wake
from casework.notices.planning import plan_due
from casework.notices.sweep import sweep
from config.runner.plan import free_port
from tests.cases.making import a_case
from tests.notices.sweeping import HEAD, LAWYER, OFFICER, about_cases, sweep_at


@pytest.fixture
def case(desk):
    return a_case(desk.officer)


def many(desk, count):
    """This many cases, each with its reminder of the review due on the morning of the 5th."""
    return [a_case(desk.officer) for _number in range(count)]


def test_a_mail_that_is_put_off_is_tried_again_after_1_2_4_and_at_most_60_minutes(
    desk, relay, clock, case
):
    relay.answers[LAWYER] = "451 4.7.1 later"
    sweep_at(clock, "05.02.2026 08:00")
    notice = Notice.objects.get(kind="review", user=desk.lawyer)
    pauses = []
    for _try in range(9):
        notice.refresh_from_db()
        pauses.append(round((notice.next_try_at - now()).total_seconds() / 60))
        assert (notice.status, notice.failure) == (Status.WAITING, "451 4.7.1 later")
        tries = notice.attempts.count()
        clock.forward(minutes=pauses[-1] - 0.5)
        sweep()
        assert notice.attempts.count() == tries  # not a moment earlier
        clock.forward(minutes=0.6)
        sweep()
        assert notice.attempts.count() == tries + 1
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    relay.answers.clear()
    clock.forward(minutes=61)
    sweep()
    assert len(about_cases(relay, LAWYER)) == 1
    assert len(about_cases(relay, OFFICER)) == 1


def test_a_mail_that_is_refused_for_good_is_failed_and_tried_no_more(desk, relay, clock, case):
    relay.answers[LAWYER] = "550 5.1.1 no such person"
    sweep_at(clock, "05.02.2026 08:00")
    notice = Notice.objects.failed().get()
    assert (notice.user, notice.failure) == (desk.lawyer, "550 5.1.1 no such person")
    relay.answers.clear()
    clock.forward(hours=3)
    sweep()
    assert notice.attempts.count() == 1 and notice.sent_at is None
    assert about_cases(relay, LAWYER) == []


def test_no_mail_is_sent_without_being_accepted(desk, relay, clock, case):
    relay.drops = True
    sweep_at(clock, "05.02.2026 08:00")
    assert not Notice.objects.filter(status=Status.SENT).exists()
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {"unreached"}
    relay.drops = False
    clock.forward(minutes=2)
    sweep()
    assert len(about_cases(relay, OFFICER)) == len(about_cases(relay, LAWYER)) == 1


def test_the_message_id_is_the_same_at_every_attempt(desk, relay, clock, case):
    clock("05.02.2026 08:00")
    for relay.drops in (True, True, False):
        sweep()
        clock.forward(minutes=5)
    by_person = {}
    for to, mail in relay.started:
        by_person.setdefault((to, mail["Subject"]), set()).add(mail["Message-ID"])
    assert relay.started and all(len(found) == 1 for found in by_person.values())
    assert len({mail["Message-ID"] for _to, mail in relay.mails}) == len(relay.mails)


def test_a_server_that_refuses_connections_is_left_alone_after_three(desk, relay, clock, settings):
    many(desk, 5)
    real, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    done = sweep_at(clock, "05.02.2026 08:00")
    assert (done.sent, done.failed) == (0, 3)
    assert Attempt.objects.count() == 3
    settings.EMAIL_PORT = real


def test_everything_leaves_in_the_first_sweep_after_the_server_is_back(
    desk, relay, clock, settings
):
    many(desk, 5)
    real, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    clock("05.02.2026 08:00")
    for _minute in range(40):  # each sweep tries three, so that all of them are backing off
        sweep()
        clock.forward(minutes=1)
    assert not Notice.objects.filter(status=Status.SENT).exists()
    settings.EMAIL_PORT = real
    clock.forward(minutes=1)
    sweep()
    assert not Notice.objects.waiting().exists()
    assert len(about_cases(relay, OFFICER)) == len(about_cases(relay, LAWYER)) == 5


def test_two_days_without_a_mail_server_end_with_one_mail_for_each_date(
    desk, relay, clock, settings
):
    many(desk, 3)
    real, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    for hour in range(0, 48, 4):
        sweep_at(clock, f"{5 + hour // 24:02}.02.2026 {hour % 24:02}:30")
    settings.EMAIL_PORT = real
    sweep_at(clock, "07.02.2026 09:00")
    sweep_at(clock, "07.02.2026 10:30")
    told = about_cases(relay, OFFICER)
    assert len(told) == 3 and all("has passed" in subject for subject in told)


def test_a_relay_that_refuses_our_own_address_fails_no_notice(desk, relay, clock, case, settings):
    relay.senders[parseaddr(settings.DEFAULT_FROM_EMAIL)[1]] = "550 5.7.1 sender not allowed"
    sweep_at(clock, "05.02.2026 08:00")
    assert not Notice.objects.failed().exists()
    relay.senders.clear()
    clock.forward(minutes=2)
    sweep()
    assert len(about_cases(relay, OFFICER)) == 1


def test_one_bad_mail_among_many_stops_no_other_one(desk, relay, clock):
    many(desk, 12)
    clock("05.02.2026 08:00")
    plan_due(now())
    bad = Notice.objects.filter(user=desk.officer, kind="review")[3]
    Notice.objects.filter(pk=bad.pk).update(kind="nonsense")
    User.objects.filter(pk=desk.lawyer.pk).update(email="law\nyer@sss.example")
    sweep()
    assert len(about_cases(relay, OFFICER)) == 11
    assert about_cases(relay, LAWYER) == []


def test_one_case_that_cannot_be_counted_stops_neither_planning_nor_sending(desk, relay, clock):
    cases = many(desk, 10)
    clock("05.02.2026 08:00")
    plan_due(now())
    bad = cases[3]
    type(bad).objects.filter(pk=bad.pk).update(received_at=now() - timedelta(days=20_000))
    Wake.objects.filter(case=cases[5].pk).update(at=now())
    Wake.objects.filter(case=bad.pk).update(at=now())  # no policy was in force on that day
    sweep()
    assert len(about_cases(relay, OFFICER)) == 9
    (wake,) = Wake.objects.exclude(problem="")
    assert wake.case_id == bad.pk and "NoPolicy" in wake.problem
    assert Policy.objects.exists()


def test_of_a_hundred_due_the_third_raises_and_99_go(desk, relay, clock, monkeypatch):
    cases = many(desk, 100)
    real = planning.plan_case

    def plan_case(plan, case, *rest):
        if case.pk == cases[2].pk:
            raise RuntimeError("bad item")
        return real(plan, case, *rest)

    monkeypatch.setattr(planning, "plan_case", plan_case)
    sweep_at(clock, "05.02.2026 08:00")
    assert len(about_cases(relay, OFFICER)) == 99
    assert Wake.objects.exclude(problem="").get().problem == "RuntimeError: bad item"
    monkeypatch.undo()


def test_overdue_is_told_once_to_officer_and_head_and_then_in_the_digest(desk, relay, clock, case):
    for day in ("07", "08", "09"):
        sweep_at(clock, f"{day}.02.2026 08:00")
    for person in (OFFICER, HEAD):
        assert len([s for s in about_cases(relay, person) if "passed" in s]) == 1
    digests = [
        mail.get_body(("plain",)).get_content()
        for to, mail in relay.mails
        if to == HEAD and "Summary" in mail["Subject"]
    ]
    # The head's is the whole picture of the authority: it leaves nothing out (decision 018).
    assert [case.reference in text for text in digests] == [True, True, True]


def test_a_case_without_an_officer_concerns_everybody_on_duty(desk, relay, clock, make_user):
    make_user(Role.OFFICER, full_name="colleague")
    a_case(desk.registrar)
    sweep_at(clock, "05.02.2026 08:00")
    assert len(about_cases(relay, OFFICER)) == 1
    assert len(about_cases(relay, "colleague@sss.example")) == 1
