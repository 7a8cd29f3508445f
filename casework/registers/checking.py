"""The dry run: every row is read as it would be brought in; nothing but the rows is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.access.scope import set_scope, set_scope_of_all, widen_scope
from casework.registers.kinds import IMPORTING, Reader, RowRefused, Told
from casework.registers.model import RegisterImport, RegisterRow
from casework.registers.twins import keys_of, twins_of

BATCH = 200
Status = RegisterRow.Status
CHECKED = ["status", "problems", "old_key", "foreign_key", "twin", "twin_row"]


def check_batch(key: int) -> int | None:
    """Check the next rows of the register in a transaction; return how many there were.

    After the last one the register is checked. None if there is nothing to check.
    """
    with transaction.atomic():
        set_scope_of_all()  # of which authority the register is, it says itself
        held = RegisterImport.objects.select_for_update(no_key=True, of=("self",))
        register = held.select_related("authority").get(pk=key)
        if register.status != RegisterImport.Status.CHECKING:
            return None
        scope_of(register)
        rows = list(register.rows.filter(status=Status.NEW).order_by("number")[:BATCH])
        if rows:
            check(register, rows)
        if len(rows) < BATCH:
            register.status = RegisterImport.Status.CHECKED
            register.save(update_fields=["status"])
        return len(rows)


def scope_of(register: RegisterImport) -> None:
    """Let this transaction see the register's own authority and no other one."""
    set_scope(None)
    widen_scope(register.authority_id)


def check(register: RegisterImport, rows: Sequence[RegisterRow]) -> None:
    """Say of each of these rows whether it can be brought in, and save that."""
    told = read_rows(register, rows)
    good = [row for row in rows if row.pk in told]
    mark_twins(register, good)
    RegisterRow.objects.bulk_update(rows, CHECKED)


def read_rows(register: RegisterImport, rows: Sequence[RegisterRow]) -> dict[int, Told]:
    """Return what these rows tell, by key; those that cannot be read are marked, not saved."""
    reader = IMPORTING[register.kind].reader(register.authority)
    told = {}
    for row in rows:
        said = said_by(row.cells, register.columns)
        row.problems, row.twin_id, row.twin_row = {}, None, None
        try:
            told[row.pk] = reader(said)
        except RowRefused:
            row.status, row.problems = Status.WRONG, problems_of(reader, said)
            row.old_key = row.foreign_key = ""
            continue
        row.status = Status.READY
        row.old_key, row.foreign_key = keys_of(told[row.pk], said)
    return told


def said_by(cells: Sequence[str], columns: Mapping[str, Any]) -> dict[str, str]:
    """Return what a row says, by field: its cell, else what was chosen for empty ones."""
    found = {
        name: cells[number] if number < len(cells) else ""
        for name, number in columns.get("columns", {}).items()
    }
    for name, value in columns.get("otherwise", {}).items():
        found[name] = found.get(name) or value
    return found


def problems_of(reader: Reader, said: Mapping[str, str]) -> dict[str, list[Any]]:
    """Return what is wrong with a row, in every language: whoever opens the page reads it."""
    found = {}
    for language, _label in settings.LANGUAGES:
        with override(language):
            try:
                reader(said)
            except RowRefused as error:
                found[language] = [list(problem) for problem in error.problems]
    return found


def mark_twins(register: RegisterImport, rows: Sequence[RegisterRow]) -> None:
    """Mark the rows whose request is here already; not saved."""
    for pk, twin in twins_of(register, rows).items():
        row = next(row for row in rows if row.pk == pk)
        row.status, row.twin_id, row.twin_row = Status.TWIN, twin.case, twin.row


def refused(row: RegisterRow, why: str = "") -> None:
    """Mark a row that the desk itself refused; not saved."""
    row.status, row.problems = Status.WRONG, {}
    for language, _label in settings.LANGUAGES:
        with override(language):
            sentence = why or _("This row could not be brought in; the operator’s log says why.")
            row.problems[language] = [["", sentence]]
