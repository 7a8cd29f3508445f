"""The demonstration's desk: what a newcomer is to find there is there, and nothing is mailed."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings as site
from django.db import connections, transaction
from django.db.models import F

from casework.access.scope import set_scope_of_all
from casework.audit.events import Event
from casework.audit.reading import heads
from casework.audit.verify import verify
from casework.cases.additions import Link, Note
from casework.cases.facts import Prolongation, Question
from casework.cases.items import Outcome
from casework.cases.law import UseCondition
from casework.cases.orders import OrderLine, Preservation
from casework.clock import BAKU, now, today
from casework.demo import accounts, shows
from casework.demo.story import Story
from casework.directory.models import RecipientPerson
from casework.figures.checking import differences
from casework.files.documents import Document
from casework.incoming.guards.execution import silent_orders
from casework.incoming.guards.review import reminders_missing, sixty_days_not_passed
from casework.incoming.states import S
from casework.letters.models import Letter
from casework.notices.models import Attempt, Notice, Status
from casework.notices.planning import plan_due
from casework.workflow.models import Proposal
from contact_point.demo import show
from contact_point.demo.stories import STORIES
from contact_point.models import ContactRequest
from tests.cases.making import a_case

# What is reckoned from the calendar: long waits, prolongations, data that are kept.
OPEN_CONDITIONS = UseCondition.objects.filter(accepted_on=None)
UNKNOWN = RecipientPerson.objects.unconfirmed()
IS_OVER = shows.brings("contact_point")
RECKONED = ("prolong", "postpone", "renew", "let_lapse", "traffic-live", "assign")


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory):
    """One performance for all tests of this file; they read it, each in the scope of all."""
    folder, site.DOCUMENTS_DIR = site.DOCUMENTS_DIR, str(tmp_path_factory.mktemp("documents"))
    with django_db_blocker.unblock():
        django_db_setup.bring_back()  # tests that commit may have run before
        with transaction.atomic():
            accounts.make_accounts()
            began = now()
            show.play()
            yield began
            transaction.set_rollback(True)
        connections.close_all()
    site.DOCUMENTS_DIR = folder


@pytest.fixture
def desk(played):
    """The cases that were played."""
    set_scope_of_all()
    return ContactRequest.objects.select_related("request_type")


def test_sixty_requests_of_a_dozen_states_are_in_every_state(desk):
    assert desk.count() == len(STORIES) >= 60
    assert desk.values("requesting_state").distinct().count() >= 12
    assert set(desk.values_list("state", flat=True)) == set(S.values)


def test_the_urgent_case_of_the_readme_is_untouched(desk):
    case = desk.get(is_urgent=True, is_secured=False, officer=None)
    assert case.requesting_state.code == "PL"
    assert case.is_unacknowledged
    assert case.state == S.RECEIVED
    assert timedelta(0) < case.pressing_at - now() < timedelta(hours=24)
    assert case.documents.get().kind == Document.Kind.REQUEST


def test_the_times_of_the_urgent_case_fit_each_other(desk):
    """The address is known for a day; the two days of the message end after the answer."""
    case = desk.get(is_urgent=True, is_secured=False, officer=None)
    used = {row.seen_at for item in case.dataitems.all() for row in item.identifiers.all()}
    (seen_at,) = used
    posted_at = seen_at + timedelta(hours=1)
    assert case.loss_expected_at - seen_at == timedelta(hours=24)
    assert case.received_at - posted_at < timedelta(hours=14)
    assert case.loss_expected_at < case.answer_by_at < posted_at + timedelta(days=2)
    assert "14 hours ago" in case.urgency_note
    assert "24 hours" in case.urgency_note


@pytest.mark.parametrize(
    ("what", "least"),
    [
        (lambda desk, day: desk.overdue(day), 3),
        (lambda desk, day: desk.past_ceiling(day), 1),
        (lambda desk, day: desk.unassigned(), 3),
        (lambda desk, day: desk.open().filter(answer_by_at__lt=now()), 1),
        (lambda desk, day: desk.open().filter(answer_by_at__gt=now()), 3),
        (lambda desk, day: desk.open().filter(execution_on__gt=F("execution_nominal_on")), 1),
        (lambda desk, day: desk.open().filter(officer__absences__from_on__lte=day), 1),
        (lambda desk, day: desk.filter(waiting_on="court"), 1),
        (lambda desk, day: desk.filter(released_alone_at__isnull=False), 1),
        (lambda desk, day: desk.filter(events__verb="reopen", ended_at=None), 1),
        (lambda desk, day: desk.filter(requesterdecisions__choice=""), 1),
        (lambda desk, day: desk.filter(pk__in=OPEN_CONDITIONS.values("case")), 1),
        (lambda desk, day: desk.filter(orders__person__in=UNKNOWN), 1),
    ],
    ids=[
        "overdue", "past the ceiling", "without an officer", "answer missed", "answer in a day",
        "rolled over days off", "of somebody absent", "before a court", "released alone",
        "reopened", "risk undecided", "condition open", "recipient unconfirmed",
    ],
)  # fmt: skip
def test_this_is_found_on_the_desk(desk, what, least):
    assert what(desk, today()).distinct().count() >= least


def test_providers_are_silent_and_some_refuse(desk):
    silent = [case for case in desk.filter(state=S.EXECUTION) if silent_orders(case)]
    assert len(silent) >= 3
    assert OrderLine.objects.filter(outcome=Outcome.REFUSED).exists()


def test_data_are_kept_that_soon_need_not_be(desk):
    soon = Preservation.objects.filter(released_at=None, last_on__gte=today())
    assert soon.filter(last_on__lte=today() + timedelta(days=7)).exists()
    assert Preservation.objects.filter(released_at=None, last_on__lt=today()).exists()
    assert Preservation.objects.filter(renewals__isnull=False).exists()


def test_steps_wait_for_a_second_person(desk):
    steps = Proposal.objects.filter(status=Proposal.Status.OPEN).values_list("step", flat=True)
    assert set(steps) == {"report", "prolong", "refuse", "postpone"}


def test_a_question_may_lapse_now(desk):
    waiting = desk.filter(state=S.CLARIFICATION)
    assert [c for c in waiting if not (reminders_missing(c) or sixty_days_not_passed(c))]
    assert Question.objects.filter(answers__is_idle=False).exists()


def test_there_is_paper_for_every_panel(desk):
    assert Letter.objects.sent().count() > 100
    assert Letter.objects.drafts().exists()
    assert Prolongation.objects.values("reason").distinct().count() >= 3
    assert Link.objects.filter(kind=Link.Kind.DUPLICATE).exists()
    assert Document.objects.values("kind").distinct().count() >= 2
    assert Note.objects.filter(confirmation_pending=True).exists()


def test_no_mail_leaves_for_what_is_past(desk):
    plan_due(now())
    waiting = Notice.objects.waiting()
    uncertain = waiting.get()  # nobody knows whether it left; it goes again tomorrow
    assert uncertain.next_try_at > now()
    assert Attempt.objects.get(ended_at=None).notice == uncertain
    assert Notice.objects.failed().get().failure.startswith("550")
    assert Notice.objects.filter(status=Status.SENT).exists()


def test_a_reminder_that_falls_due_from_now_on_is_planned(desk, played):
    with time_machine.travel(played + timedelta(days=2)):
        plan_due(now())
        assert Notice.objects.waiting().count() > 5


def test_what_was_counted_and_written_at_the_end_is_all_there(desk, run_command):
    assert differences(None) == []
    assert run_command("reindex").endswith(" 0 new words.\n")


def test_the_record_is_sound_and_in_the_order_of_time(desk):
    (head,) = heads("default")
    assert verify(head, "default").damage is None
    instants = list(Event.objects.order_by("number").values_list("at", flat=True))
    assert instants == sorted(instants)
    assert instants[0] < now() - timedelta(days=200)


def test_numbers_follow_the_receipts_without_a_gap(desk):
    rows = desk.order_by("opened_at", "pk").values_list("reference", flat=True)
    by_year: dict[str, list[int]] = {}
    for reference in rows:
        _authority, _kind, year, number = reference.split("-")
        by_year.setdefault(year, []).append(int(number))
    assert all(found == list(range(1, len(found) + 1)) for found in by_year.values())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "moment",
    ["2026-03-23 00:05", "2027-01-01 00:40", "2028-02-29 23:50", "2026-06-15 08:30"],
    ids=["Novruz", "the first minutes of a year", "a leap day", "a Monday off"],
)
def test_it_can_be_played_on(moment, settings, tmp_path):
    settings.DOCUMENTS_DIR = str(tmp_path)
    chosen = [story for story in STORIES if any(word in story.course for word in RECKONED)]
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=BAKU)):
        accounts.make_accounts()
        show.play(chosen)
    assert ContactRequest.objects.count() == len(chosen)


@pytest.mark.parametrize("hour", ["00:00", "12:30", "23:59"])
def test_acts_stay_in_order_at_every_time_of_the_day(hour):
    present = datetime.fromisoformat(f"2026-11-22 {hour}").replace(tzinfo=BAKU)
    for story in STORIES:
        assert story.acts(present)


@pytest.mark.django_db
def test_after_a_fault_the_clock_is_the_true_one():
    accounts.make_accounts()
    broken = Story("bka", "evidence", "cards", ("traffic 192.0.2.1",), "9d 10:00 close")
    with pytest.raises(ContactRequest.DoesNotExist):
        show.play([broken])
    assert abs(now() - datetime.now(BAKU)) < timedelta(minutes=1)


@pytest.mark.django_db
def test_a_desk_with_a_case_is_left_alone(settings, monkeypatch, officer):
    settings.DEMO_CASES = True
    monkeypatch.setattr(shows, "SHOWS", [shows.Show("tests.demo.test_play.never", IS_OVER)])
    a_case(officer)
    shows.show_cases()
    set_scope_of_all()
    assert ContactRequest.objects.count() == 1


def never():
    raise AssertionError("the desk was not empty")


@pytest.mark.django_db
def test_without_the_switch_the_desk_stays_empty(monkeypatch):
    monkeypatch.setattr(shows, "SHOWS", [shows.Show("tests.demo.test_play.never", IS_OVER)])
    shows.show_cases()
    set_scope_of_all()
    assert not ContactRequest.objects.exists()
