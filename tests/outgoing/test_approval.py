"""What is approved is what is sent: no way of changing our request passes by a new approval."""

import pytest
from django.utils.html import escape

from casework.access.scope import set_scope
from casework.letters import anew, changes
from casework.letters.changes import LetterRefused
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import StepRefused
from mla.outgoing.approval import settled_by_approval
from tests.outgoing.making import IS_DIRECT, approved, in_check, ours

pytestmark = pytest.mark.django_db
REQUEST = "outgoing_request"
TEXTS = {"subject_en": "Other", "text_en": "Other words.", "subject_az": "Ə", "text_az": "Ə."}
# Every step by which the request becomes another one.
CHANGES = (
    "translate_texts", "add_item", "add_person", "correct_content", "record_stage", "record_basis",
    "pass_on",
)  # fmt: skip
CHANGED = "changed after the legal check"
NOT_IT = "not the one that was approved"


def draft(case):
    return case.letters.drafts().get(kind=REQUEST)


def checked(desk, **fields):
    return desk.step(in_check(desk, **fields), "pass_check")


def edit(case, by):
    row = draft(case)
    return changes.edit(row, by=by, version=row.version, texts=TEXTS)


def draft_anew(case, by):
    row = draft(case)
    return anew.draft_anew(row, case, by=by, version=row.version)


def drop(case, by):
    row = draft(case)
    return changes.drop(row, by=by, version=row.version, reason="Not good.")


def add(case, by):
    return changes.add(case, REQUEST, by=by)


@pytest.mark.parametrize("name", CHANGES)
def test_no_step_changes_what_is_approved(client, pgo, name):
    case = approved(pgo)
    with pytest.raises(StepRefused, match="is not possible while the case is “Approved”"):
        pgo.step(case, name)
    client.force_login(pgo.officer)
    details = pgo.details(case, name)
    typed = client.post(
        f"{case.get_absolute_url()}steps/{name}/", {"version": case.version, **details}
    )
    assert typed.status_code == 409
    set_scope(pgo.officer)
    assert type(case).objects.get(pk=case.pk).version == case.version


@pytest.mark.parametrize("change", [edit, draft_anew, drop, add])
def test_nobody_changes_the_draft_that_is_approved(pgo, change):
    case = approved(pgo)
    before = draft(case).version
    with pytest.raises(LetterRefused, match="what was approved is what is sent"):
        change(case, pgo.officer)
    assert draft(case).version == before


def test_the_pages_of_the_letter_offer_no_change_and_refuse_one(client, pgo):
    case = approved(pgo)
    row = draft(case)
    client.force_login(pgo.officer)
    here = f"{case.get_absolute_url()}letters/{row.public_id}/"
    page = client.get(here).content.decode()
    assert escape(settled_by_approval(case)) in page
    assert "letter-form" not in page and "raft anew" not in page
    seen = {"version": row.version}
    assert client.post(here, {**TEXTS, **seen}).status_code == 409
    assert client.post(f"{here}anew/", seen).status_code == 409
    assert client.post(f"{here}drop/", {**seen, "reason": "Not good."}).status_code == 409
    told = client.post(f"{case.get_absolute_url()}letters/", {"kind": REQUEST})
    assert told.status_code == 422 and "take the approval back" in told.content.decode()
    set_scope(pgo.officer)
    assert draft(case).version == row.version


@pytest.mark.parametrize("name", sorted({*CHANGES} - {"pass_on"}))
def test_taken_back_corrected_checked_and_approved_anew_it_is_sent(pgo, name):
    case = pgo.step(approved(pgo), "take_back")
    assert (case.state, case.approved_by) == ("check", pgo.supervisor)
    case = pgo.step(case, name, **({"stage": "pre_trial"} if name == "record_stage" else {}))
    with pytest.raises(StepRefused, match="A lawyer has to record first"):
        pgo.step(case, "approve")
    case = pgo.steps(case, "pass_check", "approve", "send")
    assert (case.state, case.taken_back_on) == ("sent", None)


@pytest.mark.parametrize("change", [edit, drop, add])
def test_a_draft_that_is_not_the_approved_one_never_leaves(pgo, monkeypatch, change):
    case = approved(pgo, basis=IS_DIRECT)
    with monkeypatch.context() as without:
        without.setattr(changes, "refuse_settled", lambda case, name: None)
        change(case, pgo.lawyer)
    set_scope(pgo.officer)
    for step in ("send", "send_directly"):
        with pytest.raises(StepRefused, match=NOT_IT):
            pgo.step(case, step)
    assert not case.letters.sent().filter(kind=REQUEST).exists()


@pytest.mark.parametrize("name", ["translate_texts", "add_item", "add_person", "correct_content"])
def test_what_changes_after_the_check_is_checked_anew(pgo, name):
    case = pgo.step(checked(pgo), name)
    with pytest.raises(StepRefused, match=CHANGED):
        pgo.step(case, "approve")
    assert pgo.steps(case, "pass_check", "approve").state == "approved"


def test_the_check_is_not_passed_twice_by_the_same_request(pgo):
    with pytest.raises(StepRefused, match="passed already"):
        pgo.step(checked(pgo), "pass_check")


def test_a_supervisor_decides_on_the_words_that_were_checked(pgo):
    case = checked(pgo)
    seen = propose(case, "approve", by=pgo.officer, version=case.version)
    edit(case, pgo.officer)
    with pytest.raises(StepRefused, match=CHANGED):
        decide(seen, by=pgo.supervisor, accept=True)


def test_without_the_request_itself_no_check_is_passed(pgo):
    case = in_check(pgo)
    drop(case, pgo.officer)
    with pytest.raises(StepRefused, match="The request itself is not there"):
        pgo.step(case, "pass_check")


def test_data_kept_abroad_may_still_be_recorded_and_voids_nothing(pgo):
    case = pgo.steps(approved(pgo), "ask_preservation", "record_kept", "send")
    assert case.state == "sent"


def test_the_case_says_who_approved_it_and_why_that_was_taken_back(client, pgo):
    case = approved(pgo)
    client.force_login(pgo.officer)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "what was approved is what is sent" in page and "steps/take_back/" in page
    pgo.step(case, "take_back")
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Approved by PGO supervisor on" in page and "The facts are incomplete." in page
    assert "what was approved is what is sent" not in page


def test_who_checks_is_warned_of_missing_translations_and_of_a_draft_that_is_old(client, pgo):
    case = pgo.step(in_check(pgo), "correct_content", summary="Two accounts were used.")
    client.force_login(pgo.lawyer)
    page = client.get(f"{case.get_absolute_url()}steps/pass_check/").content.decode()
    assert "marked so in the request: Summary of the facts" in page
    assert "The case has changed since the request was drafted" in page


def test_a_case_that_was_approved_before_fingerprints_were_kept_is_approved_anew(pgo):
    case = approved(pgo)
    type(case).objects.filter(pk=case.pk).update(checked_as="")
    with pytest.raises(StepRefused, match=NOT_IT):
        pgo.step(case, "send")
    case = pgo.steps(case, "take_back", "pass_check", "approve", "send")
    assert case.state == "sent"


def test_before_approval_everything_may_be_changed(pgo):
    assert settled_by_approval(ours(pgo)) == ""
