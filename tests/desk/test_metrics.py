"""The figures for Prometheus: right, and only for who may read them."""

import re

import pytest

from casework.clock import now
from casework.notices.models import Status
from tests.cases.making import a_case
from tests.desk.reminding import a_notice, a_problem, an_attempt, swept

pytestmark = pytest.mark.django_db
TOKEN = "a-long-random-token"


def figures(client):
    response = client.get("/metrics")
    assert response["Content-Type"].startswith("text/plain")
    found = re.findall(r"^(mla_\w+) (\S+)$", response.content.decode(), re.M)
    return {name: float(value) for name, value in found}


def test_each_figure_is_what_the_database_holds(client, officer):
    swept(ago=2)
    swept(ago=3, name="copy", held_since=now(), held_why="unknown")
    case = a_case(officer)
    an_attempt(a_notice(case, officer, ago=1))
    a_notice(case, officer)
    a_notice(case, officer, status=Status.FAILED, ago=60)
    a_notice(case, officer, status=Status.SENT, ago=60)
    a_problem(case)
    found = figures(client)
    assert 60 <= found.pop("mla_oldest_notice_seconds") < 90
    assert 120 <= found.pop("mla_sweep_age_seconds") < 150
    assert found == {
        "mla_notices_waiting": 2,
        "mla_notices_failed": 1,
        "mla_notices_uncertain": 1,
        "mla_cases_not_planned": 1,
        "mla_hosts_held": 1,
        "mla_sweeps_total": 14,
    }


def test_a_desk_that_has_never_swept_is_above_every_alarm(client):
    found = figures(client)
    assert found["mla_sweep_age_seconds"] == float("inf")
    assert found["mla_oldest_notice_seconds"] == found["mla_sweeps_total"] == 0


def test_it_is_read_again_at_every_scrape(client, officer):
    assert figures(client)["mla_notices_waiting"] == 0
    a_notice(a_case(officer), officer)
    assert figures(client)["mla_notices_waiting"] == 1


def test_the_queries_are_few(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get("/metrics")


def test_a_real_site_without_a_token_has_no_such_page(client, settings):
    settings.PRODUCTION = True
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("production", [True, False])
@pytest.mark.parametrize(
    "given",
    [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer ə"],
)
def test_a_wrong_token_is_refused_everywhere(client, settings, production, given):
    settings.METRICS_TOKEN, settings.PRODUCTION = TOKEN, production
    headers = {} if given is None else {"authorization": given}
    response = client.get("/metrics", headers=headers)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert b"mla_" not in response.content


def test_the_token_opens_it(client, settings):
    settings.METRICS_TOKEN, settings.PRODUCTION = TOKEN, True
    response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    assert b"mla_sweeps_total" in response.content


def test_somebody_who_has_signed_in_needs_the_token_too(client, settings, supervisor):
    settings.METRICS_TOKEN = TOKEN
    client.force_login(supervisor)
    assert client.get("/metrics").status_code == 401
