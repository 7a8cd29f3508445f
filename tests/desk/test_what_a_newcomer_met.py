"""What a newcomer stumbled over on the desk: each of it once, so that it stays mended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.desk.queue_filter import FINISH, Chosen
from casework.desk.queue_rows import page_after, place_in, place_of
from casework.directory.alphabet import by_alphabet
from casework.directory.models import Measure, RecipientPerson
from casework.letters.models import Letter
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db
ENDED = Chosen(due=FINISH)


@pytest.fixture
def accepted(desk, officer, case):
    return desk.steps(desk.step(case, "take_on", by=officer), "start_review", "accept")


@pytest.fixture
def ordered(desk, accepted):
    """A case with an order of which the letter has not left."""
    return desk.step(accepted, "order")


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
