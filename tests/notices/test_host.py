"""A copy, or a restored backup, sends nothing until a supervisor releases it.

Tried: without `host.doubt` the tests of the restored database and of the other address go red.
"""

import json
from pathlib import Path

import pytest

from casework.notices import host
from casework.notices.health import health, whole_health
from casework.notices.models import Host, Notice
from casework.notices.sweep import sweep
from tests.cases.making import a_case
from tests.notices.sweeping import OFFICER, about_cases


@pytest.fixture
def case(desk, relay, clock):
    case = a_case(desk.officer)
    clock("05.02.2026 07:30")  # today's digests are written with the next sweep
    sweep()
    clock("05.02.2026 08:00")
    return case


def memory(settings):
    return json.loads(Path(settings.HOST_FILE).read_text())


def test_the_first_machine_of_an_installation_sends(case, relay):
    assert not sweep().is_held
    assert len(about_cases(relay, OFFICER)) == 1


def test_the_machine_remembers_as_much_as_the_database(case, settings):
    for _time in range(3):
        sweep()
    assert memory(settings) == {
        "token": str(Host.objects.get().token),
        "sweeps": Host.objects.get().sweeps,
    }


def test_a_copy_on_another_machine_is_held_and_plans_nothing(case, relay, settings, tmp_path):
    settings.HOST_FILE = str(tmp_path / "elsewhere" / "host.json")
    assert sweep().is_held and sweep().is_held
    assert relay.mails == [] and not Notice.objects.exists()
    assert Host.objects.exclude(held_since=None).get().held_why == Host.Held.UNKNOWN


def test_a_database_older_than_the_machine_remembers_is_held_after_the_restore(
    case, relay, settings
):
    remembered = memory(settings)
    Host.objects.update(sweeps=0)  # what a backup of the first minute holds
    assert sweep().is_held
    row = Host.objects.get()
    assert (row.held_why, row.remembered) == (Host.Held.OLDER, remembered["sweeps"])
    assert relay.mails == []


def test_a_supervisor_releases_it_and_the_one_good_mail_leaves(desk, case, relay, clock):
    Host.objects.update(sweeps=0)
    sweep()
    clock("07.02.2026 09:00")
    host.release(Host.objects.get(), desk.supervisor)
    assert not sweep().is_held
    (subject,) = about_cases(relay, OFFICER)
    assert "has passed" in subject
    row = Host.objects.get()
    assert row.released_by == desk.supervisor and not sweep().is_held


def test_a_machine_whose_file_is_lost_or_broken_is_held(case, relay, settings):
    Path(settings.HOST_FILE).write_text('{"token": ')
    assert sweep().is_held
    assert relay.mails == []


def test_a_copy_under_another_address_is_held_on_a_real_site(case, relay, settings):
    Host.objects.update(site="https://desk.example")
    settings.PRODUCTION, settings.SITE_URL = True, "https://staging.example"
    assert sweep().is_held
    assert Host.objects.get().held_why == Host.Held.ADDRESS


def test_a_machine_that_is_held_completes_no_sweep_and_everybody_sees_it(case, clock):
    sweep()
    assert health().is_well
    Host.objects.update(sweeps=0)
    sweep()
    clock.forward(minutes=6)
    sweep()
    found = whole_health()
    assert found.is_silent and found.is_held and not found.is_well
