"""Data kept for a request at another authority: renewed afterwards, let go, lifted, asked about.

Tried: each taken out once, tests here went red, and it was put back. Of the renewal: `was_kept` and
`not was_wrong` in `renews_from`, the undecided request in `expiry`, in the form the day from which
it counts and the end; what was renewed in `to_be_released`. Of letting go: the question under the
lock whether the request has left, the role, the heading. Of the others: `clean` of lifting,
`undecided` in `stop_orders`, each of the three calls of `log_preserved`, the case in `page_of`; in
`link_preserved`, that what was let go is linked anew; in `whom_it_concerns`, what holders are told.
"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.access.scope import set_scope, set_scope_of_all
from casework.audit.events import ReadLog
from casework.cases.kept import kept_of
from casework.cases.renewals import Renewal
from casework.clock import today
from casework.clock.preservation import LinkedRequest, renews_from
from casework.directory.models import RequestType, State
from casework.notices.headed import headed_for
from casework.notices.headings import headings, looking
from casework.notices.kinds import Kind
from casework.workflow.kept import let_go, link_preserved
from casework.workflow.refusals import InvalidDetails, StepRefused
from tests.cases.making import a_case, at
from tests.mla.keeping import a_request, at_sss, ends, linked, offered, told_at_sss, watched

pytestmark = pytest.mark.django_db
LAST = date(2026, 5, 2)


def day(number, month=5):
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("requests", "asked_on", "begins"),
    [
        ([], day(2), LAST),  # before its end
        ([], day(3), None),
        ([LinkedRequest(day(28, 4))], day(2), LAST),  # frozen, its last day not passed
        ([LinkedRequest(day(28, 4))], day(3), None),  # frozen: there is no end to renew from
        ([LinkedRequest(day(28, 4), day(20))], day(20), day(20)),
        ([LinkedRequest(day(28, 4), day(20))], day(25), day(20)),  # held until it is released
        ([LinkedRequest(day(28, 4), day(30, 4))], day(3), None),  # thawed before: it has ended
        ([LinkedRequest(day(3), day(20))], day(20), None),  # it came too late and kept nothing
        ([LinkedRequest(day(28, 4), day(20), was_wrong=True)], day(20), day(20)),
        ([LinkedRequest(day(28, 4), day(20), was_wrong=True)], day(21), None),
        (
            [LinkedRequest(day(28, 4), day(10)), LinkedRequest(day(1), day(20), was_wrong=True)],
            day(25), day(20),
        ),
        ([LinkedRequest(day(28, 4), day(20)), LinkedRequest(day(1))], day(25), None),
    ],
)  # fmt: skip
def test_a_renewal_counts_from_the_day_on_which_the_data_end(requests, asked_on, begins):
    assert renews_from(LAST, requests, asked_on) == begins


@pytest.fixture
def thawed(preserved, request_case, pgo, clock):
    """The request is decided on 20.05, after the last day; it is five days later."""
    linked(pgo, request_case)
    clock(at("2026-05-20T09:00"))
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    clock(at("2026-05-25T09:00"))
    return preserved


def renewal(sss, case, until):
    row = at_sss(sss, case).preservations.get()
    return {"preservation": row.pk, "until_on": until, "reason": "A second request is on its way."}


def errors_of(sss, case, name, details):
    with pytest.raises(InvalidDetails) as refused:
        sss.take(at_sss(sss, case), name, **details)
    return refused.value.form.errors


def test_what_was_kept_beyond_its_last_day_is_renewed_from_the_day_of_the_decision(thawed, sss):
    case = sss.take(at_sss(sss, thawed), "renew_preservation", **renewal(sss, thawed, "2026-08-18"))
    row = case.preservations.get().renewals.get()
    assert (row.previous_on, row.last_on, row.was_kept) == (day(20), day(18, 8), True)
    assert ends(thawed) == day(18, 8)
    assert watched(thawed, Kind.PRESERVATION)[0].moments[0].offset  # with its reminders
    assert case.letters.filter(kind="provider_renewal").exists()


@pytest.mark.parametrize(
    ("until", "said"), [("2026-05-20", "Later than"), ("2026-08-19", "At the latest")]
)
def test_that_renewal_lasts_ninety_days_from_the_decision_at_most(thawed, sss, until, said):
    details = renewal(sss, thawed, until)
    assert said in str(errors_of(sss, thawed, "renew_preservation", details)["until_on"])


def test_the_form_says_from_which_day_that_renewal_counts(thawed, sss, client):
    client.force_login(sss.supervisor)
    url = reverse("step", args=[thawed.public_id, "renew_preservation"])
    page = client.get(url).content.decode()
    assert "A renewal counts from Wed 20.05.2026: at the latest Tue 18.08.2026." in page


def test_what_nobody_kept_for_a_request_is_ordered_anew_after_its_end(preserved, sss, clock):
    clock(at("2026-05-03T09:00"))
    found = errors_of(sss, preserved, "renew_preservation", renewal(sss, preserved, "2026-06-01"))
    assert "It has ended: order it anew." in str(found)


def test_beyond_its_last_day_nothing_is_renewed_while_the_request_waits(
    preserved, request_case, pgo, sss, clock
):
    linked(pgo, request_case)
    clock(at("2026-05-20T09:00"))
    found = errors_of(sss, preserved, "renew_preservation", renewal(sss, preserved, "2026-06-01"))
    assert "It does not expire while a linked request is undecided." in str(found)


def test_the_table_refuses_a_renewal_after_the_end_unless_the_data_were_kept(thawed):
    set_scope_of_all()
    row = thawed.preservations.get()
    about = {
        "case": thawed, "authority": thawed.authority, "preservation": row, "reason": "Late.",
        "decided_on": day(25), "previous_on": day(20), "last_on": day(30),
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="renewal_before_the_end"), transaction.atomic():
        Renewal.objects.create(**about)
    Renewal.objects.create(**about, was_kept=True)


def test_once_renewed_no_release_is_asked_for_until_the_new_end_is_near(thawed, sss, clock):
    assert listed(sss, "release") == [thawed.pk]
    sss.take(at_sss(sss, thawed), "renew_preservation", **renewal(sss, thawed, "2026-08-18"))
    assert listed(sss, "release") == []
    clock(at("2026-08-10T09:00"))
    assert listed(sss, "release") == [thawed.pk]


def listed(desk, name):
    """The keys of the cases that the head of the authority sees under this heading."""
    set_scope(desk.supervisor)
    head = looking(desk.supervisor, today())
    return [key for one in headings(head) if one.name == name for key, _at in one.rows]


@pytest.fixture
def left(preserved, request_case, pgo, clock):
    """The request was forwarded to a body outside on 20.05; it is five days later."""
    linked(pgo, request_case)
    clock(at("2026-05-20T09:00"))
    set_scope(pgo.officer)
    forwarded = pgo.step(request_case, "forward")
    clock(at("2026-05-25T09:00"))
    return forwarded


def test_who_holds_the_data_sees_that_the_request_left_and_what_ends_it(
    preserved, left, sss, client
):
    assert listed(sss, "left") == [preserved.pk]
    url = reverse("kept_let_go", args=[preserved.public_id, link_of(preserved).link_id])
    client.force_login(sss.supervisor)
    page = client.get(preserved.get_absolute_url()).content.decode()
    assert "was forwarded to a body outside on Wed 20.05.2026" in page and url in page
    overview = client.get(reverse("overview")).content.decode()
    assert "Kept for a request that left us" in overview
    assert f'href="{preserved.get_absolute_url()}#kept"' in overview
    client.force_login(sss.officer)
    page = client.get(preserved.get_absolute_url()).content.decode()
    assert "was forwarded to a body outside" in page and url not in page


def link_of(case):
    set_scope_of_all()
    (row,) = kept_of([case.pk])
    return row


def test_the_request_says_too_that_the_data_are_still_kept(left, pgo, client):
    client.force_login(pgo.officer)
    page = client.get(left.get_absolute_url()).content.decode()
    assert "they are kept until the link is taken back here" in page


def test_a_supervisor_who_holds_the_data_ends_it_and_then_decides(
    preserved, left, sss, pgo, client
):
    url = reverse("kept_let_go", args=[preserved.public_id, link_of(preserved).link_id])
    client.force_login(sss.officer)
    assert client.post(url, {"reason": "Decided."}).status_code == 403
    assert link_of(preserved).has_left  # nothing ends by itself
    client.force_login(sss.supervisor)
    assert client.post(url, {"reason": ""}).status_code == 422
    response = client.post(url, {"reason": "The court in Ganja decided it."})
    assert response["Location"] == f"{preserved.get_absolute_url()}#kept"
    row = link_of(preserved)
    assert (row.was_let_go, row.is_taken_back, row.decided_on) == (True, False, day(25))
    assert ends(preserved) == day(25)
    assert watched(preserved, Kind.RELEASE) != []
    assert listed(sss, "left") == [] and listed(sss, "release") == [preserved.pk]
    assert told_at_sss(preserved)[-1] == "let_go" and told_at_sss(left)[-1] == "let_go_there"
    assert not preserved.preservations.get().released_at
    client.post(url, {"reason": "Again."})
    assert told_at_sss(preserved).count("let_go") == 1


def test_what_was_let_go_is_renewed_or_linked_anew(preserved, left, sss, pgo):
    end_it(preserved, sss)
    sss.take(at_sss(sss, preserved), "renew_preservation", **renewal(sss, preserved, "2026-08-23"))
    assert ends(preserved) == day(23, 8)
    set_scope(pgo.officer)
    pgo.step(left, "reopen")  # what was let go stays so
    assert ends(preserved) == day(23, 8)
    (held,) = offered(pgo)
    assert link_preserved(left, held, by=pgo.officer)
    assert ends(preserved) is None


def end_it(case, sss):
    set_scope(sss.supervisor)
    (row,) = kept_of([case.pk])
    return let_go(case, row, reason="Decided there.", by=sss.supervisor)


@pytest.mark.parametrize("step", ["reopen", ""])
def test_data_of_a_request_that_is_with_us_are_not_let_go(
    preserved, request_case, pgo, sss, clock, step
):
    linked(pgo, request_case)
    set_scope(pgo.officer)
    if step:
        pgo.step(pgo.step(request_case, "forward"), step)
    with pytest.raises(StepRefused, match=request_case.reference):
        end_it(preserved, sss)
    assert ends(preserved) is None and listed(sss, "left") == []


def test_the_head_is_told_in_the_morning_until_it_is_ended(preserved, left, sss):
    assert "Kept for a request that left us" in morning(sss)
    end_it(preserved, sss)
    assert "Kept for a request that left us" not in morning(sss)


def morning(desk):
    """The titles in the morning's mail of the head."""
    set_scope(desk.supervisor)
    return [heading.title for heading, _cases in headed_for(desk.supervisor, day(25)).headings]


def provisional(sss, pgo):
    """A request linked with data that the officer on duty asked a provider to keep."""
    case = sss.steps(a_case(sss.officer), "start_review", "preserve")
    linked(pgo, request := a_request(pgo, foreign_reference="BKA 2026/9"))
    return case, request


def test_what_is_kept_for_an_undecided_request_is_not_lifted(sss, pgo, clock):
    clock(at("2026-04-28T12:00"))
    case, request = provisional(sss, pgo)
    found = errors_of(sss, case, "lift_preservation", {"reason": "Not needed."})
    assert f"until this is decided: {request.reference}." in str(found)
    set_scope(pgo.officer)
    pgo.step(request, "withdraw")
    assert sss.step(at_sss(sss, case), "lift_preservation").orders.get().lifted_at


def test_a_withdrawal_tells_no_recipient_to_stop_while_a_request_keeps_the_data(sss, pgo, clock):
    clock(at("2026-04-28T12:00"))
    case, _request = provisional(sss, pgo)
    done = sss.step(at_sss(sss, case), "withdraw")
    assert not done.letters.filter(kind="stop_letter").exists()


def hits(case):
    set_scope_of_all()
    rows = ReadLog.objects.filter(case=case.pk, what__in=("reference", "identifier"))
    return list(rows.order_by("pk").values_list("user__email", "authority__code", "what", "typed"))


def test_whoever_registers_a_request_is_in_the_log_of_who_holds_the_data(
    preserved, pgo, sss, client
):
    client.force_login(pgo.officer)
    typed = {
        "arrival-received_at": "2026-02-27T10:15", "arrival-channel": "mail", "status": "new",
        "arrival-request_type": RequestType.objects.get(code="subscriber").pk,
        "persons-rows": "3", "items-rows": "3",
        "arrival-requesting_state": State.objects.get(code="DE").pk,
        "foreign_reference": "4 Ausl 17/26", "preservation_reference": "bka 2026-4711",
    }  # fmt: skip
    page = client.post(reverse("mla:register"), typed).content.decode()
    assert preserved.reference in page
    who = pgo.officer.email
    assert hits(preserved) == [(who, "SSS", "reference", "BKA 2026/4711")]
    client.post(reverse("mla:register"), {**typed, "anyway": "1", "preserved": preserved.reference})
    assert hits(preserved)[1:] == [(who, "SSS", "reference", preserved.reference)]
    log = log_of(preserved, sss.supervisor, client)
    assert "learned by the reference “BKA 2026/4711” that data are preserved" in log
    assert preserved.reference in log and str(pgo.officer) in log


def log_of(case, person, client):
    client.force_login(person)
    response = client.get(reverse("reads"), {"case": str(case.public_id)})
    assert response.status_code == 200
    return response.content.decode()


def test_who_looks_for_preserved_data_of_a_request_is_in_that_log_with_the_way(
    preserved, pgo, sss, client
):
    case = a_request(pgo, "2026-03-03T10:00", foreign_reference="", items=1)
    set_scope(pgo.officer)
    client.force_login(pgo.officer)
    page = client.get(reverse("kept_add", args=[case.public_id])).content.decode()
    assert preserved.reference in page
    assert [row[2] for row in hits(preserved)] == ["identifier"]
    client.post(reverse("kept_add", args=[case.public_id]), {"reference": preserved.reference})
    assert hits(preserved)[1:] == [(pgo.officer.email, "SSS", "reference", preserved.reference)]
    assert "learned by an identifier (IP address)" in log_of(preserved, sss.supervisor, client)


def test_a_look_that_finds_nothing_is_in_nobody_elses_log(preserved, pgo, client):
    case = a_request(pgo, "2026-03-03T10:00", foreign_reference="other", items=0)
    client.force_login(pgo.officer)
    client.get(reverse("kept_add", args=[case.public_id]))
    client.post(reverse("kept_add", args=[case.public_id]), {"reference": "SSS-CP-2026-999999"})
    assert hits(preserved) == []


def test_the_log_of_one_case_shows_nothing_of_another_and_none_that_is_not_seen(
    preserved, request_case, sss, pgo, client
):
    client.force_login(sss.officer)
    client.get(preserved.get_absolute_url())
    other = a_case(sss.officer, foreign_reference="X 1")
    client.get(other.get_absolute_url())
    log = log_of(preserved, sss.supervisor, client)
    assert preserved.reference in log and other.reference not in log
    for wanted in (str(request_case.public_id), "nonsense"):
        assert client.get(reverse("reads"), {"case": wanted}).status_code == 404
