"""What people do on the desk all day: the scenarios that are measured, each one request."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.asking import (
    EMPTY,
    TABLE,
    Scenario,
    browser,
    open_cases,
    reading,
    some_cases,
    visiting,
)
from bench.lists import lists
from bench.samples import Staff
from bench.typed import typed
from casework.cases.case import Case
from casework.cases.items import DataItem
from casework.directory.models import Measure, Provider

__all__ = ["EMPTY", "Scenario", "browser", "scenarios"]


def scenarios(staff: Staff) -> list[Scenario]:
    """Return every scenario."""
    officer, lawyer = browser(staff.officers[1]), browser(staff.desk.lawyer)
    supervisor = browser(staff.desk.supervisor)
    return [
        reading("plain table of 50 rows", officer, TABLE),
        *lists(officer, supervisor),
        *case_pages(officer, supervisor),
        *steps(officer, lawyer),
        *registering(officer),
    ]


def case_pages(officer: Client, supervisor: Client) -> Iterator[Scenario]:
    """Give the page of a case, in different cases each time: nothing is warm but the code."""
    running = addresses(open_cases(state="execution"))
    yield visiting("case, in execution", officer, running, 5)
    yield visiting("case, new", officer, addresses(open_cases(state="received")), 5)
    yield visiting("case, closed", officer, addresses(some_cases(state="closed")), 5)
    yield visiting("case, supervisor", supervisor, running, 5)


def addresses(cases: list[Any], *, of: str = "") -> list[str]:
    """Return the pages of these cases; of: a page below."""
    return [case.get_absolute_url() + of for case in cases]


def steps(officer: Client, lawyer: Client) -> Iterator[Scenario]:
    """Give the form of a step and the step itself; each step takes a case that it has not used."""
    ordering, reviewed = open_cases(state="execution"), open_cases(state="review")
    forms, accepting = (
        addresses(ordering, of="steps/order/"),
        addresses(reviewed, of="steps/accept/"),
    )
    yield visiting("step, form of an order", officer, forms, 5)
    yield visiting("step, form of acceptance", lawyer, accepting, 5)
    begun, noted = iter(open_cases(state="received")), iter(ordering[::-1])
    yield Scenario("step, review started", lambda: step(officer, next(begun)), 302, 5)
    yield Scenario("step, item added", lambda: add_item(officer, next(noted)), 302, 5)
    orders, about = iter(ordering), order_of(ordering)
    yield Scenario("step, ordered", lambda: order(officer, next(orders), about), 302, 5)


def step(client: Client, case: Case, name: str = "start_review", **details: Any) -> Any:
    """Take a step."""
    page = f"{case.get_absolute_url()}steps/{name}/"
    return client.post(page, {"version": case.version, **details})


def add_item(client: Client, case: Case) -> Any:
    """Add a data item."""
    about = {"category": "traffic", "identifier_kind": "ip", "identifier": "192.0.2.1"}
    return step(client, case, "add_item", **about)


def order(client: Client, case: Case, about: dict[int, dict[str, Any]]) -> Any:
    """Order a measure from a provider; this drafts a letter."""
    return step(client, case, "order", **about[case.pk])


def order_of(cases: list[Any]) -> dict[int, dict[str, Any]]:
    """Return by case what is typed into the form of an order."""
    measure = Measure.objects.get(code="art18-production").pk
    provider = Provider.objects.get(code="azercell").pk
    items = DataItem.objects.using("owner").filter(case__in=[case.pk for case in cases])
    found: dict[int, dict[str, Any]] = {}
    for key, case in items.values_list("pk", "case"):
        typed_in = found.setdefault(case, {"measure": measure, "provider": provider, "items": []})
        typed_in["items"].append(key)
    return found


def registering(officer: Client) -> Iterator[Scenario]:
    """Give the full form of a registration, and the registration."""
    page, numbers = reverse("contact_point:register"), count(1)
    yield reading("registration, form", officer, page, 5)
    yield Scenario("registration, sent", lambda: officer.post(page, typed(next(numbers))), 302, 5)
