"""Cases in the administration: found and read; moved only through the door, row by row."""

from datetime import timedelta

import pytest
from django.contrib import admin

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.clock import now, today
from casework.workflow.door import perform
from casework.workflow.models import Proposal
from casework.workflow.proposals import propose
from casework.workflow.refusals import StepRefused
from tests.cases.making import a_case
from tests.conftest import LONG_AGO

pytestmark = pytest.mark.django_db
LIST = "/administration/casework/case/"
PROPOSALS = "/administration/casework/proposal/"


@pytest.fixture
def second(make_user):
    """Another supervisor of the same authority."""
    return make_user(Role.SUPERVISOR, full_name="second supervisor")


@pytest.fixture
def head(client, supervisor):
    client.force_login(supervisor)
    return client


@pytest.fixture
def running(desk, case):
    """A case in execution."""
    return desk.steps(case, "start_review", "accept")


@pytest.fixture
def abroad(make_user, case, desk):
    """A case of another authority; the scope is that of the first one's officer again."""
    other = a_case(make_user(Role.OFFICER, authority="PGO", full_name="other"), authority="PGO")
    set_scope(desk.officer)
    return other


def again(case):
    """Return the case as it is in the database."""
    return type(case).objects.get(pk=case.pk)


def row(case, version=None):
    return f"{case.pk}:{version or case.version}"


def choose(client, name, *cases, page=LIST, **more):
    """Choose rows in the list and begin a step."""
    data = {"action": name, "index": 0, "_selected_action": [one.pk for one in cases], **more}
    return client.post(page, data)


def confirm(client, name, rows, page=LIST, **typed):
    return client.post(f"{page}{name}/", {"row": rows, "_confirm": "1", **typed})


def shown(response):
    return [found.pk for found in response.context["cl"].result_list]


def results(response):
    return [(one.row.pk, one.done, list(one.sentences)) for one in response.context["results"]]


# The list


def test_the_list_shows_the_cases_of_the_own_authority_alone(head, case, abroad):
    assert shown(head.get(LIST)) == [case.pk]


def test_a_role_elsewhere_shows_nothing_of_elsewhere_here(head, supervisor, case, abroad):
    """The database lets such a person see both; the administration is for supervisors there."""
    Membership.objects.create(
        user=supervisor, authority=abroad.authority, role=Role.OFFICER, from_on=LONG_AGO
    )
    assert shown(head.get(LIST)) == [case.pk]
    assert head.get(f"{LIST}{abroad.pk}/change/").status_code == 302
    assert confirm(head, "reassign", [row(abroad)], officer=supervisor.pk).status_code == 200
    assert abroad.events.filter(verb="assign").count() == 0


def test_a_case_of_another_procedure_is_not_this_supervisors(client, case, make_user):
    other = make_user(Role.SUPERVISOR, full_name="of the other procedure")
    other.memberships.update(procedure="mla")
    client.force_login(other)
    assert shown(client.get(LIST)) == []
    assert client.get(f"{LIST}{case.pk}/change/").status_code == 302


def test_an_auditor_sees_the_list_and_the_case_and_is_offered_nothing(client, auditor, case):
    client.force_login(auditor)
    response = client.get(LIST)
    assert shown(response) == [case.pk]
    assert not response.context.get("action_form")
    assert client.get(f"{LIST}{case.pk}/change/").status_code == 200


@pytest.mark.parametrize("who", ["officer", "lawyer", "registrar", "stranger"])
def test_nobody_else_comes_in(client, request, case, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(LIST, follow=True).status_code == 403


@pytest.mark.parametrize("word", ["reference", "BKA 2026/4711", "Bundeskriminalamt"])
def test_a_case_is_found_by_reference_foreign_reference_and_authority(head, desk, word):
    case = a_case(desk.officer, requesting_authority="Bundeskriminalamt Wiesbaden")
    a_case(desk.officer, foreign_reference="OTHER", requesting_authority="Other")
    word = case.reference if word == "reference" else word
    assert shown(head.get(LIST, {"q": word})) == [case.pk]


def test_each_filter_shows_its_cases_and_no_other(head, desk):
    fresh = a_case(desk.officer)
    old = a_case(desk.officer, received_at=now() - timedelta(days=90))
    begun = desk.step(a_case(desk.officer, received_at=now() - timedelta(days=2)), "start_review")
    mine = desk.step(begun, "assign")
    asked = desk.step(desk.step(a_case(desk.officer), "start_review"), "ask")

    def found(**chosen):
        return set(shown(head.get(LIST, chosen)))

    assert found(due="overdue") == {old.pk}
    assert found(due="ceiling") == {old.pk}
    assert found(due="soon") == {fresh.pk, mine.pk}
    assert found(officer="nobody") == {fresh.pk, old.pk, asked.pk}
    assert found(officer=desk.officer.pk) == {mine.pk}
    assert found(standing="contact_point.clarification") == {asked.pk}
    assert found(standing="open") == {fresh.pk, old.pk, mine.pk, asked.pk}
    assert found(waiting="requester") == {asked.pk}
    assert found(waiting="court") == set()
    assert found(**{"from": "DE"}) == {fresh.pk, old.pk, mine.pk, asked.pk}


@pytest.mark.parametrize("value", ["'", "1 OR 1", "\0", "99999999999999999999", "x.y.z"])
@pytest.mark.parametrize("name", ["due", "officer", "standing", "waiting", "from"])
def test_a_broken_filter_breaks_nothing(head, case, name, value):
    assert head.get(LIST, {name: value}, follow=True).status_code in (200, 400)


def test_an_ended_case_is_never_overdue(head, desk):
    old = a_case(desk.officer, received_at=now() - timedelta(days=90))
    desk.step(old, "void")
    assert shown(head.get(LIST, {"due": "overdue"})) == []


def test_the_queries_of_the_list_do_not_grow(head, desk, django_assert_max_num_queries):
    for _number in range(6):
        desk.step(a_case(desk.officer), "assign")
    with django_assert_max_num_queries(18):
        assert len(shown(head.get(LIST))) == 6


# The page of a case


def test_the_page_says_why_each_day_is_that_day_and_what_happened(head, desk, running):
    case = desk.steps(running, "order")
    page = head.get(f"{LIST}{case.pk}/change/").content.decode()
    assert "this calendar day is day 0" in page
    assert f"{case.execution_on:%d.%m.%Y}" in page
    assert "Azercell" in page
    assert "lawyer accepted the request." in page
    assert "officer ordered a measure." in page
    assert 'name="_save"' not in page


def test_a_foreign_case_is_the_same_as_a_missing_one(head, abroad):
    foreign = head.get(f"{LIST}{abroad.pk}/change/", follow=True)
    missing = head.get(f"{LIST}{abroad.pk + 1000}/change/", follow=True)
    said = [
        str(next(iter(response.context["messages"]))).replace(str(key), "#")
        for response, key in ((foreign, abroad.pk), (missing, abroad.pk + 1000))
    ]
    assert foreign.status_code == missing.status_code
    assert said[0] == said[1]


@pytest.mark.parametrize("who", ["supervisor", "auditor"])
@pytest.mark.parametrize("path", ["{0}/change/", "{0}/delete/", "{0}/history/", "add/"])
def test_a_forged_post_changes_nothing(client, request, running, who, path):
    client.force_login(request.getfixturevalue(who))
    before = Case.objects.filter(pk=running.pk).values().get()
    forged = {
        "state": "closed", "version": 1, "officer": request.getfixturevalue(who).pk,
        "ceiling_on": "2030-01-01", "execution_on": "2030-01-01", "reference": "X", "_save": "1",
        "post": "yes",
    }  # fmt: skip
    response = client.post(LIST + path.format(running.pk), forged)
    assert response.status_code in (403, 404)
    assert Case.objects.filter(pk=running.pk).values().get() == before


def test_a_forged_action_of_an_auditor_does_nothing(client, auditor, running, officer):
    client.force_login(auditor)
    choose(client, "reassign", running)
    for name in ("reassign", "prolong", "decide"):
        assert confirm(client, name, [row(running)], officer=officer.pk).status_code == 403
    assert again(running).officer is None


def test_nothing_is_deleted_in_the_list(head, running):
    choose(head, "delete_selected", running, post="yes")
    assert again(running).version == running.version


# Steps for several cases


def test_choosing_shows_a_form_and_changes_nothing(head, running):
    response = choose(head, "reassign", running)
    assert response.status_code == 200
    assert row(running) in response.content.decode()
    assert again(running).version == running.version


def test_the_confirmation_lists_exactly_the_chosen_cases(head, desk, officer):
    cases = [a_case(desk.officer) for _number in range(3)]
    typed = {"officer": officer.pk, "row": [row(cases[0]), row(cases[2])]}
    response = head.post(LIST + "reassign/", typed)
    listed = [one["case"].reference for one in response.context["rows"]]
    assert sorted(listed) == sorted([cases[0].reference, cases[2].reference])
    assert cases[1].reference not in response.content.decode()
    assert all(again(case).officer is None for case in cases)


def test_only_confirmed_cases_are_touched(head, desk, officer):
    cases = [a_case(desk.officer) for _number in range(3)]
    response = confirm(head, "reassign", [row(cases[0]), row(cases[2])], officer=officer.pk)
    assert [done for _row, done, _said in results(response)] == [True, True]
    assert [again(case).officer for case in cases] == [officer, None, officer]


def test_a_confirmation_without_rows_does_nothing(head, running, officer):
    assert confirm(head, "reassign", [], officer=officer.pk).context["results"] == []
    assert again(running).officer is None


def test_a_foreign_case_is_not_touched_and_not_named(head, abroad, officer):
    response = confirm(head, "reassign", [row(abroad)], officer=officer.pk)
    assert response.context["results"] == []
    assert abroad.reference not in response.content.decode()


def test_a_case_that_moved_on_is_left_alone_and_the_others_go_on(head, desk, officer):
    moved, still = a_case(desk.officer), a_case(desk.officer)
    seen = row(moved)
    desk.step(moved, "start_review")
    first, last = results(confirm(head, "reassign", [seen, row(still)], officer=officer.pk))
    by_row = {first[0]: first, last[0]: last}
    assert by_row[still.pk][1] is True
    assert by_row[moved.pk][1] is False
    assert "officer started the legal review." in by_row[moved.pk][2]
    assert again(moved).officer is None


def test_confirming_twice_has_one_effect(head, case, officer):
    rows = [row(case)]
    confirm(head, "reassign", rows, officer=officer.pk)
    ((_row, done, _said),) = results(confirm(head, "reassign", rows, officer=officer.pk))
    assert done is False
    assert case.events.filter(verb="assign").count() == 1


def test_going_back_keeps_what_was_typed(head, running):
    day = (running.execution_on + timedelta(days=3)).isoformat()
    typed = {
        "until": day,
        "reason": "Slow provider",
        "ground": "late",
        "row": [row(running)],
        "_again": "1",
    }
    page = head.post(LIST + "prolong/", typed).content.decode()
    assert "Slow provider" in page
    assert day in page


def test_a_supervisor_proposes_a_prolongation_and_another_one_decides_it(
    head, client, second, running
):
    day = (running.execution_on + timedelta(days=3)).isoformat()
    response = confirm(
        head, "prolong", [row(running)], until=day, reason="Slow provider", ground="late"
    )
    assert results(response)[0][1:] == (True, ["Proposed: another supervisor decides."])
    assert again(running).execution_on == running.execution_on
    ((_row, done, said),) = results(confirm(head, "decide", proposals(running), decision="accept"))
    assert (done, said) == (False, ["You proposed this yourself: another person decides it."])
    client.force_login(second)
    decided = confirm(client, "decide", proposals(running), decision="accept", page=PROPOSALS)
    assert results(decided)[0][1:] == (True, ["Decided: done."])
    assert again(running).execution_on.isoformat() == day


def proposals(case):
    return [f"{one.pk}:{one.version}" for one in Proposal.objects.filter(case=case.pk)]


def refusal(case, officer, desk):
    return propose(case, "refuse", by=officer, version=case.version, **desk.details(case, "refuse"))


def test_choosing_cases_lists_what_is_to_be_decided_of_them(head, running, officer, desk):
    other = a_case(desk.officer)
    propose(
        running, "refuse", by=officer, version=running.version, **desk.details(running, "refuse")
    )
    response = choose(head, "decide", running, other)
    listed = [(one["case"].pk, one["step"]) for one in response.context["rows"]]
    assert listed == [(running.pk, "Refuse")]


def test_a_no_needs_a_reason(head, running, officer, desk):
    propose(
        running, "refuse", by=officer, version=running.version, **desk.details(running, "refuse")
    )
    response = confirm(head, "decide", proposals(running), decision="decline")
    assert response.context["form"].errors["remark"]
    response = confirm(head, "decide", proposals(running), decision="decline", remark="No ground.")
    assert results(response)[0][1:] == (True, ["Decided: not done."])
    assert Proposal.objects.get().status == Proposal.Status.DECLINED


def test_the_list_of_proposals_begins_with_what_is_to_be_decided(head, running, officer, desk):
    one = refusal(running, officer, desk)
    response = head.get(PROPOSALS)
    assert shown(response) == [one.pk]
    page = head.get(f"{PROPOSALS}{one.pk}/change/").content.decode()
    assert "A political offence." in page
    assert head.post(f"{PROPOSALS}{one.pk}/change/", {"status": "accepted"}).status_code == 403
    confirm(head, "decide", proposals(running), decision="decline", remark="No.", page=PROPOSALS)
    assert shown(head.get(PROPOSALS)) == []
    assert shown(head.get(PROPOSALS, {"status": "all"})) == [one.pk]


# Administration and desk compared


def verbs(case):
    return list(case.events.order_by("number").values_list("verb", "before", "after", "version"))


def test_assigning_here_is_the_step_that_the_desk_takes(head, desk, officer, supervisor):
    here, there = a_case(desk.officer), a_case(desk.officer)
    confirm(head, "reassign", [row(here)], officer=officer.pk)
    perform(there, "assign", by=supervisor, version=there.version, officer=officer.pk)
    assert verbs(here) == verbs(there)
    assert again(here).officer == again(there).officer
    assert [one.kind for one in here.letters.all()] == [one.kind for one in there.letters.all()]
    details = [case.events.get(verb="assign").details for case in (here, there)]
    assert details[0].replace(f'"{officer.pk}"', str(officer.pk)) == details[1]


def test_prolonging_here_is_the_proposal_that_the_desk_makes(
    head, client, desk, supervisor, second
):
    here, there = (desk.steps(a_case(desk.officer), "start_review", "accept") for _ in "ab")
    day = (here.execution_on + timedelta(days=3)).isoformat()
    confirm(head, "prolong", [row(here)], until=day, reason="Slow", ground="late")
    propose(
        there,
        "prolong",
        by=supervisor,
        version=there.version,
        until=day,
        reason="Slow",
        ground="late",
    )
    made = [Proposal.objects.get(case=case.pk) for case in (here, there)]
    assert made[0].details == made[1].details
    assert verbs(here) == verbs(there)


@pytest.mark.parametrize("until", ["past", "beyond"])
def test_a_prolongation_is_refused_here_with_the_sentence_of_the_desk(
    head, running, supervisor, until
):
    day = today() if until == "past" else running.ceiling_on + timedelta(days=1)
    typed = {"until": day.isoformat(), "reason": "Slow", "ground": "late"}
    ((_row, done, said),) = results(confirm(head, "prolong", [row(running)], **typed))
    with pytest.raises(Exception) as refused:
        propose(running, "prolong", by=supervisor, version=running.version, **typed)
    assert done is False
    assert said == list(refused.value.form.errors["until"])


def test_a_state_refuses_here_with_the_sentence_of_the_desk(head, case, supervisor):
    day = (case.ceiling_on - timedelta(days=1)).isoformat()
    typed = {"until": day, "reason": "Slow", "ground": "late"}
    ((_row, done, said),) = results(confirm(head, "prolong", [row(case)], **typed))
    with pytest.raises(StepRefused) as refused:
        propose(case, "prolong", by=supervisor, version=case.version, **typed)
    assert (done, said) == (False, list(refused.value.sentences))


def test_the_administration_has_no_other_page_that_takes_a_post():
    read = {"changelist", "add", "history", "delete", "change"}
    steps = {"reassign", "prolong", "decide"}
    names = {pattern.name for pattern in admin.site._registry[Case].get_urls() if pattern.name}
    assert names == {f"casework_case_{name}" for name in read | steps}
