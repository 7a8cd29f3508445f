"""The pages on which a supervisor brings in a register."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.permissions import Role
from casework.cases.case import Case
from casework.registers.model import RegisterImport
from casework.registers.running import run
from tests.cases.reaching import two_authorities
from tests.registers.conftest import ENDED, HEADS, OPEN, as_csv, upload

pytestmark = pytest.mark.django_db
BAD = ["=1+1", "soon", *OPEN[2:5], "<b>R</b>", "", "", ""]
PAGES = ["import", "import_columns", "import_start", "import_drop", "import_wrong"]


@pytest.fixture
def page(client, supervisor):
    client.force_login(supervisor)
    return client


def send(client, *rows, name="register.csv", heads=HEADS):
    return client.post(reverse("imports"), {"file": upload(as_csv(*rows, heads=heads), name)})


def match(client, register, **changed):
    kept = register.columns["columns"]
    typed = {f"column_{number}": name for name, number in kept.items()} | changed
    return client.post(reverse("import_columns", args=[register.pk]), typed)


@pytest.fixture
def checked(page):
    send(page, OPEN, ENDED, BAD)
    register = RegisterImport.objects.get()
    match(page, register)
    register.refresh_from_db()
    return register


def start(client, register, **typed):
    address = reverse("import_start", args=[register.pk])
    return client.post(address, {"mark": register.mark, **typed}, follow=True)


def test_a_file_leads_to_its_columns_with_their_first_values(page):
    response = send(page, OPEN, ENDED)
    shown = page.get(response["Location"]).content.decode()
    for words in ("Date of receipt", "03.11.2025 14:30", "Almaniya", "2 rows", "UTF-8"):
        assert words in shown
    assert 'value="received_at" selected' in shown


def test_a_file_that_is_none_comes_back_with_a_sentence(page):
    response = page.post(reverse("imports"), {"file": upload(b"\xd0\xcf\x11\xe0")})
    assert response.status_code == 422
    assert "old Excel file" in response.content.decode()
    assert page.post(reverse("imports"), {}).status_code == 422


def test_columns_that_every_case_needs_must_be_chosen(page):
    send(page, OPEN)
    register = RegisterImport.objects.get()
    response = match(page, register, column_1="", column_3="channel")
    assert response.status_code == 422
    words = response.content.decode()
    assert "Every case needs: Date of receipt, Type of request" in words
    assert "is chosen for the column" in words
    register.refresh_from_db()
    assert register.status == "read"


def test_the_dry_run_says_what_is_wrong_and_makes_no_case(page, checked):
    shown = page.get(reverse("import", args=[checked.pk])).content.decode()
    assert "is no date" in shown
    assert "&lt;b&gt;R&lt;/b&gt;" in shown
    assert "Bring in 2 cases" in shown
    assert not Case.objects.exists()


def test_rows_to_be_corrected_are_a_file_without_formulas_that_is_read_again(page, checked):
    response = page.get(reverse("import_wrong", args=[checked.pk]))
    text = response.content.decode("utf-8-sig")
    assert response["Content-Disposition"].startswith("attachment")
    assert "'=1+1;soon" in text
    assert "is no date" in text
    corrected = text.replace("soon", "04.11.2025").encode()
    page.post(reverse("imports"), {"file": upload(corrected)})
    second = RegisterImport.objects.exclude(pk=checked.pk).get()
    assert second.columns["columns"] == checked.columns["columns"]
    assert second.rows.get().cells[0] == "=1+1"
    match(page, second)
    assert [row.status for row in second.rows.all()] == ["ready"]


def test_a_confirmation_makes_the_cases_once(page, checked, supervisor):
    assert "Cases are being made" in start(page, checked).content.decode()
    assert "confirmed already" in start(page, checked).content.decode()
    run(checked.pk)
    shown = page.get(reverse("import", args=[checked.pk]) + "?show=done").content.decode()
    assert Case.objects.visible_to(supervisor).count() == 2
    for case in Case.objects.visible_to(supervisor):
        assert case.reference in shown
        assert page.get(case.get_absolute_url()).status_code == 200
        assert page.get(reverse("history", args=[case.public_id])).status_code == 200


def test_other_columns_void_what_was_seen(page, checked):
    seen = checked.mark
    match(page, checked, column_6="")
    assert "matched otherwise" in start(page, checked, mark=seen).content.decode()
    checked.refresh_from_db()
    assert checked.status == "checked"
    assert checked.rows.filter(status="ready").count() == 2


def test_columns_stand_once_it_is_confirmed(page, checked):
    start(page, checked)
    before = checked.columns
    assert match(page, checked, column_6="").status_code == 302
    checked.refresh_from_db()
    assert checked.columns == before
    page.post(reverse("import_drop", args=[checked.pk]))
    checked.refresh_from_db()
    assert checked.status == "running"


def test_the_very_same_file_leads_to_its_register(page, checked):
    response = send(page, OPEN, ENDED, BAD, name="again.csv")
    assert response["Location"] == reverse("import", args=[checked.pk])
    assert RegisterImport.objects.count() == 1


def test_what_is_given_up_keeps_nothing_and_may_come_again(page, checked):
    page.post(reverse("import_drop", args=[checked.pk]))
    assert not checked.rows.exclude(cells=[]).exists()
    assert page.get(reverse("import", args=[checked.pk])).status_code == 200
    send(page, OPEN, ENDED, BAD)
    assert RegisterImport.objects.count() == 2


def test_a_second_register_waits_for_the_first(page, checked):
    send(page, [*OPEN[:5], "OTHER", "", "", ""], name="second.csv")
    second = RegisterImport.objects.exclude(pk=checked.pk).get()
    match(page, second)
    second.refresh_from_db()
    start(page, checked)
    shown = page.get(reverse("import", args=[second.pk])).content.decode()
    assert "can be confirmed once that is done" in shown
    start(page, second)
    second.refresh_from_db()
    assert second.status == "checked"


def test_another_authoritys_register_is_the_same_404_as_a_missing_one(client, checked, make_user):
    two_authorities()
    client.force_login(make_user(Role.SUPERVISOR, authority="PGO"))
    other = make_user(Role.SUPERVISOR, authority="SSS", full_name="second")
    for name in PAGES:
        for method in ("get", "post"):
            theirs = getattr(client, method)(reverse(name, args=[checked.pk]))
            gone = getattr(client, method)(reverse(name, args=[999_999]))
            assert theirs.status_code == gone.status_code in (404, 405)
    assert "register.csv" not in client.get(reverse("imports")).content.decode()
    client.force_login(other)
    assert client.get(reverse("import", args=[checked.pk])).status_code == 200


@pytest.mark.parametrize("who", ["officer", "lawyer", "registrar", "auditor", "stranger"])
def test_only_supervisors_bring_in_registers(client, checked, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("imports")).status_code == 403
    assert send(client, OPEN).status_code == 403
    for name in PAGES:
        address = reverse(name, args=[checked.pk])
        assert {client.get(address).status_code, client.post(address).status_code} <= {403, 405}


def test_the_page_asks_as_often_whatever_the_number_of_rows(page):
    send(page, *([*BAD[:5], f"R{n}", "", "", ""] for n in range(60)))
    register = RegisterImport.objects.get()
    match(page, register)
    page.get(reverse("import", args=[register.pk]))  # what a process keeps is read once
    asked = []
    for after in (0, 60):  # a whole page, and the last row alone
        with CaptureQueriesContext(connection) as queries:
            response = page.get(reverse("import", args=[register.pk]), {"after": after})
        asked.append((response.content.count(b"import-number"), len(queries)))
        assert len(response.content) < 150_000
    (many, queries_of_many), (one, queries_of_one) = asked
    assert (many, one) == (25, 1)
    assert queries_of_many == queries_of_one
