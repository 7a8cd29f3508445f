"""The request itself, in the order of the forms and in both languages, and the letters about it."""

import re

import pytest

from casework.access.scope import set_scope
from casework.clock import now, today
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
        (row.text_en, ("3. Request status", "Requested authority",
                       "Offence: [NOT TRANSLATED] Computer fraud",
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


def test_free_text_stands_in_its_language_and_says_where_a_translation_is_missing(pgo):
    case = pgo.step(collected(pgo, offence="Computer fraud"), "translate_texts")
    row = case.letters.drafts().get(kind="outgoing_request")
    assert "Summary of the facts: An account was used to defraud." in row.text_en
    assert "Bir hesabdan istifadə edilib." in row.text_az
    assert "An account was used to defraud." not in row.text_az
    assert "TRANSLATED" not in row.text_en
    assert row.text_az.count("] Computer fraud") == 1
    assert case.untranslated == ["Offence"]


def test_a_translation_of_other_words_counts_no_more(pgo):
    case = pgo.step(collected(pgo), "translate_texts")
    assert case.untranslated == []
    case = pgo.step(case, "correct_content", summary="Two accounts were used.")
    assert case.untranslated == ["Summary of the facts"]
    case = pgo.step(case, "translate_texts", text_summary="İki hesabdan istifadə edilib.")
    assert case.untranslated == []


def test_translating_keeps_a_draft_that_was_edited_by_hand(pgo):
    case = collected(pgo)
    case.letters.filter(kind="outgoing_request").update(edited_at=now(), edited_by=pgo.officer)
    case = pgo.step(case, "translate_texts")
    assert letter(case, "outgoing_request").edited_by == pgo.officer
    assert case.letters.drafts().filter(kind="outgoing_request").count() == 1


def test_before_the_materials_a_translation_drafts_nothing(pgo):
    assert not pgo.step(ours(pgo), "translate_texts").letters.exists()


def test_nobody_marks_the_request_as_sent_before_a_step_does(client, pgo):
    case = collected(pgo)
    row = letter(case, "outgoing_request")
    client.force_login(pgo.officer)
    here = f"{case.get_absolute_url()}letters/{row.public_id}/"
    for page in (case.get_absolute_url(), here):
        assert "ark as sent" not in client.get(page).content.decode()
    typed = {"channel": "email", "sent_on": today().isoformat(), "dispatch_number": "1"}
    told = client.post(f"{here}sent/", {**typed, "version": row.version})
    assert told.status_code == 409
    assert "A step of the case marks this letter as sent" in told.content.decode()
    set_scope(pgo.officer)
    assert letter(case, "outgoing_request").is_draft


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
    day = f"{today():%d.%m.%Y}"
    assert f"Date (DD/MM/YYYY): {day}" in row.text_en and "__.__.____" not in row.text_en
    assert f"Tarix: {day}" in row.text_az


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
