"""A desk with something of everything and the longest names, and every page there is of it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import include, path

from casework.access.duty import ShiftNote
from casework.access.models import Absence
from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.cases.additions import Link, Note
from casework.cases.grants import Grant
from casework.clock import now, today
from casework.desk import demo_clock, errors, mailbox
from casework.desk.duty_turns import begin
from casework.desk.statistics_printed import in_every_language
from casework.desk.statistics_year import parts_from
from casework.directory.calendar_changes import Swap
from casework.directory.models import Authority, Provider, State
from casework.directory.new_editions import new_edition
from casework.figures.issuing import counted_of, issue
from casework.files.store import store
from casework.notices.models import Status
from casework.registers import keeping
from casework.registers.reading import table_of
from casework.registers.running import run
from casework.workflow.proposals import propose
from tests.cases.making import Desk, a_case
from tests.cases.reaching import REACH
from tests.desk.reminding import a_notice, a_problem, an_attempt, swept
from tests.desk.test_errors import urlpatterns as failing
from tests.registers.conftest import ENDED, OPEN, as_csv, upload

MAILS = []  # the folder of the demonstration's mails
urlpatterns = [
    path("429/", lambda request: errors.locked_out(request, None, None)),
    path("mailbox/", mailbox.mailbox, {"folder": lambda: MAILS[-1]}, name="mailbox"),
    path("mailbox/<str:name>/", mailbox.mail, {"folder": lambda: MAILS[-1]}, name="mailbox_mail"),
    path("demo/clock/", demo_clock.demo_clock, name="demo_clock"),
    *failing[:-1],  # the last one are the addresses of the desk
    path("", include("config.urls")),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error

LONG_STATE = "United Kingdom of Great Britain and Northern Ireland"
LONG_STATE_AZ = "Böyük Britaniya və Şimali İrlandiya Birləşmiş Krallığı"
LONG_PROVIDER = "Azərbaycan Telekommunikasiya və Rabitə Xidmətləri Məhdud Məsuliyyətli Cəmiyyəti"
LONG_PERSON = "Abdurrahman Məhəmmədhüseynzadə-Şıxəlizadə"
STATES = ("received", "review", "clarification", "execution", "postponed", "partly", "refused",
          "closed", "void")  # fmt: skip
STEP = re.compile(r'href="(/cases/[^"]+/steps/(\w+)/)[^"]*"')


@dataclass
class World:
    """Who sits where, and the addresses of what was made.

    forms  the address of a form for every step that somebody may take now, and who that is
    """

    people: dict[Role, object]
    cases: dict[str, object]
    paths: dict[str, str]
    forms: dict[str, tuple[Role, str]]


def make_world(make_user, folder):
    """Return a desk on which each page has something to show."""
    State.objects.filter(code="DE").update(name_en=LONG_STATE, name_az=LONG_STATE_AZ)
    Provider.objects.filter(code="azercell").update(name_en=LONG_PROVIDER, name_az=LONG_PROVIDER)
    roles = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR)
    people = {role: make_user(role) for role in roles}
    officer = people[Role.OFFICER]
    officer.full_name = LONG_PERSON
    officer.save()
    desk = Desk(*people.values(), second=make_user(Role.SUPERVISOR, full_name="second"))
    with acting_as(officer):
        cases = {state: REACH[state](desk) for state in STATES}
        other = a_case(officer, foreign_reference="X" * 120)
        paths = papers(desk, cases["review"], other)
    with acting_as(people[Role.SUPERVISOR]):
        reminders(desk, cases["received"])
        office(desk, cases["execution"])
        paths |= report(desk)
    paths |= register(people[Role.SUPERVISOR]) | mails(folder)
    world = World(people, cases, paths, {})
    world.forms = forms_of(world)
    return world


def report(desk):
    """Issue a report of this year, let one more request come in, and return where it stands."""
    day, authority = today(), Authority.objects.get(code="SSS")
    counted = counted_of(authority, ["contact_point"], day.replace(month=1, day=1), day)
    found = counted.found, counted.following, counted.kinds
    printed = in_every_language(lambda: parts_from(*found))
    here = issue(counted, by=desk.supervisor, after=0, printed=printed).get_absolute_url()
    a_case(desk.officer)
    return {"report": here, "report_again": f"{here}again/"}


def papers(desk, case, other):
    """Hang on the case one of each that has a page, and return where those are."""
    call = Note.objects.create(
        case=case, authority=case.authority, kind="call", called_at=now(), text="W" * 200,
        confirmation_pending=True, made_by=desk.officer,
    )  # fmt: skip
    store(case, SimpleUploadedFile(f"{'N' * 90}.txt", b"plain"), by=desk.officer, kind="other")
    grant = Grant.objects.create(
        case=case, authority=case.authority, user=desk.second, reason="An opinion is needed."
    )
    Link.objects.create(
        case=case, authority=case.authority, other=other, kind="related", made_by=desk.officer
    )
    details = desk.details(case, "refuse")
    propose(case, "refuse", by=desk.officer, version=case.version, **details)
    here = case.get_absolute_url()
    letter = f"{here}letters/{case.letters.first().public_id}/"
    return {
        "letter": letter,
        "letter_print": f"{letter}print/",
        "letter_anew": f"{letter}anew/",
        "letter_sent": f"{letter}sent/",
        "letter_drop": f"{letter}drop/",
        "note_confirmed": f"{here}notes/{call.pk}/confirmed/",
        "document_add": f"{here}documents/",
        "kept_add": f"{here}preserved/",
        "grant_add": f"{here}grants/",
        "grant_end": f"{here}grants/{grant.pk}/end/",
        "history": f"{here}history/",
    }


def reminders(desk, case):
    """Leave reminders in each state, and a machine that is well."""
    swept()
    a_notice(case, desk.officer, status=Status.FAILED, failure="550 5.1.1 <a@b.example>: unknown")
    a_notice(None, desk.officer, status=Status.FAILED, kind="digest", authority="SSS")
    an_attempt(a_notice(case, None, kind="urgent", tries=2, failure="451 later"))
    a_notice(case, desk.supervisor, status=Status.SENT)
    a_problem(case)


def office(desk, case):
    """Put people on duty and on leave, and let the calendar change."""
    authority = Authority.objects.get(code="SSS")
    begin(authority, desk.officer)
    ShiftNote.objects.create(authority=authority, made_by=desk.officer, text="Kiyev " * 60)
    Absence.objects.create(user=desk.officer, deputy=desk.lawyer, from_on=today())
    saturday = case.execution_on + timedelta(days=5 - case.execution_on.weekday())
    new_edition([Swap(saturday, case.execution_on)], by=desk.supervisor, reason="Cabinet, no. 1")


def register(head):
    """Bring in one register to its dry run and leave another at its columns."""
    authority, kept = Authority.objects.get(code="SSS"), []
    bad = ["=1+1", "soon", *OPEN[2:5], "R" * 100, "", "", ""]
    with acting_as(head):
        for rows in ([OPEN], [OPEN, ENDED, bad]):
            table = table_of(upload(as_csv(*rows)))
            kept.append(keeping.begin(table, authority=authority, kind="contact_point", by=head))
        columns = kept[1].columns["columns"]
        keeping.match(kept[1], {"columns": columns, "otherwise": {}})
    run(kept[1].pk)
    return {
        "import_columns": f"/imports/{kept[0].pk}/columns/",
        "import": f"/imports/{kept[1].pk}/",
    }


def mails(folder):
    """Keep one mail in the demonstration's folder."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "desk@localhost", "o@sss.example", "S" * 150
    mail.set_content("https://desk.example/" + "x" * 150)
    (folder / "1790000000000000000-0a1b2c3d.eml").write_bytes(bytes(mail))
    MAILS.append(folder)
    return {"mail": "/mailbox/1790000000000000000-0a1b2c3d/"}


def forms_of(world):
    """Return a form of each step that somebody may take on one of the cases."""
    found = {}
    for role in (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR):
        client = Client()
        client.force_login(world.people[role])
        for case in world.cases.values():
            text = client.get(case.get_absolute_url()).content.decode()
            for address, name in STEP.findall(text):
                found.setdefault(name, (role, address))
    return found
