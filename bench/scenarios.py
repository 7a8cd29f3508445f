"""What people do on the desk all day: the scenarios that are measured, each one request."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, reverse

from bench.samples import Staff
from bench.typed import typed
from casework.access.models import User
from casework.cases.case import Case
from casework.cases.items import DataItem
from casework.directory.models import Authority, Measure, Provider

EMPTY, TABLE = "/bench/empty/", "/bench/table/"
ASKED_FOR = 400  # cases of a kind that a scenario may use up


@dataclass(frozen=True)
class Scenario:
    """One request. aim: at most so many empty pages; None where there is no aim."""

    name: str
    ask: Callable[[], Any]
    status: int = 200
    aim: float | None = None


def scenarios(staff: Staff) -> list[Scenario]:
    """Return every scenario of which the page exists."""
    officer, lawyer = browser(staff.officers[1]), browser(staff.desk.lawyer)
    supervisor = browser(staff.desk.supervisor)
    found = [
        reading("plain table of 50 rows", officer, TABLE),
        *desk_pages(officer, supervisor),
        *case_pages(officer, supervisor),
        *steps(officer, lawyer),
        *registering(officer),
    ]
    return [scenario for scenario in found if scenario is not None]


def browser(user: User) -> Client:
    """Return a browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def reading(name: str, client: Client, url: str, aim: float | None = None) -> Scenario:
    """Return the scenario of opening one page again and again."""
    return Scenario(name, lambda: client.get(url), aim=aim)


def desk_pages(officer: Client, supervisor: Client) -> Iterator[Scenario | None]:
    """Give the lists and figures; None for a page that is not there."""
    filtered = f"state=execution&due=week&country={'DE'}"
    yield listed("queue", officer, "cases", "", 6)
    yield listed("queue, filtered", officer, "cases", filtered, 6)
    yield listed("search, a reference", officer, "search", "q=BENCH+0/26", 8)
    yield listed("search, words", officer, "search", "q=bundeskriminalamt+azercell", 8)
    yield listed("statistics", supervisor, "statistics", "", 10)
    yield listed("supervisor's page", supervisor, "overview", "", None)


def listed(name: str, client: Client, view: str, query: str, aim: float | None) -> Scenario | None:
    """Return the scenario of a page by the name of its URL, None if there is none."""
    try:
        url = reverse(view)
    except NoReverseMatch:
        return None
    return reading(name, client, f"{url}?{query}" if query else url, aim)


def case_pages(officer: Client, supervisor: Client) -> Iterator[Scenario]:
    """Give the page of a case, in different cases each time: nothing is warm but the code."""
    yield visiting("case, in execution", officer, open_cases(state="execution"))
    yield visiting("case, new", officer, open_cases(state="received"))
    yield visiting("case, closed", officer, some_cases(state="closed"))
    yield visiting("case, supervisor", supervisor, open_cases(state="execution"))


def visiting(name: str, client: Client, cases: list[Any]) -> Scenario:
    """Return the scenario of opening one case after the other."""
    pages = round_and_round([case.get_absolute_url() for case in cases])
    return Scenario(name, lambda: client.get(next(pages)), aim=5)


def steps(officer: Client, lawyer: Client) -> Iterator[Scenario]:
    """Give the form of a step and the step itself; each step takes a case that it has not used."""
    ordering, reviewed = open_cases(state="execution"), open_cases(state="review")
    forms = round_and_round([f"{case.get_absolute_url()}steps/order/" for case in ordering])
    accept = round_and_round([f"{case.get_absolute_url()}steps/accept/" for case in reviewed])
    yield Scenario("step, form of an order", lambda: officer.get(next(forms)), aim=5)
    yield Scenario("step, form of acceptance", lambda: lawyer.get(next(accept)), aim=5)
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


def open_cases(**like: Any) -> list[Any]:
    """Return open cases of the contact point like these, spread over all that there are."""
    return some_cases(ended_at=None, **like)


def some_cases(**like: Any) -> list[Any]:
    """Return at most so many cases like these, read as the owner."""
    desk = Authority.objects.get(code="SSS")
    rows = Case.objects.using("owner").filter(authority=desk, **like).order_by("public_id")
    return list(rows[:ASKED_FOR])


def round_and_round(pages: list[str]) -> Iterator[str]:
    """Give the pages again and again."""
    while True:
        yield from pages
