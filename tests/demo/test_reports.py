"""The issued reports of the demonstration: of each authority with cases, none of them empty."""

from datetime import date

import pytest

from casework.access.models import User
from casework.access.scope import set_scope_of_all
from casework.demo import reports
from casework.demo.accounts import make_accounts
from casework.figures.issued import IssuedReport, is_intact
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


def test_each_authority_with_cases_has_a_report_that_counts_them():
    make_accounts()
    assert not reports.are_issued()
    sss, pgo = (User.objects.get(email=f"officer@{desk}.example") for desk in ("sss", "pgo"))
    a_case(sss)
    a_case(pgo, kind="mla", authority="PGO", type="subscriber")
    reports.play()
    set_scope_of_all()
    found = list(IssuedReport.objects.order_by("authority__code"))
    assert [(row.authority.code, row.kinds, row.cases) for row in found] == [
        ("PGO", ["mla"], 1), ("SSS", ["contact_point"], 1),
    ]  # fmt: skip
    assert all(is_intact(row) for row in found) and reports.are_issued()


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 11, 23), (date(2026, 1, 1), date(2026, 11, 23))),
        (date(2027, 1, 20), (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2027, 3, 1), (date(2027, 1, 1), date(2027, 3, 1))),
    ],
)
def test_it_ends_today_or_with_the_past_year_where_the_cases_are(day, period):
    assert reports.period(day) == period
