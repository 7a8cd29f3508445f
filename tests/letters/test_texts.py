"""The texts of letters: complete in both languages, from the case as it is, in any state."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from casework.cases.case import Case
from casework.cases.people import Contact
from casework.clock import baku_day, now
from casework.incoming.letters import LETTERS
from casework.letters.contents import facts_for
from casework.letters.drafts import LANGUAGES, draft, write
from casework.letters.kinds import KINDS
from contact_point.models import ContactRequest
from tests.cases.making import a_case, answers

pytestmark = pytest.mark.django_db
NAMES = [kind.name for kind in LETTERS]
FOLDER = Path(settings.BASE_DIR) / "templates" / "letters"
RECEIVED = now() - timedelta(days=1)
BROKEN = ("None", "{{", "{%", "()", "  ,", " .", ": \n", ":\n\n\n", "[]", "&#", "&quot;", "&lt;")
ALONE = re.compile(r"^[^\n:]{3,40}:$", re.MULTILINE)  # "Reference:" with nothing after it


@pytest.fixture
def received(desk):
    """A case that was received yesterday and registered today."""
    return a_case(desk.officer, received_at=RECEIVED)


def texts_of(case, name, language, order=None, **about):
    facts = {**facts_for(case, name, order), **about}
    return write(facts, name, language)


def latest(case, name):
    return case.letters.filter(kind=name).order_by("pk").last()


def both(letter):
    return [(letter.subject_en, letter.text_en), (letter.subject_az, letter.text_az)]


def assert_whole(subject, text, case):
    assert subject
    assert case.reference in subject + text
    for fault in BROKEN:
        assert fault not in text, f"{fault!r} in\n{text}"
    assert f"{case.receipt.received_on:%d.%m.%Y}" in text
    for line in text.splitlines():
        if line.endswith(":"):  # what is announced has to follow
            assert text.split(line, 1)[1].strip()[:3] not in ("", "You", "Hör"), text


def test_every_letter_of_the_procedure_has_a_file_in_each_language():
    for language in LANGUAGES:
        present = {path.stem for path in (FOLDER / language).glob("*.txt")}
        assert set(NAMES) <= present
        assert "DRAFT" not in "".join(p.read_text() for p in (FOLDER / language).glob("*.txt"))


def test_every_file_is_a_letter_or_a_part_of_one():
    known = {name for kinds in KINDS.values() for name in kinds}
    for language in LANGUAGES:
        everything = "".join(path.read_text() for path in (FOLDER / language).glob("*.txt"))
        for path in (FOLDER / language).glob("*.txt"):
            part = f"letters/{language}/{path.name}"
            assert path.stem in known or part in everything, path


def test_no_letter_contains_a_literal_date():
    for path in FOLDER.rglob("*.txt"):
        assert not re.search(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b20\d\d\b", path.read_text()), path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_letter_is_whole_for_a_case_of_which_little_is_known(desk, name, language):
    case = a_case(
        desk.officer, requesting_state=None, foreign_reference="", items=0, received_at=RECEIVED
    )
    assert_whole(*texts_of(case, name, language), case)


@pytest.fixture
def story(desk, received):
    """A case of which nearly everything is known, and the letters that its steps drafted."""
    case = desk.steps(
        received, "start_review", "ask_to_decide", "record_decision", "preserve",
        "confirm_preservation", "ask", "remind_requester", "record_answer", "accept",
        "set_condition", "record_acceptance", "order", "prolong", "postpone", "resume",
    )  # fmt: skip
    return desk.step(case, "record_preserved", order=case.orders.first().pk)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_letter_is_whole_for_a_case_of_which_much_is_known(story, name, language):
    kind = KINDS["contact_point"][name]
    order = story.orders.last() if kind.addressee == "recipient" else None
    subject, text = texts_of(story, name, language, order=order)
    assert_whole(subject, text, story)
    if kind.addressee == "requester":
        assert "BKA 2026/4711" in text


def test_letters_drafted_by_steps_stand_in_both_languages(story):
    drafted = set(story.letters.values_list("kind", flat=True))
    assert drafted >= {
        "preservation_notice", "provider_request", "clarification", "question_reminder",
        "risk_notice", "acceptance", "delay_notice", "postponement", "resumption",
    }  # fmt: skip
    for letter in story.letters.all():
        for subject, text in both(letter):
            assert_whole(subject, text, story)
        assert letter.text_en != letter.text_az


def test_a_letter_quotes_the_day_of_receipt_and_never_that_of_registration(received):
    registered_on = f"{baku_day(received.opened_at):%d.%m.%Y}"
    for _subject, text in both(draft(received, "confirmation_of_receipt", by=None)):
        assert f"{received.receipt.received_on:%d.%m.%Y}" in text
        assert registered_on not in text


def test_the_delay_notice_names_both_days_and_the_reason(story):
    row = story.prolongations.last()
    for _subject, text in both(latest(story, "delay_notice")):
        assert f"{row.previous_on:%d.%m.%Y}" in text
        assert f"{row.until:%d.%m.%Y}" in text
        assert "The provider needs longer." in text


def test_the_clarification_lists_each_gap(desk, received):
    case = desk.step(received, "start_review")
    case = desk.step(case, "ask", gaps="The period.\n- The provisions.\n")
    for _subject, text in both(latest(case, "clarification")):
        assert "– The period.\n– The provisions." in text


def test_a_partial_result_lists_what_is_given_and_what_is_missing_with_its_reason(desk):
    case = a_case(desk.officer, type="evidence", items=2, received_at=RECEIVED)
    case = desk.steps(case, "start_review", "accept", "order")
    given = answers(case, "given")
    last = case.dataitems.last().pk
    refused = {f"outcome_{last}": "refused", f"reason_{last}": answers(case, "refused")[
        f"reason_{last}"]}  # fmt: skip
    case = desk.take(case, "record_provider_answer", **{**given, **refused})
    case = desk.step(case, "report", remark="See the enclosed list.")
    letter = latest(case, "transmittal")
    english = letter.text_en
    assert english.index("handed over") < english.index("203.0.113.1")
    assert english.index("Not given, and why") < english.index("203.0.113.2")
    assert "Reason: The provider refused voluntary production" in english
    assert "Səbəb: Provayder könüllü təqdim etməkdən imtina etmişdir" in letter.text_az
    assert "See the enclosed list." in letter.text_az


def test_a_refusal_names_ground_provision_and_reasons(desk, received):
    case = desk.step(received, "start_review")
    case = desk.step(case, "refuse", provision="CPC 490.2")
    letter = latest(case, "refusal")
    assert "Political offence (Article 27.4.a, 29.5.a" in letter.text_en
    assert "Siyasi cinayət" in letter.text_az
    for _subject, text in both(letter):
        assert "CPC 490.2" in text
        assert "A political offence." in text


def test_a_postponement_names_its_reason_and_the_day_of_review(story):
    row = story.postponements.last()
    for _subject, text in both(latest(story, "postponement")):
        assert f"{row.review_on:%d.%m.%Y}" in text
        assert "Our own proceedings." in text


def test_the_letters_on_forwarding_name_the_body_and_the_reason(desk, received):
    case = desk.step(received, "forward")
    for name in ("forwarding", "forwarding_information"):
        for _subject, text in both(latest(case, name)):
            assert "Not competent." in text
    assert case.forwarded_to.name_az in latest(case, "forwarding_information").text_az


def test_a_provider_is_asked_where_the_measure_is_voluntary(story):
    letter = latest(story, "provider_request")
    assert "comply with it voluntarily" in letter.text_en
    assert "keep this request, and the fact that it was made, secret" in letter.text_en
    assert "icrası könüllüdür" in letter.text_az
    assert story.orders.last().measure.basis_az in letter.text_az


def test_a_provider_learns_neither_the_state_nor_the_foreign_reference(story):
    for letter in story.letters.filter(addressee="recipient"):
        for subject, text in both(letter):
            assert "BKA" not in subject + text
            assert "Germany" not in text
            assert "Almaniya" not in text


def test_an_identifier_is_named_with_its_instant_in_its_own_zone(received):
    identifier = received.dataitems.first().identifiers.first()
    identifier.zone = "Europe/Berlin"
    identifier.seen_at = datetime(2026, 2, 3, 10, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    identifier.save()
    for language in LANGUAGES:
        _subject, text = texts_of(received, "acceptance", language)
        there = "203.0.113.1, 03.02.2026 10:15:00 (Europe/Berlin, UTC+01:00)"
        assert f"{there} = 03.02.2026 13:15:00 (Asia/Baku, UTC+04:00)" in text


def test_what_was_seen_in_baku_is_said_once(received):
    identifier = received.dataitems.first().identifiers.first()
    identifier.zone, identifier.seen_at = "Asia/Baku", RECEIVED
    identifier.save()
    _subject, text = texts_of(received, "acceptance", "en")
    assert "(Asia/Baku, UTC+04:00)" in text and " = " not in text


def test_the_time_asked_for_stands_in_both_zones(desk):
    case = a_case(
        desk.officer,
        answer_by_at=datetime(2026, 2, 6, 18, tzinfo=ZoneInfo("CET")),
        sender_zone="CET",
        received_at=RECEIVED,
    )
    for language in LANGUAGES:
        _subject, text = texts_of(case, "confirmation_of_receipt", language)
        assert "06.02.2026 18:00:00 (CET, UTC+01:00)" in text
        assert "06.02.2026 21:00:00 (Asia/Baku, UTC+04:00)" in text


def test_the_requesting_authority_is_addressed_as_the_request_names_it(received):
    Contact.objects.create(
        case_id=received.pk,
        authority_id=received.authority_id,
        part="requesting",
        organisation="Bundeskriminalamt",
        person="Erika Muster & Söhne",
        email="cp@example.de",
    )
    _subject, text = texts_of(received, "acceptance", "en")
    head = text.split("Our reference")[0].split("\n")
    assert head[:4] == ["Bundeskriminalamt", "Erika Muster & Söhne", "Germany", "cp@example.de"]


def test_the_queries_of_a_draft_do_not_grow_with_the_case(desk, django_assert_max_num_queries):
    large = a_case(desk.officer, items=12, received_at=RECEIVED)
    large = desk.steps(large, "start_review", "preserve")
    fresh = ContactRequest.objects.select_related("authority", "request_type").get(pk=large.pk)
    with django_assert_max_num_queries(24):
        draft(fresh, "preservation_notice", by=None)


def test_what_somebody_typed_is_never_run_as_a_template(desk, received):
    case = desk.step(received, "start_review")
    case = desk.step(case, "ask", gaps="{{ case.authority }} <b>&")
    for _subject, text in both(latest(case, "clarification")):
        assert "{{ case.authority }} <b>&" in text


def test_a_letter_belongs_to_the_case_and_its_authority(received):
    letter = draft(received, "acceptance", by=None)
    assert Case.objects.get(pk=letter.case_id).authority_id == letter.authority_id
