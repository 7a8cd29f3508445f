"""What the law forbids, the database forbids."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casework.directory.models import (
    Authority,
    ForeignContactPoint,
    Instrument,
    InstrumentArticle,
    Measure,
    RecipientPerson,
    RefusalGround,
    RequestType,
    State,
)

pytestmark = pytest.mark.django_db

FORBIDDEN = [
    (Measure, "art21-content", {"longest_months": 7}, "measure_interception_lasts_six_months"),
    (Measure, "art20-traffic", {"longest_months": None}, "measure_interception_lasts_six_months"),
    (Measure, "art21-content", {"court": "no"}, "measure_coercion_needs_court"),
    (Measure, "art18-search", {"court": "-"}, "measure_coercion_needs_court"),
    (
        Measure,
        "art16-production",
        {"longest_days": 91},
        "measure_preservation_lasts_ninety_days",
    ),
    (
        Measure,
        "art18-production",
        {"longest_days": 1, "longest_months": 1},
        "measure_one_longest_duration",
    ),
    (
        RefusalGround,
        "no-reciprocity",
        {"for_preservation": "always"},
        "refusalground_preservation_list_is_closed",
    ),
    (
        RefusalGround,
        "domestic-law",
        {"for_preservation": "reservation"},
        "refusalground_reservation_is_dual_criminality",
    ),
    (
        Instrument,
        "tr-memorandum",
        {"founds_mla": "yes"},
        "instrument_memorandum_founds_nothing",
    ),
    (
        State,
        "FR",
        {"in_force_from": date(2026, 2, 1), "in_force_until": date(2026, 1, 1)},
        "state_ends_after_start",
    ),
]


@pytest.mark.parametrize(
    ("model", "code", "fields", "constraint"), FORBIDDEN, ids=[f[3] for f in FORBIDDEN]
)
def test_the_database_refuses_it_and_the_form_says_why(model, code, fields, constraint):
    row = model.objects.get(code=code)
    for name, value in fields.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    (said,) = [c.violation_error_message for c in model._meta.constraints if c.name == constraint]
    assert str(said) in refusal.value.messages


def grounds(code, **options):
    request_type = RequestType.objects.get(code=code)
    found = RefusalGround.objects.for_type(request_type, **options)
    return set(found.values_list("code", flat=True))


def test_preservation_is_refused_on_two_grounds_only():
    two = {"political-offence", "essential-interests"}
    assert grounds("preservation", has_reservation=False) == two
    assert grounds("disclosure", has_reservation=False) == two


def test_dual_criminality_holds_against_preservation_only_under_the_reservation():
    assert not InstrumentArticle.objects.is_reserved("ets-185-29-4")
    InstrumentArticle.objects.filter(code="ets-185-29-4").update(reservation="yes")
    assert InstrumentArticle.objects.is_reserved("ets-185-29-4")
    assert "dual-criminality" in grounds("preservation", has_reservation=True)


def test_other_requests_have_the_whole_list_and_no_reasons_of_outcome():
    found = grounds("subscriber", has_reservation=False)
    assert {"dual-criminality", "no-reciprocity", "domestic-law"} <= found
    assert not found & {"not-held", "deleted"}
    assert "not-held" in set(RefusalGround.objects.reasons().values_list("code", flat=True))


def test_a_row_counts_on_its_first_and_on_its_last_day():
    state = State.objects.get(code="FR")
    state.in_force_from, state.in_force_until = date(2026, 2, 3), date(2026, 2, 5)
    state.save()
    days = [date(2026, 2, n) for n in (2, 3, 5, 6)]
    found = [State.objects.in_force(day).filter(code="FR").exists() for day in days]
    assert found == [False, True, True, False]


def test_a_confirmation_has_a_day_and_a_person(supervisor):
    person = RecipientPerson(authority=Authority.objects.get(code="SSS"), full_name="R. Əliyev")
    person.confirmed_on = date(2026, 2, 3)
    with pytest.raises(IntegrityError, match="confirmed_by_somebody"), transaction.atomic():
        person.save()
    person.confirmed_by = supervisor
    person.save()
    assert person.is_confirmed


def test_persons_are_kept_by_one_authority():
    sss, pgo = (Authority.objects.get(code=code) for code in ("SSS", "PGO"))
    RecipientPerson.objects.create(authority=sss, full_name="R. Əliyev")
    assert RecipientPerson.objects.kept_by({pgo.pk}).count() == 0
    assert RecipientPerson.objects.kept_by({sss.pk}).unconfirmed().count() == 1


def test_a_zone_is_a_place():
    office = ForeignContactPoint(
        state=State.objects.get(code="FR"), name="OCLCTIC", kind="contact_point", time_zone="CET+1"
    )
    with pytest.raises(ValidationError, match="Asia/Baku"):
        office.full_clean()


def test_all_addresses_of_an_office_are_known_in_small_letters():
    office = ForeignContactPoint(email="Desk@Example.org", other_emails="night@example.org, ,A@b.c")
    assert office.addresses == ["desk@example.org", "night@example.org", "a@b.c"]
