"""`manage.py deadlines`: facts as JSON lines from standard input, dates as JSON lines out."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError
from django.utils import translation

from casework.calculation import Rulebook, as_json, calculate, error_as_json
from casework.calculation_input import parse, read
from casework.clock import FactError
from casework.directory.calendars import NoCalendar
from casework.rulebook import current_rulebook


class Command(BaseCommand):
    help = (
        "Reads one JSON object a line from standard input (the facts of a case) and writes one a "
        "line: every deadline and its derivation, or the error in a sentence."
    )
    requires_system_checks: list[str] = []  # it is called from scripts, and reads only

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--language", default="en", choices=[code for code, _name in settings.LANGUAGES],
            help="the language of derivations and errors (default: en)",
        )  # fmt: skip

    def handle(self, *_args: Any, **options: Any) -> None:
        """Answer each line as it comes; one bad line never stops the rest."""
        rules = rules_of_this_site()
        with translation.override(options["language"]):
            for line in sys.stdin.buffer:
                answer = json.dumps(answer_line(line, rules), ensure_ascii=False)
                # A lone surrogate in an id stays the escape that it was in the input.
                sys.stdout.buffer.write(answer.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()


def rules_of_this_site() -> Rulebook:
    """Return the rules; on embedded engines a database that is still empty is prepared first."""
    try:
        return current_rulebook()
    except (ProgrammingError, NoCalendar) as empty:
        if settings.PRODUCTION:
            raise CommandError("The database is not prepared: run manage.py setup.") from empty
    sys.stderr.write("The database is prepared first …\n")
    call_command("prepare_demo")
    return current_rulebook()


def answer_line(line: bytes, rules: Rulebook) -> dict[str, Any]:
    """Return the JSON object that answers one line."""
    record_id = None
    try:
        record = parse(line)
        record_id = record.get("id")
        return as_json(record_id, calculate(read(record, rules.policies), rules))
    except FactError as error:
        return error_as_json(record_id, error)
