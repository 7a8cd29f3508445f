"""What spontaneous information is counted by; it is never added to requests."""

from datetime import date

import pytest
from django.urls import reverse

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.access.scope import set_scope_of_all
from casework.clock import today
from casework.directory.models import Authority, Body
from casework.figures.checking import differences
from casework.figures.model import Tally
from casework.figures.reading import figures
from mla.spontaneous.paper import KIND
from tests.mla.conftest import request_at
from tests.mla.test_spontaneous import information

pytestmark = pytest.mark.django_db


def of(code):
    """The figures of spontaneous information at this authority, of all years."""
    set_scope_of_all()
    key = Authority.objects.get(code=code).pk
    return figures(frozenset({(key, KIND)}), date(2020, 1, 1), date(2199, 12, 31))


def passed_on(desk, case):
    case = desk.take(case, "acknowledge_information")
    return desk.take(case, "pass_to_body", body=Body.objects.get(code="mia").pk)


def test_it_counts_by_state_by_conditions_and_by_what_was_done_with_it(pgo):
    bound = information(pgo, terms="Only for the case Alpha")
    pgo.take(bound, "accept_terms")
    case = passed_on(pgo, information(pgo))
    pgo.take(case, "close", result="Proceedings were opened.")
    found = of("PGO")
    assert found.by("received", "state") == {"DE": 2}
    assert found.by("received", "terms") == {"stated": 1, "none": 1}
    assert found.all("terms_accepted") == found.all("acknowledged") == 1
    assert found.by("passed_to_body", "body") == {"mia": 1}
    assert found.by("ended", "outcome") == {"closed": 1}
    assert (found.open_after, found.all("void")) == (1, 0)


def test_a_wrong_registration_is_no_information(pgo):
    pgo.step(information(pgo), "void")
    found = of("PGO")
    assert (found.all("received"), found.all("void")) == (0, 1)


def test_the_nightly_check_covers_it(pgo):
    passed_on(pgo, information(pgo))
    set_scope_of_all()
    assert differences(None) == []
    Tally.objects.filter(kind=KIND, span="day", measure="passed_to_body", dimension="").update(
        count=4
    )
    assert [one.what.split()[0] for one in differences(None)] == [KIND]


def shown(client, person, view="statistics", **asked):
    client.force_login(person)
    return client.get(reverse(view), asked)


def test_the_page_shows_it_under_its_own_procedure_alone(client, pgo):
    information(pgo)
    information(pgo)
    request_at(pgo, "PGO", "pre_trial")
    response = shown(client, pgo.supervisor)
    assert response.context["headlines"][0].value == 1
    assert "Spontaneous information" not in response.context["asked"].whose
    assert not [one for one in response.context["tables"] if one.key.startswith("information")]
    response = shown(client, pgo.supervisor, kind=KIND)
    assert [one.value for one in response.context["headlines"]] == [2, 0, 2, None]
    assert response.context["asked"].whose.endswith("· Spontaneous information")
    assert [one.key for one in response.context["tables"]] == [
        "information_state", "information_use", "information_body", "information_outcome",
    ]  # fmt: skip
    rows = response.context["course"].rows
    assert sum(row.cells[0].value for row in rows) == 2
    assert "it is not counted among the requests" in response.context["course"].definition


def test_every_table_has_its_definition(client, pgo):
    passed_on(pgo, information(pgo))
    text = shown(client, pgo.supervisor, kind=KIND).content.decode()
    for one in shown(client, pgo.supervisor, kind=KIND).context["tables"]:
        assert one.title in text and one.definition[:40] in text
    assert "Germany" in text


@pytest.mark.parametrize("view", ["statistics_csv", "statistics_xlsx"])
def test_its_figures_are_downloaded(client, pgo, view):
    information(pgo)
    response = shown(client, pgo.supervisor, view, kind=KIND)
    assert response.status_code == 200
    assert f"-{KIND}-" in response["Content-Disposition"]


def test_the_year_leaves_it_out_unless_it_is_asked_of(client, pgo):
    information(pgo)
    (part, *_sent) = shown(client, pgo.supervisor, "statistics_year", year=today().year).context[
        "parts"
    ]
    assert (part.key, part.headlines[0].value) == ("received", 0)
    (part,) = shown(
        client, pgo.supervisor, "statistics_year", year=today().year, kind=KIND
    ).context["parts"]
    assert (part.key, part.headlines[0].value) == ("records", 1)


def test_who_has_a_role_for_nothing_else_sees_it_at_once(client, pgo):
    information(pgo)
    Membership.objects.filter(user=pgo.lawyer).update(procedure=KIND)
    assert shown(client, pgo.lawyer).context["headlines"][0].value == 1


def test_requests_that_are_sent_and_information_do_not_mix(client, pgo):
    information(pgo)
    response = shown(client, pgo.supervisor, way="sent")
    assert response.context["headlines"][0].value == 0
    assert KIND in dict(response.context["asked"].kinds)


def test_another_authority_reads_none_of_it(client, pgo, moj, make_user):
    information(pgo)
    assert shown(client, moj.supervisor, kind=KIND).context["headlines"][0].value == 0
    outsider = make_user(Role.OFFICER)
    Membership.objects.filter(user=outsider).update(procedure="contact_point")
    assert shown(client, outsider, kind=KIND).status_code == 404
