"""Deciding on the desk what another person proposed."""

import pytest
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.workflow.models import Draft, Proposal
from casework.workflow.proposals import propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def refusal(desk, case):
    """A refusal that the lawyer has proposed."""
    case = desk.step(case, "start_review")
    set_scope(desk.lawyer)
    details = desk.details(case, "refuse")
    return propose(case, "refuse", by=desk.lawyer, version=case.version, **details)


def address(proposal):
    return reverse("proposal", args=[proposal.public_id])


def page(client, user, proposal):
    client.force_login(user)
    return client.get(proposal.case.get_absolute_url()).content.decode()


def post(client, user, proposal, **typed):
    client.force_login(user)
    return client.post(address(proposal), typed)


def state(proposal):
    return Case.objects.get(pk=proposal.case_id).state


def test_the_decider_sees_what_is_proposed_in_words(client, refusal, supervisor):
    text = page(client, supervisor, refusal)
    for words in ("To be decided by a second person", "Proposed by lawyer", "Ground",
                  "A political offence.", "Decide: do it", "Decide: do not do it"):  # fmt: skip
        assert words in text
    assert "consultation&quot;" not in text


def test_the_proposer_sees_that_another_person_decides(client, refusal, lawyer):
    text = page(client, lawyer, refusal)
    assert "Another person decides: Supervisor." in text
    assert "Decide: do it" not in text


def test_the_first_page_of_who_decides_leads_to_the_proposal(client, refusal, supervisor):
    client.force_login(supervisor)
    text = client.get(reverse("home")).content.decode()
    assert "For you to decide" in text
    assert f"{refusal.case.get_absolute_url()}#proposals" in text


@pytest.mark.parametrize("who", ["lawyer", "officer", "auditor"])
def test_the_first_page_of_others_does_not_ask_for_a_decision(client, refusal, who, request):
    client.force_login(request.getfixturevalue(who))
    assert "For you to decide" not in client.get(reverse("home")).content.decode()


def test_the_first_page_of_another_authority_knows_no_proposal(client, refusal, make_user):
    reference = refusal.case.reference
    client.force_login(make_user(Role.SUPERVISOR, authority="PGO"))
    text = client.get(reverse("home")).content.decode()
    assert "For you to decide" not in text
    assert reference not in text


def test_a_supervisor_does_not_find_what_they_proposed_themselves(client, desk, case, supervisor):
    case = desk.step(case, "start_review")
    set_scope(supervisor)
    propose(case, "refuse", by=supervisor, version=case.version, **desk.details(case, "refuse"))
    client.force_login(supervisor)
    assert "For you to decide" not in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("who", ["officer", "auditor", "registrar"])
def test_who_does_not_decide_gets_no_button(client, refusal, who, request):
    text = page(client, request.getfixturevalue(who), refusal)
    assert "Another person decides" in text
    assert "Decide: do it" not in text


def test_a_supervisor_decides_and_the_step_is_done(client, refusal, supervisor):
    response = post(client, supervisor, refusal, accept="1")
    assert response["Location"] == refusal.case.get_absolute_url()
    assert state(refusal) == "refused"
    assert "Decided and done: Refuse." in page(client, supervisor, refusal)


def test_declining_needs_a_remark_and_keeps_nothing_open(client, refusal, supervisor):
    silent = post(client, supervisor, refusal, decline="1")
    assert silent.status_code == 409
    assert "Say why it is not to be done." in silent.content.decode()
    assert post(client, supervisor, refusal, decline="1", remark="Ask first.").status_code == 302
    refusal.refresh_from_db()
    assert (refusal.status, refusal.remark) == (Proposal.Status.DECLINED, "Ask first.")
    assert state(refusal) == "review"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("who", ["lawyer", "officer", "auditor", "registrar"])
def test_the_proposer_and_others_get_403_and_change_nothing(client, refusal, who, request):
    response = post(client, request.getfixturevalue(who), refusal, accept="1")
    assert response.status_code == 403
    assert state(refusal) == "review"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_proposal_is_the_same_404_as_a_missing_one(
    client, refusal, make_user, stranger, supervisor, method
):
    missing = reverse("proposal", args=["00000000-0000-4000-8000-000000000000"])
    for user in (make_user(Role.SUPERVISOR, authority="PGO"), stranger):
        client.force_login(user)
        for where in (address(refusal), missing):
            assert getattr(client, method)(where, {"accept": "1"}).status_code == 404
    set_scope(supervisor)
    assert state(refusal) == "review"


def test_a_role_for_another_procedure_of_the_same_authority_opens_nothing(
    client, refusal, make_user
):
    other = make_user(Role.SUPERVISOR, email="mla@sss.example")
    other.memberships.update(procedure="mla")
    case = refusal.case
    client.force_login(other)
    for where in (
        address(refusal),
        case.get_absolute_url(),
        reverse("history", args=[case.public_id]),
        reverse("step", args=[case.public_id, "void"]),
    ):
        assert client.get(where).status_code == 404
        assert client.post(where, {"accept": "1", "version": 2}).status_code in (404, 405)
    assert case.reference not in client.get(reverse("cases") + "?ended=1").content.decode()
    assert state(refusal) == "review"


def test_a_second_decision_gets_409(client, refusal, supervisor):
    post(client, supervisor, refusal, accept="1")
    again = post(client, supervisor, refusal, accept="1")
    assert again.status_code == 409
    assert "is no longer open" in again.content.decode()


def test_a_proposal_overtaken_by_another_step_is_refused_with_the_remark_kept(
    client,
    refusal,
    desk,
    case,
    supervisor,
):
    desk.step(Case.objects.get(pk=case.pk), "take_on")
    response = post(client, supervisor, refusal, decline="1", remark="Long <thoughts>.")
    assert response.status_code == 409
    assert "Long &lt;thoughts&gt;." in response.content.decode()


def test_a_proposal_that_was_changed_afterwards_is_refused(client, refusal, supervisor):
    Proposal.objects.filter(pk=refusal.pk).update(details=refusal.details.replace("A", "B"))
    assert post(client, supervisor, refusal, accept="1").status_code == 409
    assert state(refusal) == "review"


def test_opening_the_address_leads_to_the_case(client, refusal, supervisor):
    client.force_login(supervisor)
    response = client.get(address(refusal))
    assert response["Location"] == f"{refusal.case.get_absolute_url()}#proposals"


def test_a_post_that_decides_nothing_changes_nothing(client, refusal, supervisor):
    assert post(client, supervisor, refusal, remark="Hm.").status_code == 302
    assert state(refusal) == "review"
