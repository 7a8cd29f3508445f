"""A few cases, registered over the form and handled step by step: the others are their copies."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from bench.typed import typed
from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.additions import Note
from casework.directory.models import Authority
from contact_point.models import ContactRequest
from tests.cases.making import Desk, sent

REVIEWED = ("start_review", "preserve", "record_preserved", "confirm_preservation", "accept")
ORDERED = (*REVIEWED, "order", "record_provider_answer")

# Request type, steps: cases that have ended, and cases that are open.
ENDED = (
    ("disclosure", (*ORDERED, "report", "close")),
    ("preservation", (*ORDERED, "prolong", "order", "record_provider_answer", "report", "close")),
    ("evidence", ("start_review", "ask", "record_answer", "accept", "order",
                 "record_provider_answer", "report", "close")),
    ("disclosure", ("start_review", "refuse", "close")),
)  # fmt: skip
OPEN = (
    ("disclosure", ()),
    ("preservation", ("start_review", "preserve", "record_preserved", "confirm_preservation")),
    ("evidence", ("start_review", "ask")),
    ("disclosure", (*REVIEWED, "order")),
    ("preservation", (*ORDERED, "prolong", "order", "set_condition")),
)
STATES = ("DE", "FR", "US", "NL")


@dataclass
class Staff:
    """The people of one authority; several officers share its cases."""

    desk: Desk
    officers: list[User]
    authority_id: int


@dataclass
class Samples:
    """The keys of the cases, by whether they have ended."""

    ended: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)


def staff_of(code: str, officers: int = 8) -> Staff:
    """Return new people of this authority, which serves the contact point from now on."""
    desk = Authority.objects.get(code=code)
    desk.procedures = sorted({*desk.procedures, "contact_point"})
    desk.save()
    first = [person(desk, Role.OFFICER, str(number)) for number in range(officers)]
    lawyer, supervisor = person(desk, Role.LAWYER), person(desk, Role.SUPERVISOR)
    return Staff(Desk(first[0], lawyer, supervisor), first, desk.pk)


def staff_again(code: str) -> Staff:
    """Return the people that staff_of() made in a database that was kept."""
    desk = Authority.objects.get(code=code)
    people = User.objects.filter(full_name__startswith="Bench", memberships__authority=desk)
    by_role = {role: list(people.filter(memberships__role=role).order_by("pk")) for role in Role}
    officers = by_role[Role.OFFICER]
    (lawyer,), (supervisor,) = by_role[Role.LAWYER], by_role[Role.SUPERVISOR]
    return Staff(Desk(officers[0], lawyer, supervisor), officers, desk.pk)


def person(desk: Authority, role: Role, number: str = "") -> User:
    """Return a new person with this role."""
    email = f"{role}{number}@{desk.code.lower()}.example"
    user = User.objects.create_user(email, full_name=f"Bench {role} {number}".strip())
    Membership.objects.create(user=user, authority=desk, role=role, from_on=date(2020, 1, 1))
    return user


def make(staff: Staff) -> Samples:
    """Register and handle one case of each history; return their keys."""
    found = Samples()
    for histories, keys in ((ENDED, found.ended), (OPEN, found.open)):
        for number, (kind, steps) in enumerate(histories):
            keys.append(handled(staff.desk, kind, STATES[number % len(STATES)], steps).pk)
    return found


def handled(desk: Desk, kind: str, state: str, steps: Iterator[str] | tuple[str, ...]) -> Any:
    """Return a case of this kind after these steps; its letters have left, a call is noted."""
    case = registered_by(desk.officer, typed(0, kind=kind, state=state))
    with transaction.atomic():
        set_scope(desk.officer)
        for step in steps:
            case = desk.step(case, step)
            sent(case)
        words = {"case_id": case.pk, "authority_id": case.authority_id, "made_by": desk.officer}
        Note.objects.create(text="The provider confirms by telephone that it has begun.", **words)
    return case


def registered_by(officer: User, fields: dict[str, str]) -> Any:
    """Return the case that this officer has registered over the form."""
    client = Client()
    client.force_login(officer)
    answer = client.post(reverse("contact_point:register"), fields)
    if answer.status_code != 302:
        raise RuntimeError(f"not registered: {answer.status_code}")
    with transaction.atomic():
        set_scope(officer)
        return ContactRequest.objects.get(public_id=answer["Location"].strip("/").split("/")[-1])
