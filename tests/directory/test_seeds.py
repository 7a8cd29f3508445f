"""The first content: complete, in both languages, sown once, and never over what people wrote."""

import time
from datetime import date

import pytest
from django.utils import translation

from casework.directory import models as directory
from casework.directory.seeds import seed_all
from casework.directory.seeds.sowing import TABLES

pytestmark = pytest.mark.django_db

SOWN = [
    *(model for model, _rows in TABLES),
    directory.BodyAlias,
    directory.ProviderAlias,
    directory.AuthorityRule,
    directory.Policy,
    directory.CalendarEdition,
    directory.CalendarDay,
]


def counts():
    return {model.__name__: model.objects.count() for model in SOWN}


def test_sowing_again_adds_nothing_and_is_quick():
    before = counts()
    begun = time.perf_counter()
    seed_all()
    assert time.perf_counter() - begun < 0.3
    assert counts() == before
    assert all(before.values())


def test_sowing_again_leaves_alone_what_people_wrote():
    directory.Provider.objects.filter(code="ultel").update(name_az="Ultel MMC", is_active=False)
    seed_all()
    provider = directory.Provider.objects.get(code="ultel")
    assert (provider.name_az, provider.is_active) == ("Ultel MMC", False)


def test_sowing_again_brings_back_a_row_that_is_missing():
    # Nobody deletes as the web's role; a row under another name is missing as well.
    directory.ProviderAlias.objects.filter(name="Nar").update(name="Another name")
    seed_all()
    assert directory.ProviderAlias.objects.get(name="Nar").provider.code == "azerfon"


@pytest.mark.parametrize("model", [m for m, _rows in TABLES], ids=lambda m: m.__name__)
def test_every_row_has_all_its_texts_in_both_languages(model):
    texts = [f.name[:-3] for f in model._meta.fields if f.name.endswith("_en")]
    for row in model.objects.all():
        assert row.name_en and row.name_az, row.code
        for text in texts:
            english, azerbaijani = getattr(row, f"{text}_en"), getattr(row, f"{text}_az")
            assert bool(english) == bool(azerbaijani), (row.code, text)


@pytest.mark.parametrize("model", [m for m, _rows in TABLES], ids=lambda m: m.__name__)
def test_every_row_passes_its_own_validation(model):
    for row in model.objects.all():
        row.full_clean()


def test_there_are_the_three_authorities():
    served = dict(directory.Authority.objects.values_list("code", "procedures"))
    assistance = ["mla", "outgoing", "spontaneous"]
    assert served == {"SSS": ["contact_point"], "PGO": assistance, "MOJ": assistance}
    assert {a.code for a in directory.Authority.objects.serving("mla")} == {"PGO", "MOJ"}


def test_a_name_is_in_the_language_of_the_page():
    authority = directory.Authority.objects.get(code="PGO")
    with translation.override("az"):
        assert str(authority) == "Baş Prokurorluq"
    with translation.override("en"):
        assert str(authority) == "Prosecutor General’s Office"


def test_the_contact_point_stands_under_its_parents():
    body = directory.Authority.objects.get(code="SSS").body
    assert body.name_en == "Department of Combating Crimes in Communications and IT"
    assert body.parent.name_en == "Counter-intelligence Provision of the Economy"
    assert body.parent.parent.code == "sss"


def test_a_former_name_finds_its_body():
    alias = directory.BodyAlias.objects.get(name="Ministry of National Security")
    assert (alias.body.code, alias.is_former) == ("sss", True)


def test_only_treaties_found_assistance():
    founding = set(
        directory.Instrument.objects.founding_assistance().values_list("code", flat=True)
    )
    assert {"ets-185", "ets-30", "minsk", "chisinau", "untoc", "uncac"} <= founding
    refused = {"tr-memorandum", "guam", "camp", "interpol", "ets-108", "ru-communications"}
    assert not founding & {*refused, "reciprocity"}


def test_the_measures_say_what_the_profile_says():
    rows = {m.code: m for m in directory.Measure.objects.select_related("if_refused")}
    assert rows["art18-production"].is_voluntary
    assert rows["art18-production"].if_refused.power == "search"
    assert rows["art16-search"].court == rows["art21-content"].court == "yes"
    assert rows["art20-traffic"].longest_months == 6
    assert not rows["art19-connected"].has_basis
    assert rows["art17-cooperation"].ready_reason.code == "not-retained"


def test_what_is_not_verified_is_not_offered():
    assert not directory.Measure.objects.offered(date(2026, 6, 1)).filter(code="art16-decision")
    assert not directory.RequestType.objects.offered(date(2026, 6, 1)).filter(source="CETS 224")


def test_competence_follows_the_stage():
    def competent(procedure, stage=""):
        rules = directory.AuthorityRule.objects.fitting(date(2026, 2, 3), procedure, stage)
        return rules[0].authority.code

    assert competent("contact_point") == "SSS"
    assert competent("mla") == competent("mla", "pre_trial") == "PGO"
    assert competent("mla", "trial") == "MOJ"


def test_a_rule_for_one_instrument_goes_before_the_general_one():
    instrument = directory.Instrument.objects.get(code="ets-185")
    directory.AuthorityRule.objects.create(
        procedure="mla",
        instrument=instrument,
        stage="trial",
        authority=directory.Authority.objects.get(code="SSS"),
    )
    rules = directory.AuthorityRule.objects.fitting(date(2026, 2, 3), "mla", "trial", instrument)
    assert [rule.authority.code for rule in rules] == ["SSS", "MOJ", "PGO"]


def test_every_sown_row_that_people_may_change_has_its_first_history_record():
    assert directory.Measure.history.count() == directory.Measure.objects.count()
    assert directory.Policy.history.count() == directory.Policy.objects.count()
