"""Words are added when something is recorded: nothing is left for reindex to find.

Tried: with typed_in taken out of chain.record, add_words out of drafts.draft, everything out of
start, or kept_names out of the door, the ways below go red.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction

from casework.access.permissions import Role
from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.people import Contact, Person
from casework.desk import notes
from casework.directory.models import Authority, State
from casework.files.store import store
from casework.letters import changes
from casework.search.model import SearchWord
from casework.search.words import MOST_WORDS, asked_of
from casework.search.writing import add_everything, add_words
from tests.cases.making import a_case
from tests.cases.reaching import REACH, another_kind, two_authorities

pytestmark = pytest.mark.django_db
# making.a_document() writes a row without an upload, past what records the name.
OF_TEST_DOCUMENTS = {"answer", "answer.txt", "txt"}


def words(case):
    rows = SearchWord.objects.filter(case=case.pk, authority=case.authority_id)
    return set(rows.values_list("word", flat=True))


def says(case, typed):
    """Whether every word of `typed` begins a word of the case."""
    known = words(case)
    return all(any(word.startswith(one) for word in known) for one in asked_of(typed).words)


def missing(run_command):
    """Return what reindex says it has added."""
    return run_command("reindex").splitlines()[-1].split(", ")[-1]


@pytest.mark.parametrize("state", sorted(REACH))
def test_on_the_way_to_every_state_nothing_is_forgotten(desk, run_command, state):
    case = REACH[state](desk)
    known = words(case)
    run_command("reindex")
    assert words(case) - known <= OF_TEST_DOCUMENTS


def test_a_registered_case_says_all_that_was_entered(officer):
    case = a_case(
        officer,
        foreign_reference="BKA 2026/4711",
        requesting_authority="Bundeskriminalamt Wiesbaden",
        summary="Oğurlanmış pullar",
        requesting_state=State.objects.get(code="DE"),
    )
    for typed in (
        case.reference, "bka20264711", "4711", "germany", "almaniya", "DE", "wiesbaden",
        "ogurlanmis", "203.0.113.1",
    ):  # fmt: skip
        assert says(case, typed), typed
    assert not says(case, "nothing")


def test_whoever_and_whatever_a_step_names_is_found(desk):
    case = a_case(desk.officer)
    case = desk.step(case, "add_person", full_name="Əliağa Məmmədov")
    case = desk.step(
        case, "add_item", identifier_kind="phone", identifier="50 123-45-67", category="traffic"
    )
    case = desk.steps(case, "start_review", "preserve")
    for typed in ("eliaga memmedov", "50 123-45-67", "501234567", "azercell"):
        assert says(case, typed), typed


def test_notes_letters_and_names_of_documents_are_found(desk, run_command):
    case = a_case(desk.officer)
    notes.add(case, by=desk.officer, kind="note", text="Zəng: Gülnarə", spoke_with="", phone="")
    store(
        case,
        SimpleUploadedFile("Sübut-7.txt", b"bytes"),
        by=desk.officer,
        kind="other",
        title="Gömrük",
    )
    letter = changes.add(case, "clarification", by=desk.officer)
    texts = {name: f"{name} Xəzər" for name in changes.TEXTS}
    changes.edit(letter, by=desk.officer, version=letter.version, texts=texts)
    for typed in ("zeng gulnare", "subut-7", "gomruk", "xezer"):
        assert says(case, typed), typed
    assert missing(run_command) == "0 new words."


def test_of_a_drafted_letter_only_what_it_says_of_the_case_is_found(desk, run_command):
    case = desk.steps(a_case(desk.officer), "start_review", "preserve", "record_preserved")
    known = words(case)
    order, letter = case.orders.get(), case.letters.get(order__isnull=False)
    assert "faithfully" in letter.text_en
    assert not known & {"faithfully", "hormetle"}
    assert says(case, f"{case.reference}/{order.number}")
    forget(case)
    set_scope(desk.officer)
    run_command("reindex")
    assert not words(case) & {"faithfully", "hormetle"}


def test_a_corrected_reference_still_finds_its_case(desk, run_command):
    case = desk.step(a_case(desk.officer, foreign_reference="OLD/77"), "correct_content",
                     foreign_reference="NEW/88")  # fmt: skip
    assert case.foreign_reference == "NEW/88"
    assert {"old77", "new88"} <= words(case)
    assert missing(run_command) == "0 new words."


def test_words_go_along_with_a_case_that_is_handed_over(desk, make_user, run_command):
    two_authorities()
    case = desk.step(a_case(desk.officer), "start_review")
    known = words(case)
    case = desk.step(case, "hand_over")
    set_scope(make_user(Role.OFFICER, authority="PGO"))
    assert known < words(case)
    assert {row.authority_id for row in SearchWord.objects.filter(case=case.pk)} == {
        Authority.objects.get(code="PGO").pk
    }
    assert missing(run_command) == "0 new words."
    set_scope(desk.officer)
    assert not words(case)


def test_a_case_that_is_continued_elsewhere_says_what_the_old_one_said(desk, run_command):
    with another_kind():
        case = desk.step(a_case(desk.officer), "add_person", full_name="Rəşad")
        old = desk.step(desk.step(case, "start_review"), "reclassify")
        assert missing(run_command) == "0 new words."
        new = old.linked_from.get(kind="continues").case
        assert says(new, "rashad") is False
        assert says(new, "resad")


def test_reindex_finds_all_words_again(desk, run_command):
    case = REACH["execution"](desk)
    case = desk.step(case, "correct_content", foreign_reference="NEW/88")
    notes.add(case, by=desk.officer, kind="note", text="Gülnarə", spoke_with="", phone="")
    known = words(case)
    with connection.cursor() as cursor, pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute("DELETE FROM casework_searchword")
    forget(case)
    assert not words(case)
    run_command("reindex")
    assert words(case) - known <= OF_TEST_DOCUMENTS
    # The correction left out the State: its letters still name it, but nothing says its code.
    assert known - {"de"} <= words(case)
    assert run_command("reindex", "--after", str(case.pk)) == "Done: 0 cases, 0 new words.\n"


def forget(case):
    """Give the words of the case to somebody else: the web deletes none."""
    set_scope_of_all()
    SearchWord.objects.filter(case=case.pk).update(authority=Authority.objects.get(code="PGO"))


def test_offices_and_a_case_of_another_kind_are_read_from_their_rows(officer):
    case = a_case(officer)
    case.adds(Contact, part="requesting", organisation="Dezernat", email="a.b@bka.example")
    case.adds(Person, part="suspect", full_name="Иван Петров", address="Wien, Ring 5")
    add_everything(case)
    for typed in ("dezernat", "bka.example", "a.b@bka.example", "петров", "ring 5"):
        assert says(case, typed), typed


def test_a_very_long_text_stays_bounded(officer):
    case = a_case(officer)
    before = len(words(case))
    add_words(case, [" ".join(f"zz{number}" for number in range(5_000))])
    assert len(words(case)) == before + MOST_WORDS


def test_an_act_costs_one_statement_for_its_words(officer, django_assert_num_queries):
    case = a_case(officer)
    with django_assert_num_queries(1):
        add_words(case, ["one two", "three"])
    with django_assert_num_queries(0):
        add_words(case, ["", "-"])
