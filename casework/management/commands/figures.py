"""`manage.py figures check | rebuild`: whether statistics say what the facts say."""

from datetime import date
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.figures.checking import LISTED, Difference, Period, check
from casework.figures.rebuilding import rebuild


class Command(BaseCommand):
    help = (
        "check: counts every case again and compares; lists what differs and then ends with"
        " code 1. rebuild: counts every case again and corrects the figures; steps go on meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check", "rebuild"])
        parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="YYYY-MM-DD")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check or rebuild. Raises CommandError where figures differ, or half a period is given."""
        first, last = options["first"], options["last"]
        if (first is None) != (last is None) or (first and first > last):
            raise CommandError("A period has --from and --to, and does not end before it begins.")
        begun = perf_counter()
        if options["what"] == "rebuild":
            if first:
                raise CommandError("A rebuild takes no period: it counts every case.")
            cases, tallies = rebuild()
            self.stdout.write(f"{cases:,} cases and {tallies:,} figures were corrected.")
        else:
            self.report(check(Period(first, last) if first else None))
        self.stdout.write(f"{perf_counter() - begun:.1f} seconds.")

    def report(self, found: list[Difference]) -> None:
        """Say what was found. Raises CommandError if anything differs."""
        for one in found[:LISTED]:
            self.stdout.write(f"{one.what}: {one.tallied:,} in the figures, {one.facts:,} in facts")
        if found:
            raise CommandError(f"{len(found):,} figures differ from the facts.", returncode=1)
        self.stdout.write("Every figure says what the facts say.")
