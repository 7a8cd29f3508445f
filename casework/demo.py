"""The demonstration: a small staff for each of the three authorities, and a desk at work.

What there is to see belongs to the procedures: each adds the name of a function to SHOWS.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.module_loading import import_string

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.access.scope import set_scope_of_all
from casework.cases.case import Case
from casework.clock import today
from casework.directory.models import Authority

PASSWORD = "desk-demo-2026"  # noqa: S105 - printed at every start; a real site refuses demo accounts
SINCE = timedelta(days=3 * 365)  # for so long the staff has been there: longer than any case
SHOWS: list[str] = []  # dotted names of functions that fill an empty desk, one per procedure


@dataclass(frozen=True)
class Person:
    email: str
    full_name: str
    authority: str
    roles: tuple[Role, ...]
    language: str = "az"


CAST = [
    Person("officer@sss.example", "Aysel Məmmədova", "SSS", (Role.OFFICER,)),
    Person("lawyer@sss.example", "Rəşad Əliyev", "SSS", (Role.LAWYER,)),
    Person("supervisor@sss.example", "Ülviyyə Quliyeva", "SSS", (Role.SUPERVISOR,)),
    Person("registrar@sss.example", "Fərid Hüseynov", "SSS", (Role.REGISTRAR,)),
    Person("kamran@sss.example", "Kamran Əsgərov", "SSS", (Role.OFFICER,)),
    Person("lale@sss.example", "Lalə İbrahimova", "SSS", (Role.OFFICER,)),
    Person("orxan@sss.example", "Orxan Vəliyev", "SSS", (Role.OFFICER,)),
    Person("nigar@sss.example", "Nigar Kazımova", "SSS", (Role.LAWYER,)),
    Person("vuqar@sss.example", "Vüqar Süleymanov", "SSS", (Role.SUPERVISOR,)),
    Person("auditor@sss.example", "Günel İsmayılova", "SSS", (Role.AUDITOR,), "en"),
    Person("officer@pgo.example", "Elçin Cəfərov", "PGO", (Role.OFFICER, Role.REGISTRAR)),
    Person("lawyer@pgo.example", "Nərmin Həsənova", "PGO", (Role.LAWYER,)),
    Person("supervisor@pgo.example", "Şahin Abdullayev", "PGO", (Role.SUPERVISOR,)),
    Person("officer@moj.example", "Leyla Nağıyeva", "MOJ", (Role.OFFICER, Role.REGISTRAR)),
    Person("lawyer@moj.example", "Tural Babayev", "MOJ", (Role.LAWYER,)),
    Person("supervisor@moj.example", "Sevinc Rzayeva", "MOJ", (Role.SUPERVISOR,)),
]


def make_accounts() -> None:
    """Create the accounts that are missing, with their memberships."""
    known = set(User.objects.values_list("email", flat=True))
    missing = [person for person in CAST if person.email not in known]
    if not missing:
        return
    since = today() - SINCE
    authorities = {authority.code: authority for authority in Authority.objects.all()}
    hashed = make_password(PASSWORD)
    for person in missing:
        user = User.objects.create(
            email=person.email,
            full_name=person.full_name,
            language=person.language,
            is_demo=True,
            password=hashed,
        )
        for role in person.roles:
            Membership.objects.create(
                user=user, authority=authorities[person.authority], role=role, from_on=since
            )


def show_cases() -> None:
    """Fill the desk of the demonstration, once: where there is a case already, nothing happens.

    All of it is one transaction: what was interrupted begins anew at the next start.
    """
    if not settings.DEMO_CASES:
        return
    with transaction.atomic():
        set_scope_of_all()
        if Case.objects.exists():
            return
        mine = Membership.objects.filter(user__is_demo=True, from_on__gt=today() - SINCE)
        mine.update(from_on=today() - SINCE)  # accounts of before there were cases
        for name in SHOWS:
            import_string(name)()
