"""Runs the faults one after the other and prints the table."""

import argparse
import json
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path

from tests.faults import broker, changes, clock_faults, freezing, killing, relay_faults, restore
from tests.faults.counting import Result
from tests.faults.world import World

FAULTS = {
    "R1": killing.worker_group,
    "R2": killing.single_processes,
    "R3": killing.everybody_at_once,
    "R4": broker.flushed_and_down,
    "R5": broker.nobody_sweeps,
    "R6": relay_faults.two_days_away,
    "R7": relay_faults.every_bad_answer,
    "R8": killing.database,
    "R9": changes.while_sending,
    "R10": freezing.frozen,
    "R11": clock_faults.jumps,
    "R13": restore.restored_and_copied,
    "R15": relay_faults.one_bad_item,
}
# R14: the same trials with one safeguard taken away have to turn red.
WITHOUT = {
    "R14-key": (killing.without_key, "key"),
    "R14-check": (changes.while_sending, "check"),
    "R14-attempt": (killing.worker_group, "attempt"),
    "R14-lock": (killing.everybody_at_once, "lock"),
    "R14-waker": (broker.flushed_and_down, "waker"),
}
HEAD = f"{'fault':<46} {'size':>5} {'lost':>5} {'doubled':>8} {'bound':>6} {'time':>7}  verdict"


def main() -> int:
    """Run what was asked for; return 1 if anything does not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--only", default=",".join([*FAULTS, *WITHOUT]))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report")
    parser.add_argument("--tables", type=Path)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    world = World(options.seed)
    rows = []
    try:
        say(f"Preparing engines and database; logs in {world.folder}")
        world.prepare(options.tables)
        say(HEAD)
        for name in options.only.split(","):
            rows.append(one(world, name, options.size))
    finally:
        world.end()
        if options.report:
            Path(options.report).write_text(json.dumps(rows))
    return 0 if all(row["holds"] for row in rows) else 1


def one(world: World, name: str, size: int) -> dict:
    """Run one fault and return its row; a fault that breaks down has missed."""
    began = time.monotonic()
    without = ""
    try:
        if name in FAULTS:
            result = FAULTS[name](world, size)
        else:
            run, without = WITHOUT[name]
            result = run(world, min(size, 200), without=without)
    except Exception as error:  # noqa: BLE001 - the other faults are tried all the same
        traceback.print_exc()
        result = Result(name, size, 0, 0, 0, [f"{type(error).__name__}: {error}"])
        without = ""
    finally:
        world.end()
    result.seconds = time.monotonic() - began
    holds = result.is_good if not without else not result.is_good
    show(name, result, without)
    return {"name": name, "holds": holds, **asdict(result)}


def show(name: str, result: Result, without: str) -> None:
    """Print one row, and below it what does not hold."""
    verdict = "holds" if result.is_good else "MISSED"
    label = f"{name}  {result.fault}"
    if without:
        verdict = f"goes red: {'no' if result.is_good else 'yes'}"
        label = f"{name.split('-')[0]}  without {WORDS[without]}"
    numbers = f"{result.size:>5} {result.lost:>5} {result.doubled:>8} {result.bound:>6}"
    say(f"{label:<46} {numbers} {result.seconds:>5.0f} s  {verdict}")
    for sentence in [*result.wrong, result.about]:
        if sentence:
            say(f"      {sentence}")


WORDS = {
    "key": "the unique key",
    "check": "the last check",
    "attempt": "the attempt row",
    "lock": "the advisory lock",
    "waker": "the second waker",
}


def say(words: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
