"""What the states of an incoming request mean for statistics."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.figures.counting import Counting
from casework.incoming.states import OPEN, S


def counting_of(kind: str, model: Any, **more: Any) -> Counting:
    """Return how cases of this kind, which have this model, are counted.

    more  what only this procedure counts: facts and adds
    """
    return Counting(
        kind=kind,
        running=frozenset(map(str, OPEN)),
        executing=frozenset({str(S.EXECUTION)}),
        executed=frozenset(map(str, (S.EXECUTED, S.PARTLY, S.NOT_EXECUTED))),
        ungiven=frozenset({str(S.NOT_EXECUTED)}),
        refusal=str(S.REFUSED),
        ground=f"{model._meta.model_name}__refusal_ground__code",
        uncounted=frozenset({str(S.VOID)}),
        named={str(S.CLOSED): _("Duplicate")},  # closed at once: another case has the same request
        **more,
    )
