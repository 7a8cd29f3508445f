"""Why a step was not taken, as sentences: the same ones that the desk shows."""

from typing import Any

from django.utils.translation import gettext as _

from casework.workflow.history import lines_of
from casework.workflow.refusals import (
    InvalidDetails,
    NotAllowed,
    Stale,
    StepError,
    StepRefused,
)


def why_not(row: Any, error: StepError) -> list[str]:
    """Return the sentences of a refusal."""
    if isinstance(error, StepRefused):
        return list(error.sentences)
    if isinstance(error, NotAllowed):
        return [error.sentence]
    if isinstance(error, InvalidDetails):
        return [str(words) for listed in error.form.errors.values() for words in listed]
    if isinstance(error, Stale):
        happened = [line.sentence for line in lines_of(error.case, error.events)]
        return [_("The case has moved on since this page was shown."), *happened]
    raise error
