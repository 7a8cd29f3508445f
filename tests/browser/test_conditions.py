"""A condition of use that the requester declines, and what is decided then, as it is worked on."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from casework.access.permissions import Role
from mla.models import IncomingRequest
from tests.cases.making import Desk, answers, left
from tests.mla.test_execution import in_execution

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]


@pytest.fixture
def awaiting(make_user):
    """Data are given, and the requester was asked to accept the condition."""
    roles = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)
    desk = Desk(*(make_user(role, authority="PGO") for role in roles))
    with transaction.atomic():
        case = desk.step(in_execution(desk, "PGO", "pre_trial"), "order")
        case = desk.take(case, "record_provider_answer", **answers(case, "given"))
        case = left(desk.step(case, "set_condition", text="Only for the case."), desk.officer)
    return desk, IncomingRequest.objects.using("owner").get(pk=case.pk)


@pytest.fixture
def sit(page, live_server):
    """Return a way to let this person use the browser."""

    def sat(person):
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return sat


def test_a_declined_condition_stops_the_material_until_another_person_decides(
    page, sit, take, send, assert_good, faults, awaiting, tmp_path
):
    desk, case = awaiting
    sit(desk.officer)
    paper = tmp_path / "decline.txt"
    paper.write_text("Our law demands disclosure.")
    take(
        case, "record_decline", "Record that a condition is declined",
        files=[("document_file", str(paper))], objection="Our law demands disclosure.",
    )  # fmt: skip
    facts = page.inner_text("#facts")
    assert "Nothing leaves until a supervisor decides." in facts
    assert "Our law demands disclosure." in facts
    page.goto(f"/cases/{case.public_id}/steps/report/")
    assert "a supervisor decides first whether the material is given" in page.inner_text("main")
    faults.clear()  # the browser says that the page came with 409
    page.goto(f"/cases/{case.public_id}/steps/decide_condition/")
    assert_good("decide")
    page.select_option("[name=decision]", "withheld")
    page.locator("[name=items]").first.check()
    page.fill("[name=reasons]", "The source is endangered.")
    send("Propose")
    assert_good("proposed")
    sit(desk.supervisor)
    page.goto(f"/cases/{case.public_id}/")
    assert_good("to decide")
    assert "The source is endangered." in page.inner_text("main")
