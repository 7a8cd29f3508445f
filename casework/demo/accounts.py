"""Who works in the demonstration: a small staff for each of the three authorities."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.clock import today
from casework.directory.models import Authority

PASSWORD = "desk-demo-2026"  # noqa: S105 - printed at every start; a real site refuses demo accounts
SINCE = timedelta(days=3 * 365)  # for so long the staff has been there: longer than any case


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
    Person("samir@pgo.example", "Samir Qurbanov", "PGO", (Role.OFFICER,)),
    Person("lawyer@pgo.example", "Nərmin Həsənova", "PGO", (Role.LAWYER,)),
    Person("supervisor@pgo.example", "Şahin Abdullayev", "PGO", (Role.SUPERVISOR,)),
    Person("officer@moj.example", "Leyla Nağıyeva", "MOJ", (Role.OFFICER, Role.REGISTRAR)),
    Person("fidan@moj.example", "Fidan Ağayeva", "MOJ", (Role.OFFICER,)),
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
