"""The lists, searches and figures that are measured: what many cases could make slow."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from bench.asking import Scenario, reading, some_cases, visiting
from casework.clock import today
from casework.directory.models import RequestType

QUEUE, SEARCH, FIGURES = 6, 8, 10  # how many empty pages each may cost


def lists(officer: Client, supervisor: Client) -> Iterator[Scenario]:
    """Give every list of the desk."""
    yield from queue(officer, supervisor)
    yield from searches(officer)
    yield from figures(supervisor)
    for name, view in (
        ("authority today", "overview"),
        ("load of the officers", "load"),
        ("reminders", "reminders"),
        ("month of last days", "calendar"),
    ):
        yield reading(name, supervisor, reverse(view))


def queue(officer: Client, supervisor: Client) -> Iterator[Scenario]:
    """Give the queue, page by page and with its filters; some of them find next to nothing."""
    opened, ended = some_cases(ended_at=None), some_cases(ended_at__isnull=False)
    middle = sorted(opened, key=lambda case: (case.queue_on, case.pk))[len(opened) // 2]
    state = opened[0].requesting_state_id
    kind = RequestType.objects.get(code="evidence").pk
    filters = {
        "queue": {},
        "queue, in the middle": {"after": place(middle)},
        "queue, of a State": {"country": state},
        "queue, of one officer": {"officer": opened[0].officer_id},
        "queue, mine": {"officer": "me"},
        "queue, of nobody": {"officer": "none"},
        "queue, of a type": {"type": kind},
        "queue, in clarification": {"state": "clarification"},
        "queue, in a state of none": {"state": "postponed"},
        "queue, waiting for a court": {"waiting": "court"},
        "queue, waiting for provider": {"waiting": "provider"},
        "queue, overdue": {"due": "overdue"},
        "queue, past the ceiling": {"due": "ceiling"},
        "queue, without a clock": {"due": "stopped"},
        "queue, three at once": {"state": "execution", "country": state, "due": "soon"},
        "queue, with ended ones": {"ended": "1"},
        "ended, deep": {"ended": "1", "after": place(ended[len(ended) // 2])},
        "ended, of a State": {"ended": "1", "country": state},
        "ended, void": {"ended": "1", "state": "void"},
        "ended, of one officer": {"ended": "1", "officer": opened[0].officer_id},
    }
    for name, chosen in filters.items():
        yield reading(name, officer, address("cases", chosen), QUEUE)
    yield reading("queue, as a supervisor", supervisor, reverse("cases"), QUEUE)


def searches(officer: Client) -> Iterator[Scenario]:
    """Give searches that find: another case each time, and words that every case says."""
    found = some_cases(ended_at__isnull=False)
    theirs = [address("search", {"q": case.foreign_reference}) for case in found]
    numbers = [address("search", {"q": case.reference[-6:].lstrip("0")}) for case in found]
    ours = [address("search", {"q": f"{case.reference} azercell"}) for case in found]
    words = address("search", {"q": "bundeskriminalamt azercell"})
    yield visiting("search, their reference", officer, theirs, SEARCH)
    yield visiting("search, a number", officer, numbers, SEARCH)
    yield visiting("search, our reference", officer, ours, SEARCH)
    yield reading("search, words of every case", officer, words, SEARCH)
    yield reading("search, nothing", officer, address("search", {"q": "zzyzx 2026"}), SEARCH)


def figures(supervisor: Client) -> Iterator[Scenario]:
    """Give statistics of this year, of a year ended today, and of five years."""
    day = today()
    yield reading("statistics", supervisor, reverse("statistics"), FIGURES)
    for name, days in (("statistics, a year", 364), ("statistics, five years", 1825)):
        chosen = {"from": (day - timedelta(days=days)).isoformat(), "to": day.isoformat()}
        yield reading(name, supervisor, address("statistics", chosen), FIGURES)


def address(view: str, words: dict[str, Any]) -> str:
    """Return the address of a page with these words."""
    return f"{reverse(view)}?{urlencode(words)}" if words else reverse(view)


def place(case: Any) -> str:
    """Return the place of a case in the queue, as the address of the next page has it."""
    return f"{case.queue_on.isoformat()}_{int(case.is_urgent)}_{case.pk}"
