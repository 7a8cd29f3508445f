"""A protected state can be read again and validated, and nothing else."""

import pytest

from contact_point.models import ContactRequest

pytestmark = pytest.mark.django_db


def test_a_row_read_again_shows_its_state_of_now(desk, case):
    before = ContactRequest.objects.get(pk=case.pk)
    desk.step(case, "start_review")
    before.refresh_from_db()
    assert (before.state, before.version) == ("review", 2)


def test_single_fields_are_read_again(desk, case):
    before = ContactRequest.objects.get(pk=case.pk)
    desk.step(case, "start_review")
    before.refresh_from_db(fields=["version"])
    assert (before.state, before.version) == ("received", 2)


def test_validating_leaves_the_state_alone(case):
    case.full_clean()
    assert case.state == "received"
    with pytest.raises(AttributeError):
        case.state = "review"
