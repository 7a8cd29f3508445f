"""One request that is measured, and who asks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.test import Client

from casework.access.models import User
from casework.cases.case import Case
from casework.directory.models import Authority

EMPTY, TABLE = "/bench/empty/", "/bench/table/"
ASKED_FOR = 400  # cases of a kind that a scenario may use up


@dataclass(frozen=True)
class Scenario:
    """One request. aim: at most so many empty pages; None where there is no aim."""

    name: str
    ask: Callable[[], Any]
    status: int = 200
    aim: float | None = None


def browser(user: User) -> Client:
    """Return a browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def reading(name: str, client: Client, url: str, aim: float | None = None) -> Scenario:
    """Return the scenario of opening one page again and again."""
    return Scenario(name, lambda: client.get(url), aim=aim)


def visiting(name: str, client: Client, pages: list[str], aim: float | None = None) -> Scenario:
    """Return the scenario of opening one page after the other, and then again."""
    turns: Iterator[str] = cycle(pages)
    return Scenario(name, lambda: client.get(next(turns)), aim=aim)


def open_cases(**like: Any) -> list[Any]:
    """Return open cases of the contact point like these, spread over all that there are."""
    return some_cases(ended_at=None, **like)


def some_cases(**like: Any) -> list[Any]:
    """Return at most so many cases like these, read as the owner, each time others.

    Kept cases are measured again and again: steps that always took the first ones would pile up
    orders and letters on them, and the page of a case would be measured with these.
    """
    desk = Authority.objects.get(code="SSS")
    rows = Case.objects.using("owner").filter(authority=desk, **like).order_by("public_id")
    somewhere = uuid4()
    after = list(rows.filter(public_id__gte=somewhere)[:ASKED_FOR])
    return after + list(rows.filter(public_id__lt=somewhere)[: ASKED_FOR - len(after)])
