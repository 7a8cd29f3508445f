"""Registers as offices keep them, and the way from a file to cases."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from casework.access.scope import set_scope
from casework.directory.models import Authority
from casework.registers import keeping
from casework.registers.reading import table_of
from casework.registers.running import run
from tests.cases.conftest import desk  # noqa: F401

HEADS = ["Our number", "Date of receipt", "Channel", "Type", "State", "Reference", "Officer",
         "Status", "Ended on"]  # fmt: skip
OPEN = ["17/2025", "03.11.2025 14:30", "E-mail", "Preservation", "Almaniya", "BKA 77", "", "", ""]
ENDED = ["18/2024", "04.03.2024", "Fax", "preservation", "FR", "OCLCTIC-9", "Old Officer",
         "Executed", "11.03.2024"]  # fmt: skip


def as_csv(*rows, heads=HEADS, separator=";", encoding="utf-8-sig"):
    """Return a register as the bytes of a CSV."""
    made = io.StringIO()
    csv.writer(made, delimiter=separator).writerows([heads, *rows])
    return made.getvalue().encode(encoding)


def as_xlsx(*rows, heads=HEADS):
    """Return a register as the bytes of a workbook."""
    book, made = Workbook(), io.BytesIO()
    for row in [heads, *rows]:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def upload(raw, name="register.csv"):
    return SimpleUploadedFile(name, raw)


@pytest.fixture
def sss(db):
    return Authority.objects.get(code="SSS")


@pytest.fixture
def checked(sss, supervisor):
    """Return a maker of registers that have been through the dry run."""

    def make(raw, name="register.csv", **otherwise):
        set_scope(supervisor)
        register = keeping.begin(
            table_of(upload(raw, name)), authority=sss, kind="contact_point", by=supervisor
        )
        columns = register.columns["columns"]
        keeping.match(register, {"columns": columns, "otherwise": otherwise})
        run(register.pk)
        register.refresh_from_db()
        set_scope(supervisor)
        return register

    return make


@pytest.fixture
def brought(checked, supervisor):
    """Return a maker of registers whose cases have been made."""

    def make(raw, name="register.csv", **otherwise):
        register = checked(raw, name, **otherwise)
        keeping.confirm(register, by=supervisor, mark=register.mark)
        run(register.pk)
        register.refresh_from_db()
        set_scope(supervisor)
        return register

    return make
