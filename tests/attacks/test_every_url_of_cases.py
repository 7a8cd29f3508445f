"""Every address about a case × every principal × own, foreign and missing object × method.

A foreign object is the same 404 as a missing one; an address that has no policy here fails.
Tried: with `visible_to` returning everything and row-level security off, the tests of strangers go
red, with one of the two alone none does; with an address taken out of POLICY,
test_every_address_has_a_policy does.
"""

import re
import uuid
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope_of_all
from casework.audit.events import Event
from casework.cases.additions import Link, Note
from casework.cases.case import Case
from casework.cases.grants import Grant
from casework.cases.queries import CaseQuerySet
from casework.clock import now
from casework.directory.models import Authority
from casework.files.store import store
from casework.letters.models import Letter
from casework.workflow.models import StepRule
from casework.workflow.proposals import propose
from tests.cases.making import Desk, a_case
from tests.cases.reaching import two_authorities
from tests.desk.test_sign_in_required import PAGES

pytestmark = pytest.mark.django_db
OFFICER, LAWYER, SUPERVISOR = "officer", "lawyer", "supervisor"
AUDITOR, REGISTRAR, GRANTEE = "auditor", "registrar", "grantee"
ALL = (OFFICER, LAWYER, SUPERVISOR, AUDITOR, REGISTRAR)
READERS = (*ALL, GRANTEE)
WRITERS, ADDERS = (OFFICER, LAWYER, SUPERVISOR), (OFFICER, LAWYER, SUPERVISOR, REGISTRAR)
ENTERING = (OFFICER, REGISTRAR)
HEADS = (SUPERVISOR, AUDITOR)
METHODS = ("get", "post", "put", "delete")


@dataclass(frozen=True)
class Page:
    """What an address of one's own case answers: to whoever may, and to the others, who get 403.

    get, post  the status; an empty form that is sent changes nothing
    """

    get: int
    post: int
    may_get: tuple[str, ...] = READERS
    may_post: tuple[str, ...] = READERS

    def expects(self, method: str, role: str) -> int:
        if method not in ("get", "post"):
            return 405
        status = getattr(self, method)
        return status if status == 405 or role in getattr(self, f"may_{method}") else 403


POLICY = {
    "case": Page(200, 405),
    "history": Page(200, 405),
    "acknowledge": Page(405, 302, READERS, WRITERS),  # not urgent: nothing happens
    "step": Page(200, 409, (OFFICER,), (OFFICER,)),
    "proposal": Page(302, 302),
    "document_add": Page(200, 422, ADDERS, ADDERS),
    "document": Page(200, 405),
    "letter_add": Page(302, 422, READERS, WRITERS),
    "letter": Page(200, 422, READERS, WRITERS),
    "letter_anew": Page(200, 422, WRITERS, WRITERS),
    "letter_print": Page(200, 405),
    "letter_sent": Page(200, 422, WRITERS, WRITERS),
    "letter_drop": Page(200, 422, WRITERS, WRITERS),
    "note_add": Page(302, 422, ADDERS, ADDERS),
    "note_confirmed": Page(200, 422, ADDERS, ADDERS),
    "link_add": Page(302, 422, READERS, ADDERS),
    "kept_add": Page(200, 422, ADDERS, ADDERS),
    "kept_end": Page(200, 422, ADDERS, ADDERS),
    "kept_let_go": Page(200, 422, (SUPERVISOR,), (SUPERVISOR,)),
    "grant_add": Page(200, 422, (SUPERVISOR,), (SUPERVISOR,)),
    "grant_end": Page(200, 422, (SUPERVISOR,), (SUPERVISOR,)),
}
# Of no single case; a list shows what one sees, a draft says 404 of a page that is not there.
LISTS = {
    "cases": Page(200, 405),
    "search": Page(200, 405),
    "assign_cases": Page(405, 302, READERS, (SUPERVISOR,)),
    "share_cases": Page(200, 405, (SUPERVISOR,)),
    "filter_save": Page(405, 302),
    "draft": Page(405, 404),
    "reminders": Page(200, 405),
    "calendar": Page(200, 405),
    "duty": Page(200, 405, ALL, ALL),
    "duty_list": Page(200, 405, ALL, ALL),
    "duty_call": Page(200, 422, ADDERS, ADDERS),
    "statistics": Page(200, 405, ALL, ALL),
    "statistics_csv": Page(200, 405, ALL, ALL),
    "statistics_xlsx": Page(200, 405, ALL, ALL),
    "statistics_year": Page(200, 405, ALL, ALL),
    "statistics_year_csv": Page(200, 405, ALL, ALL),
    "statistics_year_xlsx": Page(200, 405, ALL, ALL),
    "statistics_issued_list": Page(200, 405, ALL, ALL),
    "issue_report": Page(405, 302, ALL, (SUPERVISOR,)),  # a form that saw no report issues none
    "scoreboard": Page(200, 405, HEADS, HEADS),
    "scoreboard_csv": Page(200, 405, HEADS, HEADS),
    "scoreboard_xlsx": Page(200, 405, HEADS, HEADS),
    "overview": Page(200, 405, (SUPERVISOR,), (SUPERVISOR,)),
    "load": Page(200, 405, (SUPERVISOR,), (SUPERVISOR,)),
    "absences": Page(200, 422, ALL, ALL),
    "moves": Page(200, 200, (SUPERVISOR,), (SUPERVISOR,)),
    "reads": Page(200, 405, (SUPERVISOR, AUDITOR), (SUPERVISOR, AUDITOR)),
    "imports": Page(200, 422, (SUPERVISOR,), (SUPERVISOR,)),
    "contact_point:register": Page(200, 200, ENTERING, ENTERING),
    "contact_point:urgent": Page(200, 200, ENTERING, ENTERING),
}
# What says 403 to who has no role, where a list of cases is empty.
REFUSED = (
    "contact_point:",
    "share_cases",
    "duty",
    "statistics",
    "scoreboard",
    "imports",
    "overview",
    "load",
    "absences",
    "moves",
    "reads",
)
# 302: Django's administration sends whoever asks for a row that is not there to its first page.
ADMIN = {
    "changelist": Page(200, 200),
    "add": Page(403, 403),
    "delete": Page(403, 403),
    "change": Page(200, 403),
    "history": Page(404, 404),
    "reassign": Page(200, 200, (SUPERVISOR,), (SUPERVISOR,)),
    "prolong": Page(200, 200, (SUPERVISOR,), (SUPERVISOR,)),
    "decide": Page(200, 200, (SUPERVISOR,), (SUPERVISOR,)),
}
ABOUT_CASES = re.compile(r"admin:casework_(case|proposal)_(\w+)")
# Addresses that show no case; each has tests of its own.
ELSEWHERE = re.compile(
    r"live|ready|metrics|reminders_(alive|again)|reminder_again|machine_release|demo_clock"
    r"|calendar_(address|revoke|feed)|duty_(begin|end|note|notes|note_read|confirm)"
    r"|statistics_issued(_again|_file)?"
    r"|overview_list|absence_end|mla:(register|outgoing|information)"
    r"|import(_(columns|start|drop|wrong))?"
    r"|home|filter_drop|account|calculator(_json)?|choose_(language|theme)|favicon.ico|mailbox(_mail)?"
    r"|(account|mfa)_\w+|admin:(index|log\w+|password_\w+|autocomplete|jsi18n|view_on_site)?"
    r"|admin:app_list|admin:(auth_group|account_emailaddress|mfa_authenticator|axes_\w+)_[a-z]+"
    r"|admin:casework_(calendaredition|calendarday|authority|body|state|foreigncontactpoint|policy"
    r"|provider|recipientperson|instrument|instrumentarticle|substantivelaw|relatedlaw|measure"
    r"|requesttype|refusalground|authorityrule|user|steprule)_\w+"
)


@pytest.fixture
def desk(officer, lawyer, supervisor, registrar):
    return Desk(officer, lawyer, supervisor, registrar)


@pytest.fixture
def expert(make_user):
    """A person without a role, who was let read the case."""
    return make_user(full_name="expert")


@pytest.fixture
def people(desk, auditor, expert):
    return {
        OFFICER: desk.officer,
        LAWYER: desk.lawyer,
        SUPERVISOR: desk.supervisor,
        REGISTRAR: desk.registrar,
        AUDITOR: auditor,
        GRANTEE: expert,
    }


@pytest.fixture
def outsiders(make_user, stranger):
    """A person without a role, and everybody of another authority with such requests."""
    two_authorities()
    Authority.objects.filter(code="PGO").update(is_active=True)
    return [stranger, *(make_user(Role(role), authority="PGO") for role in ALL)]


@pytest.fixture
def whole(desk, expert, settings, tmp_path):
    """A case with one of everything that has an address, and those addresses' arguments."""
    settings.DOCUMENTS_DIR = str(tmp_path / "documents")
    case = desk.step(a_case(desk.officer), "start_review")
    call = Note.objects.create(
        case=case, authority=case.authority, kind="call", called_at=now(),
        confirmation_pending=True, made_by=desk.officer,
    )  # fmt: skip
    file = store(case, SimpleUploadedFile("a.txt", b"plain"), by=desk.officer, kind="other")
    letter = Letter.objects.create(
        case=case, authority=case.authority, kind="acceptance", addressee="requester",
        subject_en="A", text_en="A", subject_az="A", text_az="A",
    )  # fmt: skip
    grant = Grant.objects.create(
        case=case, authority=case.authority, user=expert, reason="An opinion is needed."
    )
    link = Link.objects.create(
        case=case, authority=case.authority, other=a_case(desk.officer), kind=Link.Kind.PRESERVED
    )
    held = Link.objects.create(
        case=a_case(desk.officer), authority=case.authority, other=case, kind=Link.Kind.PRESERVED
    )
    proposed = propose(
        case, "refuse", by=desk.officer, version=case.version, **desk.details(case, "refuse")
    )
    return {
        "public_id": case.public_id,
        "name": "take_on",
        "document": file.public_id,
        "letter": letter.public_id,
        "note": call.pk,
        "grant": grant.pk,
        "link": link.pk,
        "held": held.pk,
        "proposal": proposed.public_id,
    }


def address_of(name, known):
    """Return the address of this page, with as many of the known arguments as it has."""
    if name == "proposal":
        return reverse(name, args=[known["proposal"]])
    if name == "kept_let_go":
        return reverse(name, args=[known["public_id"], known["held"]])
    wanted = {
        "step": ["public_id", "name"],
        "document": ["public_id", "document"],
        "note_confirmed": ["public_id", "note"],
        "grant_end": ["public_id", "grant"],
        "kept_end": ["public_id", "link"],
    }.get(name, ["public_id"])
    if name.startswith("letter") and name != "letter_add":
        wanted = ["public_id", "letter"]
    return reverse(name, kwargs={key: known[key] for key in wanted})


def said(response):
    """Return what a person sees, without what differs between any two answers."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    text = re.sub(r'nonce="[^"]+"|/(notes|grants|preserved)/\d+', "", text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)


def all_events():
    """Return how many events there are, in every authority's chain."""
    set_scope_of_all()
    return Event.objects.count()


def test_every_address_has_a_policy():
    known = {*POLICY, *LISTS}
    about = {name: ABOUT_CASES.fullmatch(name) for _where, name in PAGES}
    without = [
        name or where
        for where, name in PAGES
        if name not in known
        and not (about[name] and about[name][2] in ADMIN)
        and not ELSEWHERE.fullmatch(name or where.rstrip("/"))
        and not where.startswith("administration/")
    ]
    assert without == []
    unknown = [n for n in about if n.startswith("admin:casework_") and not ELSEWHERE.fullmatch(n)]
    assert [n for n in unknown if not about[n] or about[n][2] not in ADMIN] == []
    assert known <= {name for _where, name in PAGES}


@pytest.mark.parametrize("name", POLICY)
def test_ones_own_case_answers_by_its_policy_and_an_empty_form_changes_nothing(
    client, whole, people, name
):
    events = all_events()
    for role, person in people.items():
        client.force_login(person)
        for method in METHODS:
            response = getattr(client, method)(address_of(name, whole))
            assert response.status_code == POLICY[name].expects(method, role), (role, method)
    assert all_events() == events


@pytest.mark.parametrize("name", POLICY)
def test_a_foreign_object_is_the_same_404_as_a_missing_one(client, whole, outsiders, name):
    missing = {**dict.fromkeys(whole, uuid.uuid4()), "name": "take_on", "note": 999_999,
               "grant": 999_999, "link": 999_999, "held": 999_999}  # fmt: skip
    events = all_events()
    for person in outsiders:
        client.force_login(person)
        for method in METHODS:
            foreign = getattr(client, method)(address_of(name, whole))
            gone = getattr(client, method)(address_of(name, missing))
            refused = POLICY[name].expects(method, OFFICER) == 405
            assert foreign.status_code == (405 if refused else 404), (person, method)
            assert said(foreign) == said(gone)
            assert foreign.headers.keys() == gone.headers.keys()
    assert all_events() == events


@pytest.mark.parametrize("name", POLICY)
def test_row_level_security_alone_hides_what_is_foreign(
    client, whole, outsiders, monkeypatch, name
):
    reference = Case.objects.get(public_id=whole["public_id"]).reference
    monkeypatch.setattr(CaseQuerySet, "visible_to", lambda rows, user: rows.all())
    client.force_login(outsiders[1])
    for method in ("get", "post"):
        assert getattr(client, method)(address_of(name, whole)).status_code in (404, 405)
    assert reference not in client.get("/cases/?ended=1").content.decode()


@pytest.mark.parametrize("name", ["document", "letter", "letter_print", "letter_sent",
                                  "letter_anew", "letter_drop", "note_confirmed", "grant_end",
                                  "kept_end", "kept_let_go"])  # fmt: skip
def test_what_hangs_on_one_case_is_not_reached_through_another(
    client, whole, outsiders, desk, name
):
    """Neither through another case of the desk, nor by outsiders through a case of their own."""
    second = a_case(desk.officer)
    theirs = a_case(outsiders[1], authority="PGO")
    for person, case in ((desk.officer, second), (outsiders[1], theirs)):
        client.force_login(person)
        for method in ("get", "post"):
            address = address_of(name, {**whole, "public_id": case.public_id})
            response = getattr(client, method)(address, {"version": 1, "confirmed_on": now()})
            refused = POLICY[name].expects(method, OFFICER) == 405
            assert response.status_code == (405 if refused else 404)


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_forms_of_no_single_case(client, whole, people, outsiders, name):
    page, reference = LISTS[name], Case.objects.get(public_id=whole["public_id"]).reference
    for role, person in [*people.items(), *((ALL[n], o) for n, o in enumerate(outsiders[1:]))]:
        client.force_login(person)
        for method in METHODS:
            response = getattr(client, method)(reverse(name))
            assert response.status_code == page.expects(method, role), (role, method)
            if person in outsiders:
                assert reference not in response.content.decode(errors="replace")
    client.force_login(outsiders[0])
    assert client.get(reverse(name)).status_code == (403 if name.startswith(REFUSED) else page.get)


@pytest.mark.parametrize("model", ["case", "proposal"])
def test_the_administration_answers_heads_only_and_of_their_own_authority(
    client, whole, people, outsiders, model
):
    row = Case.objects.get(public_id=whole["public_id"])
    key, reference = (row.pk if model == "case" else row.proposals.get().pk), row.reference
    names = [f"admin:casework_{model}_{n}" for n in ADMIN]
    names = [n for n in names if n in {name for _where, name in PAGES}]
    others = [(role, outsiders[1:][ALL.index(role)]) for role in ALL]
    for role, person in [*people.items(), *others]:
        client.force_login(person)
        for name in names:
            kind = name.rsplit("_", 1)[1]
            args = [key] if kind in ("change", "delete", "history") else []
            response = client.get(reverse(name, args=args))
            expected = ADMIN[kind].expects("get", role)
            if role not in HEADS:
                assert response.status_code in (302, 403), (role, name)
            elif person in outsiders and kind == "change":
                gone = client.get(reverse(name, args=[999_999]))
                assert (response.status_code, gone.status_code) == (302, 302)
                assert response["Location"] == gone["Location"]
            else:
                assert response.status_code == expected, (role, name)
            if person in outsiders:
                assert reference not in response.content.decode()


def test_the_form_of_a_rule_about_a_step_is_the_heads_of_that_authority(
    client, desk, outsiders, make_user
):
    rule = StepRule.objects.create(
        authority=Authority.objects.get(code="SSS"), procedure="contact_point", step="refuse",
        second="person",
    )  # fmt: skip
    head = next(p for p in outsiders if p.full_name == "supervisor")
    client.force_login(head)
    for address in (
        reverse("admin:casework_steprule_change", args=[rule.pk]),
        reverse("admin:casework_steprule_change", args=[999_999]),
    ):
        assert client.get(address).status_code == 302
        assert client.post(address, {"second": "none"}).status_code == 302
    rule.refresh_from_db()
    assert rule.second == "person"


@pytest.mark.parametrize("name", [*POLICY, *LISTS])
def test_no_form_is_taken_from_another_site(client, whole, people, name):
    client.handler.enforce_csrf_checks = True
    client.force_login(people[OFFICER])
    address = reverse(name) if name in LISTS else address_of(name, whole)
    assert client.post(address, {"text": "x"}).status_code in (403, 405)


@pytest.mark.parametrize("name", [*POLICY, *LISTS])
def test_every_answer_carries_the_headers(client, whole, people, name):
    client.force_login(people[OFFICER])
    response = client.get(reverse(name) if name in LISTS else address_of(name, whole))
    assert "default-src" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
