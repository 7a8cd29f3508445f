"""What a newcomer stumbled over on the desk: each of it once, so that it stays mended."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.clock import now
from casework.desk.queue_filter import FINISH, NOW, Chosen
from casework.desk.queue_rows import page_after, place_in, place_of
from casework.directory.alphabet import by_alphabet
from casework.directory.models import Measure, Provider, RecipientPerson
from casework.letters.models import Letter
from casework.workflow.proposals import propose
from tests.cases.making import a_case, answers, left
from tests.desk.test_what_comes_next import page, section

pytestmark = pytest.mark.django_db
ENDED = Chosen(due=FINISH)


@pytest.fixture
def accepted(desk, officer, case):
    return desk.steps(desk.step(case, "take_on", by=officer), "start_review", "accept")


@pytest.fixture
def ordered(desk, accepted):
    """A case with an order of which the letter has not left."""
    return desk.step(accepted, "order")


def fresh(case):
    return type(case).objects.get(pk=case.pk)


def executed(desk, officer, **fields):
    """Return a case of which the answers are given and the result is to be reported."""
    case = desk.step(a_case(officer, type="evidence", **fields), "take_on", by=officer)
    case = left(desk.steps(case, "start_review", "accept", "order"), officer)
    set_scope(officer)
    return desk.take(case, "record_provider_answer", **answers(case, "given"))


def ordered_form(client, user, case, query=""):
    client.force_login(user)
    return client.get(reverse("step", args=[case.public_id, "order"]) + query).content.decode()


def test_a_person_of_another_case_is_not_offered(client, officer, case):
    other = a_case(officer)
    theirs = RecipientPerson.objects.create(
        authority=case.authority, full_name="Their administrator", source=other.reference
    )
    ours = RecipientPerson.objects.create(
        authority=case.authority, full_name="Our administrator", source=case.reference
    )
    known = RecipientPerson.objects.create(
        authority=case.authority, full_name="Known to all", source="Letter of 03.02.2026"
    )
    assert set(RecipientPerson.objects.for_case(case)) == {ours, known}
    assert set(RecipientPerson.objects.for_case(other)) == {theirs, known}
    client.force_login(officer)
    shown = client.get(reverse("step", args=[case.public_id, "preserve"])).content.decode()
    assert "Our administrator" in shown
    assert "Their administrator" not in shown


def test_a_person_whom_an_order_of_this_case_names_is_offered_again(desk, accepted):
    details = {**desk.details(accepted, "order"), "new_person": "Somebody", "new_contact": "Baku"}
    details.pop("provider")
    case = desk.take(accepted, "order", **details)
    person = case.orders.last().person
    RecipientPerson.objects.filter(pk=person.pk).update(source="SSS-CP-2020-000001")
    assert list(RecipientPerson.objects.for_case(case)) == [person]


def test_what_is_to_be_closed_stands_by_its_end_page_by_page(officer):
    rows = [a_case(officer) for _number in range(4)]
    for row, days in zip(rows, (2, 0, 3, 1), strict=True):
        ended_at = row.opened_at - timedelta(days=days)
        Case.objects.filter(pk=row.pk).update(ended_at=ended_at, waiting_on="us")
    found, place = [], None
    while page := page_after(officer, ENDED, place, limit=1):
        found += [row.id for row in page]
        place = place_in(place_of(page[-1]))
    assert found == [rows[number].pk for number in (2, 0, 3, 1)]


def test_what_cannot_wait_stands_by_its_instant_page_by_page(desk, officer):
    """Tried: by last day, an answer that is owed stands behind everything else."""
    hours = [now() + timedelta(hours=number) for number in (5, -3, 2)]
    rows = [a_case(officer, answer_by_at=at) for at in hours]
    owed = executed(desk, officer, answer_by_at=now() + timedelta(hours=1))
    set_scope(officer)
    rows += [desk.step(owed, "report"), a_case(officer, is_urgent=True)]
    found, place = [], None
    while page := page_after(officer, Chosen(due=NOW), place, limit=1):
        found += [row.id for row in page]
        place = place_in(place_of(page[-1], NOW))
    assert found == [rows[number].pk for number in (1, 4, 3, 2, 0)]


@pytest.mark.parametrize("words", ["2026-01-01_0_5_x", f"2026-01-01_0_5_{10**30}", "2026-01-01_0"])
def test_a_place_that_makes_no_sense_is_the_beginning(words):
    assert place_in(words) is None


def test_a_letter_that_was_sent_leads_to_the_top_of_its_case(client, desk, officer, ordered):
    letter = Letter.objects.drafts().filter(case=ordered.pk).first()
    client.force_login(officer)
    address = reverse("letter_sent", args=[ordered.public_id, letter.public_id])
    sent = {"version": letter.version, "channel": "email", "dispatch_number": "5/1"}
    sent["sent_on"] = letter.made_at.date().isoformat()
    response = client.post(address, sent)
    assert response.headers["Location"] == ordered.get_absolute_url()


def test_what_only_coercive_measures_need_is_folded_until_one_is_chosen(
    client, officer, desk, accepted
):
    set_scope(officer)
    assert '<details class="step-fold">' in ordered_form(client, officer, accepted)
    search = Measure.objects.filter(power="search", has_basis=True).first()
    address = reverse("step", args=[accepted.public_id, "order"])
    shown = client.post(address, {"version": accepted.version, "measure": search.pk})
    assert '<details class="step-fold" open>' in shown.content.decode()


def test_the_basis_of_a_measure_stands_in_the_language_of_the_page(desk, ordered):
    order = ordered.orders.last()
    with translation.override("az"):
        assert order.basis_said.startswith("CPM")
    assert order.basis_said.startswith("CPC")
    order.basis = "CPC, as it stood"
    with translation.override("az"):
        assert order.basis_said == "CPC, as it stood"


def test_who_confirms_reads_who_ordered(client, desk, officer, lawyer, case):
    case = desk.step(case, "preserve")
    client.force_login(lawyer)
    address = reverse("step", args=[case.public_id, "confirm_preservation"])
    assert f"by {officer}." in client.get(address).content.decode()


def test_azerbaijani_names_stand_by_their_own_alphabet():
    names = ["Çexiya", "Cibuti", "Əlcəzair", "Estoniya", "Xorvatiya", "Haiti", "İtaliya", "Iraq"]
    with translation.override("az"):
        assert sorted(names, key=by_alphabet) == [
            "Cibuti", "Çexiya", "Estoniya", "Əlcəzair", "Haiti", "Xorvatiya", "Iraq", "İtaliya",
        ]  # fmt: skip
    assert sorted(["Zambia", "Åland", "Türkiye", "Tunisia"], key=by_alphabet) == [
        "Åland", "Tunisia", "Türkiye", "Zambia",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("custodian", "code"),
    [
        ("Azercell Telecom, by the registration of the address", "azercell"),
        ("ünvan “Nar Mobile” şəbəkəsindəndir", "azerfon"),
        ("Bakcell or Azercell", ""),
        ("A provider in Azerbaijan", ""),
        ("narkotik", ""),
        ("", ""),
    ],
)
def test_preserving_begins_with_the_one_provider_that_the_request_names(
    client, officer, custodian, code
):
    case = a_case(officer, custodian=custodian)
    client.force_login(officer)
    form = client.get(reverse("step", args=[case.public_id, "preserve"])).context["form"]
    chosen = form["provider"].value()
    assert (Provider.objects.get(pk=chosen).code if chosen else "") == code


def test_who_is_asked_to_keep_the_data_is_named_beside_us(client, desk, officer, case):
    case = desk.steps(desk.step(case, "take_on", by=officer), "preserve")
    together = "Waiting on: Us, and who was asked to keep the data"
    assert together not in section(page(client, officer, "case", case.public_id), "clocks")
    left(case, officer)
    assert together in section(page(client, officer, "case", case.public_id), "clocks")
    set_scope(officer)
    desk.step(case, "record_preserved")
    assert together not in section(page(client, officer, "case", case.public_id), "clocks")


def test_it_is_our_turn_until_more_is_ordered_than_to_keep_the_data(desk, officer):
    """Tried: with every open order alike, the case waits for the provider at once."""
    case = left(desk.steps(a_case(officer, type="evidence"), "preserve"), officer)
    set_scope(officer)
    steps = ("start_review", "confirm_preservation", "accept")
    case = left(desk.steps(desk.step(case, "take_on", by=officer), *steps), officer)
    assert type(case).objects.get(pk=case.pk).waiting_on == "us"
    set_scope(officer)
    case = left(desk.steps(type(case).objects.get(pk=case.pk), "order"), officer)
    assert type(case).objects.get(pk=case.pk).waiting_on == "provider"


def test_an_item_has_one_status_that_says_how_far_it_has_come(client, desk, officer):
    """Tried: with the outcome alone, every status is “Pending” until the answer."""

    def status(case):
        text = page(client, officer, "case", case.public_id).split('id="items"')[1]
        set_scope(officer)
        return re.search(r'class="badge [^"]*">([^<]*)<', text)[1]

    case = desk.step(a_case(officer, type="evidence"), "take_on", by=officer)
    assert status(case) == "Pending"
    case = desk.step(case, "preserve")
    assert status(case) == "Letter to be sent"
    case = fresh(left(case, officer))
    assert status(case) == "Preservation asked for"
    case = desk.step(case, "record_preserved")
    assert status(case) == "Preserved, not yet obtained"
    case = desk.steps(case, "start_review", "confirm_preservation", "accept", "order")
    assert status(case) == "Preserved, letter to be sent"
    case = fresh(left(case, officer))
    assert status(case) == "Preserved, answer awaited"
    case = desk.take(case, "record_provider_answer", **answers(case, "given"))
    assert status(case) == "Given"


def test_what_a_supervisor_decides_stands_first_and_five_at_once(client, desk, officer, supervisor):
    """Tried: with the counts first, the order is red."""
    for _number in range(6):
        case = executed(desk, officer)
        propose(case, "report", by=officer, version=case.version)
    text = page(client, supervisor)
    places = [text.index(f'id="{name}"') for name in ("to-decide", "few-unassigned")]
    assert places == sorted(places)
    assert text.index('id="to-decide"') < text.index('class="overview-counts"')
    shown, unfolded = text.split('<details class="home-rest">')
    assert shown.count("Report the result") == 5
    assert unfolded.count("Report the result") == 1


def test_the_next_step_of_an_unsent_answer_names_its_hours(client, desk, officer):
    case = executed(desk, officer, answer_by_at=now() + timedelta(hours=20))
    desk.step(case, "report")
    told = section(page(client, officer, "case", case.public_id), "next-step")
    assert "in 19 h Answer asked for by" in told
    assert "Transmittal of the result" in told
