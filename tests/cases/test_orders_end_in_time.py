"""The longest durations are kept by the database too: six months of interception, 90 days (K11)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.access.scope import set_scope
from casework.cases.orders import Order
from casework.clock import BAKU, now
from casework.clock.limits import add_months
from casework.directory.models import Measure, Provider

pytestmark = [pytest.mark.engines, pytest.mark.django_db]


def order(case, officer, measure, until_on):
    set_scope(officer)
    with transaction.atomic():
        return Order.objects.create(
            case_id=case.pk,
            authority_id=case.authority_id,
            number=case.orders.count() + 1,
            measure=Measure.objects.get(code=measure),
            provider=Provider.objects.get(code="azercell"),
            ordered_at=now(),
            until_on=until_on,
        )


@pytest.mark.parametrize("measure", ["art20-traffic", "art21-content"])
def test_an_interception_ends_within_six_months(case, officer, measure):
    latest = add_months(now().astimezone(BAKU).date(), 6)
    assert order(case, officer, measure, latest).pk
    for until_on in (latest + timedelta(days=1), None):
        with pytest.raises(IntegrityError, match="within six months"):
            order(case, officer, measure, until_on)


def test_a_preservation_order_lasts_ninety_days_at_most(case, officer):
    latest = now().astimezone(BAKU).date() + timedelta(days=90)
    assert order(case, officer, "art16-production", latest).pk
    assert order(case, officer, "art16-production", None).pk
    with pytest.raises(IntegrityError, match="at most 90 days"):
        order(case, officer, "art16-production", latest + timedelta(days=1))
