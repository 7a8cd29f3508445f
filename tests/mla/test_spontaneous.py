"""Spontaneous information (Art. 26): no limit runs, and conditions are accepted before use."""

import uuid

import pytest
from django.urls import reverse

from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.clock import today
from casework.directory.models import Body, Policy, RequestType
from casework.search.model import SearchWord
from casework.workflow.continuing import other_kinds
from casework.workflow.door import perform
from casework.workflow.refusals import InvalidDetails, NotAllowed, StepRefused
from mla.models import SpontaneousInformation
from tests.cases.making import a_case
from tests.letters.test_texts import assert_whole

pytestmark = pytest.mark.django_db
FORM = "mla:information"


def information(desk, code="PGO", **fields):
    found = {"subject": "A server in Baku", "summary": "It spreads malware.", **fields}
    return a_case(
        desk.officer,
        kind="spontaneous",
        authority=code,
        type="spontaneous-information",
        items=0,
        **found,
    )


def passed(desk, case):
    return desk.take(case, "pass_to_body", body=Body.objects.first().pk)


def typed(**more):
    """What the page of registration sends."""
    return {
        "token": str(uuid.uuid4()),
        "arrival-received_at": "2026-02-03T10:15",
        "arrival-channel": "email",
        "arrival-request_type": RequestType.objects.get(code="spontaneous-information").pk,
        "persons-rows": "3",
        "items-rows": "3",
        "subject": "A server in Baku",
        **more,
    }


def test_it_is_registered_on_a_page_of_its_own(client, pgo):
    client.force_login(pgo.officer)
    page = client.get(reverse(FORM)).content.decode()
    assert "Conditions of use (Art. 26.2)" in page
    response = client.post(reverse(FORM), typed(terms="Only for the case Alpha"))
    assert response.status_code == 302
    set_scope(pgo.officer)
    case = SpontaneousInformation.objects.get()
    assert (case.reference, case.state) == ("PGO-INF-2026-000001", "received")
    assert (case.subject, case.terms) == ("A server in Baku", "Only for the case Alpha")
    page = client.get(response["Location"]).content.decode()
    assert "Spontaneous information (Art. 26)" in page and "Not accepted yet" in page


def test_a_confirmation_that_was_asked_for_is_the_acknowledgement(client, pgo):
    client.force_login(pgo.officer)
    assert client.post(reverse(FORM), typed(confirmation_requested="on")).status_code == 302
    set_scope(pgo.officer)
    case = SpontaneousInformation.objects.get()
    assert case.confirmation_requested and not case.letters.exists()
    case = pgo.take(case, "acknowledge_information", by=pgo.officer)
    assert [letter.kind for letter in case.letters.all()] == ["information_acknowledgement"]


def test_no_limit_of_law_runs(pgo):
    case = information(pgo)
    assert (case.due_on, case.review_on, case.execution_on, case.ceiling_on) == (None,) * 4
    case = pgo.take(case, "take_on", by=pgo.officer)
    assert case.due_on is None and not Case.objects.overdue(today()).exists()


@pytest.mark.parametrize("asked", [{"terms": "Only for the case Alpha"}, {"is_confidential": True}])
def test_nothing_is_used_before_the_conditions_are_accepted(pgo, asked):
    case = information(pgo, **asked)
    with pytest.raises(StepRefused, match="have not been accepted"):
        passed(pgo, case)
    case = passed(pgo, pgo.take(case, "accept_terms", by=pgo.lawyer))
    assert case.state == "passed"
    text = case.letters.get(kind="information_forwarding").text_en
    assert asked.get("terms", "it is kept confidential") in text


def test_conditions_are_accepted_by_a_lawyer_alone(pgo):
    case = information(pgo, terms="Only for the case Alpha")
    with pytest.raises(NotAllowed):
        perform(case, "accept_terms", by=pgo.officer, version=case.version)


def test_changed_conditions_are_accepted_anew(pgo):
    case = information(pgo, terms="Only for the case Alpha")
    case = pgo.take(case, "accept_terms", by=pgo.lawyer)
    case = pgo.take(case, "record_terms", terms="Only for the case Beta")
    with pytest.raises(StepRefused, match="have not been accepted"):
        passed(pgo, case)


@pytest.mark.parametrize(
    ("choice", "state", "may_be_used"),
    [
        ("freely", "received", True),
        ("changed", "received", False),
        ("same", "received", False),
        ("not_used", "declined", False),
    ],
)
def test_where_we_cannot_comply_the_sender_decides(pgo, choice, state, may_be_used):
    case = information(pgo, terms="Only for the case Alpha")
    case = pgo.take(case, "cannot_comply", by=pgo.lawyer, reasons="A court may order it.")
    assert (case.state, case.waiting_on) == ("sender", "requester")
    assert "A court may order it." in case.letters.get(kind="information_terms").text_en
    day = today().isoformat()
    more = {"terms": "Only for courts"} if choice == "changed" else {}
    case = pgo.take(case, "record_sender_decision", choice=choice, decided_on=day, **more)
    assert case.state == state
    if may_be_used:
        assert passed(pgo, case).state == "passed"
    else:
        with pytest.raises(StepRefused):
            passed(pgo, case)


def test_it_is_closed_with_what_came_of_it_once_it_is_acknowledged(pgo):
    case = passed(pgo, information(pgo))
    with pytest.raises(StepRefused, match="has not been acknowledged"):
        pgo.take(case, "close", result="An inquiry was opened.")
    case = pgo.take(case, "acknowledge_information")
    letter = case.letters.get(kind="information_acknowledgement")
    assert case.reference in letter.text_en and case.reference in letter.text_az
    case = pgo.take(case, "close", result="An inquiry was opened.")
    assert (case.state, case.outcome) == ("closed", "An inquiry was opened.")
    assert SearchWord.objects.filter(case=case.pk, word="inquiry").exists()


def test_another_authority_sees_nothing_of_it(pgo, moj):
    information(pgo)
    set_scope(moj.officer)
    assert not SpontaneousInformation.objects.exists()


def test_no_request_is_continued_as_a_record(pgo):
    case = a_case(pgo.officer, kind="mla", authority="PGO", type="subscriber")
    assert "spontaneous" not in dict(other_kinds("mla"))
    with pytest.raises(InvalidDetails):
        pgo.step(case, "reclassify", kind="spontaneous")


def test_supervisors_find_the_policies_of_assistance_in_the_administration(client, pgo):
    client.force_login(pgo.supervisor)
    page = client.get(reverse("admin:casework_policy_changelist")).content.decode()
    assert "Mutual legal assistance" in page and "Spontaneous information" in page
    policy = Policy.objects.get(procedure="mla")
    url = reverse("admin:casework_policy_change", args=[policy.pk])
    assert client.get(url).status_code == 200
    assert client.get(reverse("admin:casework_policy_add")).status_code == 200


@pytest.mark.parametrize("told", [{}, {"subject": "", "summary": "", "foreign_reference": ""}])
def test_each_letter_is_whole_in_both_languages(pgo, told):
    case = information(pgo, is_confidential=True, terms="Only for the case Alpha", **told)
    case = pgo.take(case, "cannot_comply", by=pgo.lawyer, reasons="A court may order it.")
    decided = {"choice": "same", "decided_on": today().isoformat()}
    case = pgo.take(case, "record_sender_decision", **decided)
    case = passed(pgo, pgo.take(case, "accept_terms", by=pgo.lawyer))
    case = pgo.take(case, "acknowledge_information")
    letters = list(case.letters.all())
    assert len(letters) == 3
    for letter in letters:
        assert_whole(letter.subject_en, letter.text_en, case)
        assert_whole(letter.subject_az, letter.text_az, case)
