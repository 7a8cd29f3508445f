"""People of two authorities at the same moment: no freeze is lost, and nobody waits for ever.

Tried: with `locked` in casework/workflow/kept.py locking nothing, a release passes a link.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from casework.access.permissions import Role
from casework.access.scope import acting_as, set_scope_of_all
from casework.audit.events import Event
from casework.cases.kept import kept_of, preserved_for
from casework.cases.likely import look_of
from casework.clock import now
from casework.notices.models import Wake
from casework.workflow.door import perform
from casework.workflow.kept import let_go, link_preserved
from casework.workflow.refusals import StepError
from tests.cases.making import Desk, a_case

pytestmark = [
    pytest.mark.engines,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
ROUNDS = 6


@pytest.fixture
def sss(make_user):
    roles = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)
    return Desk(*(make_user(role) for role in roles))


def at_once(*acts):
    """Run each act as its person, all at the same moment; return what they returned or raised."""
    barrier = Barrier(len(acts))

    def one(person, act):
        barrier.wait()
        try:
            with acting_as(person):
                return act()
        except StepError as told:
            return told
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [found.result(timeout=60) for found in [pool.submit(one, *act) for act in acts]]


def preserved(sss, number):
    names = ("start_review", "preserve", "confirm_preservation", "record_preserved")
    with acting_as(sss.officer):
        return sss.steps(a_case(sss.officer, foreign_reference=f"BKA {number}"), *names)


def a_request(pgo):
    with acting_as(pgo.officer):
        return a_case(
            pgo.officer, kind="mla", authority="PGO", type="subscriber", items=0,
            received_at=now() - timedelta(minutes=1),
        )  # fmt: skip


def linking(request, number, pgo):
    def act():
        (held,) = preserved_for(look_of(f"BKA {number}", None, []))
        return link_preserved(request, held, by=pgo.officer)

    return act


def events_of(case):
    rows = Event.objects.filter(case=case.pk, authority=case.authority_id)
    return dict(rows.values_list("verb", "number"))


def test_a_decision_and_a_link_at_the_same_moment_leave_both(sss, pgo):
    for number in range(ROUNDS):
        holder, request = preserved(sss, number), a_request(pgo)
        with acting_as(pgo.officer):
            details = pgo.details(request, "withdraw")

        def decide(request=request, details=details):
            return perform(request, "withdraw", by=pgo.officer, version=request.version, **details)

        linked, _decided = at_once(
            (pgo.officer, linking(request, number, pgo)), (pgo.officer, decide)
        )
        assert linked is True
        with acting_as(pgo.officer):
            set_scope_of_all()
            (row,) = kept_of([holder.pk])
            assert row.decided_on is not None
            assert Wake.objects.get(case=holder.pk).at <= now()
            assert "keep_for" in events_of(holder)


def test_data_are_never_released_after_they_were_linked(sss, pgo):
    for number in range(ROUNDS):
        holder, request = preserved(sss, number), a_request(pgo)
        with acting_as(sss.supervisor):
            details = sss.details(holder, "release_preservation")

        def release(holder=holder, details=details):
            return perform(
                holder,
                "release_preservation",
                by=sss.supervisor,
                version=holder.version,
                **details,
            )

        at_once((pgo.officer, linking(request, number, pgo)), (sss.supervisor, release))
        with acting_as(sss.supervisor):
            happened = events_of(holder)
        released = happened.get("release_preservation", 0)
        assert released < happened["keep_for"]


def test_two_desks_that_link_and_end_do_not_wait_for_each_other_for_ever(sss, pgo):
    """Tried: with the chains locked before the wakes in `wake_and_lock`, the database breaks it."""
    holder = preserved(sss, 1)
    for _round in range(ROUNDS):
        requests = [a_request(pgo) for _number in range(4)]
        at_once(*((pgo.officer, linking(request, 1, pgo)) for request in requests[1:]))
        at_once(
            *((pgo.officer, lambda one=one: ends(one, pgo)) for one in requests[1:]),
            (pgo.officer, linking(requests[0], 1, pgo)),
            (sss.officer, lambda: adds(holder, sss)),
        )
        with acting_as(pgo.officer):
            ends(requests[0], pgo)
    with acting_as(sss.officer):
        assert all(row.decided_on for row in kept_of([holder.pk]))
        assert len(kept_of([holder.pk])) == 4 * ROUNDS


def test_data_are_let_go_only_for_a_request_that_has_not_come_back(sss, pgo):
    for number in range(ROUNDS):
        holder, request = preserved(sss, number), a_request(pgo)
        with acting_as(pgo.officer):
            linking(request, number, pgo)()
            request = pgo.step(request, "forward")
            details = pgo.details(request, "reopen")
        with acting_as(sss.supervisor):
            (row,) = kept_of([holder.pk])

        def comes_back(request=request, details=details):
            return perform(request, "reopen", by=pgo.supervisor, version=request.version, **details)

        def goes(holder=holder, row=row):
            return let_go(holder, row, reason="Decided there.", by=sss.supervisor)

        _back, gone = at_once((pgo.supervisor, comes_back), (sss.supervisor, goes))
        with acting_as(sss.supervisor):
            (row,) = kept_of([holder.pk])
        with acting_as(pgo.officer):
            reopened = events_of(request)
        if gone is True:  # it was still outside: told before it came back
            assert row.was_let_go and reopened["let_go_there"] < reopened["reopen"]
        else:
            assert isinstance(gone, StepError) and row.freezes and "let_go_there" not in reopened


def ends(request, pgo):
    details = pgo.details(request, "withdraw")
    return perform(request, "withdraw", by=pgo.officer, version=request.version, **details)


def adds(case, sss):
    case.refresh_from_db(fields=["version"])
    details = sss.details(case, "add_person")
    return perform(case, "add_person", by=sss.officer, version=case.version, **details)
