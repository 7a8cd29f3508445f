"""Refusing and postponing assistance: grounds by instrument and type, after consultation."""

from datetime import timedelta

import pytest

from casework.clock import today
from casework.directory.models import RefusalGround, RequestType, SubstantiveLaw
from casework.workflow.refusals import InvalidDetails, StepRefused
from casework.workflow.registry import registered
from tests.cases.making import a_document
from tests.letters.test_texts import assert_whole
from tests.mla.conftest import request_at
from tests.mla.test_gates import accepted, judged

pytestmark = pytest.mark.django_db
DESKS = [("PGO", "pre_trial"), ("MOJ", "trial")]


@pytest.fixture
def desks(pgo, moj):
    return {"PGO": pgo, "MOJ": moj}


def ground(code):
    return RefusalGround.objects.get(code=code).pk


def offered(desk, case):
    form = registered("mla").forms["refuse"](case=case, by=desk.supervisor)
    return {row.code for row in form.fields["ground"].queryset}


def refusal(desk, case, code, **more):
    return desk.step(case, "refuse", ground=ground(code), **more)


def errors(desk, case, name, **more):
    with pytest.raises(InvalidDetails) as error:
        desk.step(case, name, **more)
    return error.value.form.errors


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_the_grounds_of_assistance_are_those_of_25_4_and_27_4(desks, code, stage):
    found = offered(desks[code], request_at(desks[code], code, stage))
    assert {"political-offence", "essential-interests", "domestic-law"} <= found


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_for_preservation_the_list_of_two_is_closed_whoever_decides(desks, code, stage):
    desk = desks[code]
    case = request_at(desk, code, stage)
    case.request_type = RequestType.objects.filter(is_preservation=True).first()
    assert offered(desk, case) == {"political-offence", "essential-interests"}


@pytest.mark.parametrize(("code", "stage"), DESKS)
@pytest.mark.parametrize("more", [{"offence_is": "convention"}, {}])
def test_fiscal_is_never_the_only_ground_for_articles_2_to_11(desks, code, stage, more):
    case = request_at(desks[code], code, stage)
    found = errors(
        desks[code], case, "refuse", ground=ground("fiscal-offence"), provision="Art. 5", **more
    )
    field = "ground" if more else "offence_is"
    sentence = "is not refused only because it is fiscal" if more else "Say which offence"
    assert sentence in str(found[field])


def test_what_was_found_at_the_gate_outweighs_what_is_said_of_a_fiscal_offence(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    fraud = SubstantiveLaw.objects.get(article="8").pk
    case = judged(pgo, case, "judge_dual_criminality", "met", offence=fraud)
    found = errors(
        pgo, case, "refuse", ground=ground("fiscal-offence"), provision="5", offence_is="other"
    )
    assert "Art. 25.4" in str(found["ground"])


def test_another_offence_may_be_refused_as_fiscal_with_the_provision_named(moj):
    case = request_at(moj, "MOJ", "trial")
    wanted = {"offence_is": "other"}
    found = errors(moj, case, "refuse", ground=ground("fiscal-offence"), **wanted)
    assert "provision" in found
    case = refusal(moj, case, "fiscal-offence", provision="Tax Code, Art. 5", **wanted)
    assert (case.state, case.refusal_provision) == ("refused", "Tax Code, Art. 5")


def test_a_ground_of_domestic_law_names_its_provision(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    assert "provision" in errors(pgo, case, "refuse", ground=ground("domestic-law"))


def test_under_another_treaty_its_own_provision_is_named(moj):
    case = request_at(moj, "MOJ", "trial", basis="minsk")
    found = errors(moj, case, "refuse")
    assert "name its provision" in str(found["provision"])
    assert refusal(moj, case, "political-offence", provision="Art. 19").state == "refused"


def test_a_condition_that_is_met_is_no_ground(pgo):
    case = request_at(pgo, "PGO", "pre_trial", basis=None)
    assert {"no-reciprocity", "dual-criminality", "no-legal-basis"} <= offered(pgo, case)
    case = judged(pgo, case, "judge_reciprocity", "met")
    assert "no-reciprocity" not in offered(pgo, case)
    assert "dual-criminality" in offered(pgo, case)


def test_a_condition_that_is_not_required_is_no_ground_either(pgo):
    case = judged(
        pgo, request_at(pgo, "PGO", "pre_trial"), "judge_dual_criminality", "not_required"
    )
    assert "dual-criminality" not in offered(pgo, case)


@pytest.mark.parametrize(
    ("basis", "speaks"), [("ets-185", True), ("minsk", False), (None, False)]
)  # fmt: skip
@pytest.mark.parametrize("name", ["refuse", "postpone", "forward", "ask", "ask_to_decide"])
def test_letters_speak_of_the_convention_only_to_those_who_cite_it(moj, basis, speaks, name):
    case = request_at(moj, "MOJ", "trial", basis=basis)
    more = {"provision": "Art. 19"} if name == "refuse" and basis == "minsk" else {}
    case = moj.step(case, name, **more)
    letters = list(case.letters.all())
    assert letters
    for letter in letters:
        assert ("Convention on Cybercrime" in letter.text_en) == speaks, letter.text_en
        assert ("Kibercinayətkarlıq" in letter.text_az) == speaks, letter.text_az
        assert speaks or "Article 2" not in letter.text_en, letter.text_en
        assert_whole(letter.subject_en, letter.text_en, case)
        assert_whole(letter.subject_az, letter.text_az, case)


def test_with_a_treaty_that_founds_assistance_no_basis_is_no_ground(moj):
    assert "no-legal-basis" not in offered(moj, request_at(moj, "MOJ", "trial"))
    case = request_at(moj, "MOJ", "trial", basis=None)
    assert {"no-legal-basis", "no-reciprocity"} <= offered(moj, case)
    case = moj.step(case, "record_assurance")
    assert not {"no-legal-basis", "no-reciprocity"} & offered(moj, case)


@pytest.mark.parametrize(("code", "stage"), DESKS)
@pytest.mark.parametrize("name", ["refuse", "postpone"])
def test_nothing_is_refused_or_postponed_without_consultation_or_why_not(desks, code, stage, name):
    case = request_at(desks[code], code, stage)
    assert "consultation" in errors(desks[code], case, name, consultation="")


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_a_postponement_is_looked_at_again_on_a_day_to_come(desks, code, stage):
    case = request_at(desks[code], code, stage)
    assert "review_on" in errors(desks[code], case, "postpone", review_on=today().isoformat())
    case = desks[code].step(case, "postpone")
    row = case.postponements.get()
    assert (row.review_on, case.state) == (today() + timedelta(days=30), "postponed")


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_where_confidentiality_cannot_be_kept_the_requester_decides(desks, code, stage):
    desk = desks[code]
    case = request_at(desk, code, stage, is_confidential=True)
    if stage == "pre_trial":
        for name in ("judge_reciprocity", "judge_dual_criminality"):
            case = judged(desk, case, name, "not_required")
    case = desk.step(case, "ask_to_decide", risk="not_confidential")
    assert case.waiting_on == "requester"
    assert case.letters.filter(kind="risk_notice").exists()
    with pytest.raises(StepRefused, match="has not decided yet"):
        accepted(desk, case)
    paper = a_document(case, desk.officer, "decision").pk
    case = desk.step(case, "record_decision", choice="go_on", document=paper)
    assert accepted(desk, case).state == "execution"
