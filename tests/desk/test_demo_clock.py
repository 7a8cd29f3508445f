"""The demonstration's clock: forward only, for everybody, and only in the demonstration."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import override_settings
from django.urls import include, path, reverse

from casework.clock import BAKU, now, zone
from casework.desk import demo_clock, mailbox
from casework.notices.models import Host
from tests.desk.reminding import swept
from tests.desk.test_second_factor import SECRET, pass_both

pytestmark = pytest.mark.django_db
urlpatterns = [
    path("mailbox/", mailbox.mailbox, {"folder": list}, name="mailbox"),
    path("demo/clock/", demo_clock.demo_clock, name="demo_clock"),
    path("", include("config.urls")),
]
PAGE = "/demo/clock/"


@pytest.fixture
def demo(tmp_path, monkeypatch):
    """A demonstration with a clock of its own; nobody waits long for a sweep."""
    monkeypatch.setattr(zone, "MOVED", str(tmp_path / "clock"))
    monkeypatch.setattr(demo_clock, "SWEEP_WITHIN", 0.3)
    with override_settings(ROOT_URLCONF=__name__, DEMO=True):
        yield tmp_path / "clock"


@pytest.fixture
def reader(client, officer):
    client.force_login(officer)
    return client


def press(client, way):
    return client.post(PAGE, {"forward": way})


def test_elsewhere_than_in_the_demonstration_there_is_no_such_page(client, officer):
    client.force_login(officer)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"forward": "day"}).status_code == 404


def test_a_visitor_moves_nothing(client, demo):
    assert "/login/" in press(client, "day")["Location"]
    assert not demo.exists()


def test_the_page_shows_the_time_of_the_desk_and_its_buttons(reader, demo):
    text = reader.get(PAGE).content.decode()
    assert f"{now().astimezone(BAKU):%d.%m.%Y %H:}" in text
    for way in demo_clock.WAYS:
        assert f'value="{way}"' in text
    assert reverse("mailbox") in text


@pytest.mark.parametrize(
    ("way", "length"),
    [
        ("hour", timedelta(hours=1)),
        ("day", timedelta(days=1)),
        ("three_days", timedelta(days=3)),
        ("ten_days", timedelta(days=10)),
    ],
)
def test_a_button_moves_the_clock_of_all_processes(reader, demo, way, length):
    assert press(reader, way)["Location"] == PAGE
    assert float(demo.read_text()) == length.total_seconds()
    press(reader, way)
    assert zone.moved_by() == 2 * length


@pytest.mark.parametrize(
    ("at", "morning"),
    [
        ("22.11 07:59", "22.11 08:00"),
        ("22.11 08:00", "23.11 08:00"),
        ("31.12 16:00", "01.01 08:00"),
    ],
)
def test_the_next_morning_is_eight_in_baku(at, morning):
    begun = datetime.strptime(f"2026.{at}", "%Y.%d.%m %H:%M").replace(tzinfo=BAKU)
    assert f"{begun + demo_clock.to_next_morning(begun):%d.%m %H:%M}" == morning


def test_the_button_of_the_morning_leads_to_eight(reader, demo):
    press(reader, "morning")
    assert f"{now().astimezone(BAKU):%H:%M}" == "08:00"


@pytest.mark.parametrize("way", ["", "back", "-1", "week"])
def test_no_other_way_moves_it(reader, demo, way):
    assert press(reader, way).status_code == 400
    assert not demo.exists()


def test_a_demonstration_without_a_clock_file_cannot_be_moved(reader, demo, monkeypatch):
    monkeypatch.setattr(zone, "MOVED", None)
    assert "cannot" not in reader.get("/").content.decode()
    assert "started without a clock" in reader.get(PAGE).content.decode()
    assert press(reader, "day").status_code == 400


def test_every_page_says_that_the_clock_was_moved(client, demo, officer):
    assert "clock-note" not in client.get(reverse("account_login")).content.decode()
    client.force_login(officer)
    press(client, "day")
    assert "Demonstration clock: " in client.get("/").content.decode()
    client.logout()
    text = client.get(reverse("account_login")).content.decode()
    assert f"Demonstration clock: {now().astimezone(BAKU):%d.%m.%Y %H:}" in text
    with override_settings(DEMO=False):
        assert "clock-note" not in client.get(reverse("account_login")).content.decode()


def test_the_side_bar_leads_there_in_the_demonstration_alone(reader, demo):
    assert f'href="{PAGE}"' in reader.get("/").content.decode()
    with override_settings(DEMO=False):
        assert f'href="{PAGE}"' not in reader.get("/").content.decode()


@pytest.fixture
def protected(officer, settings):
    """Somebody who signs in with password and code, where nobody may do without."""
    settings.SECOND_FACTOR_REQUIRED = True
    TOTP.activate(officer, SECRET)
    return officer


def test_moving_it_signs_nobody_out(client, demo, protected):
    pass_both(client, protected)
    for _again in range(3):
        press(client, "ten_days")
        assert client.get("/").status_code == 200
    assert now() - datetime.now(BAKU) > timedelta(days=29)


def test_one_signs_in_with_both_factors_after_it_was_moved(client, demo, protected):
    zone.move(timedelta(days=10))
    pass_both(client, protected)
    assert client.get("/").status_code == 200


def test_the_page_says_whether_the_sweep_has_come(reader, demo):
    press(reader, "day")
    assert "within a minute" in reader.get(PAGE).content.decode()
    swept()
    Host.objects.update(completed_at=now() + timedelta(days=2))  # as a worker would have done
    press(reader, "day")
    assert "what fell due was mailed" in reader.get(PAGE).content.decode()
