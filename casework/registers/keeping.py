"""What a supervisor does with a register: begin, match its columns, confirm, give up."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.clock import now
from casework.directory.models import Authority
from casework.registers.headings import as_before, guessed
from casework.registers.kinds import IMPORTING
from casework.registers.model import RegisterImport, RegisterRow
from casework.registers.reading import Table
from casework.registers.running import ask_worker

Status = RegisterImport.Status
SAMPLES = 3
INSERTED = 500  # rows a statement


class NotNow(Exception):  # noqa: N818
    """The register stands otherwise than the person saw it; `sentence` says how.

    register  the one that stands in the way, if it is another one
    """

    def __init__(self, sentence: str, register: RegisterImport | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.register = sentence, register


def begin(table: Table, *, authority: Authority, kind: str, by: User) -> RegisterImport:
    """Keep the rows of a file and return its register, with its columns guessed.

    Raises NotNow if this very file is here already.
    """
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)  # two at once
        same = RegisterImport.objects.filter(authority=authority, kind=kind, sha256=table.sha256)
        known = same.exclude(status=Status.DROPPED).first()
        if known is not None:
            raise NotNow(_("This very file is here already: nothing was read again."), known)
        register = RegisterImport.objects.create(
            authority=authority,
            kind=kind,
            made_by=by,
            name=table.name,
            sha256=table.sha256,
            encoding=table.encoding,
            heads=table.heads,
            columns={"columns": columns_for(table, authority, kind), "otherwise": {}},
        )
        RegisterRow.objects.bulk_create(
            (RegisterRow(register=register, number=n, cells=cells) for n, cells in table.rows),
            batch_size=INSERTED,
        )
    return register


def columns_for(table: Table, authority: Authority, kind: str) -> dict[str, int]:
    """Return the columns as the last register with these headings had them, else as guessed."""
    found = guessed(table.heads, IMPORTING[kind].columns)
    rows = RegisterImport.objects.filter(authority=authority, kind=kind)
    last = rows.exclude(status__in=[Status.READ, Status.DROPPED]).first()
    if last is None:
        return found
    before = as_before(table.heads, last.columns["columns"], last.heads)
    return {n: p for n, p in found.items() if p not in before.values()} | before


def match(register: RegisterImport, columns: Mapping[str, Any]) -> None:
    """Check the register by these columns, anew if it was checked by others.

    Raises NotNow once it is being brought in.
    """
    with transaction.atomic():
        held = locked(register)
        if held.status not in (Status.READ, Status.CHECKING, Status.CHECKED):
            raise NotNow(_("The columns stand: this register is no longer being prepared."))
        held.columns, held.status = dict(columns), Status.CHECKING
        held.save(update_fields=["columns", "status"])
        held.rows.exclude(status=RegisterRow.Status.NEW).update(status=RegisterRow.Status.NEW)
        ask_worker()


def confirm(register: RegisterImport, *, by: User, mark: str) -> None:
    """Let the rows that can be brought in become cases.

    mark  of the columns by which the person saw the result

    Raises NotNow if they were matched otherwise meanwhile, or another register is on its way.
    """
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=register.authority_id)
        held = locked(register)
        if held.status in (Status.RUNNING, Status.DONE):
            raise NotNow(_("It has been confirmed already."))
        if held.status != Status.CHECKED or held.mark != mark:
            raise NotNow(_("The columns were matched otherwise meanwhile: look at it again."))
        others = RegisterImport.objects.filter(
            authority=held.authority_id, status=Status.RUNNING
        ).first()
        if others is not None:
            raise NotNow(
                _("Another register of this authority is being brought in: wait for its end."),
                others,
            )
        held.status, held.confirmed_by, held.confirmed_at = Status.RUNNING, by, now()
        held.save(update_fields=["status", "confirmed_by", "confirmed_at"])
        ask_worker()


def drop(register: RegisterImport) -> None:
    """Give a register up that was not confirmed: what its rows said goes away.

    Raises NotNow once it is being brought in.
    """
    with transaction.atomic():
        held = locked(register)
        if held.status in (Status.RUNNING, Status.DONE):
            raise NotNow(_("It has been confirmed already."))
        held.status = Status.DROPPED
        held.save(update_fields=["status"])
        held.rows.update(cells=[], problems={}, old_key="", foreign_key="")


def locked(register: RegisterImport) -> RegisterImport:
    """Return the register as it is now, locked."""
    held: RegisterImport = RegisterImport.objects.select_for_update(no_key=True).get(pk=register.pk)
    return held


def samples_of(register: RegisterImport) -> list[list[str]]:
    """Return for each column of the file its first values that say something."""
    found: list[list[str]] = [[] for _head in register.heads]
    for cells in register.rows.order_by("number").values_list("cells", flat=True)[:50]:
        for values, cell in zip(found, cells, strict=False):
            if cell and cell not in values and len(values) < SAMPLES:
                values.append(cell)
    return found
