"""Before a request for assistance is accepted: the formal check and the gate of its stage."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.directory.models import AuthorityRule, Instrument, Measure, SubstantiveLaw
from casework.workflow.refusals import InvalidDetails, StepRefused
from mla.competence import competent_for
from tests.cases.making import FORMALLY, a_document
from tests.mla.conftest import request_at

pytestmark = pytest.mark.django_db


def accepted(desk, case):
    return desk.take(
        case,
        "accept",
        instrument=Instrument.objects.get(code="ets-185").pk,
        article="31",
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
    assert accepted(moj, case).state == "execution"


@pytest.mark.parametrize("code", ["memorandum", "membership"])
def test_a_memorandum_never_passes_the_ministrys_gate(moj, code):
    known = Instrument.objects.filter(kind=code).first()
    case = request_at(moj, "MOJ", "trial", basis=known.code)
    assert "does not found legal assistance" in refused(moj, case)


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
    assert "note_persons" in error.value.form.errors


def test_a_case_that_goes_to_court_changes_authority_and_keeps_reference_and_history(pgo, moj):
    case = request_at(pgo, "PGO", "pre_trial")
    reference, received_at = case.reference, case.received_at
    case = pgo.take(case, "pass_on", reason="The indictment was filed.")
    assert (case.authority.code, case.stage, case.state) == ("MOJ", "trial", "received")
    assert (case.reference, case.received_at, case.officer) == (reference, received_at, None)
    assert {row.authority.code for row in case.dataitems.all()} == {"MOJ"}


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
