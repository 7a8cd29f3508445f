"""One row for each word of a case. Its key is its index: authority, word, case."""

from django.db import models

from casework.cases.case import Case
from casework.directory.models import Authority

LONGEST = 60  # letters of a word; the rest is cut off


class SearchWord(models.Model):
    """That this folded word stands somewhere in the case."""

    pk = models.CompositePrimaryKey("authority", "word", "case")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=LONGEST, db_collation="C")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "word"
        verbose_name_plural = "words"

    def __str__(self) -> str:
        return self.word
