"""The time line of a case says on which day it was closed."""

import pytest

from tests.cases.making import Desk, a_case, sent
from tests.outgoing.making import REACH, people

pytestmark = pytest.mark.django_db


def test_an_ended_case_names_its_end_and_its_closing(client, officer, lawyer, supervisor):
    desk = Desk(officer, lawyer, supervisor)
    case = desk.step(a_case(officer), "withdraw")
    client.force_login(officer)
    assert ">Closed<" not in line(client, case)
    sent(case)
    case = desk.step(case, "close")
    page = line(client, case)
    assert "The case ended" in page and ">Closed<" in page


def line(client, case):
    page = client.get(case.get_absolute_url()).content.decode()
    found = page[page.index('id="case-line"') :]
    return found[: found.index("</table>")]


def test_a_request_of_ours_tells_its_whole_way(client, make_user):
    desk = people(make_user, "PGO")
    case = REACH["closed"](desk)
    client.force_login(desk.officer)
    page = client.get(case.get_absolute_url()).content.decode()
    course = page[page.index('id="way"') :].split("</ol>")[0]
    said = [
        "Came from the initiator", "Sent for translation", "Translation received",
        "Legal check passed", "Approved", "Our request left", "They acknowledged receipt",
        "They replied in part", "They replied", "The case ended", "Closed",
    ]  # fmt: skip
    places = [course.index(words) for words in said]
    assert places == sorted(places)
