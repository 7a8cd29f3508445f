"""Words: folding and cutting, without a database."""

import pytest

from casework.search.texts import typed_in
from casework.search.words import LONGEST, MOST_WORDS, asked_of, fold, words_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("İSMAYIL", "ismayil"),
        ("Isı", "isi"),
        ("Məmmədov Əli", "memmedov eli"),
        ("Göyçay, Şəki, Ağdaş, Üzeyir", "goycay, seki, agdas, uzeyir"),
        ("Straße", "strasse"),
        ("Łódź Ångström Đurić Æsir", "lodz angstrom duric aesir"),
        ("Иванов Йосиф Ёлкин", "иванов йосиф ёлкин"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁle", "file"),
        ("PLAIN", "plain"),
    ],
)
def test_every_spelling_of_a_word_is_folded_to_one(written, folded):
    assert fold(written) == folded
    assert fold(fold(written)) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SSS-CP-2026-000123", {"ssscp2026000123", "sss", "cp", "2026", "000123", "123"}),
        ("BKA 2026/4711", {"bka", "2026", "4711", "20264711"}),
        ("O'Brien", {"obrien", "brien"}),
        ("a 7 bb", {"7", "bb"}),
        ("(Bakı).", {"baki"}),
        (
            "Ali.Veli@Mail.example",
            {"ali.veli@mail.example", "ali.veli", "mail.example", "ali", "veli", "mail", "example"},
        ),
        ("203.0.113.5", {"203.0.113.5"}),
        ("203.0.113.5:443", {"203.0.113.5"}),
        ("2001:DB8::1", {"2001:db8::1"}),
        ("2001:0db8:0:0:0:0:0:1", {"2001:db8::1", "2001:0db8:0:0:0:0:0:1"}),
        (
            "https://www.face.example/user/12",
            {"face.example/user/12", "face.example", "face", "example", "user", "12"},
        ),
    ],
)
def test_a_text_is_found_by_its_pieces_and_its_whole(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    "written", ["+994 50 123-45-67", "(050) 123 45 67", "00994501234567", "tel:+994501234567."]
)
@pytest.mark.parametrize("typed", ["+994501234567", "050 123 45 67", "+994 (50) 123 45 67"])
def test_a_telephone_number_is_found_however_it_is_written(written, typed):
    (wanted,) = asked_of(typed).words
    assert wanted in words_of(written)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("203.0.113", "203.0.113.77"),
        ("2001:0DB8::0001", "2001:db8::1"),
        ("facebook.example/us", "https://www.facebook.example/user"),
        ("ALI.VELI", "ali.veli@mail.example"),
        ("@mail.example", "ali.veli@mail.example"),
        ("mail.ex", "ali.veli@mail.example"),
        ("report.pdf", "Final report.pdf"),
        ("2026/4711", "BKA 2026/4711"),
        ("MƏMMƏDOV əli", "Əli Mammad oğlu Məmmədov"),
        ("S.Aliyev", "S. Aliyev"),
        ("22.11.2026", "on 22.11.2026 at 10:30"),
        ("10:30", "on 22.11.2026 at 10:30"),
        ("obrien", "O’Brien"),
        ("cool_user-9", "@cool_user-99"),
    ],
)
def test_what_is_typed_begins_words_of_what_was_written(typed, written):
    words, asked = words_of(written), asked_of(typed)
    assert asked.words
    for wanted in asked.words:
        assert any(word.startswith(wanted) for word in words), (wanted, words)


def test_words_and_texts_are_bounded():
    assert words_of("x" * 500) == {"x" * LONGEST}
    assert len(words_of(" ".join(f"word{n}" for n in range(9_000)))) == MOST_WORDS
    asked = asked_of(" ".join(f"word{n}" for n in range(30)))
    assert len(asked.words) == 10
    assert asked.is_cut


@pytest.mark.parametrize("nothing", ["", " ", "a", "%", "_", "'", "\\", "\x00", "-- ;", "²'"])
def test_what_says_nothing_asks_for_no_long_word(nothing):
    assert all(len(word) == 1 and word.isdigit() for word in asked_of(nothing).words)


def test_texts_are_read_from_details_and_codes_are_not():
    details = {
        "details": {
            "reason": "Read again.",
            "category": "traffic",
            "outcome_17": "given",
            "note_17": "late",
            "until": "2026-11-22",
            "received_at": "2026-11-22T10:30:00+04:00",
            "items": [1, 2],
            "identifier": "50 123-45-67",
        },
        "changes": {"foreign_reference": ["A 1", "B 2"], "urgency": ["", "life"]},
        "letter": "3d2f1c0a-0000-4000-8000-000000000001",
        "sha256": "ab" * 32,
    }
    assert set(typed_in(details)) == {
        "Read again.", "late", "50 123-45-67", "501234567", "A 1", "a1", "B 2", "b2",
    }  # fmt: skip
