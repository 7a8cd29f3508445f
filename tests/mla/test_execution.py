"""Execution of assistance: who executes, how, with which court, and what leaves."""

from datetime import timedelta

import pytest

from casework.audit.chain import canonical
from casework.clock import today
from casework.clock.preservation import interception_may_last_until
from casework.directory.models import Body, Instrument, Measure, Provider
from casework.workflow.models import Proposal
from casework.workflow.proposals import decide, fingerprint, propose
from casework.workflow.refusals import InvalidDetails, StepRefused
from tests.cases.making import a_document, answers
from tests.letters.test_texts import assert_whole
from tests.mla.conftest import request_at
from tests.mla.test_gates import judged

pytestmark = pytest.mark.django_db
DESKS = [("PGO", "pre_trial"), ("MOJ", "trial")]
HOW = "The witness is heard by video link."


@pytest.fixture
def desks(pgo, moj):
    return {"PGO": pgo, "MOJ": moj}


def in_execution(desk, code, stage, *, special="", **fields):
    """Return an accepted request; special: yes or no to the procedure asked for."""
    if special:
        fields["special_procedure"] = HOW
    case = request_at(desk, code, stage, **fields)
    for name in ("judge_reciprocity", "judge_dual_criminality") if stage == "pre_trial" else ():
        case = judged(desk, case, name, "not_required")
    more = {"special": special, "special_reason": "CPC 232 forbids it."} if special else {}
    return desk.take(
        case,
        "accept",
        instrument=Instrument.objects.get(code="ets-185").pk,
        article="31",
        international_reasons="It meets Art. 31.",
        measure=Measure.objects.get(code="art18-production").pk,
        national_reasons="CPC 143.2 applies.",
        **more,
    )


def listening(days=30):
    return {
        "measure": Measure.objects.filter(power=Measure.Power.INTERCEPTION).first().pk,
        "until_on": (today() + timedelta(days=days)).isoformat(),
        "foreign_case_number": "12 Js 34/26",
        "court": "Nasimi District Court",
        "decision_number": "4(009)-1/2026",
        "decision_on": today().isoformat(),
        "why_not_less": "Nothing else reveals the sender.",
    }


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_the_executing_body_gets_a_letter_when_it_is_assigned(desks, code, stage):
    case = in_execution(desks[code], code, stage)
    body = Body.objects.first()
    case = desks[code].step(case, "assign_body", instructions="Hear two witnesses.")
    letter = case.letters.get(kind="execution_assignment")
    assert letter.addressee == "body" and body.name_en in letter.text_en
    for text in (letter.text_en, letter.text_az):
        assert case.reference in text and "Hear two witnesses." in text
        assert f"{case.execution_on:%d.%m.%Y}" in text
    assert "24/7" not in letter.text_en + letter.text_az
    assert_whole(letter.subject_en, letter.text_en, case)
    assert_whole(letter.subject_az, letter.text_az, case)


@pytest.mark.parametrize(("code", "stage"), DESKS)
@pytest.mark.parametrize(
    ("special", "told", "assigned"),
    [
        ("yes", f"was followed (Article 27, paragraph 3): {HOW}", f"is to be followed (Article 27,"
         f" paragraph 3): {HOW}"),
        ("no", "was not followed (Article 27, paragraph 3): CPC 232 forbids it.",
         "is not to be followed: CPC 232 forbids it."),
    ],
)  # fmt: skip
def test_a_special_procedure_is_judged_and_told_in_both_letters(
    desks, code, stage, special, told, assigned
):
    desk = desks[code]
    case = in_execution(desk, code, stage, special=special)
    case = desk.step(case, "assign_body")
    assert assigned in case.letters.get(kind="execution_assignment").text_en
    case = desk.step(case, "order")
    case = desk.take(case, "record_provider_answer", **answers(case, "given"))
    case = desk.step(case, "report")
    letter = case.letters.get(kind="transmittal")
    assert told in letter.text_en
    assert ("əməl olunmuşdur" if special == "yes" else "tətbiq olunmamışdır") in letter.text_az


def test_a_special_procedure_that_is_not_followed_needs_its_reason(moj):
    case = request_at(moj, "MOJ", "trial", special_procedure=HOW)
    with pytest.raises(InvalidDetails) as error:
        moj.step(case, "accept", article="31")
    assert "special" in error.value.form.errors


@pytest.mark.parametrize(("code", "stage"), DESKS)
@pytest.mark.parametrize("field", ["court", "decision_number", "decision_on", "why_not_less"])
def test_interception_needs_a_court_decision_and_its_grounds(desks, code, stage, field):
    case = in_execution(desks[code], code, stage)
    with pytest.raises(InvalidDetails) as error:
        desks[code].step(case, "order", **{**listening(), field: ""})
    assert field in error.value.form.errors


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_interception_ends_within_six_months(desks, code, stage):
    case = in_execution(desks[code], code, stage)
    latest = (interception_may_last_until(today()) - today()).days
    with pytest.raises(InvalidDetails) as error:
        desks[code].step(case, "order", **listening(latest + 1))
    assert "until_on" in error.value.form.errors
    case = desks[code].step(case, "order", **listening(latest))
    assert case.orders.get().until_on == interception_may_last_until(today())


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_search_needs_a_court_too(desks, code, stage):
    case = in_execution(desks[code], code, stage)
    search = Measure.objects.filter(power=Measure.Power.SEARCH, court=Measure.Court.YES).first()
    with pytest.raises(InvalidDetails) as error:
        desks[code].step(case, "order", measure=search.pk)
    assert {"court", "decision_number", "decision_on"} <= set(error.value.form.errors)


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_several_providers_and_an_outcome_for_each_item_make_a_partial_answer(desks, code, stage):
    desk = desks[code]
    case = in_execution(desk, code, stage)
    case = desk.step(case, "add_item")
    first, second = case.dataitems.all()
    for provider, item in (("azercell", first), ("bakcell", second)):
        who = Provider.objects.get(code=provider).pk
        case = desk.step(case, "order", provider=who, items=[item.pk])
    one, other = case.orders.all()
    case = desk.take(case, "record_provider_answer", **answers(case, "given", order=one))
    with pytest.raises(StepRefused, match="No outcome yet"):
        desk.step(case, "report")
    case = desk.take(case, "record_provider_answer", **answers(case, "refused", order=other))
    case = desk.step(case, "report")
    assert case.state == "partly"
    assert "Reason:" in case.letters.get(kind="transmittal").text_en


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_nothing_leaves_before_the_conditions_of_use_are_accepted(desks, code, stage):
    desk = desks[code]
    case = desk.step(in_execution(desk, code, stage), "order")
    case = desk.take(case, "record_provider_answer", **answers(case, "given"))
    case = desk.step(case, "set_condition", kind="limited", text="Only for the case Alpha.")
    letter = case.letters.get(kind="use_conditions")  # who has to accept it is asked
    for subject, text in (
        (letter.subject_en, letter.text_en), (letter.subject_az, letter.text_az),
    ):  # fmt: skip
        assert "Only for the case Alpha." in text
        assert_whole(subject, text, case)
    with pytest.raises(StepRefused, match="has not accepted the conditions"):
        desk.step(case, "report")
    paper = a_document(case, desk.officer, "accepted").pk
    case = desk.step(case, "record_acceptance", document=paper)
    case = desk.step(case, "report")
    assert case.state == "executed"
    assert "Only for the case Alpha." in case.letters.get(kind="transmittal").text_en


def test_a_condition_set_during_review_is_asked_for_in_the_letter_of_acceptance(moj):
    case = moj.step(request_at(moj, "MOJ", "trial"), "set_condition", text="Only for Alpha.")
    assert not case.letters.filter(kind="use_conditions").exists()
    case = moj.step(case, "accept", article="31")
    assert "Only for Alpha." in case.letters.get(kind="acceptance").text_en


def test_a_prolongation_proposed_before_there_was_a_main_reason_is_decided(pgo):
    case = in_execution(pgo, "PGO", "pre_trial")
    fields = {"until": str(case.ceiling_on), "reason": "The provider needs longer."}
    with pytest.raises(InvalidDetails):  # today it is asked for
        propose(case, "prolong", by=pgo.officer, version=case.version, **fields)
    proposal = propose(
        case, "prolong", by=pgo.officer, version=case.version, ground="late", **fields
    )
    written = canonical(fields)
    known = fingerprint(case.pk, "prolong", case.version, written)
    Proposal.objects.filter(pk=proposal.pk).update(details=written, sha256=known)
    case = decide(proposal, by=pgo.supervisor, accept=True)
    assert str(case.prolongations.get().until) == fields["until"]
    assert '"ground":"other"' in case.events.filter(verb="prolong").get().details.replace(" ", "")
