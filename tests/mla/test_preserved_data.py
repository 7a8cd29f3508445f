"""Data preserved at one authority, kept for a request at another (DOMAIN, rows 9, 10 and 17).

Tried: with the scope taken out of the functions of migration 0020, or with holders not told of what
becomes of a request, tests here go red.
"""

import json
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from casework.access.scope import set_scope, set_scope_of_all
from casework.audit.events import Event
from casework.cases.case import Case
from casework.cases.kept import kept_of, linked_requests, preserved_for
from casework.cases.likely import look_of
from casework.clock import now
from casework.clock.preservation import LinkedRequest
from casework.desk.feed_events import last_days
from casework.desk.month_due import counts_of
from casework.directory.models import Authority
from casework.notices.kinds import PASSED, Kind
from casework.notices.models import Notice, Wake
from casework.notices.planning import plan_due
from casework.notices.preserved import to_be_released
from casework.workflow.kept import end_link
from casework.workflow.refusals import InvalidDetails
from tests.cases.making import a_case, at
from tests.mla.keeping import a_request, at_sss, ends, linked, offered, plan, told_at_sss, watched

pytestmark = pytest.mark.django_db


def test_without_a_request_the_data_end_after_sixty_days_with_four_reminders(preserved):
    (row,) = watched(preserved, Kind.PRESERVATION)
    days = {moment.offset: moment.at.date() for moment in row.moments}
    assert row.last_on == date(2026, 5, 2)
    assert days == {
        14: date(2026, 4, 17), 7: date(2026, 4, 24), 3: date(2026, 4, 29), 1: date(2026, 5, 1),
        PASSED: date(2026, 5, 3),
    }  # fmt: skip


def test_a_linked_request_freezes_expiry_and_reminders_until_it_is_decided(
    preserved, request_case, pgo, clock
):
    linked(pgo, request_case)
    assert watched(preserved, Kind.PRESERVATION) == []
    clock(at("2026-05-20T09:00"))
    assert watched(preserved, Kind.PRESERVATION) + watched(preserved, Kind.RELEASE) == []
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    assert ends(preserved) == date(2026, 5, 20)
    (row,) = watched(preserved, Kind.RELEASE)
    assert row.moments[0].at <= now()


def test_decided_before_the_last_day_the_data_end_on_it(preserved, request_case, pgo, clock):
    linked(pgo, request_case)
    clock(at("2026-04-30T09:00"))
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    assert ends(preserved) == date(2026, 5, 2)


def test_a_request_that_came_after_the_last_day_freezes_nothing(preserved, pgo, clock):
    clock(at("2026-05-03T12:00"))
    late = a_request(pgo, "2026-05-03T00:00")
    linked(pgo, late)
    assert ends(preserved) == date(2026, 5, 2)
    set_scope(pgo.officer)
    corrected = pgo.step(late, "correct_receipt", received_at=at("2026-05-02T23:59").isoformat())
    assert ends(preserved) is None  # the last day is held to its end
    assert corrected.received_at == at("2026-05-02T23:59")
    assert told_at_sss(preserved)[-1] == "request_corrected"


@pytest.mark.parametrize("step", ["withdraw", "void"])
def test_each_end_of_the_request_ends_the_freeze_and_reopening_brings_it_back(
    preserved, request_case, pgo, clock, step
):
    linked(pgo, request_case)
    clock(at("2026-05-10T09:00"))
    set_scope(pgo.officer)
    case = pgo.step(request_case, step)
    assert ends(preserved) == date(2026, 5, 10)
    if step == "withdraw":
        clock(at("2026-05-12T09:00"))
        set_scope(pgo.officer)
        pgo.step(case, "reopen")
        assert ends(preserved) is None
        assert told_at_sss(preserved)[-2:] == ["request_decided", "request_goes_on"]


def test_a_request_that_was_forwarded_to_another_body_is_not_decided(
    preserved, request_case, pgo, clock
):
    linked(pgo, request_case)
    set_scope(pgo.officer)
    pgo.step(request_case, "forward")
    assert ends(preserved) is None
    assert "request_decided" not in told_at_sss(preserved)


def test_a_request_that_passes_to_the_other_stage_goes_on_and_keeps_the_data(
    preserved, request_case, pgo, moj
):
    linked(pgo, request_case)
    set_scope(pgo.officer)
    case = pgo.step(pgo.step(request_case, "start_review"), "pass_on")
    assert ends(preserved) is None
    set_scope(moj.officer)
    (row,) = kept_of([case.pk])
    assert row.request_authority == case.authority_id != row.holder_authority
    moj.step(case, "withdraw")
    assert ends(preserved) is not None


def test_a_request_that_goes_on_as_another_kind_takes_the_freeze_along(
    preserved, request_case, pgo, sss, clock
):
    linked(pgo, request_case)
    set_scope(pgo.officer)
    pgo.step(
        request_case, "reclassify", kind="contact_point", authority=preserved.authority_id,
        reason="No formal assistance is needed.",
    )  # fmt: skip
    assert ends(preserved) is None
    set_scope_of_all()
    found = kept_of([preserved.pk])
    assert [row.is_taken_back for row in found] == [True, False]
    set_scope(sss.officer)
    goes_on = Case.objects.get(pk=found[1].request_id)
    assert goes_on.kind == "contact_point"
    clock(at("2026-06-01T09:00"))
    sss.step(type(preserved).objects.get(pk=goes_on.pk), "withdraw")
    assert ends(preserved) == date(2026, 6, 1)


def test_a_preservation_that_goes_on_as_a_request_is_kept_for_it(preserved, sss, pgo):
    set_scope(sss.officer)
    sss.step(preserved, "reclassify", kind="mla", authority=Authority.objects.get(code="PGO").pk)
    assert ends(preserved) is None


def test_a_duplicate_leaves_the_freeze_to_the_request_that_goes_on(
    preserved, request_case, pgo, clock
):
    linked(pgo, request_case)
    other = a_request(pgo)
    set_scope(pgo.officer)
    pgo.step(request_case, "mark_duplicate", other=other.reference)
    assert ends(preserved) is None
    clock(at("2026-06-01T09:00"))
    set_scope(pgo.officer)
    pgo.step(type(other).objects.get(pk=other.pk), "withdraw")
    assert ends(preserved) == date(2026, 6, 1)


def test_a_wrong_link_taken_back_thaws_and_can_be_made_anew(preserved, request_case, pgo, clock):
    linked(pgo, request_case)
    clock(at("2026-05-20T09:00"))
    set_scope(pgo.officer)
    (row,) = kept_of([request_case.pk])
    assert end_link(request_case, row, reason="Another account.", by=pgo.officer)
    assert not end_link(request_case, row, reason="Another account.", by=pgo.officer)
    assert ends(preserved) == date(2026, 5, 20)  # until then they were kept
    assert watched(preserved, Kind.RELEASE) == []  # nothing was decided
    linked(pgo, request_case)
    assert ends(preserved) is None


def test_two_requests_keep_the_data_until_the_last_of_them_is_decided(
    preserved, request_case, pgo, clock
):
    linked(pgo, request_case)
    second = a_request(pgo, foreign_reference="BKA 2026/9")
    linked(pgo, second)
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    assert ends(preserved) is None
    clock(at("2026-05-21T09:00"))
    set_scope(pgo.officer)
    pgo.step(second, "withdraw")
    assert ends(preserved) == date(2026, 5, 21)


def test_the_freeze_outlives_the_case_that_holds_the_data(preserved, request_case, pgo, sss):
    linked(pgo, request_case)
    set_scope(sss.officer)
    sss.step(at_sss(sss, preserved), "withdraw")
    assert ends(preserved) is None


def test_the_data_are_not_released_while_the_request_is_undecided(
    preserved, request_case, pgo, sss
):
    linked(pgo, request_case)
    case = at_sss(sss, preserved)
    details = sss.details(case, "release_preservation")
    with pytest.raises(InvalidDetails) as refused:
        sss.take(case, "release_preservation", **details)
    assert request_case.reference in str(refused.value)
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    case = sss.take(at_sss(sss, preserved), "release_preservation", **details)
    assert watched(preserved, Kind.PRESERVATION) + watched(preserved, Kind.RELEASE) == []
    assert case.preservations.get().released_at


def test_the_head_of_the_preserving_authority_is_offered_the_release(
    preserved, request_case, pgo, sss, client
):
    linked(pgo, request_case)
    set_scope(sss.supervisor)
    mine = (preserved.authority_id, "contact_point", date(2026, 5, 12))
    assert not to_be_released(*mine).exists()
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    set_scope(sss.supervisor)
    assert to_be_released(*mine).get().case_id == preserved.pk
    client.force_login(sss.supervisor)
    page = client.get(reverse("overview")).content.decode()
    assert "Release of preserved data to decide" in page and preserved.reference in page


def test_the_supervisors_are_mailed_once_that_a_release_is_to_be_decided(
    preserved, request_case, pgo, sss, clock
):
    linked(pgo, request_case)
    plan(preserved)
    assert not Notice.objects.filter(case=preserved.pk, kind="preservation", status="waiting")
    clock(at("2026-05-20T09:00"))
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    plan(preserved)
    told = Notice.objects.filter(case=preserved.pk, kind="release")
    assert {notice.user for notice in told} == {sss.supervisor, sss.second}
    assert {notice.authority_id for notice in told} == {preserved.authority_id}
    plan(preserved)
    assert told.count() == 2


def test_a_reminder_that_waits_when_the_link_is_made_is_put_aside(
    preserved, request_case, pgo, clock
):
    clock(at("2026-04-29T08:01"))
    plan(preserved)
    waiting = Notice.objects.filter(case=preserved.pk, kind="preservation", status="waiting")
    assert waiting.exists()
    linked(pgo, request_case)
    assert Wake.objects.get(case=preserved.pk).at <= now()  # the sweep looks at it again
    plan_due(now())
    assert not waiting.exists()


def test_each_authority_has_its_own_event(preserved, request_case, pgo):
    linked(pgo, request_case)
    set_scope_of_all()
    own = Event.objects.filter(case=request_case.pk).latest("pk")
    theirs = Event.objects.filter(case=preserved.pk).latest("pk")
    assert (own.verb, own.authority_id) == ("add_link", request_case.authority_id)
    assert (theirs.verb, theirs.authority_id) == ("keep_for", preserved.authority_id)
    assert preserved.reference in own.details and request_case.reference in theirs.details


def test_the_prosecutors_learn_where_and_until_when_and_nothing_else(preserved, request_case, pgo):
    held = linked(pgo, request_case)
    assert (held.holder, held.is_held, held.until) == (
        preserved.reference, True, date(2026, 5, 2),
    )  # fmt: skip
    set_scope(pgo.officer)
    assert not Case.objects.filter(pk=preserved.pk).exists()
    assert not preserved.orders.all().exists() and not preserved.events.all().exists()
    (row,) = kept_of([request_case.pk])
    assert row.holder == preserved.reference
    assert kept_of([preserved.pk]) == [] and linked_requests([preserved.pk]) == {}


def test_the_preserving_authority_learns_of_the_request_and_nothing_else(
    preserved, request_case, pgo, sss
):
    linked(pgo, request_case)
    set_scope(sss.officer)
    (row,) = kept_of([preserved.pk])
    assert (row.request, row.received_on) == (request_case.reference, date(2026, 4, 28))
    assert linked_requests([preserved.pk]) == {
        preserved.pk: [LinkedRequest(date(2026, 4, 28), None)]
    }
    assert not Case.objects.filter(pk=request_case.pk).exists()
    assert kept_of([request_case.pk]) == []


def test_an_unrelated_authority_and_nobody_learn_nothing(preserved, request_case, pgo, moj):
    linked(pgo, request_case)
    set_scope(moj.officer)
    assert kept_of([preserved.pk, request_case.pk]) == []
    assert standing(preserved) is None
    set_scope(None)
    assert kept_of([preserved.pk, request_case.pk]) == []
    assert preserved_for(look_of("BKA 2026/4711", None, [])) == []


def standing(case):
    with connection.cursor() as cursor:
        cursor.execute("SELECT day_of_requests(%s, '2026-05-02', 'waiting')", [case.pk])
        return cursor.fetchone()[0]


def test_hits_come_by_their_reference_ours_and_identifiers_of_no_other_state(
    preserved, request_case, pgo
):
    set_scope(pgo.officer)
    other = type(preserved.requesting_state).objects.get(code="FR")
    same = preserved.requesting_state
    by_identifier = look_of("", same, ["203.0.113.1"])
    assert [one.holder for one in preserved_for(by_identifier)] == [preserved.reference]
    assert preserved_for(look_of("", other, ["203.0.113.1"])) == []
    assert preserved_for(look_of("", None, []), ["bka-2026 4711"])
    assert preserved_for(look_of("", None, []), own=preserved.reference.lower())
    assert preserved_for(look_of("", other, []), own=preserved.reference) == []
    assert preserved_for(look_of("", None, []), own="SSS-CP-2026-999999") == []


def test_a_case_without_preserved_data_is_no_hit(sss, pgo):
    a_case(sss.officer)
    assert offered(pgo) == []


def test_it_counts_as_followed_since_the_day_of_the_link(preserved, request_case, pgo):
    linked(pgo, request_case)
    set_scope_of_all()
    assert followed(preserved) == ["2026-04-28"]
    (row,) = kept_of([request_case.pk])
    set_scope(pgo.officer)
    end_link(request_case, row, reason="Wrong.", by=pgo.officer)
    set_scope_of_all()
    assert followed(preserved) == []


def followed(case):
    with connection.cursor() as cursor:
        cursor.execute("SELECT figures FROM casework_counted WHERE case_id = %s", [case.pk])
        (figures,) = cursor.fetchone()
    rows = json.loads(figures) if isinstance(figures, str) else figures
    return [row[1] for row in rows if row[2] == "followed" and not row[3]]


def test_months_and_calendars_show_no_end_that_is_none(preserved, request_case, pgo, sss):
    set_scope(sss.officer)
    day = date(2026, 5, 2)
    assert "preservation" in counts_of(sss.officer, day, day, is_mine=False)[day]
    linked(pgo, request_case)
    set_scope(sss.officer)
    assert counts_of(sss.officer, day, day, is_mine=False) == {}
    assert not [words for _uid, _day, words in last_days(sss.officer) if "preservation" in words]
