"""Issued reports: frozen with their cases, provable, and compared with what counts now."""

import hashlib
import json

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.scope import set_scope, set_scope_of_all
from casework.audit.chain import canonical
from casework.audit.events import Event
from casework.cases.case import Case
from casework.directory.models import State
from casework.figures import counted
from casework.figures.counted import counted_in
from casework.figures.issued import IssuedReport, is_intact
from casework.figures.rerun import side_by_side
from tests.cases.making import a_case
from tests.cases.reaching import two_authorities

pytestmark = pytest.mark.django_db
ISSUE = {"year": "2025", "authority": "SSS", "after": "0"}


def issued(client, person, **typed):
    """Issue the report of the year as this person and return it."""
    client.force_login(person)
    response = client.post(reverse("issue_report"), {**ISSUE, **typed})
    assert response.status_code == 302
    set_scope(person)
    return IssuedReport.objects.order_by("-pk").first()


@pytest.fixture
def report(client, desk, next_year):
    """A report of a year with three requests, of which one was withdrawn."""
    a_case(desk.officer)
    desk.step(a_case(desk.officer), "withdraw")
    a_case(desk.officer)
    next_year()
    return issued(client, desk.supervisor)


def test_a_report_keeps_figures_cases_and_a_digest_that_the_chain_has_too(client, report, desk):
    page = client.get(report.get_absolute_url()).content.decode()
    assert report.sha256 in page and "It is what was issued" in page
    file = client.get(reverse("statistics_issued_file", args=[report.public_id, "json"]))
    assert hashlib.sha256(file.content).hexdigest() == report.sha256
    says = json.loads(file.content)
    assert [one[0] for one in says["cases"]] == [f"SSS-CP-2025-00000{n}" for n in (1, 2, 3)]
    assert ["contact_point", "received", "", "", 3] in says["figures"]
    assert ["2025-02-03", "ended", "outcome", "withdrawn", 1] in says["cases"][1][2]
    assert set(says["printed"]) == {"en", "az"}
    event = Event.objects.get(verb="issue_report")
    assert json.loads(event.details) == {"number": 1, "sha256": report.sha256}
    assert (report.number, report.cases, str(report.issued_by)) == (1, 3, str(desk.supervisor))


def test_a_report_reads_as_it_was_printed_whatever_is_renamed(client, report, desk):
    set_scope(desk.supervisor)
    State.objects.filter(code="DE").update(name_en="Elsewhere")
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Germany" in page and "Elsewhere" not in page
    for ending in ("csv", "xlsx"):
        address = reverse("statistics_issued_file", args=[report.public_id, ending])
        assert client.get(address).status_code == 200
    odd = reverse("statistics_issued_file", args=[report.public_id, "exe"])
    assert client.get(odd).status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casework_issuedreport SET document = '{}'",
        "UPDATE casework_issuedreport SET sha256 = ''",
        "DELETE FROM casework_issuedreport",
    ],
)
def test_nobody_changes_or_deletes_a_report(report, desk, statement):
    set_scope(desk.supervisor)
    with pytest.raises(DatabaseError), transaction.atomic():
        connections["default"].cursor().execute(statement)


def test_a_document_that_is_another_one_is_told(report):
    assert is_intact(report)
    report.document = report.document.replace("2025-01-01", "2024-01-01", 1)
    report.__dict__.pop("contents", None)
    assert not is_intact(report)


def test_run_again_names_the_figures_and_the_cases_that_are_different(client, report, desk):
    again = reverse("statistics_issued_again", args=[report.public_id])
    assert "Nothing is different." in client.get(again).content.decode()
    set_scope(desk.officer)
    first, _withdrawn, second = Case.objects.order_by("pk")
    desk.step(first, "void")
    desk.step(second, "correct_content", is_urgent=True)
    late = a_case(desk.officer, received_at=second.received_at)
    response = client.get(again)
    told = response.context["rerun"]
    assert told.came == [late.reference]
    assert told.went == [first.reference]
    assert [one.reference for one in told.changed] == [second.reference]
    gained = [entry[1:4] for entry in told.changed[0].gained]
    assert ("received", "urgent", "yes") in gained
    assert second.reference in response.content.decode()
    keys = {one.key[1:]: (one.then, one.now) for one in told.figures}
    assert keys["received", "urgent", "yes"] == (0, 1)
    assert ("received", "", "") not in keys  # one came, one went


def test_cases_are_read_in_batches_when_they_are_asked_for(desk, report, monkeypatch):
    set_scope(desk.supervisor)
    year = (report.authority_id, report.kinds, report.first_on, report.last_on)
    whole = list(counted_in(*year))
    assert [one[0] for one in whole] == [f"SSS-CP-2025-00000{n}" for n in (1, 2, 3)]
    monkeypatch.setattr(counted, "BATCH", 1)
    cases = counted_in(*year)
    with CaptureQueriesContext(connection) as first:
        next(cases)
    with CaptureQueriesContext(connection) as second:
        next(cases)
    assert sum("figures" in one["sql"] for one in first) == 1
    assert len(second) == 1
    assert [one[0] for one in counted_in(*year)] == [one[0] for one in whole]


def test_what_is_compared_is_read_side_by_side():
    then = [["A", "k", [1]], ["B", "k", [2]], ["D", "k", [4]]]
    now = [("B", "k", [3]), ("C", "k", [5]), ("D", "k", [4])]
    assert list(side_by_side(then, now)) == [
        ("A", [1], None), ("B", [2], [3]), ("C", None, [5]), ("D", [4], [4]),
    ]  # fmt: skip


def test_the_document_is_one_canonical_text_with_its_cases(report):
    whole = json.loads(report.document)
    assert canonical(whole) == report.document
    assert list(report.counted) == whole["cases"] and len(whole["cases"]) == 3
    assert {**report.contents, "cases": whole["cases"]} == whole


def test_only_the_head_issues_and_only_a_year_that_is_over(client, desk, report, auditor):
    for person in (desk.officer, desk.lawyer, auditor):
        client.force_login(person)
        assert client.post(reverse("issue_report"), {**ISSUE, "after": "1"}).status_code == 403
        assert client.get(report.get_absolute_url()).status_code == 200
    client.force_login(desk.supervisor)
    running = {**ISSUE, "after": "1", "year": "2026"}
    assert client.post(reverse("issue_report"), running).status_code == 404
    assert "not over" in client.get(reverse("statistics_year"), {"year": 2026}).content.decode()


def test_a_second_click_or_a_form_that_saw_no_report_issues_nothing(client, desk, report):
    for after in ("0", "", "x"):
        issued(client, desk.supervisor, after=after)
    assert IssuedReport.objects.count() == 1
    assert issued(client, desk.supervisor, after="1").number == 2


def test_another_authority_sees_no_report_and_finds_none(client, report, make_user):
    two_authorities()
    there = make_user("supervisor", authority="PGO")
    client.force_login(there)
    assert (
        "No report has been issued yet."
        in client.get(reverse("statistics_issued_list")).content.decode()
    )
    for name, more in (("", []), ("_again", []), ("_file", ["json"])):
        address = reverse(f"statistics_issued{name}", args=[report.public_id, *more])
        assert client.get(address).status_code == 404
    assert client.post(reverse("issue_report"), ISSUE).status_code == 404
    set_scope(there)
    assert not IssuedReport.objects.exists()
    set_scope_of_all()
    assert IssuedReport.objects.exists()
