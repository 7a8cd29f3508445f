"""The last days of a request of ours: reminders after sending, the end of what is kept abroad."""

from datetime import date, timedelta

import pytest

from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.cases.clocks import own_days_of
from casework.clock import now, today
from casework.clock.own import awaited
from casework.clock.reasons import because
from casework.directory.models import Policy
from casework.explain import sentences
from casework.notices.watching import Watch
from casework.workflow import sending
from casework.workflow.refusals import StepRefused
from mla.models import OutgoingRequest
from tests.outgoing.making import approved, in_part, ours, sent_abroad

SENT = date(2026, 2, 3)
WHY = because("awaited_since_sent", day=SENT)
OFFSETS = [30, 60, 90]


def days(*offsets):
    return [SENT + timedelta(offset) for offset in offsets]


@pytest.mark.parametrize(
    ("reminded", "expected"),
    [
        ([], 30),
        ([30], 60),
        ([25], 60),  # early: it counts for the first one
        ([65], 90),  # late: it counts for both that had come
        ([30, 61], 90),
        ([61, 30], 90),  # in whatever order they were entered
        ([30, 60, 90], None),
        ([100], None),
    ],
)
def test_a_reminder_is_due_on_the_next_day_of_the_policy(reminded, expected):
    found = awaited(SENT, OFFSETS, days(*reminded), WHY)
    assert (found and found.on) == (expected and SENT + timedelta(expected))


def test_each_day_says_how_it_was_reached():
    found = awaited(SENT, OFFSETS, days(30), WHY)
    assert sentences(found.why) == [
        "Our request left on Tue 03.02.2026.",
        "We sent a reminder on Thu 05.03.2026.",
        "60 calendar days after Tue 03.02.2026 end on Sat 04.04.2026: then a reminder is due.",
    ]


def read(case):
    return OutgoingRequest.objects.get(pk=case.pk)


@pytest.mark.django_db
def test_sending_makes_the_case_due_on_the_thirtieth_day(pgo):
    case = read(sent_abroad(pgo, on=today() - timedelta(10)))
    assert (case.due_on, case.due_clock) == (today() + timedelta(20), "awaited")
    assert (case.review_on, case.execution_on, case.ceiling_on) == (None, None, None)


@pytest.mark.django_db
def test_a_reminder_moves_the_day_and_a_reply_ends_it(pgo):
    case = sent_abroad(pgo, on=today() - timedelta(31))
    assert read(case).due_on == today() - timedelta(1)
    case = pgo.step(case, "remind_abroad")
    assert case.letters.filter(kind="outgoing_reminder").count() == 1
    case = reminded(case, pgo)
    assert read(case).due_on == today() + timedelta(29)
    case = pgo.step(case, "record_reply")
    assert (read(case).due_on, read(case).due_clock) == (None, "")


def reminded(case, desk, on=None, kind="outgoing_reminder"):
    """Mark the reminder as sent, as the officer does under “Letters”."""
    set_scope(desk.officer)
    row = case.letters.drafts().get(kind=kind)
    sending.send(
        row, by=desk.officer, version=row.version, channel="diplomatic", sent_on=on or today(),
        dispatch_number="12-35",
    )  # fmt: skip
    return read(case)


@pytest.mark.django_db
def test_a_reminder_that_has_not_left_moves_no_day_and_no_second_one_is_drafted(pgo):
    case = pgo.step(sent_abroad(pgo, on=today() - timedelta(31)), "remind_abroad")
    assert read(case).due_on == today() - timedelta(1)
    assert not case.exchanges.filter(kind="reminder").exists()
    with pytest.raises(StepRefused, match="A reminder is drafted already"):
        pgo.step(case, "remind_abroad")


@pytest.mark.django_db
def test_the_days_are_counted_from_the_day_on_which_the_reminder_left(pgo):
    case = sent_abroad(pgo, on=today() - timedelta(70))
    case = pgo.step(case, "remind_abroad")
    drafted = case.letters.filter(kind="outgoing_reminder")
    drafted.update(made_at=now() - timedelta(15))  # drafted 15 days ago, sent 12 days ago
    case = reminded(case, pgo, on=today() - timedelta(12))
    assert read(case).due_on == today() - timedelta(10)  # on day 58 only the first one had come
    assert case.exchanges.get(kind="reminder").on_day == today() - timedelta(12)


@pytest.mark.django_db
def test_another_letter_that_leaves_is_no_reminder(pgo):
    case = pgo.step(sent_abroad(pgo, on=today() - timedelta(31)), "record_question")
    case = pgo.step(case, "answer_question")
    due = read(case).due_on
    assert reminded(case, pgo, kind="outgoing_clarification").due_on == due
    assert not case.exchanges.filter(kind="reminder").exists()


@pytest.mark.django_db
def test_a_reminder_says_which_one_it_is(pgo):
    case = pgo.step(sent_abroad(pgo, on=today() - timedelta(61)), "remind_abroad")
    assert "reminder No." not in case.letters.get(kind="outgoing_reminder").text_en
    case = pgo.step(reminded(case, pgo), "remind_abroad")
    assert "This is our reminder No. 2." in case.letters.drafts().get().text_en


@pytest.mark.django_db
def test_the_figures_count_a_reminder_on_the_day_it_left(pgo):
    case = pgo.step(sent_abroad(pgo, on=today() - timedelta(31)), "remind_abroad")
    assert not counted(case)
    reminded(case, pgo)
    assert counted(case) == [today().isoformat()]


def counted(case):
    """Return the days on which the case counts as one of which we reminded the other State."""
    rows = Case.objects.filter(pk=case.pk).values_list("counted__figures", flat=True).get()
    return [row[1] for row in rows if row[2:4] == ["reminded_abroad", ""]]


@pytest.mark.django_db
def test_their_question_stops_reminders_and_our_answer_counts_them_anew(pgo):
    case = sent_abroad(pgo, on=today() - timedelta(45))
    case = pgo.step(case, "record_question")
    assert read(case).due_on is None
    case = pgo.step(case, "answer_question")
    assert (case.state, read(case).due_on) == ("sent", today() + timedelta(30))


@pytest.mark.django_db
def test_the_answer_to_a_question_goes_back_to_where_it_was_asked(pgo):
    case = pgo.steps(in_part(pgo), "record_question", "answer_question")
    assert case.state == "partial"


@pytest.mark.django_db
def test_the_days_are_a_policy(pgo):
    set_scope(pgo.officer)
    policy = Policy.objects.get(procedure="outgoing")
    policy.pk, policy.in_force_from = None, today()
    policy.reminders = {**policy.reminders, "awaited": [10]}
    policy.save()
    assert read(sent_abroad(pgo, received_at=now())).due_on == today() + timedelta(10)


@pytest.mark.django_db
def test_what_is_kept_abroad_is_due_sixty_days_after_it_took_effect(pgo):
    since = today() - timedelta(12)
    case = pgo.step(ours(pgo), "record_kept", effective_on=since.isoformat())
    assert (read(case).due_on, read(case).due_clock) == (since + timedelta(60), "kept_abroad")
    assert "until then our request for legal assistance has to leave" in " ".join(
        sentences(own_days_of(read(case))[0].why)
    )


@pytest.mark.django_db
def test_the_earliest_end_counts_and_the_same_reference_is_corrected(pgo):
    early, late = today() - timedelta(20), today() - timedelta(5)
    case = pgo.step(ours(pgo), "record_kept", effective_on=early.isoformat())
    case = pgo.step(case, "record_kept", reference="P-2", effective_on=late.isoformat())
    assert read(case).due_on == early + timedelta(60)
    case = pgo.step(case, "record_kept", effective_on=early.isoformat(), days=90)
    assert read(case).due_on == late + timedelta(60)


@pytest.mark.django_db
def test_sending_meets_the_end_of_what_is_kept(pgo):
    case = pgo.step(approved(pgo), "record_kept")
    case = pgo.step(case, "send")
    assert read(case).due_clock == "awaited"


@pytest.mark.django_db
def test_mails_are_planned_for_both_kinds_of_days(pgo):
    case = pgo.step(ours(pgo), "record_kept")
    set_scope(pgo.officer)
    (kept,) = Watch(now())([read(case)])[case.pk]
    assert kept.kind == "kept_abroad"
    assert {moment.offset for moment in kept.moments} == {14, 7, 3, 1, 0, -1}
    case = sent_abroad(pgo)
    (reminder,) = Watch(now())([read(case)])[case.pk]
    assert (reminder.kind, {moment.offset for moment in reminder.moments}) == ("awaited", {0, -1})
    assert reminder.last_on == today() + timedelta(30)
