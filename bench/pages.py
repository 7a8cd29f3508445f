"""What the pages of the desk cost, as multiples of an empty page in the same run.

    python -m bench.pages [--sizes 10000 1000000] [--rounds 15] [--json FILE] [--keep]

For each size a scratch database is filled with copies of a few cases that were really registered
and handled. Then blocks of requests alternate, in this process and through every middleware: some
of an empty page that a signed-in officer opens, some of the scenario. Printed is the median of
their ratios, its milliseconds, and how many queries one request makes; at the end the memory of a
gunicorn worker that has served all pages.
"""

import argparse
import gc
import json
import logging
import multiprocessing
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.scratch import scratch_database  # isort: skip - it sets Django up

from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from bench.copying import AFTER_COPIES, make_many
from bench.samples import Staff, make, staff_again, staff_of
from bench.scenarios import EMPTY, Scenario, browser, scenarios
from bench.worker import memory_after
from casework.access.models import User
from casework.cases.numbers import Counter
from casework.clock import now
from casework.notices import host
from casework.notices.models import Host
from config import engines, profile

FORK = multiprocessing.get_context("fork")
BLOCK = 4  # requests


@dataclass
class Cost:
    """What one scenario costs. times: how many empty pages; empty_ms: that of its own run."""

    name: str
    times: float
    ms: float
    empty_ms: float
    queries: int
    aim: float | None = None


def timed(ask: Any, status: int) -> list[float]:
    """Return the milliseconds of each request of a block. Raises RuntimeError for a wrong one."""
    found = []
    for _request in range(BLOCK):
        begun = perf_counter()
        answer = ask()
        found.append((perf_counter() - begun) * 1000)
        if answer.status_code != status:
            raise RuntimeError(f"{answer.request['PATH_INFO']}: {answer.status_code}")
    return found


def queries_of(scenario: Scenario) -> int:
    """Return how many queries one request makes once everything is warm."""
    scenario.ask()
    with CaptureQueriesContext(connection) as asked:
        scenario.ask()
    return len(asked)


def measure(staff: Staff, rounds: int) -> list[Cost]:
    """Return the costs of all scenarios, each against empty pages between its own blocks."""
    client = browser(staff.officers[1])
    empty = Scenario("empty page", lambda: client.get(EMPTY))
    chosen = [empty, *scenarios(staff)]
    queries = {scenario.name: queries_of(scenario) for scenario in chosen}
    found: dict[str, list[tuple[float, float]]] = {scenario.name: [] for scenario in chosen}
    for _round in range(rounds):
        Host.objects.update(completed_at=now())  # else every page says that reminders are late
        for scenario in chosen:
            before = median(timed(empty.ask, 200))
            cost = median(timed(scenario.ask, scenario.status))
            found[scenario.name].append((cost, (before + median(timed(empty.ask, 200))) / 2))
    return [cost_of(scenario, found[scenario.name], queries) for scenario in chosen]


def cost_of(scenario: Scenario, pairs: list[tuple[float, float]], queries: dict[str, int]) -> Cost:
    """Return the medians of one scenario."""
    return Cost(
        scenario.name,
        times=round(median(cost / empty for cost, empty in pairs), 2),
        ms=round(median(cost for cost, _empty in pairs), 2),
        empty_ms=round(median(empty for _cost, empty in pairs), 2),
        queries=queries[scenario.name],
        aim=scenario.aim,
    )


def measure_alone(size: int, chosen: Any, answer: Any) -> None:
    """Measure at one size in a scratch database of its own; send the answer through the pipe."""
    with scratch_database(f"pages_{size}", keep=chosen.keep):
        gc.freeze()  # as config/wsgi.py does
        host.here()
        Host.objects.update(completed_at=now())
        staff = staff_again("SSS") if is_filled(size) else fill(size)
        costs = measure(staff, chosen.rounds)
        answer.send({"costs": [asdict(cost) for cost in costs], "worker_mb": memory_of(staff)})


def is_filled(size: int) -> bool:
    """Whether the database has the cases of an earlier run. Raises SystemExit if only some."""
    if not User.objects.filter(full_name__startswith="Bench").exists():
        return False
    if not Counter.objects.using("owner").filter(last__gte=AFTER_COPIES).exists():
        name = connection.settings_dict["NAME"]
        raise SystemExit(f"{name} was left half filled: drop it, or leave --keep out once.")
    return True


def fill(size: int) -> Staff:
    """Make so many cases; return the people of the authority that has nearly all of them."""
    begun = perf_counter()
    staff, other = staff_of("SSS"), staff_of("PGO", 3)
    own, foreign = make(staff), make(other)
    officers = {one.authority_id: [u.pk for u in one.officers] for one in (staff, other)}
    make_many([*own.ended, *foreign.ended[:1]], [*own.open, *foreign.open[:1]], size, officers)
    print(f"{size:,} cases made in {perf_counter() - begun:.0f} s", flush=True)  # noqa: T201
    return staff


def memory_of(staff: Staff) -> float:
    """Return the memory of a worker that has served every page which is only read."""
    client = browser(staff.officers[1])
    pages = [EMPTY]
    for scenario in scenarios(staff):
        if scenario.status == 200:
            asked = scenario.ask().request
            pages.append(f"{asked['PATH_INFO']}?{asked['QUERY_STRING']}")
    connections["default"].close()
    mine = client.cookies["sessionid"].value
    readable = [page for page in pages if client.get(page).status_code == 200]
    return round(memory_after(readable, mine), 1)


def table_of(results: dict[int, dict[str, Any]]) -> str:
    """Return the table that is printed: a line for each scenario, columns for each size."""
    sizes, first = list(results), next(iter(results.values()))
    head = f"{'':28}" + "".join(f"{f'{size:,}':>12}{'ms':>9}{'queries':>9}" for size in sizes)
    lines = [head + f"{'growth':>9}{'aim':>6}"]
    for row, cost in enumerate(first["costs"]):
        line, all_sizes = f"{cost['name']:28}", [results[size]["costs"][row] for size in sizes]
        for one in all_sizes:
            line += f"{one['times']:>11.2f}×{one['ms']:>9.1f}{one['queries']:>9}"
        growth = all_sizes[-1]["times"] / all_sizes[0]["times"]
        mark = "" if len({one["queries"] for one in all_sizes}) == 1 else "  queries differ"
        lines.append(line + f"{growth:>9.2f}{cost['aim'] or '':>6}{mark}")
    memory = ", ".join(f"{size:,}: {results[size]['worker_mb']} MB" for size in sizes)
    return "\n".join([*lines, f"worker after the walk (PSS): {memory}"])


def main() -> None:
    """Measure each size in a process of its own and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", action="store_true", help="keep the cases for the next run")
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    settings.ROOT_URLCONF = "bench.urls"
    if profile.EMBEDDED:
        engines.borrow_or_exit()
    results = {}
    for size in chosen.sizes:
        ours, theirs = FORK.Pipe(duplex=False)
        run = FORK.Process(target=measure_alone, args=(size, chosen, theirs))
        run.start()
        theirs.close()
        results[size] = ours.recv()
        run.join()
        print(table_of(results), flush=True)  # noqa: T201 - also where the next size is broken off
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
