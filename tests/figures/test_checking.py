"""The figures are compared with the facts at night, and written anew by one command."""

from datetime import date

import pytest
from django.core.management import CommandError
from django.db import transaction

from casework.access.permissions import Role
from casework.access.scope import set_scope_of_all
from casework.clock import today
from casework.figures.checking import Period, check_kept, differences
from casework.figures.model import Counted, Due, Tally, TallyCheck
from casework.tasks import check_figures
from config.celery import TIMETABLE
from tests.cases.making import Desk, a_case, at
from tests.cases.reaching import two_authorities


@pytest.mark.django_db
def test_a_check_of_a_period_looks_at_the_days_and_months_in_it(both, traveller):
    a_case(both.officer, received_at=at("2026-01-15T10:00"))
    Tally.objects.filter(span="month", measure="received", dimension="").update(count=5)
    january = differences(Period(date(2026, 1, 1), date(2026, 1, 31)))
    assert [(one.span, one.figure[1], one.tallied, one.facts) for one in january] == [
        ("month", "2026-01-01", 5, 1)
    ]
    assert differences(Period(date(2026, 1, 2), date(2026, 1, 31))) == []
    assert differences(Period(date(2026, 2, 1), date(2026, 2, 28))) == []
    assert january[0].what == "contact_point month 2026-01-01 received"


@pytest.mark.django_db
def test_a_tally_without_facts_and_a_fact_without_tally_both_differ(both, traveller):
    a_case(both.officer)
    Tally.objects.filter(measure="items").update(value="unknown")
    set_scope_of_all()
    found = {(one.figure[4], one.tallied, one.facts) for one in check_kept()}
    assert found == {("unknown", 1, 0), ("subscriber", 0, 1)}
    kept = TallyCheck.objects.get(authority__code="SSS")
    assert (kept.differences, kept.from_on) == (6, None)


@pytest.fixture
def office(seeded, make_user):
    """A desk whose cases are committed, at two authorities."""
    two_authorities()
    with transaction.atomic():
        desk = Desk(*[make_user(role) for role in (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)])
        desk.steps(a_case(desk.officer), "start_review", "refuse")
        a_case(desk.officer, items=2)
    return desk


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_command_names_what_differs_and_a_rebuild_corrects_it(office, run_command):
    assert "Every figure says what the facts say." in run_command("figures", "check")
    with transaction.atomic():
        set_scope_of_all()
        Tally.objects.filter(measure="received", dimension="").update(count=9)
        Tally.objects.filter(measure="ended", dimension="").update(count=0)
        assert Due.objects.filter(what="review").exclude(count=0).update(count=7) == 1
    with pytest.raises(CommandError, match="7 figures differ") as stopped:
        run_command("figures", "check")
    assert stopped.value.returncode == 1
    assert "0 cases and 7 figures were corrected" in run_command("figures", "rebuild")
    run_command("figures", "check")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_rebuild_begins_from_nothing_and_a_second_one_changes_nothing(office, run_command):
    with transaction.atomic():
        set_scope_of_all()
        Tally.objects.update(count=0)
        Due.objects.update(count=0)
        Counted.objects.update(figures=[], due=None)
    assert "2 cases and 0 figures were corrected" in run_command("figures", "rebuild")
    assert "0 cases and 0 figures were corrected" in run_command("figures", "rebuild")
    with transaction.atomic():
        set_scope_of_all()
        assert differences(None) == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_nightly_check_looks_at_this_month_and_the_last(office):
    assert "casework.tasks.check_figures" in [task for task, _when, _expires in TIMETABLE]
    with transaction.atomic():
        set_scope_of_all()
        Tally.objects.filter(span="day", measure="received", dimension="").update(count=9)
        Due.objects.filter(what="queue").exclude(count=0).update(count=4)
    check_figures()
    with transaction.atomic():
        set_scope_of_all()
        kept = TallyCheck.objects.get(authority__code="SSS")
        assert TallyCheck.objects.get(authority__code="PGO").differences == 0
    assert (kept.differences, kept.to_on, kept.from_on.day) == (2, today(), 1)
    assert kept.found[1]["what"].startswith("contact_point due ")
    assert kept.found[0]["tallied"] == 9


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--from", "2026-01-01"),
        ("check", "--from", "2026-02-01", "--to", "2026-01-01"),
        ("rebuild", "--from", "2026-01-01", "--to", "2026-02-01"),
    ],
)
@pytest.mark.django_db
def test_half_a_period_is_refused(run_command, words):
    with pytest.raises(CommandError):
        run_command("figures", *words)
