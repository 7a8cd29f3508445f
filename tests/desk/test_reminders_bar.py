"""The bar that says on every page that reminders have stopped, and says nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.clock import now
from casework.notices.health import shared_health
from casework.notices.models import Host
from tests.cases.making import a_case
from tests.desk.reminding import a_notice, swept

pytestmark = pytest.mark.django_db
BAR = 'id="reminders-bar"'


def bar(response):
    """Return the text of the bar, "" if there is none."""
    text = response.content.decode()
    return text[text.index(BAR) :].split("</div>")[0] if BAR in text else ""


def test_nothing_is_said_while_all_is_well(client, officer):
    swept(ago=4)
    client.force_login(officer)
    assert bar(client.get(reverse("home"))) == ""


@pytest.mark.parametrize("name", ["home", "cases", "calculator", "account", "mfa_index"])
def test_a_sweep_that_is_missing_is_said_on_every_page(client, officer, name):
    swept(ago=6)
    client.force_login(officer)
    said = bar(client.get(reverse(name)))
    assert "Reminders have stopped." in said
    assert 'role="alert"' in said
    assert reverse("reminders") in said


def test_the_time_of_the_last_sweep_is_said_in_baku_time(client, officer):
    last = swept(ago=6).completed_at + timedelta(hours=4)
    client.force_login(officer)
    assert f"No sweep was completed since {last:%d.%m.%Y %H:%M}." in bar(client.get("/"))


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_the_pages_before_signing_in_say_it_without_a_link(client, name):
    swept(ago=6)
    said = bar(client.get(reverse(name)))
    assert "Reminders have stopped." in said
    assert "<a " not in said


def test_a_page_of_an_error_says_it(client, officer):
    swept(ago=6)
    assert "Reminders have stopped." in bar(client.get("/no/such/page/"))
    client.force_login(officer)
    assert "Reminders have stopped." in bar(client.get("/no/such/page/"))


def test_the_administration_says_it(client, supervisor):
    swept(ago=6)
    client.force_login(supervisor)
    assert "Reminders have stopped." in bar(client.get(reverse("admin:index")))


def test_a_desk_that_has_never_swept_says_so(client, officer):
    client.force_login(officer)
    assert "Reminders have not begun." in bar(client.get("/"))


def test_a_mail_server_that_takes_nothing_is_said(client, officer):
    swept()
    a_notice(a_case(officer), officer, ago=6)
    client.force_login(officer)
    assert "Reminders cannot leave." in bar(client.get("/"))


def test_a_machine_that_is_held_is_said(client, officer):
    swept(ago=600, held_since=now(), held_why="older")
    client.force_login(officer)
    said = bar(client.get("/"))
    assert "Reminders are held." in said
    assert "have stopped" not in said


def test_a_machine_that_is_held_beside_one_that_sweeps_alarms_nobody(client, officer):
    swept()
    swept(ago=600, name="copy", held_since=now(), held_why="unknown")
    client.force_login(officer)
    assert bar(client.get("/")) == ""


def test_the_bar_names_neither_a_machine_nor_a_case(client, officer):
    swept(ago=6, name="secret-host")
    case = a_case(officer)
    a_notice(case, officer, ago=6)
    said = bar(client.get(reverse("account_login")))
    assert said and "secret-host" not in said and case.reference not in said


def test_pages_of_one_process_ask_once_in_five_seconds(client, officer):
    swept()
    client.force_login(officer)
    client.get("/")
    Host.objects.update(completed_at=now() - timedelta(minutes=6))
    assert bar(client.get("/")) == ""
    shared_health.until = 0.0
    assert bar(client.get("/"))


def test_a_page_is_rendered_while_the_database_is_away(client, settings, database_away):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400  # the only page that gets so far without a database
    assert "This request cannot be read" in response.content.decode()
    assert bar(response) == ""
    assert shared_health() is None
