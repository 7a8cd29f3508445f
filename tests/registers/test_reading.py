"""Files as office programs write them, and files that are meant to do harm."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from casework.clock import BAKU
from casework.files.cells import guarded, unguarded
from casework.registers import values
from casework.registers.headings import guessed
from casework.registers.reading import FileRefused, table_of
from contact_point.register_import import COLUMNS
from tests.registers.conftest import ENDED, HEADS, OPEN, as_csv, as_xlsx, upload

AZ = ["Qeydiyyat nömrəsi", "Daxil olma tarixi", "Kanal", "Sorğunun növü", "Ölkə", "İcraçı"]


def table(raw, name="register.csv"):
    return table_of(upload(raw, name))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1254"])
def test_a_text_is_read_in_every_usual_encoding(separator, encoding):
    row = ["12", "çöküş ığğ", "Müştəri".replace("ə", "e"), "a, b; c", "x", "y"]
    read = table(as_csv(row, heads=["a", "b", "c", "d", "e", "f"], separator=separator,
                        encoding=encoding))  # fmt: skip
    assert read.heads == ["a", "b", "c", "d", "e", "f"]
    assert read.rows == [(2, row)]


def test_cyrillic_is_not_taken_for_turkish():
    read = table(as_csv(["Германия", "Запрос о сохранении"], heads=["Страна", "Содержание"],
                        encoding="cp1251"))  # fmt: skip
    assert read.rows == [(2, ["Германия", "Запрос о сохранении"])]
    assert read.encoding == "Windows-1251"


def test_azerbaijani_letters_survive():
    row = ["1", "03.11.2025", "E-poçt", "Mühafizə", "Gürcüstan", "Əsgərov Şahin"]
    assert table(as_csv(row, heads=AZ)).rows == [(2, row)]


def test_cells_with_line_breaks_and_quotes_stay_whole():
    read = table(as_csv(['say "x"', "two\nlines"], heads=["a", "b"]))
    assert read.rows == [(2, ['say "x"', "two\nlines"])]


def test_what_excel_writes_above_a_csv_is_understood():
    read = table(b"sep=;\r\na;b\r\n1;2\r\n")
    assert (read.heads, read.rows) == (["a", "b"], [(2, ["1", "2"])])


def test_a_workbook_gives_values_days_and_numbers():
    book = Workbook()
    sheet = book.active
    sheet.append(["n", "day", "instant", "number", "formula"])
    sheet.append([1, date(2025, 3, 4), datetime(2025, 3, 4, 14, 30), 2.5, "=1+1"])
    made = io.BytesIO()
    book.save(made)
    ((_number, cells),) = table(made.getvalue(), "register.xlsx").rows
    assert cells == ["1", "2025-03-04", "2025-03-04 14:30:00", "2.5"]  # nobody has counted it yet


def test_a_formula_is_read_as_its_last_value():
    raw = as_xlsx(["=1+1"], heads=["n"])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            body = old.read(one)
            new.writestr(one, body.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
                         .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))  # fmt: skip
    assert table(made.getvalue()).rows == [(2, ["2"])]


def test_rows_keep_the_number_that_a_spreadsheet_shows():
    assert [n for n, _cells in table(b"a,b\n1,2\n,\n\n3,4\n").rows] == [2, 5]


def bomb(size):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<a/>")
        container.writestr("xl/sharedStrings.xml", b"0" * size)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"a;b\n", "no rows"),
        (b"a;b\n" + b"1;2\n" * 10_001, "more than 10000 rows"),
        (b"a;b\n" + b";".join([b"1"] * 61), "more than 60 columns"),
        (b"a;b\n1;" + b"x" * 5_001, "more than 5000 letters"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"PK\x03\x04nothing", "damaged"),
        (bomb(31 * 1024 * 1024), "unpacks to more"),
        (as_xlsx(OPEN)[:-40], "damaged"),
    ],
    ids=lambda given: given[:12] if isinstance(given, str) else "",
)
def test_what_is_no_register_is_refused_with_a_sentence(raw, words):
    with pytest.raises(FileRefused) as refused:
        table(raw)
    assert words in refused.value.sentence


def test_an_upload_is_no_larger_than_the_setting(settings):
    settings.MAX_UPLOAD_MB = 0
    with pytest.raises(FileRefused, match="larger"):
        table(b"a;b\n1;2\n")


@pytest.mark.parametrize("cell", ["=1+1", "+994 50", "-5", "@x", "\tx"])
def test_a_guarded_cell_comes_back_as_it_was(cell):
    assert guarded(cell).startswith("'")
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("04.03.2024", date(2024, 3, 4)),
        ("4.3.2024", date(2024, 3, 4)),
        ("2024-03-04", date(2024, 3, 4)),
        ("2024-03-04T23:30:00", date(2024, 3, 4)),
        ("45355", date(2024, 3, 4)),
        ("45355.604166", date(2024, 3, 4)),
        ("-", None),
        ("", None),
    ],
)
def test_days_are_read_as_offices_write_them(text, day):
    assert values.day_of(text) == day


@pytest.mark.parametrize("text", ["31.02.2024", "soon", "2024", "03/2024", "99999999"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        values.day_of(text)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("04.03.2024 14:30", "", datetime(2024, 3, 4, 14, 30, tzinfo=BAKU)),
        ("04.03.2024", "14:30", datetime(2024, 3, 4, 14, 30, tzinfo=BAKU)),
        ("04.03.2024", "0.5", datetime(2024, 3, 4, 12, tzinfo=BAKU)),
        ("45355.604166666664", "", datetime(2024, 3, 4, 14, 30, tzinfo=BAKU)),
        ("2024-03-04T20:30:00Z", "", datetime(2024, 3, 5, 0, 30, tzinfo=BAKU)),
        ("04.03.2024", "", datetime(2024, 3, 4, tzinfo=BAKU)),
    ],
)
def test_an_instant_without_a_zone_is_meant_in_baku(text, at, expected):
    assert values.instant_of(text, at) == expected


@pytest.mark.parametrize("heads", [HEADS, AZ])
def test_columns_are_guessed_from_their_headings_in_both_languages(heads):
    with override("en"):
        found = guessed(heads, COLUMNS)
    assert found["received_at"] == 1
    assert {"old_number", "channel", "request_type", "requesting_state", "officer"} <= set(found)
    assert len(set(found.values())) == len(found)


def test_two_columns_are_never_taken_for_one_thing():
    assert list(guessed(["Date", "Date of receipt", "Status"], COLUMNS).values()) == [1, 2]
    assert ENDED[0] == "18/2024"
