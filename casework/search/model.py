"""One row for each word of a case.

Its key, (authority, word, case), finds the cases of a word; its index tells what else a case says.
"""

from django.db import models

from casework.cases.case import Case
from casework.directory.models import Authority
from casework.search.words import LONGEST


class SearchWord(models.Model):
    """That this folded word stands somewhere in the case."""

    pk = models.CompositePrimaryKey("authority", "word", "case")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=LONGEST, db_collation="C")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "word"
        verbose_name_plural = "words"
        indexes = [models.Index(fields=["case", "word"], name="searchword_of_case")]

    def __str__(self) -> str:
        return self.word
