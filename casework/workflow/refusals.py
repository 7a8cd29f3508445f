"""Why a step was not taken: each exception carries what the person is told."""

from collections.abc import Sequence
from typing import Any


class StepError(Exception):
    """A step that was not taken; nothing was changed."""


class StepRefused(StepError):  # noqa: N818
    """The state or an objection stands against it (409); `sentences` say which."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("; ".join(sentences))
        self.sentences: Sequence[str] = sentences


class Stale(StepError):  # noqa: N818
    """The case has moved on since the person saw it (409).

    case    as it is now
    events  what happened meanwhile, the first one first
    """

    def __init__(self, case: Any, events: Sequence[Any]) -> None:
        super().__init__(f"{case} is at version {case.version}")
        self.case, self.events = case, events


class NotAllowed(StepError):  # noqa: N818
    """Somebody else takes this step (403); `sentence` says who."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InvalidDetails(StepError):  # noqa: N818
    """What the step needs is missing or wrong; `form` says what, field by field."""

    def __init__(self, form: Any) -> None:
        super().__init__(str(dict(form.errors)))
        self.form = form
