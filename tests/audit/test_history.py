"""What happened to a case is read as sentences, with names and labels instead of keys and codes."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from casework.access.models import Absence, User
from casework.access.permissions import Role
from casework.audit import chain
from casework.cases.case import Case
from casework.clock import today
from casework.workflow.door import perform
from casework.workflow.history import history_of, typed_in
from casework.workflow.proposals import propose
from casework.workflow.registry import registered
from casework.workflow.words import Described, Words
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db
STORY = [
    "start_review", "preserve", "confirm_preservation", "ask", "record_answer", "accept", "order",
    "record_provider_answer", "prolong", "cancel_prolongation", "set_condition",
    "record_acceptance", "assign", "add_receipt",
]  # fmt: skip
NUMBERS = {"Article", "Days of preservation"}


def rows_of(line):
    return {label: (old, new) for label, old, new in line.rows}


def test_each_step_is_a_whole_sentence_the_latest_first(desk, case):
    case = desk.steps(case, "start_review", "accept")
    assert [line.sentence for line in history_of(case)] == [
        "lawyer accepted the request.",
        "officer started the legal review.",
        "officer registered the request.",
    ]
    assert [line.before for line in history_of(case)] == ["In legal review", "Received", ""]
    assert history_of(case)[0].after == "In execution"


def test_a_limit_keeps_the_latest(desk, case):
    case = desk.steps(case, "start_review", "accept")
    assert [line.event.verb for line in history_of(case, 2)] == ["accept", "start_review"]


def test_the_row_of_a_case_is_enough(desk, case):
    desk.step(case, "start_review")
    plain = Case.objects.get(pk=case.pk)
    assert history_of(plain)[0].sentence == "officer started the legal review."


def test_a_deputy_is_named_with_the_absent_colleague(desk, case, make_user):
    case = desk.step(case, "start_review")
    deputy = make_user(Role.OFFICER, full_name="deputy")
    Absence.objects.create(user=desk.lawyer, deputy=deputy, from_on=today())
    case = perform(case, "accept", by=deputy, version=case.version, **desk.details(case, "accept"))
    line = history_of(case)[0]
    assert line.sentence == "deputy, on behalf of lawyer, accepted the request."
    assert line.on_behalf_of == "lawyer"


def test_a_proposal_names_its_step_and_a_decision_its_proposer(desk, case):
    case = desk.steps(case, "start_review", "accept", "prolong")
    decided, proposed = history_of(case, 2)
    assert proposed.sentence == "officer proposed a step: “Prolong execution”."
    assert decided.sentence == "supervisor prolonged execution. Proposed by: officer."


def test_columns_and_details_are_shown_with_labels_and_words(desk, case):
    case = desk.steps(case, "start_review", "accept", "prolong", "assign")
    assigned, prolonged = history_of(case, 2)
    assert rows_of(assigned) == {"Officer": ("", "officer")}
    assert rows_of(prolonged)["New last day"] == ("", f"{case.ceiling_on:%d.%m.%Y}")
    old, new = rows_of(prolonged)["Execution by"]
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4}", old)
    assert new == f"{case.ceiling_on:%d.%m.%Y}"


def test_instruments_measures_and_choices_are_named(desk, case):
    case = desk.steps(case, "start_review", "accept", "order", "record_provider_answer")
    answered, ordered, accepted = history_of(case, 3)
    assert rows_of(accepted)["Instrument"][1].startswith("Convention on Cybercrime")
    assert rows_of(ordered)["Provider"] == ("", "Azercell Telecom")
    assert rows_of(answered)["1. Subscriber information"] == ("", "Given")


def test_no_key_and_no_code_is_ever_shown(desk, case):
    case = desk.steps(case, *STORY)
    codes = {row.name for row in registered(case.kind).table if "_" in row.name}
    for line in history_of(case):
        for label, old, new in line.rows:
            assert label
            assert label[0].isupper() or label[0].isdigit() or label[0] == "("
            assert "_" not in label
            for value in (old, new):
                bare = r"[0-9a-f-]{36}|\d{4}-\d\d-\d\d.*"
                if label not in ("Article", "Days of preservation"):  # these are numbers
                    bare += r"|\d{1,3}"
                assert not re.fullmatch(bare, value), label
                assert value not in codes
        assert "{" not in line.sentence


def test_the_queries_do_not_grow_with_what_happened(desk, case):
    case = desk.steps(case, *STORY)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            history_of(Case.objects.get(pk=case.pk))
        return len(captured)

    before = queries()
    for _round in range(4):
        case = desk.steps(case, "order", "record_provider_answer", "assign", "prolong")
        case = desk.steps(case, "cancel_prolongation")
    assert queries() <= before


def test_an_unknown_verb_is_still_a_sentence(desk, case):
    chain.record(case, "gone_step", by=desk.officer, details={"mystery": 7})
    assert history_of(case)[0].sentence == "officer changed the case."
    assert history_of(case)[0].rows == []


def test_without_a_person_it_was_the_system(case):
    chain.record(case, "assign", by=None)
    assert history_of(case)[0].sentence == "The system assigned the case."


def test_in_azerbaijani_every_sentence_is_another_one(desk, case):
    case = desk.steps(case, "start_review", "accept")
    english = [line.sentence for line in history_of(case)]
    with translation.override("az"):
        theirs = [line.sentence for line in history_of(case)]
    assert [one.split()[0] for one in theirs] == [one.split()[0] for one in english]
    assert not set(english) & set(theirs)


def test_what_was_proposed_is_told_with_the_labels_of_its_form(desk, case):
    case = desk.steps(case, "start_review", "accept")
    until = today() + timedelta(days=30)
    made = propose(
        case,
        "prolong",
        by=desk.officer,
        version=case.version,
        until=str(until),
        ground="late",
        reason="Slow",
    )
    assert typed_in(case, "prolong", chain.parsed(made.details)) == [
        ("New last day", f"{until:%d.%m.%Y}"),
        ("Main reason", "The provider is late"),
        ("Reason", "Slow"),
    ]


def test_what_somebody_wrote_stays_as_it_was_written():
    text, day = Described("Reason", is_text=True), Described("Day")
    words = Words()
    assert words.say(text, "2026-02-03") == "2026-02-03"
    assert words.say(text, "on") == "on"
    assert words.say(day, "2026-02-03") == "03.02.2026"
    assert words.say(day, "2026-02-03T20:30:00Z") == "04.02.2026 00:30"
    assert words.say(day, "2026-02-31") == "2026-02-31"
    assert words.say(day, True) == "yes"
    assert words.say(Described("Person", User), 999_999) == ""


def test_a_marked_duplicate_tells_both_cases(desk, case):
    first = case
    second = a_case(desk.officer)
    desk.take(second, "mark_duplicate", by=desk.officer, other=first.reference)
    assert rows_of(history_of(second)[0])["Reference of the case that goes on"] == (
        "",
        first.reference,
    )
    line = history_of(first)[0]
    assert line.sentence == "officer joined the receipt of a duplicate."
    assert rows_of(line)["Duplicate"] == ("", second.reference)


def test_what_was_added_is_told_in_words(desk, case):
    def added(verb, **details):
        chain.record(case, verb, by=desk.officer, details=details)
        line = history_of(case, 1)[0]
        return line.sentence, rows_of(line)

    sentence, rows = added("send_letter", letter="x", kind="acceptance", channel="fax")
    assert sentence == "officer marked a letter as sent: “Acceptance”."
    assert rows == {"Kind": ("", "Acceptance"), "Sent by": ("", "Fax")}
    sentence, rows = added("edit_letter", letter="x", changes={"subject_en": ["Old", "New"]})
    assert sentence == "officer changed the draft of a letter."
    assert rows == {"Subject in English": ("Old", "New")}
    _sentence, rows = added("add_document", document="x", name="a.pdf", kind="court", size=7)
    assert rows["Kind"] == ("", "Court decision")
    _sentence, rows = added("add_link", other="PGO-CP-2026-000001", kind="related")
    assert rows["Other case"] == ("", "PGO-CP-2026-000001")
    _sentence, rows = added("add_note", note=5, kind="call", text="He will call back.")
    assert rows == {"Kind": ("", "Call"), "Text": ("", "He will call back.")}
