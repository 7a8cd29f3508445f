"""The letters that only requests for assistance have; the others are those of incoming requests."""

from django.utils.translation import gettext_lazy as _

from casework.incoming import letters
from casework.letters.kinds import LetterKind
from casework.letters.models import Letter

LETTERS = [
    *letters.LETTERS,
    LetterKind(
        "execution_assignment",
        _("Assignment to the executing body"),
        Letter.Addressee.BODY,
        body="executing_body",
        says_once=True,
    ),
]
