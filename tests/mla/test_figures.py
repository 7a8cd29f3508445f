"""What requests for assistance are counted by, beside what every request is counted by."""

from datetime import date

import pytest
from django.urls import reverse

from casework.access.scope import set_scope_of_all
from casework.clock import today
from casework.directory.models import Authority
from casework.figures.checking import differences
from casework.figures.model import Tally
from casework.figures.reading import Figures, figures
from mla.outgoing.figure_tables import tables
from tests.mla.conftest import request_at

pytestmark = pytest.mark.django_db


def of(code):
    """The figures of legal assistance at this authority, of all years."""
    set_scope_of_all()
    key = Authority.objects.get(code=code).pk
    return figures(frozenset({(key, "mla")}), date(2020, 1, 1), date(2199, 12, 31))


def judged(desk, case, name, judgement):
    return desk.take(case, name, judgement=judgement, reasons="Read the treaty.")


def test_a_request_counts_by_its_stage_and_by_what_it_rests_on(pgo):
    request_at(pgo, "PGO", "pre_trial")
    request_at(pgo, "PGO", "pre_trial", basis="")
    found = of("PGO")
    assert found.by("received", "stage") == {"pre_trial": 2}
    assert found.by("received", "basis") == {"ets-185": 1, "": 1}
    assert found.by("received", "type") == {"subscriber": 2}


def test_a_gate_counts_as_its_latest_finding(pgo):
    case = judged(pgo, request_at(pgo, "PGO", "pre_trial"), "judge_reciprocity", "unknown")
    case = judged(pgo, case, "judge_reciprocity", "not_required")
    judged(pgo, case, "judge_dual_criminality", "not_met")
    found = of("PGO")
    assert found.by("gate", "reciprocity") == {"not_required": 1}
    assert found.by("gate", "dual_criminality") == {"not_met": 1}


def test_a_case_that_passes_on_counts_at_who_gave_it_and_is_received_where_it_is(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    pgo.step(case, "pass_on")
    before, after = of("PGO"), of("MOJ")
    assert (before.all("received"), after.all("received")) == (0, 1)
    assert (before.all("passed_on"), after.all("passed_on")) == (1, 0)
    assert after.by("received", "stage") == {"trial": 1}


def test_the_check_against_the_facts_covers_it(pgo):
    judged(pgo, request_at(pgo, "PGO", "pre_trial"), "judge_reciprocity", "not_met")
    set_scope_of_all()
    assert differences(None) == []
    Tally.objects.filter(kind="mla", span="day", dimension="stage").update(count=7)
    Tally.objects.filter(kind="mla", span="day", measure="gate").update(count=0)
    assert [one.what.split(maxsplit=3)[3] for one in differences(None)] == [
        "gate reciprocity=not_met",
        "received stage=pre_trial",
    ]


def test_the_pages_show_what_only_assistance_counts(client, pgo):
    judged(pgo, request_at(pgo, "PGO", "pre_trial"), "judge_reciprocity", "not_met")
    client.force_login(pgo.supervisor)
    response = client.get(reverse("statistics"), {"kind": "mla"})
    found = {one.key: one for one in response.context["tables"]}
    assert [row.name for row in found["stage"].rows] == ["Before trial"]
    assert [cell.value for cell in found["gate"].rows[0].cells] == [0, 1, 0, 0]
    assert "basis" in found
    (*_other, part) = client.get(
        reverse("statistics_year"), {"year": today().year, "kind": "mla"}
    ).context["parts"]
    assert {"article", "stage", "gate", "followed"} <= {one.key for one in part.tables}


def test_our_own_requests_have_tables_of_their_own():
    keys = [one.key for one in tables(Figures({}, 0, 0))]
    assert keys == ["exchanged", "sent_state", "sent_days"]
