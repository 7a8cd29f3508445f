"""What each thing that happens to a request counts as, and on which day."""

from datetime import date

import pytest

from casework.directory.models import Authority, RequestType
from casework.figures.keeping import tally
from casework.figures.model import Tally
from casework.figures.reading import at_share, figures, open_on
from tests.cases.making import a_case, answers, at, left, sent
from tests.cases.reaching import another_kind

pytestmark = pytest.mark.django_db
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def on(day, measure, dimension="", value="", authority="SSS"):
    """How often it was counted on this day, and the same of its month and year."""
    rows = Tally.objects.filter(
        authority__code=authority, measure=measure, dimension=dimension, value=value
    )
    found = date.fromisoformat(day)
    same = rows.filter(span="day", from_on__year=found.year, from_on__month=found.month)
    month = rows.filter(span="month", from_on=found.replace(day=1)).values_list("count", flat=True)
    assert sum(same.values_list("count", flat=True)) == sum(month)
    row = rows.filter(span="day", from_on=found).first()
    return row.count if row else 0


def of(code="SSS", period=YEAR):
    key = Authority.objects.get(code=code).pk
    return figures(frozenset({(key, "contact_point")}), *period)


def executed(desk, traveller, **fields):
    """Received on the 3rd, accepted on the 5th, executed on the 12th: the last day is the 13th."""
    case = a_case(desk.officer, received_at=at("2026-02-03T10:00"), **fields)
    traveller.move_to(at("2026-02-05T12:00"))
    case = left(desk.steps(case, "start_review", "accept", "order"), desk.officer)
    traveller.move_to(at("2026-02-12T23:00"))
    return desk.steps(desk.take(case, "record_provider_answer", **answers(case, "given")), "report")


def test_a_request_counts_on_its_day_of_receipt_by_state_type_and_category(both, traveller):
    a_case(both.officer, received_at=at("2026-02-02T23:59"), items=3, is_urgent=True)
    a_case(both.officer, received_at=at("2026-02-03T00:00"), requesting_state=None)
    assert on("2026-02-02", "received") == on("2026-02-03", "received") == 1
    found = of()
    assert found.by("received", "state") == {"DE": 1, "": 1}
    assert found.by("received", "type") == {"preservation": 2}
    assert found.by("received", "urgent") == {"yes": 1}
    assert found.by("items", "category") == {"subscriber": 2, "traffic": 1, "content": 1}
    assert (found.open_before, found.open_after) == (0, 2)


def test_the_stages_are_counted_in_days_and_judged_by_their_last_day(both, traveller):
    executed(both, traveller, type="evidence")
    found = of()
    assert found.histogram("review_days") == {2: 1}
    assert found.histogram("execution_days") == {7: 1}
    assert found.histogram("whole_days") == {9: 1}
    assert found.by("review_time", "time") == {"in_time": 1}
    assert found.by("execution_time", "time") == {"in_time": 1}
    assert found.by("ended", "outcome") == {"executed": 1}
    assert on("2026-02-12", "ended") == 1
    assert found.by("waited", "who") == {"us": 2, "provider": 7}


def test_the_day_after_the_last_day_is_late_and_a_prolongation_makes_it_in_time(both, traveller):
    for is_prolonged in (False, True):
        traveller.move_to(at("2026-02-05T12:00"))
        case = a_case(both.officer, received_at=at("2026-02-03T10:00"), type="evidence")
        case = left(both.steps(case, "start_review", "accept", "order"), both.officer)
        if is_prolonged:
            case = both.step(case, "prolong", until="2026-03-03")
        traveller.move_to(at("2026-02-14T00:00"))
        case = both.take(case, "record_provider_answer", **answers(case, "not_held"))
        both.step(case, "report")
    found = of()
    assert found.by("execution_time", "time") == {"late": 1, "in_time": 1}
    assert found.by("not_given", "reason") == {"provider-refused": 2}
    assert found.by("prolonged", "waiting") == {"provider": 1}


def test_a_cancelled_prolongation_counts_no_more(both, traveller):
    case = a_case(both.officer, type="evidence")
    case = both.steps(case, "start_review", "accept", "prolong")
    assert on("2026-02-03", "prolonged") == 1
    both.step(case, "cancel_prolongation")
    assert on("2026-02-03", "prolonged") == 0


def test_a_prolongation_counts_by_the_main_reason_that_was_chosen(both, traveller):
    for ground in ("court", "late", "late"):
        case = both.steps(a_case(both.officer, type="evidence"), "start_review", "accept")
        case = both.step(case, "prolong", ground=ground)
    both.step(case, "cancel_prolongation")
    assert of().by("prolonged", "ground") == {"court": 1, "late": 1}


def test_a_late_prolongation_is_counted_as_late(both, traveller):
    case = both.steps(a_case(both.officer, type="evidence"), "start_review", "accept")
    traveller.move_to(at("2026-02-20T10:00"))
    both.step(case, "prolong")
    assert of().by("prolonged", "late") == {"yes": 1}


def test_a_pause_that_was_open_at_the_end_is_no_lateness(both, traveller):
    case = both.steps(a_case(both.officer, type="evidence"), "start_review", "accept", "ask")
    traveller.move_to(at("2026-05-20T10:00"))
    case = both.step(case, "record_answer", answered_on="2026-05-20")
    case = both.step(case, "order")
    case = both.take(case, "record_provider_answer", **answers(case, "given"))
    both.step(case, "report")
    found = of()
    assert found.by("execution_time", "time") == {"in_time": 1}
    assert found.by("deficient", "state") == {"DE": 1}
    assert found.by("waited", "who") == {"requester": 106}


def test_a_reopened_request_takes_its_end_back_and_ends_anew(both, traveller):
    case = executed(both, traveller, type="evidence")
    sent(case)
    traveller.move_to(at("2026-03-02T10:00"))
    case = both.steps(case, "close", "reopen")
    assert on("2026-02-12", "ended") == on("2026-02-12", "whole_days", "days", "9") == 0
    key = Authority.objects.get(code="SSS").pk
    assert open_on(frozenset({(key, "contact_point")}), date(2026, 2, 28)).total() == 1
    traveller.move_to(at("2026-03-05T10:00"))
    both.step(case, "withdraw")
    found = of()
    assert found.by("ended", "outcome") == {"withdrawn": 1}
    assert on("2026-03-05", "whole_days", "days", "30") == 1
    assert found.histogram("review_days") == {2: 1}


def test_a_refusal_counts_by_its_ground(both, traveller):
    both.steps(a_case(both.officer), "start_review", "refuse")
    assert of().by("refused", "ground") == {"political-offence": 1}


def test_a_corrected_receipt_moves_the_request_to_its_right_day(both, traveller):
    case = a_case(both.officer, received_at=at("2026-02-03T10:00"))
    both.step(case, "correct_receipt", received_at=at("2026-01-30T10:00").isoformat())
    assert on("2026-02-03", "received") == on("2026-02-03", "received", "state", "DE") == 0
    assert on("2026-01-30", "received") == on("2026-01-30", "received", "state", "DE") == 1


def test_a_corrected_type_counts_as_what_it_is_now(both, traveller):
    evidence = RequestType.objects.get(code="evidence")
    case = both.step(a_case(both.officer), "correct_content", request_type=evidence.pk)
    assert case.request_type == evidence
    assert of().by("received", "type") == {"evidence": 1}


def test_a_request_that_is_handed_over_counts_where_it_is_now(both, traveller):
    case = both.step(a_case(both.officer, received_at=at("2026-02-01T10:00")), "hand_over")
    assert on("2026-02-01", "received") == 0
    assert on("2026-02-03", "handed_over") == 1
    assert on("2026-02-01", "received", authority="PGO") == 1
    assert case.reference.startswith("SSS")
    back = Authority.objects.get(code="SSS").pk
    both.step(case, "hand_over", to=back)
    assert on("2026-02-01", "received") == 1
    assert on("2026-02-01", "received", authority="PGO") == 0
    assert on("2026-02-03", "handed_over", authority="PGO") == 1


def test_a_wrong_registration_counts_as_nothing_else(both, traveller):
    both.step(a_case(both.officer, items=2), "void")
    found = {(row.measure, row.count) for row in Tally.objects.filter(span="day", count__gt=0)}
    assert found == {("void", 1)}


def test_a_duplicate_ends_as_one_and_its_earlier_receipt_moves_the_other(both, traveller):
    first = a_case(both.officer, received_at=at("2026-02-01T10:00"))
    second = a_case(both.officer, received_at=at("2026-02-02T10:00"))
    both.step(first, "mark_duplicate", other=second.reference)
    assert of().by("ended", "outcome") == {"closed": 1}
    assert on("2026-02-01", "received") == 2
    assert on("2026-02-02", "received") == 0


def test_a_preservation_that_goes_on_as_another_kind_is_followed(both, traveller):
    with another_kind():
        case = both.steps(a_case(both.officer), "start_review")
        both.step(case, "reclassify")
        assert of().all("followed") == 1
        assert of().by("ended", "outcome") == {"transferred": 1}
        assert not Tally.objects.filter(kind="rogatory").exists()


@pytest.mark.parametrize(
    ("histogram", "median", "ninth"),
    [
        ({}, None, None),
        ({4: 1}, 4, 4),
        ({1: 5, 2: 5}, 1, 2),
        ({0: 1, 3: 8, 60: 1}, 3, 3),
        ({0: 1, 3: 7, 60: 2}, 3, 60),
    ],
)
def test_percentiles_are_exact(histogram, median, ninth):
    assert (at_share(histogram, 0.5), at_share(histogram, 0.9)) == (median, ninth)


def test_a_step_that_changes_no_figure_asks_once_and_writes_nothing(
    both, traveller, django_assert_num_queries
):
    case = a_case(both.officer)
    with django_assert_num_queries(1):
        tally(case)
    Tally.objects.update(count=0)
    tally(case)
    assert not Tally.objects.exclude(count=0).exists()
