"""What machines ask for: may this process serve, do reminders leave."""

from datetime import timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder

from casework.clock import now
from casework.desk import health
from casework.notices.models import Host
from tests.cases.making import a_case
from tests.desk.reminding import a_notice, swept

ADDRESSES = ["/healthz/live", "/healthz/ready", "/healthz/reminders", "/metrics"]
REMINDERS = "/healthz/reminders"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_answered_without_signing_in_and_never_cached(client, address):
    swept()
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert client.post(address).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_signed_in_gets_the_same_answer(client, officer, settings, address):
    swept()
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(officer)
    assert client.get(address).status_code == 200


def test_without_a_database_only_the_process_is_well(client, database_away):
    assert client.get("/healthz/live").status_code == 200
    for address in ADDRESSES[1:]:
        response = client.get(address)
        assert response.status_code == 503, address
        assert "no-store" in response["Cache-Control"]
    assert client.get("/healthz/ready").json() == {
        "ready": False,
        "database": False,
        "migrated": None,
    }
    assert client.get(REMINDERS).json() == {"well": False, "database": False}


@pytest.mark.django_db
def test_a_desk_with_every_migration_is_ready(client):
    assert client.get("/healthz/ready").json() == {
        "ready": True,
        "database": True,
        "migrated": True,
    }


@pytest.mark.django_db
def test_a_migration_that_is_missing_makes_it_not_ready(client, monkeypatch):
    """Taken from what Django reads as recorded: the role of the web may not delete the row."""
    applied = MigrationRecorder.applied_migrations

    def without_the_last(recorder):
        found = applied(recorder)
        del found[max(key for key in found if key[0] == "casework")]
        return found

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", without_the_last)
    health.SEEN_WHOLE.clear()
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "migrated": False}


@pytest.mark.django_db
def test_reminders_are_well_after_a_sweep(client):
    swept(ago=4)
    found = client.get(REMINDERS).json()
    assert found.pop("completed_at")
    assert found == {
        "well": True,
        "database": True,
        "silent": False,
        "stuck": False,
        "held": False,
        "oldest_at": None,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("ago", [None, 6])
def test_a_sweep_that_is_missing_is_503(client, ago):
    if ago:
        swept(ago=ago)
    response = client.get(REMINDERS)
    assert response.status_code == 503
    assert response.json()["silent"] is True


@pytest.mark.django_db
def test_a_mail_that_waits_too_long_is_503(client, officer):
    swept()
    a_notice(a_case(officer), officer, ago=4)
    assert client.get(REMINDERS).status_code == 200
    a_notice(a_case(officer), officer, ago=6)
    response = client.get(REMINDERS)
    assert response.status_code == 503
    assert response.json()["stuck"] is True


@pytest.mark.django_db
def test_a_machine_that_is_held_is_503(client):
    swept(ago=10, held_since=now(), held_why="older")
    response = client.get(REMINDERS)
    assert response.status_code == 503
    assert response.json()["held"] is True


@pytest.mark.django_db
def test_it_is_asked_anew_each_time(client):
    swept()
    assert client.get(REMINDERS).status_code == 200
    Host.objects.update(completed_at=now() - timedelta(minutes=6))
    assert client.get(REMINDERS).status_code == 503


@pytest.mark.django_db
def test_no_answer_names_anybody(client, officer):
    swept(name="secret-host", held_since=now(), held_why="older")
    case = a_case(officer)
    a_notice(case, officer, status="failed", failure="550 secret-answer")
    for address in ADDRESSES:
        text = client.get(address).content.decode()
        for secret in ("secret", case.reference, officer.email, officer.full_name):
            assert secret not in text
