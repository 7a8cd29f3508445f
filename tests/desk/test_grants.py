"""The pages of read access: a supervisor lets somebody read one case, and ends it.

Tried: with the role of who may left out, without the refusal of who sees the case anyway, with
another sentence for an account that is switched off, without the event, a test each goes red.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.models import Absence, User
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.audit.chain import parsed
from casework.audit.events import ReadLog
from casework.cases.case import Case
from casework.cases.grants import Grant
from casework.clock import today
from casework.desk.grants import grants_of
from tests.cases.making import a_case
from tests.cases.reaching import two_authorities

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def prosecutor(make_user):
    two_authorities()
    roles, name = (Role.OFFICER, Role.SUPERVISOR), "Aysel Quliyeva"
    return make_user(*roles, authority="PGO", full_name=name, email="Aysel.Q@pgo.example")


def typed(person, **more):
    return {"email": person.email, "reason": "An opinion is needed.", **more}


def let(client, by, case, details):
    client.force_login(by)
    return client.post(reverse("grant_add", args=[case.public_id]), details)


def end(client, by, case, grant, reason="It is written."):
    client.force_login(by)
    return client.post(reverse("grant_end", args=[case.public_id, grant.pk]),
                       {"reason": reason})  # fmt: skip


def seen(client, user, address):
    client.force_login(user)
    return client.get(address)


def card(client, user, case):
    text = seen(client, user, case.get_absolute_url()).content.decode()
    found = re.search(r'<section id="grants".*?</section>', text, re.S)
    return found[0] if found else ""


def errors(response):
    assert response.status_code == 422
    text = response.content.decode()
    found = re.findall(r'class="invalid-feedback">(.*?)</div>', text, re.S)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


def test_a_supervisor_lets_a_prosecutor_read_and_everybody_can_see_why(
    client, supervisor, case, prosecutor
):
    assert "Nobody reads this case without a role here." in card(client, supervisor, case)
    assert seen(client, prosecutor, case.get_absolute_url()).status_code == 404
    day = today() + 30 * DAY
    details = typed(prosecutor, email=prosecutor.email.upper(), until_on=day.isoformat())
    assert let(client, supervisor, case, details)["Location"].endswith("#grants")
    text = card(client, supervisor, case)
    for words in ("Aysel Quliyeva", "An opinion is needed.", f"since {today():%d.%m.%Y}",
                  f"last day {day:%d.%m.%Y}"):  # fmt: skip
        assert words in text
    event = case.events.get(verb="grant_read")
    assert event.actor == supervisor
    assert parsed(event.details)["user"] == prosecutor.pk
    page = seen(client, prosecutor, case.get_absolute_url()).content.decode()
    assert "supervisor let a person without a role here read the case." in page
    assert "Aysel Quliyeva" in page[page.index("let a person without a role") :]


def test_the_reader_sees_case_and_history_and_the_reading_is_logged(
    client, supervisor, case, prosecutor
):
    let(client, supervisor, case, typed(prosecutor))
    for name in ("case", "history"):
        page = seen(client, prosecutor, reverse(name, args=[case.public_id]))
        assert page.status_code == 200 and case.reference in page.content.decode()
    set_scope(supervisor)
    logged = ReadLog.objects.filter(case=case.pk, user=prosecutor).values_list("what", flat=True)
    assert sorted(logged) == [ReadLog.What.CASE, ReadLog.What.HISTORY]


def test_a_reader_is_offered_nothing_to_change_and_is_refused_when_trying(
    client, supervisor, case, prosecutor, expert
):
    for person in (prosecutor, expert):
        let(client, supervisor, case, typed(person))
        text = seen(client, person, case.get_absolute_url()).content.decode()
        posted = set(re.findall(r'<form[^>]*action="(/cases/[^"]*)"', text))
        assert posted == set() and 'id="grants"' not in text
        for name, details in {
            "note_add": {"kind": "note", "text": "x"},
            "link_add": {"reference": case.reference, "kind": "related"},
            "letter_add": {"kind": "acceptance"},
            "document_add": {},
            "acknowledge": {},
            "grant_add": typed(person),
        }.items():
            address = reverse(name, args=[case.public_id])
            assert client.post(address, details).status_code == 403, name
        step = reverse("step", args=[case.public_id, "start_review"])
        assert client.post(step, {"version": case.version}).status_code == 403
    set_scope(supervisor)
    assert set(case.events.values_list("verb", flat=True)) == {"register", "grant_read"}


@pytest.fixture
def expert(make_user):
    return make_user(full_name="expert")


def test_a_reader_finds_the_case_in_the_list_and_no_other(client, desk, case, supervisor, expert):
    other = a_case(desk.officer)
    let(client, supervisor, case, typed(expert))
    for address in ("/cases/", f"/cases/?q={case.reference}", "/cases/?ended=1"):
        text = seen(client, expert, address).content.decode()
        assert case.reference in text and other.reference not in text
    found = seen(client, expert, f"/cases/?q={other.reference}").content.decode()
    assert str(other.public_id) not in found
    assert case.reference not in seen(client, expert, "/").content.decode()


def test_what_names_nobody_gets_one_sentence(client, supervisor, case, make_user, officer):
    switched_off = make_user(full_name="gone", is_active=False)
    unknown = User(email="nobody@sss.example")
    said = [errors(let(client, supervisor, case, typed(one))) for one in (switched_off, unknown)]
    assert (
        said[0]
        == said[1]
        == ["Nobody can be given access under this address. Check how it is written."]
    )
    assert errors(let(client, supervisor, case, typed(officer, email="off"))) != []
    assert not Grant.objects.exists()


def test_who_sees_the_case_anyway_needs_no_grant(client, supervisor, case, officer, expert):
    for person in (officer, supervisor):
        assert errors(let(client, supervisor, case, typed(person))) == [
            "This person sees the case anyway."
        ]
    let(client, supervisor, case, typed(expert))
    assert errors(let(client, supervisor, case, typed(expert, reason="Again."))) != []
    assert Grant.objects.get().user == expert


def test_the_button_pressed_twice_gives_access_once(client, supervisor, case, expert):
    for _press in range(2):
        assert let(client, supervisor, case, typed(expert)).status_code == 302
    assert Grant.objects.count() == case.events.filter(verb="grant_read").count() == 1


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"email": ""}, {"until_on": "2020-01-01"}])
def test_what_is_missing_or_past_is_asked_for_and_the_rest_stays(
    client, supervisor, case, expert, wrong
):
    response = let(client, supervisor, case, typed(expert, **wrong))
    assert len(errors(response)) == 1
    assert "An opinion is needed." in response.content.decode() or "reason" in wrong
    assert not Grant.objects.exists()


def test_today_may_be_the_last_day(client, supervisor, case, expert):
    let(client, supervisor, case, typed(expert, until_on=today().isoformat()))
    assert seen(client, expert, case.get_absolute_url()).status_code == 200


def test_access_is_ended_at_once_with_a_reason(client, supervisor, case, expert):
    let(client, supervisor, case, typed(expert))
    grant = Grant.objects.get()
    asked = seen(client, supervisor, reverse("grant_end", args=[case.public_id, grant.pk]))
    assert "expert will no longer see the case" in asked.content.decode()
    assert end(client, supervisor, case, grant, reason="").status_code == 422
    assert seen(client, expert, case.get_absolute_url()).status_code == 200
    for _press in range(2):
        assert end(client, supervisor, case, grant).status_code == 302
    assert seen(client, expert, case.get_absolute_url()).status_code == 404
    set_scope(supervisor)
    event = case.events.get(verb="end_grant")
    assert parsed(event.details)["reason"] == "It is written."
    assert "expert" not in card(client, supervisor, case)
    assert let(client, supervisor, case, typed(expert)).status_code == 302


@pytest.mark.parametrize("who", ["officer", "lawyer", "registrar", "auditor"])
def test_only_supervisors_give_and_end_access(client, who, request, supervisor, case, expert):
    user = request.getfixturevalue(who)
    assert let(client, user, case, typed(expert)).status_code == 403
    let(client, supervisor, case, typed(expert))
    assert end(client, user, case, Grant.objects.get()).status_code == 403
    assert card(client, user, case) == ""
    assert Grant.objects.not_ended().count() == 1


def test_a_deputy_gives_access_on_behalf_of_the_supervisor(
    client, supervisor, lawyer, case, expert
):
    Absence.objects.create(user=supervisor, deputy=lawyer, from_on=today())
    let(client, lawyer, case, typed(expert))
    event = case.events.get(verb="grant_read")
    assert (event.actor, event.on_behalf_of) == (lawyer, supervisor)


def test_the_supervisor_of_another_authority_finds_no_such_case(
    client, supervisor, case, prosecutor, expert
):
    let(client, supervisor, case, typed(expert))
    grant = Grant.objects.get()
    assert let(client, prosecutor, case, typed(prosecutor)).status_code == 404
    assert end(client, prosecutor, case, grant).status_code == 404


def test_what_was_typed_before_signing_in_again_is_there(client, supervisor, case, expert):
    address = reverse("grant_add", args=[case.public_id])
    client.post(address, typed(expert))
    client.force_login(supervisor)
    assert "An opinion is needed." in client.get(address).content.decode()
    assert not Grant.objects.exists()


def test_names_and_reasons_are_escaped(client, supervisor, case, make_user):
    person = make_user(full_name="<b>Eve</b>", email="eve@sss.example")
    let(client, supervisor, case, typed(person, reason="<script>alert(1)</script>"))
    grant = Grant.objects.get()
    end_page = seen(client, supervisor, reverse("grant_end", args=[case.public_id, grant.pk]))
    for text in (card(client, supervisor, case), end_page.content.decode()):
        assert "<b>Eve" not in text and "<script>alert" not in text
        assert "&lt;b&gt;Eve" in text and "&lt;script&gt;alert" in text


def test_the_rows_of_the_card_cost_no_query_each(
    client, supervisor, case, make_user, django_assert_num_queries
):
    set_scope(supervisor)
    for number in range(5):
        person = make_user(full_name=f"expert {number}", email=f"e{number}@x.example")
        Grant.objects.create(case_id=case.pk, authority_id=case.authority_id, user=person,
                             reason="x", made_by=supervisor)  # fmt: skip
    row = Case.objects.get(pk=case.pk)
    supervisor.roles_at(row.authority_id, row.kind)
    with django_assert_num_queries(2):  # who is stood in for, the grants
        assert [str(one.user) for one in grants_of(row, supervisor)["grants"]] != []
