"""The request itself, in the order of the forms and in both languages, and the letters about it."""

import re

import pytest

from casework.clock import today
from tests.cases.making import sent
from tests.outgoing.making import approved, asked, collected, in_check, ours, sent_abroad

pytestmark = pytest.mark.django_db


def letter(case, kind):
    return case.letters.filter(kind=kind).latest("pk")


def boxes(text):
    return [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)][:22]


def test_the_request_follows_the_form_box_by_box_in_both_languages(pgo):
    row = letter(
        collected(pgo, offence="Computer fraud", use_asked="As evidence"), "outgoing_request"
    )
    for text, phrases in (
        (row.text_en, ("3. Request status", "Requested authority", "Offence: Computer fraud",
                       "European Convention on Mutual Assistance", "New request")),
        (row.text_az, ("3. Sorğunun statusu", "Sorğu edilən orqan", "Cinayət: Computer fraud",
                       "Avropa Konvensiyası", "Baş Prokurorluq")),
    ):  # fmt: skip
        assert sorted(set(boxes(text))) == list(range(1, 23))
        assert boxes(text) == sorted(boxes(text))
        for phrase in phrases:
            assert phrase in text
    assert row.addressee == "abroad"
    assert row.text_en.startswith("Bundesamt für Justiz\nGermany\n")


def test_the_request_names_data_initiator_and_our_reference(pgo):
    case = collected(pgo)
    text = letter(case, "outgoing_request").text_en
    for phrase in (case.reference, "260112007", "203.0.113.1", "Prosecutor General’s Office"):
        assert phrase in text


def test_preservation_abroad_follows_the_other_form(pgo):
    row = letter(pgo.step(ours(pgo), "ask_preservation"), "outgoing_preservation")
    assert "T-CY(2018)11" in row.subject_en and "Article 29" in row.text_en
    assert sorted(set(boxes(row.text_en)[:19])) == list(range(1, 20))
    assert "A request for mutual legal assistance will follow: yes" in row.text_en
    assert "Mühafizə edilməli verilənlər" in row.text_az


def test_sending_marks_the_request_as_sent_and_it_stands(pgo):
    case = sent_abroad(pgo)
    row = letter(case, "outgoing_request")
    assert (row.sent_on, row.channel, row.dispatch_number) == (today(), "diplomatic", "12-34")
    assert row.sent_by == pgo.officer


def test_without_the_request_itself_nothing_is_sent(pgo):
    case = approved(pgo)
    sent(case, "outgoing_request")
    row = pgo.step  # a sent draft is none: the sentence says so
    with pytest.raises(Exception, match="The request itself is not there"):
        row(case, "send")


def test_the_initiator_is_told_each_defect(pgo):
    row = letter(pgo.step(in_check(pgo), "return_defects"), "outgoing_defects")
    assert "the facts are not described well enough" in row.text_en
    assert "Say more." in row.text_en and row.addressee == "body"
    assert row.text_en.startswith("Prosecutor General’s Office")


def test_our_answer_to_their_question_names_both(pgo):
    row = letter(pgo.step(asked(pgo), "answer_question"), "outgoing_clarification")
    assert "Which account?" in row.text_en and "The first one." in row.text_en


def test_a_withdrawal_tells_abroad_only_if_the_request_had_left(pgo):
    before = pgo.step(ours(pgo), "withdraw")
    assert set(before.letters.values_list("kind", flat=True)) == {"outgoing_withdrawal"}
    after = pgo.step(sent_abroad(pgo), "withdraw")
    assert "No longer needed." in letter(after, "outgoing_withdrawn_abroad").text_en
    assert "No longer needed." in letter(after, "outgoing_withdrawal").text_az
