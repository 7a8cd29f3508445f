"""Legal assistance in the demonstration: both gates, both authorities, ours and theirs."""

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
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.cases.kept import kept_of
from casework.cases.orders import Order
from casework.cases.subtasks import SubTask
from casework.clock import BAKU, now, today
from casework.demo import accounts
from casework.directory.seeds.request_types import REQUEST_TYPES
from casework.figures.checking import differences
from casework.incoming.states import S
from casework.letters.models import Letter
from casework.notices.models import Notice
from casework.notices.planning import plan_due
from casework.workflow.models import Proposal
from contact_point.demo import show as contact_point
from contact_point.demo.stories import STORIES as PRESERVING
from mla.demo import pairs, show
from mla.demo.stories import STORIES
from mla.demo.stories.information import INFORMATION
from mla.demo.stories.ours import OURS
from mla.demo.stories.preserved import STORIES as FOLLOWING
from mla.gates import BEFORE_TRIAL, before_trial_not_met, form_incomplete, no_legal_basis
from mla.models import IncomingRequest, OutgoingRequest, SpontaneousInformation
from mla.outgoing import states as outgoing

DATA = {words for story in FOLLOWING for words in story.asked}
EXPIRE = [s for s in PRESERVING if " assign " in s.course or DATA & set(s.asked)]
RECKONED = ("prolong", "postpone", "let_lapse", "-live", "pass_on", "send", "record_kept")


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory):
    """One performance for all tests of this file; they read it, each in the scope of all."""
    folder, site.DOCUMENTS_DIR = site.DOCUMENTS_DIR, str(tmp_path_factory.mktemp("documents"))
    with django_db_blocker.unblock():
        django_db_setup.bring_back()  # tests that commit may have run before
        with transaction.atomic():
            accounts.make_accounts()
            contact_point.play(EXPIRE)
            show.play()
            pairs.play()
            yield
            transaction.set_rollback(True)
        connections.close_all()
    site.DOCUMENTS_DIR = folder


@pytest.fixture
def desk(played):
    """What is asked of us."""
    set_scope_of_all()
    return IncomingRequest.objects.select_related("authority", "legal_basis", "request_type")


def test_requests_of_a_dozen_states_are_in_every_state_at_both_authorities(desk):
    assert desk.count() == len(STORIES) >= 30
    assert desk.values("requesting_state").distinct().count() >= 12
    assert set(desk.values_list("state", flat=True)) == set(S.values)
    assert set(desk.values_list("authority__code", flat=True)) == {"PGO", "MOJ"}


def test_every_state_of_ours_but_void_is_there(desk):
    ours = OutgoingRequest.objects.all()
    assert ours.count() == len(OURS) >= 15
    missing = set(outgoing.S.values) - set(ours.values_list("state", flat=True))
    assert missing == {outgoing.S.VOID}
    assert ours.filter(is_direct=True).exists()
    assert ours.filter(keptabroads__isnull=False, sent_on=None).exists()


def test_information_is_in_three_states_at_both_authorities(desk):
    rows = SpontaneousInformation.objects.all()
    assert set(rows.values_list("state", flat=True)) == {"received", "passed", "closed"}
    assert set(rows.values_list("authority__code", flat=True)) == {"PGO", "MOJ"}
    assert rows.exclude(terms="").filter(terms_accepted_on=None).exists()


def test_sub_tasks_are_overdue_due_tomorrow_done_and_with_costs(desk):
    rows, day = SubTask.objects.all(), today()
    on = {kind: rows.filter(case__kind=kind).values("case").distinct() for kind in show.KINDS}
    assert [on[kind].count() for kind in ("mla", "outgoing")] == [7, 2]
    assert rows.filter(ended_on=None, due_on__lt=day).count() == 2
    mine = rows.filter(ended_on=None, case__officer__email="officer@pgo.example")
    assert mine.filter(due_on=day + timedelta(days=1)).exists()
    assert rows.exclude(ended_on=None).count() == 3
    assert rows.exclude(amount=None).filter(kind="costs").count() == 2


@pytest.mark.parametrize("judgement", ["met", "not_met", "not_required", "unknown"])
def test_the_gate_of_the_prosecutors_is_seen_in_each_condition(desk, judgement):
    rows = desk.filter(state=S.REVIEW, authority__code="PGO")
    found = [row.judgement for case in rows for row in case.gatefindings.all()]
    assert judgement in found


def test_what_is_not_met_or_unknown_blocks_and_says_so(desk):
    stopped = [
        before_trial_not_met(case)
        for case in desk.filter(state=S.REVIEW, authority__code="PGO")
        if {row.criterion for row in case.gatefindings.all()} >= set(BEFORE_TRIAL)
    ]
    assert any("is not met" in words for words in stopped)
    assert any("unknown" in words for words in stopped)
    assert "" in stopped


def test_the_gate_of_the_ministry_awaits_an_assurance_and_knows_a_memorandum(desk):
    at_trial = desk.filter(authority__code="MOJ")
    assert [
        c for c in at_trial.filter(state=S.CLARIFICATION, legal_basis=None) if no_legal_basis(c)
    ]
    (memorandum,) = at_trial.filter(legal_basis__code="tr-memorandum")
    assert "does not found" in no_legal_basis(memorandum)
    assert at_trial.filter(gatefindings__criterion="assurance", state=S.EXECUTION).exists()


@pytest.mark.parametrize(
    ("what", "least"),
    [
        (lambda desk: desk.filter(events__verb="pass_on", authority__code="MOJ"), 1),
        (lambda desk: desk.filter(events__verb="hand_over", officer=None), 1),
        (lambda desk: desk.filter(special_procedure__gt=""), 2),
        (lambda desk: desk.filter(useconditions__isnull=False), 2),
        (lambda desk: desk.filter(postponements__isnull=False, state=S.POSTPONED), 1),
        (lambda desk: desk.filter(events__verb="mark_duplicate"), 1),
        (lambda desk: desk.filter(events__verb="add_receipt"), 1),
        (lambda desk: desk.filter(subtasks__ended_on=None, subtasks__isnull=False), 1),
        (lambda desk: desk.overdue(today()), 3),
        (lambda desk: desk.past_ceiling(today()), 1),
        (lambda desk: desk.filter(execution_on__gt=F("execution_nominal_on")), 1),
    ],
    ids=[
        "transfer at trial", "wrong door", "special procedure", "conditions of use", "postponed",
        "duplicate", "copy and original", "sub-task", "overdue", "past the ceiling", "days off",
    ],
)  # fmt: skip
def test_this_is_found_on_the_desks(desk, what, least):
    assert what(desk).distinct().count() >= least


def test_forms_have_defects_and_courts_decide_interceptions(desk):
    assert len([case for case in desk if form_incomplete(case)]) >= 3
    live = Order.objects.filter(measure__code__in=("art20-traffic", "art21-content"))
    assert live.exclude(decision_number="").count() == live.count() >= 2
    providers = [case.orders.values("provider").distinct().count() for case in desk]
    assert max(providers) >= 2


def test_steps_wait_for_a_second_person(desk):
    steps = Proposal.objects.filter(status=Proposal.Status.OPEN, case__kind__in=show.KINDS)
    assert set(steps.values_list("step", flat=True)) == {"refuse", "prolong", "pass_on", "approve"}


def test_three_requests_are_linked_with_what_was_preserved(desk):
    links = Link.objects.filter(kind=Link.Kind.PRESERVED)
    assert links.count() == len(FOLLOWING) == 3
    found = kept_of(links.values_list("case", flat=True))
    assert sorted(row.freezes for row in found) == [False, True, True]


def test_our_request_leaves_as_a_letter(desk):
    letters = Letter.objects.filter(kind="outgoing_request")
    assert letters.sent().count() >= 8
    assert letters.drafts().exists()


def test_no_mail_leaves_for_what_is_past(desk):
    plan_due(now())
    assert not Notice.objects.waiting().filter(case__kind__in=show.KINDS, due_at__lt=now()).exists()


def test_what_was_counted_and_written_at_the_end_is_all_there(desk, run_command):
    assert differences(None) == []
    assert run_command("reindex").endswith(" 0 new words.\n")


def test_the_records_are_sound_and_in_the_order_of_time(desk):
    for head in heads("default"):
        assert verify(head, "default").damage is None
        rows = Event.objects.filter(authority=head.authority_id).order_by("number")
        instants = list(rows.values_list("at", flat=True))
        assert instants == sorted(instants)


def test_numbers_follow_each_other_without_a_gap(desk):
    rows = Case.objects.filter(kind__in=show.KINDS).order_by("opened_at", "pk")
    found: dict[str, list[int]] = {}
    for reference in rows.values_list("reference", flat=True):
        row, number = reference.rsplit("-", 1)
        found.setdefault(row, []).append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in found.values())


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["2027-01-01 00:40", "2028-02-29 23:50"])
def test_it_can_be_played_on(moment, settings, tmp_path):
    settings.DOCUMENTS_DIR = str(tmp_path)
    incoming, ours = (
        [story for story in stories if any(word in story.course for word in RECKONED)]
        for stories in (STORIES, OURS)
    )
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=BAKU)):
        accounts.make_accounts()
        show.play(incoming, ours, ())
    assert Case.objects.filter(kind__in=show.KINDS).count() == len(incoming) + len(ours)


@pytest.mark.parametrize("hour", ["00:00", "12:30", "23:59"])
def test_acts_stay_in_order_at_every_time_of_the_day(hour):
    present = datetime.fromisoformat(f"2026-11-22 {hour}").replace(tzinfo=BAKU)
    for story in (*STORIES, *OURS, *INFORMATION):
        assert story.acts(present)


def test_every_story_asks_for_a_type_of_legal_assistance():
    procedures = {row["code"]: row["procedure"] for row in REQUEST_TYPES}
    assert {procedures[story.kind] for story in (*STORIES, *FOLLOWING)} == {"mla"}
