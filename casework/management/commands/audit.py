"""`manage.py audit verify`: whether anybody changed the record of what happened."""

from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.audit.reading import heads, reference_of
from casework.audit.verify import Verified, verify
from casework.clock import BAKU

ALIAS = "owner"  # reads the events of every authority, whoever asks


class Command(BaseCommand):
    help = (
        "verify: reads the chain of events of each authority again. Names the first event that is"
        " not as it was written, and the kind of damage, and then ends with code 1."
    )
    requires_system_checks: list[str] = []  # it reads only, and runs from timers

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument(
            "--authority", default="", metavar="CODE", help="only this authority, such as SSS"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Verify each chain and say what was found. Raises CommandError if one is damaged."""
        found = heads(ALIAS, options["authority"])
        if options["authority"] and not found:
            raise CommandError(f"No authority {options['authority']} has a chain of events.")
        begun = perf_counter()
        verified = [verify(head, ALIAS) for head in found]
        seconds = perf_counter() - begun
        for one in verified:
            self.stdout.write(sentence(one))
        read = sum(one.read for one in verified)
        self.stdout.write(f"{read:,} events read in {seconds:.1f} seconds.")
        damaged = [one.head.code for one in verified if one.damage]
        if damaged:
            raise CommandError(f"The record of {', '.join(damaged)} is damaged.", returncode=1)
        self.stdout.write("Every event is as it was written, and none is missing.")


def sentence(found: Verified) -> str:
    """Return what was found in one chain."""
    if found.damage is None:
        return f"{found.head.code}: {found.read:,} events, sound."
    damage, row = found.damage, found.damage.row
    where = ""
    if row:
        reference = reference_of(row, ALIAS) or "no case"
        where = f" ({reference}, “{row.verb}”, {row.at.astimezone(BAKU):%d.%m.%Y %H:%M:%S})"
    kind = damage.kind.value.upper()
    return f"{found.head.code}: {kind} at event {damage.number}{where}. {damage.about}"
