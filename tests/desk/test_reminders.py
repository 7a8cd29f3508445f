"""The page of the reminders: what each person sees there, and what a supervisor may do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.permissions import Role
from casework.clock import now
from casework.notices.models import Host, Status
from tests.cases.making import a_case
from tests.cases.reaching import two_authorities
from tests.desk.reminding import a_notice, a_problem, an_attempt, swept

pytestmark = pytest.mark.django_db
FAILED, SENT = Status.FAILED, Status.SENT


@pytest.fixture
def case(officer):
    return a_case(officer)


@pytest.fixture
def theirs(make_user):
    """A case of another authority, with a refused mail and one that waits."""
    two_authorities()
    other = make_user(Role.OFFICER, authority="PGO")
    case = a_case(other, authority="PGO")
    a_notice(case, other, status=FAILED)
    a_notice(case, other)
    a_problem(case)
    return case


def opened(client, user):
    client.force_login(user)
    response = client.get(reverse("reminders"))
    assert response.status_code == 200
    return response


def page(client, user):
    return opened(client, user).content.decode()


def post(client, user, name, *args):
    client.force_login(user)
    return client.post(reverse(name, args=args))


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor", "auditor", "registrar"])
def test_who_has_a_role_finds_it_in_the_side_bar(client, who, request):
    swept()
    text = page(client, request.getfixturevalue(who))
    assert f'href="{reverse("reminders")}" aria-current="page"' in text
    assert "They leave as they should" in text


def test_who_has_no_role_sees_how_they_are_and_nothing_of_any_case(client, stranger, case):
    a_notice(case, case.officer, status=FAILED)
    text = page(client, stranger)
    assert case.reference not in text
    assert "Mails that wait" not in text
    client.force_login(stranger)
    assert f'href="{reverse("reminders")}" class' not in client.get("/").content.decode()


@pytest.mark.parametrize("who", ["officer", "lawyer", "auditor", "registrar"])
def test_lists_of_others_mails_are_for_supervisors(client, who, request, case, supervisor):
    swept(name="worker-of-the-house")
    a_notice(case, supervisor, status=FAILED, failure="550 the answer")
    text = page(client, request.getfixturevalue(who))
    for words in ("550 the answer", "worker-of-the-house", "Send all again", supervisor.email):
        assert words not in text
    assert case.reference not in text


def test_each_person_sees_the_latest_twenty_of_ones_own_mails(client, case, officer, lawyer):
    for number in range(25):
        a_notice(case, officer, status=SENT, ago=number)
    a_notice(case, lawyer, status=SENT, kind="ceiling")
    rows = opened(client, officer).context["mine"]
    assert len(rows) == 20
    assert [row.what for row in rows] == ["Legal review"] * 20
    assert rows[0].notice.sent_at > rows[-1].notice.sent_at


def test_a_mail_about_a_case_that_was_given_away_no_longer_names_it(client, theirs, officer):
    a_notice(theirs, officer, status=SENT, kind="arrived", authority="SSS")
    text = page(client, officer)
    assert theirs.reference not in text
    assert "The case is not yours any more." in text


def test_nothing_mailed_yet_is_said(client, officer):
    assert "Nothing has been mailed to you yet." in page(client, officer)


def test_a_supervisor_sees_what_was_refused_and_why(client, case, officer, supervisor):
    a_notice(case, officer, status=FAILED, failure="550 5.1.1 <no> such mailbox")
    text = page(client, supervisor)
    assert "550 5.1.1 &lt;no&gt; such mailbox" in text
    assert case.reference in text and officer.email in text


def test_a_supervisor_sees_what_waits_what_is_uncertain_and_what_cannot_be_planned(
    client, case, officer, supervisor
):
    an_attempt(a_notice(case, officer, failure="451 later", tries=2))
    a_notice(case, None, kind="urgent")
    a_problem(case)
    response = opened(client, supervisor)
    text = response.content.decode()
    assert "451 later" in text and "2 attempts failed" in text and "Duty address" in text
    assert len(response.context["uncertain"]) == 1
    assert "Nobody of the authority can be told: no member, no duty address." in text
    counts = response.context["counts"]
    assert (counts.waiting, counts.failed, counts.uncertain, counts.problems) == (2, 0, 1, 1)


def test_only_the_first_fifty_that_wait_are_listed_and_all_are_counted(
    client, case, officer, supervisor
):
    for _number in range(55):
        a_notice(case, officer)
    response = opened(client, supervisor)
    assert len(response.context["waiting"]) == 50
    assert "The first 50 of 55." in response.content.decode()


def test_nothing_of_another_authority_is_shown_or_counted(client, theirs, supervisor):
    response = opened(client, supervisor)
    assert theirs.reference not in response.content.decode()
    counts = response.context["counts"]
    assert (counts.waiting, counts.failed, counts.uncertain, counts.problems) == (0, 0, 0, 0)


def test_a_digest_and_a_case_handed_over_belong_to_the_authority(
    client, theirs, officer, supervisor
):
    a_notice(None, officer, status=FAILED, kind="digest", authority="SSS", failure="550 digest")
    a_notice(theirs, supervisor, status=FAILED, kind="left", authority="SSS", failure="550 left")
    a_notice(theirs, officer, status=FAILED, kind="review", authority="SSS", failure="550 foreign")
    text = page(client, supervisor)
    assert "550 digest" in text and "550 left" in text
    assert "550 foreign" not in text and theirs.reference not in text


def test_the_queries_do_not_grow_with_the_mails(client, officer, supervisor):
    counts = []
    for number in (1, 12):
        for _n in range(number):
            case = a_case(officer)
            a_notice(case, officer, status=FAILED)
            a_notice(case, supervisor, status=SENT)
            an_attempt(a_notice(case, officer))
            a_problem(case)
        opened(client, supervisor)
        with CaptureQueriesContext(connection) as queries:
            opened(client, supervisor)
        counts.append(len(queries))
    assert counts[1] <= counts[0] < 40


def test_a_refused_mail_is_sent_again(
    client, case, officer, supervisor, django_capture_on_commit_callbacks
):
    swept()
    row = a_notice(case, officer, status=FAILED, ago=600)
    connection.run_on_commit.clear()  # the case has asked already, and several ask once
    with django_capture_on_commit_callbacks() as woken:
        assert post(client, supervisor, "reminder_again", row.pk)["Location"] == "/reminders/"
    row.refresh_from_db()
    assert (row.status, row.tries) == (Status.WAITING, 0)
    assert row.next_try_at <= now()
    assert [entry.__name__ for entry in woken] == ["wake"]
    assert "1 mail is sent again." in page(client, supervisor)
    assert not opened(client, supervisor).context["health"].is_stuck  # it has only begun to wait


def test_one_that_has_left_already_is_not_sent_again(client, case, officer, supervisor):
    row = a_notice(case, officer, status=SENT)
    post(client, supervisor, "reminder_again", row.pk)
    row.refresh_from_db()
    assert row.status == SENT
    assert "There was nothing to send again." in page(client, supervisor)


def test_all_that_were_refused_are_sent_again_but_those_of_others(
    client, case, theirs, officer, supervisor
):
    rows = [a_notice(case, officer, status=FAILED) for _n in range(3)]
    post(client, supervisor, "reminders_again")
    for row in rows:
        row.refresh_from_db()
        assert row.status == Status.WAITING
    assert theirs.notices.filter(status=FAILED).count() == 1


def test_a_refused_mail_of_another_authority_is_a_missing_one(client, theirs, supervisor):
    row = theirs.notices.get(status=FAILED)
    assert post(client, supervisor, "reminder_again", row.pk).status_code == 404
    assert post(client, supervisor, "reminder_again", 999_999).status_code == 404
    row.refresh_from_db()
    assert row.status == FAILED


@pytest.mark.parametrize("who", ["officer", "lawyer", "auditor", "registrar", "stranger"])
def test_only_a_supervisor_sends_again_or_releases(client, who, request, case):
    person = request.getfixturevalue(who)
    row, machine = a_notice(case, person, status=FAILED), swept(held_since=now(), held_why="older")
    assert post(client, person, "reminder_again", row.pk).status_code == 404
    assert post(client, person, "reminders_again").status_code == 403
    assert post(client, person, "machine_release", machine.pk).status_code == 403
    assert client.get(reverse("machine_release", args=[machine.pk])).status_code == 403
    row.refresh_from_db()
    machine.refresh_from_db()
    assert row.status == FAILED and machine.held_since


@pytest.mark.parametrize("name", ["reminder_again", "reminders_again"])
def test_sending_again_takes_a_form(client, case, officer, supervisor, name):
    row = a_notice(case, officer, status=FAILED)
    client.force_login(supervisor)
    args = [row.pk] if name == "reminder_again" else []
    assert client.get(reverse(name, args=args)).status_code == 405


def test_releasing_says_what_it_means_and_how_many_mails_leave(client, case, officer, supervisor):
    machine = swept(ago=600, held_since=now(), held_why="older")
    for _n in range(3):
        a_notice(case, officer)
    assert "Release …" in page(client, supervisor)
    response = client.get(reverse("machine_release", args=[machine.pk]))
    assert response.context["waiting"] == 3
    assert "it was restored" in response.content.decode()
    machine.refresh_from_db()
    assert machine.held_since  # looking releases nothing


def test_a_supervisor_releases_a_machine_and_its_page_says_who_did(client, supervisor, settings):
    machine = swept(ago=600, held_since=now(), held_why="address", remembered=9, site="https://x")
    assert post(client, supervisor, "machine_release", machine.pk).status_code == 302
    machine.refresh_from_db()
    assert (machine.held_since, machine.released_by) == (None, supervisor)
    assert (machine.sweeps, machine.site) == (9, settings.SITE_URL)
    assert f"released by {supervisor}" in page(client, supervisor)
    post(client, supervisor, "machine_release", machine.pk)
    assert "This machine is not held." in page(client, supervisor)


def test_a_machine_that_is_not_there_is_404(client, supervisor):
    client.force_login(supervisor)
    assert client.get(reverse("machine_release", args=[999])).status_code == 404


def test_a_desk_without_a_machine_asks_for_the_worker(client, supervisor):
    assert not Host.objects.exists()
    assert "is the worker running?" in page(client, supervisor)
