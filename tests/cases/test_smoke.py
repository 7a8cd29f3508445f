import pytest

pytestmark = pytest.mark.django_db


def test_story(desk, case):
    assert case.reference.startswith("SSS-CP-")
    assert case.review_on and case.execution_on and case.ceiling_on
    case = desk.steps(
        case,
        "start_review",
        "preserve",
        "confirm_preservation",
        "ask",
        "record_answer",
        "accept",
        "order",
        "record_provider_answer",
        "prolong",
        "cancel_prolongation",
        "set_condition",
        "record_acceptance",
        "report",
    )
    assert case.state == "executed"
    assert case.events.count() >= 13
    assert case.letters.count() > 5
