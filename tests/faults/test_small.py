"""Each fault at small size, with the same processes; `make faults` runs them at full size.

They kill their servers, so they always take embedded ones, and gain nothing from a second round.
"""

import json
import subprocess
import sys

import pytest
from django.db import connections

from config import profile
from tests.faults import programs
from tests.faults.__main__ import CHECKOUT

SIZE = 20
FAULTS = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R13", "R15"]
WITHOUT = ["R14-lock", "R14-check"]  # each takes a while; the others at full size only


@pytest.fixture(scope="module")
def tables(tmp_path_factory, django_db_setup):
    """The option that gives the trials the tables of these tests: migrating takes long."""
    if not profile.EMBEDDED:
        return []
    found = tmp_path_factory.mktemp("faults") / "tables.sql"
    name = connections["default"].settings_dict["NAME"]
    found.write_bytes(programs.run("pg_dump", "--schema-only", name))
    return [f"--tables={found}"]


@pytest.fixture(scope="module")
def rows(tmp_path_factory, tables):
    """What the faults reported, by name: two installations at once, each serves half of them."""
    folder = tmp_path_factory.mktemp("reports")
    names = FAULTS + WITHOUT
    halves = {folder / f"{number}.json": names[number::2] for number in range(2)}
    running = [start(report, half, tables) for report, half in halves.items()]
    said = [process.communicate()[0] for process in running]
    sys.stdout.write("".join(said))  # the tables, shown when a test fails
    if not all(report.exists() for report in halves):
        pytest.fail("".join(said))
    return {row["name"]: row for report in halves for row in json.loads(report.read_text())}


def start(report, names, tables):
    """Start the faults of these names."""
    words = [f"--size={SIZE}", f"--only={','.join(names)}", f"--report={report}", *tables]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults", *words],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_is_lost_nor_doubled_beyond_the_mails_in_flight(rows, name):
    row = rows[name]
    assert row["lost"] == 0
    assert row["doubled"] <= row["bound"]
    assert row["wrong"] == []
    assert row["holds"]


@pytest.mark.parametrize("name", WITHOUT)
def test_without_a_safeguard_the_same_trial_turns_red(rows, name):
    row = rows[name]
    assert row["lost"] or row["doubled"] > row["bound"] or row["wrong"]
    assert row["holds"]
