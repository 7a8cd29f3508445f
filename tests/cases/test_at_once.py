"""Many people at the same moment: one winner each, no number twice and none missing.

Tried: with the lock in `casework.workflow.door.lock` taken out, duels end in an error of the
trigger; with `select_for_update` taken out of `next_reference`, numbers collide; without the
comparison of versions a double click leaves two events.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.audit.events import Event
from casework.cases.case import Case
from casework.cases.receipts import Receipt
from casework.clock import now
from casework.directory.models import Authority, RequestType
from casework.workflow.door import perform
from casework.workflow.opening import open_case
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import Stale, StepError, StepRefused
from tests.cases.making import Desk, a_case

pytestmark = [
    pytest.mark.engines,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
PARALLEL, REGISTRATIONS, ROUNDS = 50, 200, 200


@pytest.fixture
def desk(make_user):
    roles = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)
    return Desk(*(make_user(role) for role in roles))


class GaveUp(Exception):  # noqa: N818
    """Rolls a registration back."""


@pytest.fixture
def at_once():
    """Return a function that runs several functions at the same moment, each as its person."""
    pool = ThreadPoolExecutor(PARALLEL)

    def run(*acts):
        barrier = Barrier(len(acts))

        def one(person, act):
            barrier.wait()
            try:
                with acting_as(person):
                    return act()
            except (StepError, GaveUp) as told:
                return told

        waiting = [pool.submit(one, person, act) for person, act in acts]
        return [found.result(timeout=60) for found in waiting]

    yield run
    closing = Barrier(PARALLEL)

    def close():
        closing.wait(timeout=60)
        connections.close_all()

    for left in [pool.submit(close) for _number in range(PARALLEL)]:
        left.result()
    pool.shutdown()


def winners(found):
    return [case for case in found if isinstance(case, Case)]


def register(desk, token=None, *, fails=False):
    """Register a request with as little as possible."""
    receipt = Receipt(
        received_at=now() - timedelta(minutes=1),
        channel="email",
        door=Authority.objects.get(code="SSS"),
    )
    case = open_case(
        "contact_point",
        authority=receipt.door,
        by=desk.officer,
        receipt=receipt,
        token=token or uuid.uuid4(),
        fields={"request_type": RequestType.objects.get(code="evidence")},
    )
    if fails:
        raise GaveUp
    return case


def test_parallel_registrations_get_distinct_numbers_without_a_gap(desk, at_once):
    """Every eighth one is rolled back after it took its number."""
    for begin in range(0, REGISTRATIONS, PARALLEL):
        acts = [
            (desk.officer, lambda number=number: register(desk, fails=number % 8 == 0))
            for number in range(begin, begin + PARALLEL)
        ]
        at_once(*acts)
    with acting_as(desk.officer):
        references = list(Case.objects.order_by("pk").values_list("reference", flat=True))
    numbers = sorted(int(reference[-6:]) for reference in references)
    assert len(references) == REGISTRATIONS - REGISTRATIONS // 8
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_chain_of_parallel_registrations_has_no_gap(desk, at_once):
    at_once(*[(desk.officer, lambda: register(desk)) for _number in range(20)])
    with acting_as(desk.officer):
        numbers = Event.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, 21))


def test_the_same_form_sent_twice_at_once_opens_one_case(desk, at_once):
    token = uuid.uuid4()
    found = at_once(*[(desk.officer, lambda: register(desk, token)) for _number in range(10)])
    assert len({case.pk for case in found}) == 1
    with acting_as(desk.officer):
        assert Case.objects.get().reference.endswith("000001")
        assert Receipt.objects.count() == 1


def test_of_two_conflicting_steps_one_wins_each_time(desk, at_once):
    for _round in range(ROUNDS):
        with acting_as(desk.officer):
            case = register(desk)
        found = at_once(
            (desk.officer, lambda case=case: perform(case, "start_review", by=desk.officer,
                                                     version=1)),
            (desk.supervisor, lambda case=case: perform(case, "void", by=desk.supervisor,
                                                        version=1, reason="Wrong.")),
        )  # fmt: skip
        one_won(desk, case, found, version=2)


def test_of_acceptance_and_refusal_one_wins(desk, at_once):
    for _round in range(ROUNDS):
        with acting_as(desk.officer):
            case = desk.step(a_case(desk.officer), "start_review")
            details = desk.details(case, "accept")
            refusal = propose(case, "refuse", by=desk.officer, version=2,
                              **desk.details(case, "refuse"))  # fmt: skip
        found = at_once(
            (desk.lawyer, lambda case=case, details=details: perform(
                case, "accept", by=desk.lawyer, version=2, **details)),
            (desk.supervisor, lambda refusal=refusal: decide(
                refusal, by=desk.supervisor, accept=True)),
        )  # fmt: skip
        one_won(desk, case, found, version=3, losers=(Stale, StepRefused))


def one_won(desk, case, found, *, version, losers=(Stale,)):
    """One step was taken, the other person is told by whom the case was moved."""
    won = winners(found)
    lost = [one for one in found if one not in won]
    assert len(won) == 1, found
    assert isinstance(lost[0], losers), found
    if isinstance(lost[0], Stale):
        assert [event.version for event in lost[0].events] == [version]
        assert lost[0].events[0].actor is not None
    with acting_as(desk.officer):
        row = Case.objects.get(pk=case.pk)
        assert (row.version, row.state) == (version, won[0].state)
        assert row.events.filter(version=version).count() == 1


def test_a_double_click_has_one_effect_each_time(desk, at_once, make_user):
    with acting_as(desk.officer):
        case = register(desk)
    turns = desk.officer, make_user(Role.OFFICER, full_name="Kamran")
    for version in range(1, ROUNDS + 1):
        person = turns[version % 2]

        def click(version=version, person=person):
            return perform(case, "take_on", by=person, version=version)

        assert len(winners(at_once((person, click), (person, click)))) == 1
    with acting_as(desk.officer):
        assert case.events.filter(verb="take_on").count() == ROUNDS
        assert Case.objects.get(pk=case.pk).version == ROUNDS + 1


def test_twenty_people_press_one_button(desk, at_once):
    with acting_as(desk.officer):
        case = desk.step(a_case(desk.officer), "start_review")
        details = desk.details(case, "ask")

    def press():
        return perform(case, "ask", by=desk.lawyer, version=2, **details)

    found = at_once(*[(desk.lawyer, press)] * 20)
    assert len(winners(found)) == 1
    assert [type(one) for one in found].count(Stale) == 19
    with acting_as(desk.officer):
        assert case.letters.filter(kind="clarification").count() == 1
        assert case.questions.count() == 1


def test_two_cases_called_duplicates_of_each_other_do_not_deadlock(desk, at_once):
    for _round in range(10):
        with acting_as(desk.officer):
            one, other = register(desk), register(desk)

        def merge(case, into):
            return perform(case, "mark_duplicate", by=desk.officer, version=1,
                           other=into.reference)  # fmt: skip

        found = at_once(
            (desk.officer, lambda one=one, other=other: merge(one, other)),
            (desk.officer, lambda one=one, other=other: merge(other, one)),
        )
        assert len(winners(found)) == 1, found
        with acting_as(desk.officer):
            rows = Case.objects.filter(pk__in=[one.pk, other.pk])
            assert sorted(row.state for row in rows) == ["closed", "received"]


def test_two_prolongations_at_once_do_not_both_win(desk, at_once, make_user):
    second = make_user(Role.SUPERVISOR, full_name="second")
    assert Membership.objects.filter(user=second).exists()
    with acting_as(desk.officer):
        case = desk.steps(a_case(desk.officer), "start_review", "accept")
        proposal = propose(case, "prolong", by=desk.officer, version=case.version,
                           **desk.details(case, "prolong"))  # fmt: skip
    found = at_once(
        (desk.supervisor, lambda: decide(proposal, by=desk.supervisor, accept=True)),
        (second, lambda: decide(proposal, by=second, accept=True)),
    )
    assert len(winners(found)) == 1
    with acting_as(desk.officer):
        assert case.prolongations.count() == 1
