"""`manage.py reindex`: adds the words that are missing, from all that cases say."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from casework.access.scope import set_scope_of_all
from casework.audit.chain import parsed
from casework.audit.events import Event
from casework.cases.case import Case
from casework.letters.changes import TEXTS
from casework.letters.fixed import fixed_words, said_beside
from casework.letters.models import Letter
from casework.search.sources import texts_of
from casework.search.texts import typed_in
from casework.search.writing import add_words

BATCH = 200  # cases; each batch is a transaction of its own


class Command(BaseCommand):
    help = "Adds the words by which cases are found and which are missing; changes nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--after",
            type=int,
            default=0,
            metavar="KEY",
            help="go on after this case, as a run that was stopped has printed",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Go through all cases in the order of their keys; may be stopped at any time."""
        last, cases, words = options["after"], 0, 0
        while True:
            with transaction.atomic():
                set_scope_of_all()
                rows = list(Case.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
                words += add_missing(rows)
            if not rows:
                break
            last, cases = rows[-1].pk, cases + len(rows)
            self.stdout.write(f"{cases} cases, {words} new words; go on with --after {last}")
        self.stdout.write(f"Done: {cases} cases, {words} new words.")


def add_missing(rows: list[Case]) -> int:
    """Add what is missing of these cases and return how many words are new."""
    keys = [row.pk for row in rows]
    said: dict[int, list[str]] = {key: [] for key in keys}
    for key, text in texts_of(keys):
        said[key].append(text)
    for key, details in Event.objects.filter(case__in=keys).values_list("case", "details"):
        said[key] += typed_in(parsed(details))
    written: dict[int, list[str]] = {key: [] for key in keys}
    for key, *texts in Letter.objects.filter(case__in=keys).values_list("case", *TEXTS):
        written[key] += said_beside(texts)
    return sum(
        add_words(row, said[row.pk]) + add_words(row, written[row.pk], but=fixed_words())
        for row in rows
    )
