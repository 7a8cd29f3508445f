"""Before a request for assistance is accepted: the formal check and the gate of its stage."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.desk.step_sheet import problems_of
from casework.directory.models import AuthorityRule, Instrument, Measure, SubstantiveLaw
from casework.workflow.refusals import InvalidDetails, StepRefused
from casework.workflow.registry import registered
from mla.competence import competent_for
from tests.cases.making import FORMALLY, a_document
from tests.mla.conftest import request_at

pytestmark = pytest.mark.django_db


def accepted(desk, case, instrument="ets-185", article="31"):
    return desk.take(
        case,
        "accept",
        instrument=Instrument.objects.get(code=instrument).pk,
        article=article,
        international_reasons="It meets Art. 31.",
        measure=Measure.objects.get(code="art18-production").pk,
        national_reasons="CPC 143.2 applies.",
    )


def refused(desk, case):
    with pytest.raises(StepRefused) as error:
        accepted(desk, case)
    return " ".join(map(str, error.value.sentences))


def judged(desk, case, name, judgement, **more):
    return desk.take(case, name, judgement=judgement, reasons="Read the treaty.", **more)


def offence():
    return SubstantiveLaw.objects.first().pk


def test_before_trial_both_conditions_lead_to_acceptance(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    case = judged(pgo, case, "judge_reciprocity", "met")
    case = judged(pgo, case, "judge_dual_criminality", "met", offence=offence())
    assert accepted(pgo, case).state == "execution"


def test_before_trial_nothing_judged_is_said_for_both(pgo):
    said = refused(pgo, request_at(pgo, "PGO", "pre_trial"))
    assert "Reciprocity has not been judged yet." in said
    assert "Dual criminality has not been judged yet." in said


@pytest.mark.parametrize(
    ("judgement", "sentence"),
    [
        ("not_met", "Dual criminality is not met: the request may be refused."),
        ("unknown", "Whether there is dual criminality is still unknown."),
    ],
)
def test_dual_criminality_that_is_not_met_or_unknown_blocks_acceptance(pgo, judgement, sentence):
    case = judged(pgo, request_at(pgo, "PGO", "pre_trial"), "judge_reciprocity", "not_required")
    case = judged(pgo, case, "judge_dual_criminality", judgement)
    assert refused(pgo, case) == sentence


def test_the_latest_finding_counts(pgo):
    case = judged(pgo, request_at(pgo, "PGO", "pre_trial"), "judge_reciprocity", "unknown")
    case = judged(pgo, case, "judge_dual_criminality", "not_required")
    case = judged(pgo, case, "judge_reciprocity", "met")
    assert accepted(pgo, case).state == "execution"


def test_dual_criminality_is_met_only_with_our_article(pgo):
    with pytest.raises(InvalidDetails) as error:
        judged(pgo, request_at(pgo, "PGO", "pre_trial"), "judge_dual_criminality", "met")
    assert "offence" in error.value.form.errors


def test_at_trial_a_treaty_that_founds_assistance_is_enough(moj):
    assert accepted(moj, request_at(moj, "MOJ", "trial")).state == "execution"


def test_at_trial_without_a_treaty_acceptance_waits_for_the_assurance(moj):
    case = request_at(moj, "MOJ", "trial", basis=None)
    assert "the written assurance of reciprocity has to be attached first" in refused(moj, case)
    paper = a_document(case, moj.officer, "assurance").pk
    case = moj.take(case, "record_assurance", by=moj.lawyer, document=paper)
    for treaty in ("ets-185", "tr-memorandum"):
        with pytest.raises(InvalidDetails) as error:
            accepted(moj, case, treaty)
        assert "founds no legal assistance here" in str(error.value.form.errors["instrument"])
    case = accepted(moj, case, "reciprocity", article="")
    assert case.state == "execution"
    letter = case.letters.get(kind="acceptance")
    assert "Legal basis: the principle of reciprocity" in letter.text_en
    assert "qarşılıqlılıq prinsipi" in letter.text_az


@pytest.mark.parametrize("code", ["memorandum", "membership"])
def test_a_memorandum_never_passes_the_ministrys_gate(moj, code):
    known = Instrument.objects.filter(kind=code).first()
    case = request_at(moj, "MOJ", "trial", basis=known.code)
    assert "does not found legal assistance" in refused(moj, case)


def test_a_treaty_of_which_nobody_knows_whether_it_founds_assistance_does_not_pass_either(moj):
    case = request_at(moj, "MOJ", "trial", basis="ru-communications")
    assert refused(moj, case).startswith("Whether “") and "is unknown" in refused(moj, case)


@pytest.mark.parametrize("code", ["memorandum", "membership"])
def test_before_trial_nothing_is_accepted_on_a_memorandum_either(pgo, code):
    known = Instrument.objects.filter(kind=code).first()
    case = judged(
        pgo, request_at(pgo, "PGO", "pre_trial", basis=known.code), "judge_reciprocity", "met"
    )
    case = judged(pgo, case, "judge_dual_criminality", "not_required")
    with pytest.raises(InvalidDetails) as error:
        accepted(pgo, case, known.code)
    assert "instrument" in error.value.form.errors
    form = registered("mla").forms["accept"](case=case, by=pgo.lawyer)
    assert form.cited().code == "reciprocity" and form.fields["article"].initial == ""
    assert accepted(pgo, case, "reciprocity", article="").state == "execution"


def test_a_treaty_is_cited_with_its_article_and_begins_as_the_request_has_it(moj):
    case = request_at(moj, "MOJ", "trial", basis="ets-30")
    form = registered("mla").forms["accept"](case=case, by=moj.lawyer)
    assert form.cited().code == "ets-30" and form.fields["article"].initial == ""
    with pytest.raises(InvalidDetails) as error:
        accepted(moj, case, "ets-30", article="")
    assert "article" in error.value.form.errors


def test_nothing_is_found_by_leaving_a_list_alone(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    for name, field in (
        ("check_formally", "line_signed"), ("judge_reciprocity", "judgement"),
        ("judge_dual_criminality", "judgement"),
    ):  # fmt: skip
        with pytest.raises(InvalidDetails) as error:
            pgo.take(case, name, by=pgo.lawyer, reasons="Read.")
        assert field in error.value.form.errors


def test_the_page_says_what_acceptance_needs_and_what_the_check_of_the_form_found(client, pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    lacking = {**FORMALLY, "line_persons": "missing", "note_persons": "No address of the suspect"}
    case = pgo.take(case, "check_formally", by=pgo.officer, **lacking)
    client.force_login(pgo.lawyer)
    form = client.get(reverse("step", args=[case.public_id, "check_formally"])).content.decode()
    assert 'name="note_persons"' in form and 'name="line_persons"' in form
    page = client.get(case.get_absolute_url()).content.decode()
    for words in (
        "Dual criminality has not been judged yet.", "Missing in the request: the persons",
        "No address of the suspect", "All lines of CPC 489–490",
    ):  # fmt: skip
        assert words in page
    case = pgo.take(case, "check_formally", by=pgo.officer, **FORMALLY)
    for name in ("judge_reciprocity", "judge_dual_criminality"):
        case = judged(pgo, case, name, "not_required")
    assert case.still_needed() == []
    case = pgo.take(accepted(pgo, case), "record_stage", stage="trial")
    assert case.still_needed() == [
        "Ministry of Justice is competent at this stage: hand the case over."
    ]


def test_a_form_that_was_not_checked_or_lacks_something_blocks_acceptance(moj):
    case = request_at(moj, "MOJ", "trial")
    missing = {**FORMALLY, "line_signed": "missing", "note_signed": "no stamp"}
    case = moj.take(case, "check_formally", by=moj.officer, **missing)
    assert refused(moj, case) == "Missing in the request: signed and stamped (CPC 489)."


def test_what_is_missing_or_not_needed_has_a_note(moj):
    case = request_at(moj, "MOJ", "trial")
    without = {**FORMALLY, "line_persons": "not_needed"}
    with pytest.raises(InvalidDetails) as error:
        moj.take(case, "check_formally", by=moj.officer, **without)
    [(_place, label, sentence)] = problems_of(error.value.form)
    assert label.startswith("the persons, with address") and sentence.startswith("Say what")


def test_a_case_that_goes_to_court_changes_authority_and_keeps_reference_and_history(pgo, moj):
    case = request_at(pgo, "PGO", "pre_trial")
    reference, received_at = case.reference, case.received_at
    case = pgo.take(case, "pass_on", reason="The indictment was filed.")
    assert (case.authority.code, case.stage, case.state) == ("MOJ", "trial", "received")
    assert (case.reference, case.received_at, case.officer) == (reference, received_at, None)
    assert {row.authority.code for row in case.dataitems.all()} == {"MOJ"}
    assert "The indictment was filed." in case.letters.get(kind="hand_over_information").text_en


def test_the_wrong_door_is_named_before_acceptance(pgo):
    case = request_at(pgo, "PGO", "trial")
    assert (
        refused(pgo, case) == "Ministry of Justice is competent at this stage: hand the case over."
    )


def test_who_is_competent_is_asked_once_for_a_page(client, pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    client.force_login(pgo.lawyer)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(case.get_absolute_url()).status_code == 200
    rules = [one for one in asked if 'FROM "casework_authorityrule"' in one["sql"]]
    assert len(rules) == 1


def test_who_is_competent_follows_a_changed_stage_and_basis(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    assert competent_for(case).code == "PGO"
    case.stage = "trial"
    assert (competent_for(case).code, competent_for(case, stage="pre_trial").code) == ("MOJ", "PGO")
    case.legal_basis = Instrument.objects.get(code="minsk")
    AuthorityRule.objects.create(
        procedure="mla", instrument=case.legal_basis, stage="trial", authority=case.authority
    )
    assert competent_for(case).code == "PGO"
