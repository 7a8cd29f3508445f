"""What a new request is linked with when it is registered: earlier cases, and preserved data."""

import re

import pytest
from django.urls import reverse

from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.cases.kept import kept_of
from casework.directory.models import RequestType, State
from tests.cases.making import Desk, a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def sss(officer, lawyer, supervisor, registrar):
    return Desk(officer, lawyer, supervisor, registrar)


@pytest.fixture
def preserved(sss):
    names = ("start_review", "preserve", "confirm_preservation", "record_preserved")
    return sss.steps(a_case(sss.officer), *names)


def typed(kind="subscriber", **more):
    return {
        "arrival-received_at": "2026-02-03T10:15",
        "arrival-channel": "mail",
        "arrival-request_type": RequestType.objects.get(code=kind).pk,
        "arrival-requesting_state": State.objects.get(code="DE").pk,
        "persons-rows": "3",
        "items-rows": "3",
        "status": "new",
        **more,
    }


def send(client, person, form, **more):
    client.force_login(person)
    return client.post(reverse(form), typed(**more))


def latest():
    set_scope_of_all()
    return Case.objects.latest("pk")


def test_paper_about_preserved_data_is_a_new_case_linked_with_them(client, preserved, pgo):
    said = {"foreign_reference": "4 Ausl 17/26", "preservation_reference": "BKA 2026/4711"}
    page = send(client, pgo.officer, "mla:register", **said).content.decode()
    assert latest() == Case.objects.get(pk=preserved.pk)  # nothing is registered yet
    assert "The request may be about data that are preserved" in page
    assert f'value="{preserved.reference}"' in page and "checked" in page
    chosen = {"anyway": "1", "preserved": preserved.reference}
    response = send(client, pgo.officer, "mla:register", **said, **chosen)
    case = latest()
    assert response["Location"] == case.get_absolute_url()
    (row,) = kept_of([case.pk])
    assert (row.holder_id, row.decided_on) == (preserved.pk, None)
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "they do not expire until this case is decided" in shown
    assert str(preserved.public_id) not in shown


def test_what_was_not_ticked_or_has_another_state_is_not_linked(client, preserved, pgo):
    said = {"foreign_reference": "4 Ausl 18/26", "anyway": "1"}
    send(client, pgo.officer, "mla:register", **said)
    assert kept_of([latest().pk]) == []
    france = {"arrival-requesting_state": State.objects.get(code="FR").pk}
    send(client, pgo.officer, "mla:register", **said, **france, preserved=preserved.reference)
    assert kept_of([latest().pk]) == []


def test_the_same_request_on_paper_is_offered_as_a_receipt_of_the_case(client, sss):
    case = a_case(sss.officer)
    page = send(
        client, sss.officer, "contact_point:register",
        kind="preservation", foreign_reference="bka 2026-4711",
    ).content.decode()  # fmt: skip
    assert reverse("step", args=[case.public_id, "add_receipt"]) in page
    set_scope(sss.officer)
    case = sss.step(case, "add_receipt")
    assert case.casereceipts.count() == 2


@pytest.mark.parametrize("named", ["BKA 2026/4711", "ours"])
def test_an_extension_names_its_predecessor_and_is_linked_by_kind(client, sss, named):
    case = a_case(sss.officer)
    said = {
        "kind": "preservation",
        "foreign_reference": "BKA 2026/9999",
        "is_extension": "1",
        "previous_reference": case.reference if named == "ours" else named,
    }
    page = send(client, sss.officer, "contact_point:register", **said).content.decode()
    assert "named as the earlier request" in page
    assert re.search(r'value="extension" selected', page)
    send(
        client, sss.officer, "contact_point:register",
        **said, **{"anyway": "1", f"earlier-{case.reference}": "extension"},
    )  # fmt: skip
    link = Link.objects.get(other=case.pk)
    assert (link.case_id, link.kind) == (latest().pk, "extension")


def test_a_follow_up_is_linked_with_the_request_that_it_follows(client, pgo):
    case = a_case(pgo.officer, kind="mla", authority="PGO", type="subscriber", items=0)
    said = {
        "status": "after_request",
        "foreign_reference": "4 Ausl 99/26",
        "previous_reference": case.reference,
    }
    page = send(client, pgo.officer, "mla:register", **said).content.decode()
    assert re.search(r'value="follow_up" selected', page)
    chosen = {"anyway": "1", f"earlier-{case.reference}": "follow_up"}
    send(client, pgo.officer, "mla:register", **said, **chosen)
    assert Link.objects.get(other=case.pk).kind == "follow_up"


def test_a_kind_of_link_that_nobody_offers_links_nothing(client, pgo):
    case = a_case(pgo.officer, kind="mla", authority="PGO", type="subscriber", items=0)
    more = {"anyway": "1", f"earlier-{case.reference}": "duplicate"}
    send(client, pgo.officer, "mla:register", foreign_reference="4 Ausl 99/26", **more)
    assert not Link.objects.filter(other=case.pk).exists()
