"""What holds for every set of facts, found by trying thousands of them."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casework.clock import (
    BAKU,
    CeilingRule,
    Clarification,
    FactError,
    Facts,
    Postponement,
    Prolongation,
    Question,
    deadlines,
)
from casework.clock.pauses import paused_days, pauses_of
from tests.clock.rules import POLICY, azerbaijan

AS_OF = date(2027, 6, 1)
SPAN = 400
policies = st.builds(
    lambda rule, ceiling: replace(POLICY, clarification=rule, ceiling_rule=ceiling),
    st.sampled_from(Clarification),
    st.sampled_from(CeilingRule),
)


@st.composite
def all_facts(draw, decisions=3):
    """Facts that may well contradict rule K7, but no other."""
    day_zero = AS_OF - timedelta(days=draw(st.integers(0, SPAN)))
    offsets = st.integers(0, (AS_OF - day_zero).days)

    def periods():
        for begin, length, is_open in draw(
            st.lists(st.tuples(offsets, st.integers(0, 40), st.booleans()), max_size=4)
        ):
            start = day_zero + timedelta(days=begin)
            end = min(start + timedelta(days=length), AS_OF)
            yield start, None if is_open else end

    prolongations = tuple(
        Prolongation(
            day_zero + timedelta(days=decided), day_zero + timedelta(days=until), cancelled
        )
        for decided, until, cancelled in draw(
            st.lists(st.tuples(offsets, st.integers(8, 140), st.booleans()), max_size=decisions)
        )
    )
    return Facts(
        datetime.combine(day_zero, time(12), tzinfo=BAKU),
        questions=tuple(Question(*period) for period in periods()),
        postponements=tuple(Postponement(*period) for period in periods()),
        prolongations=prolongations,
    )


def dates_or_refusal(facts, policy):
    try:
        return deadlines(facts, policy, azerbaijan(), AS_OF)
    except FactError as error:
        return error.reason.code


@given(all_facts(), policies, st.randoms())
@settings(max_examples=400)
def test_any_order_of_entry_gives_the_same_dates(facts, policy, random):
    def shuffled(rows):
        return tuple(random.sample(rows, len(rows)))

    mixed = replace(
        facts,
        questions=shuffled(facts.questions),
        postponements=shuffled(facts.postponements),
        prolongations=shuffled(facts.prolongations),
    )
    assert dates_or_refusal(mixed, policy) == dates_or_refusal(facts, policy)


@given(all_facts(decisions=1), policies)
@settings(max_examples=400)
def test_no_date_lies_before_day_zero_and_no_prolongation_passes_the_ceiling(facts, policy):
    found = dates_or_refusal(facts, policy)
    assume(not isinstance(found, str))
    assert min(found.execution.nominal, found.ceiling.effective) > found.day_zero
    assert found.execution.effective >= found.execution.nominal
    standing = facts.decisions
    if standing and policy.clarification is not Clarification.RESTART:
        assert found.execution.effective <= found.ceiling.effective


@given(all_facts(decisions=0))
@settings(max_examples=400)
def test_pauses_never_count_a_day_twice(facts):
    pauses = pauses_of(facts, Clarification.PAUSE)
    days = {
        pause.begin + timedelta(days=n)
        for pause in pauses
        for n in range(((pause.end or AS_OF) - pause.begin).days)
    }
    assert paused_days(pauses, AS_OF) == len(days)
    middle = facts.day_zero + timedelta(days=20)
    assert paused_days(pauses, AS_OF, since=middle) == len({d for d in days if d >= middle})


@given(all_facts(decisions=0), policies)
@settings(max_examples=300)
def test_a_cancelled_prolongation_is_as_if_never_decided(facts, policy):
    cancelled = Prolongation(facts.day_zero, facts.day_zero + timedelta(days=999), cancelled=True)
    with_it = replace(facts, prolongations=(cancelled,))
    assert dates_or_refusal(with_it, policy) == dates_or_refusal(facts, policy)


@pytest.mark.parametrize("year", range(2020, 2030))
def test_every_start_day_of_ten_years(year):
    day = date(year, 1, 1)
    while day.year == year:
        found = deadlines(
            Facts(datetime.combine(day, time(12), tzinfo=BAKU)), POLICY, azerbaijan(), day
        )
        assert found.review.effective == day + timedelta(days=3)
        assert found.execution.nominal == day + timedelta(days=10)
        effective = found.execution.effective
        skipped = (effective - found.execution.nominal).days
        off = [found.execution.nominal + timedelta(days=n) for n in range(skipped)]
        assert azerbaijan().is_working(effective)
        assert not any(azerbaijan().is_working(d) for d in off)
        ceiling = found.ceiling.effective
        assert (ceiling.year * 12 + ceiling.month) - (day.year * 12 + day.month) == 2
        assert ceiling.day == min(day.day, monthrange(ceiling.year, ceiling.month)[1])
        day += timedelta(days=1)
