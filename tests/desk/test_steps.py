"""Taking a step on the desk: forms, refusals, what happened meanwhile, double clicks, files."""

import re
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.clock import today
from casework.directory.models import Authority
from casework.files.documents import Document
from casework.workflow.models import Draft, Proposal
from casework.workflow.registry import registered
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db
MISSING = "00000000-0000-4000-8000-000000000000"


def address(case, name):
    return reverse("step", args=[case.public_id, name])


def get(client, user, case, name, status=200, query=""):
    client.force_login(user)
    response = client.get(address(case, name) + query)
    assert response.status_code == status
    return response.content.decode()


def post(client, user, case, name, version=None, follow=False, **typed):
    client.force_login(user)
    case = Case.objects.get(pk=case.pk) if version is None else case
    typed["version"] = version if version is not None else case.version
    return client.post(address(case, name), typed, follow=follow)


def stands(case):
    return Case.objects.get(pk=case.pk)


def test_a_step_without_fields_is_taken_with_one_click(client, case, officer):
    response = post(client, officer, case, "start_review", follow=True)
    assert stands(case).state == "review"
    assert response.redirect_chain == [(case.get_absolute_url(), 302)]
    assert "Start legal review: done." in response.content.decode()


def test_a_step_without_fields_has_a_page_of_its_own(client, case, officer):
    text = get(client, officer, case, "start_review")
    assert "needs nothing more than your decision" in text
    assert f'name="version" value="{case.version}"' in text


def test_what_is_missing_stands_beside_its_field(client, case, desk, lawyer):
    case = desk.step(case, "start_review")
    response = post(client, lawyer, case, "ask", gaps="", sent_on=today().isoformat())
    text = response.content.decode()
    assert response.status_code == 422
    assert stands(case).state == "review"
    assert 'href="#id_gaps"' in text
    area = re.search(r'<textarea name="gaps".*?>', text, re.S)[0]
    assert "autofocus" in area and 'aria-invalid="true"' in area
    assert "id_gaps_helptext id_gaps_error" in area
    assert 'id="id_gaps_error"' in text and 'id="id_gaps_helptext"' in text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_a_foreign_case_is_the_same_404_as_a_missing_one(
    client, case, officer, make_user, stranger, method, who
):
    user = make_user(Role.SUPERVISOR, authority="PGO") if who == "neighbour" else stranger
    client.force_login(user)
    pages = [
        getattr(client, method)(where, {"version": 1})
        for where in (address(case, "start_review"), reverse("step", args=[MISSING, "void"]))
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert case.reference not in pages[0].content.decode()
    set_scope(officer)
    assert stands(case).state == "received"


def test_a_step_that_the_procedure_does_not_have_is_a_404(client, case, officer):
    get(client, officer, case, "fly", 404)
    assert post(client, officer, case, "fly").status_code == 404


@pytest.mark.parametrize("who", ["officer", "registrar", "auditor"])
def test_who_may_not_take_the_step_is_told_whose_it_is(client, case, desk, who, request):
    case, user = desk.step(case, "start_review"), request.getfixturevalue(who)
    for response in (client.get, post):
        client.force_login(user)
        found = (
            client.get(address(case, "accept"))
            if response is client.get
            else post(client, user, case, "accept", article="29")
        )
        assert found.status_code == 403
        assert "“Accept” is for: Lawyer." in found.content.decode()
    assert stands(case).state == "review"
    assert not Draft.objects.exists()


def test_a_step_that_is_not_possible_now_says_why(client, case, lawyer):
    text = get(client, lawyer, case, "accept", 409)
    assert "“Accept” is not possible while the case is “Received”." in text


def test_an_objection_fills_the_409_page_and_the_text_can_be_copied(client, officer, lawyer, desk):
    case = desk.step(a_case(officer, items=0), "start_review")
    response = post(client, lawyer, case, "accept", international_reasons="It was long to type.")
    assert response.status_code == 409
    text = response.content.decode()
    assert "No data item is recorded: add what is asked for." in text
    assert "It was long to type." in text


def test_a_stale_form_gets_409_with_who_did_what_and_keeps_the_text(
    client, case, desk, officer, lawyer
):
    case = desk.step(case, "start_review")
    seen = case.version
    desk.step(case, "take_on")
    response = post(
        client, lawyer, case, "ask", version=seen, gaps="The period <is> missing.",
        sent_on=today().isoformat(),
    )  # fmt: skip
    text = response.content.decode()
    assert response.status_code == 409
    assert stands(case).state == "review"
    assert "officer took the case on." in text
    assert "The period &lt;is&gt; missing.</textarea>" in text
    assert f'name="version" value="{seen + 1}"' in text
    again = post(
        client, lawyer, case, "ask", gaps="The period is missing.", sent_on=today().isoformat()
    )
    assert again.status_code == 302
    assert stands(case).state == "clarification"


def test_a_stale_form_of_a_step_that_is_no_longer_possible_offers_no_form(
    client, case, desk, lawyer
):
    case = desk.step(case, "start_review")
    seen = case.version
    desk.step(case, "withdraw")
    response = post(client, lawyer, case, "ask", version=seen, gaps="The period is missing.")
    text = response.content.decode()
    assert response.status_code == 409
    assert "recorded the withdrawal of the request" in text
    assert "is not possible while the case is “Withdrawn”" in text
    assert "<textarea" not in text
    assert "The period is missing." in text


def test_a_second_click_gets_409_and_changes_nothing(client, case, officer):
    first = post(client, officer, case, "start_review", version=1)
    second = post(client, officer, case, "start_review", version=1)
    assert (first.status_code, second.status_code) == (302, 409)
    assert "You have done this already" in second.content.decode()
    assert "officer started the legal review." in second.content.decode()
    assert stands(case).version == 2
    assert case.events.filter(verb="start_review").count() == 1
    assert not Draft.objects.exists()


def test_another_form_of_the_same_person_is_no_second_click(client, case, officer):
    item = {"category": "traffic", "identifier_kind": "ip"}
    post(client, officer, case, "add_item", version=1, identifier="192.0.2.1", **item)
    second = post(client, officer, case, "add_item", version=1, identifier="192.0.2.2", **item)
    assert second.status_code == 409
    text = second.content.decode()
    assert "This was not done" in text
    assert 'value="192.0.2.2"' in text


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 30])
def test_a_form_without_a_sensible_version_changes_nothing(client, case, officer, version):
    assert post(client, officer, case, "start_review", version=version).status_code == 409
    assert stands(case).state == "received"


def test_a_step_for_two_persons_is_proposed_once(client, case, desk, officer):
    case = desk.step(case, "start_review")
    details = desk.details(case, "refuse")
    first = post(client, officer, case, "refuse", follow=True, **details)
    second = post(client, officer, case, "refuse", **details)
    assert "Proposed: Refuse. Another person decides." in first.content.decode()
    assert second.status_code == 409
    assert "has been proposed already" in second.content.decode()
    assert stands(case).state == "review"
    assert Proposal.objects.filter(case=case.pk).count() == 1
    assert not Draft.objects.exists()


def test_acceptance_shows_two_findings_and_the_checklist_in_one_form(client, case, desk, lawyer):
    case = desk.step(case, "start_review")
    text = get(client, lawyer, case, "accept")
    assert text.count("step-section-half") == 2
    assert text.count('<div class="step-row">') == 6
    response = post(client, lawyer, case, "accept", **desk.details(case, "accept"))
    assert response.status_code == 302
    assert stands(case).state == "execution"


def test_a_missing_line_of_the_checklist_is_told_in_its_row(client, case, desk, lawyer):
    case = desk.step(case, "start_review")
    details = desk.details(case, "accept")
    del details["has_e"]
    response = post(client, lawyer, case, "accept", **details)
    assert response.status_code == 422
    assert 'id="id_has_e_error"' in response.content.decode()


def test_an_answer_is_recorded_for_the_items_of_the_chosen_order(client, officer, desk):
    case = desk.steps(a_case(officer, items=3), "start_review", "accept")
    items = [item.pk for item in case.dataitems.all()]
    case = desk.step(case, "order", items=items[:1])
    case = desk.step(case, "order", items=items[1:])
    second = case.orders.last()
    everything = get(client, officer, case, "record_provider_answer")
    text = get(client, officer, case, "record_provider_answer", query=f"?order={second.pk}")
    assert everything.count("step-row-answer") == 3
    assert text.count("step-row-answer") == 2
    assert f'<option value="{second.pk}" selected' in text
    assert "Asked of 2. Azercell" in text


def test_the_address_of_a_page_fills_in_no_text(client, case, desk, lawyer):
    case = desk.step(case, "start_review")
    assert "evil words" not in get(client, lawyer, case, "ask", query="?gaps=evil+words")


def answer_form(**more):
    return {"answered_on": today().isoformat(), **more}


def test_a_file_is_stored_and_given_to_the_step(client, case, desk, officer):
    case = desk.steps(case, "start_review", "ask")
    text = get(client, officer, case, "record_answer")
    assert 'enctype="multipart/form-data"' in text and 'name="document_file"' in text
    upload = SimpleUploadedFile("answer.txt", b"from 1 to 3 May")
    response = post(client, officer, case, "record_answer", **answer_form(document_file=upload))
    assert response.status_code == 302
    assert stands(case).state == "review"
    assert Document.objects.get(case=case.pk).kind == "answer"


def test_a_stored_file_survives_a_refused_step_and_is_chosen_again(client, case, desk, officer):
    case = desk.steps(case, "start_review", "ask")
    upload = SimpleUploadedFile("answer.txt", b"from 1 to 3 May")
    response = post(client, officer, case, "record_answer", answered_on="", document_file=upload)
    assert response.status_code == 422
    stored = Document.objects.get(case=case.pk)
    assert f'<option value="{stored.pk}" selected' in response.content.decode()
    upload = SimpleUploadedFile("answer.txt", b"from 1 to 3 May")
    post(client, officer, case, "record_answer", **answer_form(document_file=upload))
    assert Document.objects.filter(case=case.pk).count() == 1
    assert stands(case).state == "review"


def test_a_refused_file_is_told_beside_its_field(client, case, desk, officer):
    case = desk.steps(case, "start_review", "ask")
    upload = SimpleUploadedFile("answer.txt", b"")
    response = post(client, officer, case, "record_answer", **answer_form(document_file=upload))
    assert response.status_code == 422
    assert 'id="id_document_error"' in response.content.decode()
    assert stands(case).state == "clarification"


def test_a_document_of_another_case_is_not_taken(client, case, desk, officer):
    case = desk.steps(case, "start_review", "ask")
    other = desk.steps(a_case(officer), "start_review", "ask")
    foreign = desk.details(other, "record_answer")
    assert post(client, officer, case, "record_answer", **foreign).status_code == 422


@pytest.mark.parametrize("row", list(registered("contact_point").table), ids=str)
def test_every_form_opens_in_each_of_its_states_or_says_why_not(
    client, case, desk, row, officer, lawyer, supervisor
):
    ways = {
        "received": (), "review": ("start_review",), "clarification": ("start_review", "ask"),
        "execution": ("start_review", "accept", "order"),
        "postponed": ("start_review", "postpone"), "refused": ("start_review", "refuse"),
    }  # fmt: skip
    states = [state for state in ways if state in row.start]
    case = desk.steps(case, *ways[states[0]]) if states else case
    seen = set()
    for user in (officer, lawyer, supervisor):
        client.force_login(user)
        response = client.get(address(case, row.name))
        seen.add(response.status_code)
        if response.status_code == 200:
            assert " style=" not in response.content.decode()
    assert seen <= {200, 403, 409}
    assert not states or seen & {200, 409}


def test_after_handing_over_the_list_comes_since_the_case_is_gone(client, case, officer):
    other = Authority.objects.get(code="PGO")
    Authority.objects.filter(pk=other.pk).update(procedures=[case.kind])
    response = post(client, officer, case, "hand_over", to=other.pk, reason="Not ours.")
    assert response["Location"] == reverse("cases")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_ten_clicks_at_once_have_one_effect(seeded, make_user):
    officer = make_user(Role.OFFICER)
    with transaction.atomic():
        case = a_case(officer)
    codes = []

    def click():
        client = Client()
        client.force_login(User.objects.get(pk=officer.pk))
        codes.append(client.post(address(case, "start_review"), {"version": 1}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=click) for _n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [302] + [409] * 9


def test_a_form_offers_one_dash_where_nothing_is_chosen(client, case, desk, officer):
    case = desk.steps(case, "start_review")
    client.force_login(officer)
    text = client.get(reverse("step", args=[case.public_id, "correct_content"])).content.decode()
    assert ">–</option>" in text
    assert "---------" not in text
