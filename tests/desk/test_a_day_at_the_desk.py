"""A day without stumbling: what comes next, what is filled in, what is said no longer."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.models import Absence
from casework.cases.items import DataItem
from casework.clock import now, today
from casework.desk.spans import span
from casework.directory.models import Measure, Provider
from casework.workflow.proposals import propose
from tests.cases.making import a_case, answers, left, sent

pytestmark = pytest.mark.django_db


def page(client, user, address):
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def home(client, user):
    return page(client, user, reverse("home"))


def section(text, name):
    """Return the section of a page with this id, "" if there is none."""
    found = re.search(rf'<section id="{name}".*?</section>', text, re.S)
    return found[0] if found else ""


def references(text):
    """Return the references in this part of a page, in their order."""
    return re.findall(r">(SSS-CP-[\d-]+)</a>", text)


def first_offer(client, user, case):
    """Return the step that the page of the case puts first; taking it on stands beside that."""
    found = section(page(client, user, case.get_absolute_url()), "next-step")
    return [step for step in re.findall(r"/steps/(\w+)/", found) if step != "take_on"]


def pressed(desk, hours, **fields):
    """Return a case of which the data will be lost in so many hours."""
    return a_case(desk.officer, loss_expected_at=now() + timedelta(hours=hours), **fields)


# What comes next


def test_what_may_be_lost_is_preserved_before_anything_else(client, desk):
    case = a_case(desk.officer, is_urgent=True)
    assert first_offer(client, desk.officer, case) == ["preserve"]
    case = desk.step(case, "preserve")
    assert first_offer(client, desk.officer, case) == ["start_review"]


def test_a_loss_that_is_expected_is_reason_enough_and_review_does_not_hide_it(client, desk):
    case = pressed(desk, 30)
    assert first_offer(client, desk.officer, case) == ["preserve"]
    case = desk.step(case, "start_review")
    assert first_offer(client, desk.officer, case) == ["preserve"]
    assert first_offer(client, desk.lawyer, case) == ["accept"]


def test_review_comes_first_where_nothing_presses_or_nobody_could_keep_anything(client, desk):
    assert first_offer(client, desk.officer, a_case(desk.officer)) == ["start_review"]
    advice = a_case(desk.officer, type="technical-advice", is_urgent=True)
    assert first_offer(client, desk.officer, advice) == ["start_review"]


# The first page


def test_an_officer_is_led_to_what_presses_before_what_is_due(client, desk):
    due = desk.step(a_case(desk.officer, received_at=now() - timedelta(days=5)), "take_on")
    assert references(section(home(client, desk.officer), "next")) == [due.reference]
    loss = desk.step(pressed(desk, 6), "take_on")
    found = section(home(client, desk.officer), "next")
    assert references(found) == [loss.reference]
    assert "/steps/preserve/" in found and "Loss of data expected" in found


def test_an_officer_is_not_led_to_what_others_have_to_do(client, desk):
    case = desk.steps(a_case(desk.officer), "take_on", "start_review")
    assert section(home(client, desk.officer), "next") == ""  # the lawyer decides
    case = desk.steps(case, "accept", "order")
    assert "Open the letter" in section(home(client, desk.officer), "next")
    case = left(case, desk.officer)
    found = home(client, desk.officer)
    assert section(found, "next") == ""
    assert "We wait for the provider" in section(found, "few-mine")
    case = desk.step(case, "record_provider_answer")
    assert "/steps/report/" in section(home(client, desk.officer), "next")


def test_a_lawyer_is_led_to_reviews_and_provisional_preservations_with_the_time_left(client, desk):
    calm = desk.step(a_case(desk.officer), "start_review")
    loss = desk.steps(pressed(desk, 9, is_urgent=True), "preserve", "start_review")
    a_case(desk.officer)  # nobody reviews it yet
    found = home(client, desk.lawyer)
    assert references(section(found, "few-reviews")) == [loss.reference, calm.reference]
    assert references(section(found, "few-to-confirm")) == [loss.reference]
    assert "in 8 h" in section(found, "few-to-confirm")
    assert section(found, "few-mine") == section(found, "few-unassigned") == ""
    desk.steps(loss, "confirm_preservation", "accept")
    found = home(client, desk.lawyer)
    assert references(section(found, "few-reviews")) == [calm.reference]
    assert references(section(found, "few-to-confirm")) == []


def test_a_review_of_which_the_end_is_proposed_waits_no_longer_for_the_lawyer(client, desk):
    case = desk.step(a_case(desk.officer), "start_review")
    propose(case, "refuse", by=desk.officer, version=case.version, **desk.details(case, "refuse"))
    assert references(section(home(client, desk.lawyer), "few-reviews")) == []
    assert case.reference in section(home(client, desk.supervisor), "to-decide")


def test_only_lawyers_and_who_stands_in_for_one_are_led_there(client, desk):
    assert section(home(client, desk.officer), "few-reviews") == ""
    Absence.objects.create(user=desk.lawyer, deputy=desk.officer, from_on=today())
    assert section(home(client, desk.officer), "few-reviews")


def test_a_head_sees_at_one_glance_how_much_waits(client, desk):
    a_case(desk.officer, received_at=now() - timedelta(days=5))
    a_case(desk.officer)
    found = home(client, desk.supervisor)
    counts = re.findall(r'#overview-(\w+)"><span class="overview-number">([^<]+)</span>', found)
    assert dict(counts)["overdue"] == "1" and dict(counts)["unassigned"] == "2"
    assert "overview-number" not in home(client, desk.officer)


def proposed(desk, case):
    """Return the case, in which the officer has proposed to refuse."""
    case = desk.step(case, "start_review")
    details = desk.details(case, "refuse")
    propose(case, "refuse", by=desk.officer, version=case.version, **details)
    return case.reference


def test_a_proposal_about_what_presses_is_decided_before_an_older_one(client, desk):
    older = proposed(desk, a_case(desk.officer))
    urgent = proposed(desk, a_case(desk.officer, is_urgent=True))
    losing = proposed(desk, pressed(desk, 5))
    later = proposed(desk, pressed(desk, 90))
    wanted = [losing, urgent, older, later]
    to_decide = section(home(client, desk.supervisor), "to-decide")
    assert re.findall(r"SSS-CP-[\d-]+", to_decide) == wanted
    overview = page(client, desk.supervisor, reverse("overview"))
    assert references(section(overview, "overview-proposals")) == wanted


def test_who_stands_in_for_a_supervisor_finds_the_authoritys_page_in_the_side_bar(client, desk):
    way = f'href="{reverse("overview")}"'
    assert way not in home(client, desk.officer)
    absence = Absence.objects.create(user=desk.supervisor, deputy=desk.officer, from_on=today())
    text = home(client, desk.officer)
    assert way in text
    assert client.get(reverse("overview")).status_code == 200
    absence.delete()
    assert way not in home(client, desk.officer)


def test_the_first_page_costs_the_same_however_much_waits(client, desk):
    def cost(user):
        home(client, user)
        with CaptureQueriesContext(connection) as queries:
            home(client, user)
        return len(queries)

    people = (desk.officer, desk.lawyer, desk.supervisor)

    def more():
        desk.steps(a_case(desk.officer, is_urgent=True), "take_on", "preserve", "start_review")
        proposed(desk, a_case(desk.officer))

    more()
    few = [cost(user) for user in people]
    for _number in range(3):
        more()
    assert [cost(user) for user in people] == few


# Letters that nobody sends any more


def closed(desk):
    """Return a closed case of which one letter never left."""
    case = desk.steps(a_case(desk.officer, type="evidence"), "start_review", "accept", "order")
    case = desk.steps(case, "record_provider_answer", "report")
    sent(case, "transmittal")
    return desk.step(case, "close")


def test_a_closed_case_asks_for_no_letter_and_says_which_never_left(client, desk):
    text = page(client, desk.officer, closed(desk).get_absolute_url())
    assert "to be sent" not in text
    assert "Mark as sent" not in section(text, "letters")
    assert "never sent" in section(text, "letters")
    assert "closed without these letters having been sent: " in section(text, "history")
    assert "(Azercell Telecom)" in section(text, "history").partition("<ol")[0]


def test_an_ended_case_still_asks_for_its_letters(client, desk):
    case = desk.steps(a_case(desk.officer, type="evidence"), "start_review", "accept", "order")
    case = desk.steps(case, "record_provider_answer", "report")
    text = page(client, desk.officer, case.get_absolute_url())
    assert "letters are to be sent" in section(text, "next-step")
    assert "never sent" not in text


def test_what_is_drafted_after_the_closing_is_to_be_sent(client, desk):
    case = desk.steps(a_case(desk.officer), "start_review", "preserve", "confirm_preservation")
    case = desk.steps(case, "record_preserved", "accept", "report")
    sent(case)
    case = desk.steps(case, "close", "release_preservation")
    text = page(client, desk.officer, case.get_absolute_url())
    assert "2 letters are to be sent" in section(text, "next-step")
    assert "never sent" not in text


# What a form begins with


def chosen(text, name):
    """Return the values that are chosen in a field of a form."""
    boxes = re.findall(r"<input[^>]*>", text)
    ticked = [one for one in boxes if f'name="{name}"' in one and "checked" in one]
    found = [re.search(r'value="(\d+)"', one)[1] for one in ticked]
    select = re.search(rf'<select name="{name}".*?</select>', text, re.S)
    if select:
        found += re.findall(r'<option value="(\d+)" selected', select[0])
    return found


def step_page(client, desk, case, name):
    return page(client, desk.officer, reverse("step", args=[case.public_id, name]))


def test_an_order_begins_with_the_measure_found_the_provider_asked_and_every_item(client, desk):
    case = a_case(desk.officer, type="evidence", items=2)
    case = desk.steps(case, "start_review", "preserve", "confirm_preservation", "accept")
    text = step_page(client, desk, case, "order")
    assert chosen(text, "measure") == [str(Measure.objects.get(code="art18-production").pk)]
    assert chosen(text, "provider") == [str(Provider.objects.get(code="azercell").pk)]
    assert len(chosen(text, "items")) == 2


def test_an_order_leaves_out_items_that_were_ordered_and_guesses_no_provider(client, desk):
    case = a_case(desk.officer, type="evidence", items=2)
    case = desk.steps(case, "start_review", "accept")
    assert chosen(step_page(client, desk, case, "order"), "provider") == []
    one, other = DataItem.objects.filter(case=case.pk)
    case = desk.step(case, "order", items=[one.pk])
    assert chosen(step_page(client, desk, case, "order"), "items") == [str(other.pk)]
    bakcell = Provider.objects.get(code="bakcell").pk
    case = desk.step(case, "order", items=[other.pk], provider=bakcell)
    assert chosen(step_page(client, desk, case, "order"), "provider") == []  # two were asked
    case = desk.take(case, "record_provider_answer", **answers(case, "refused"))
    case = desk.take(
        case, "record_provider_answer", **answers(case, "given", order=case.orders.first())
    )
    assert chosen(step_page(client, desk, case, "order"), "items") == [str(other.pk)]


def test_an_answer_begins_with_the_order_that_waits_and_names_what_was_answered(client, desk):
    case = a_case(desk.officer, type="evidence", items=2)
    case = desk.steps(case, "start_review", "preserve", "confirm_preservation")
    case = desk.steps(case, "record_preserved", "accept", "order")
    kept, asked = case.orders.all()
    text = step_page(client, desk, case, "record_provider_answer")
    assert chosen(text, "order") == [str(asked.pk)]
    box = re.search(r'<select name="order".*?</select>', text, re.S)[0]
    offered = re.findall(r'<option value="(\d+)"[^>]*>([^<]+)</option>', box)
    assert [key for key, _words in offered] == [str(asked.pk), str(kept.pk)]
    assert f"already answered on {today():%d.%m.%Y}" in dict(offered)[str(kept.pk)]
    assert "answered" not in dict(offered)[str(asked.pk)]


def test_a_second_partial_answer_is_recorded_and_the_order_says_so(client, desk):
    case = a_case(desk.officer, type="evidence", items=2)
    case = desk.steps(case, "start_review", "accept", "order")
    found = answers(case, "given")
    one, other = sorted(name for name in found if name.startswith("outcome_"))
    half = {name: value for name, value in found.items() if name != other}
    case = desk.take(case, "record_provider_answer", **half)
    text = step_page(client, desk, case, "record_provider_answer")
    assert f"answered in part on {today():%d.%m.%Y}" in text
    assert chosen(text, "order") == [str(case.orders.get().pk)]
    case = desk.take(case, "record_provider_answer", **{**found, one: "not_held",
                     f"reason_{one.removeprefix('outcome_')}": answers(case, "refused")[
                         f"reason_{one.removeprefix('outcome_')}"]})  # fmt: skip
    assert all(item.is_settled for item in case.dataitems.all())


# Words


@pytest.mark.parametrize(
    ("length", "words", "exactly"),
    [
        (timedelta(seconds=59), "0 min", "0 h 0 min"),
        (timedelta(minutes=59), "59 min", "0 h 59 min"),
        (timedelta(hours=1), "1 h", "1 h 0 min"),
        (timedelta(hours=25, minutes=40), "25 h", "1 d 1 h"),
        (timedelta(hours=71, minutes=59), "71 h", "2 d 23 h"),
        (timedelta(days=3), "3 days", "3 d 0 h"),
    ],
)
def test_a_length_of_time_is_told_at_a_glance_or_exactly(length, words, exactly):
    assert (span(length), span(length, exact=True)) == (words, exactly)
