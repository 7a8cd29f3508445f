"""What the states of the 24/7 procedure mean for statistics."""

from django.utils.translation import gettext_lazy as _

from casework.figures.counting import Counting
from casework.incoming.states import OPEN, S

COUNTING = Counting(
    kind="contact_point",
    running=frozenset(map(str, OPEN)),
    executing=frozenset({str(S.EXECUTION)}),
    executed=frozenset(map(str, (S.EXECUTED, S.PARTLY, S.NOT_EXECUTED))),
    refusal=str(S.REFUSED),
    ground="contactrequest__refusal_ground__code",
    uncounted=frozenset({str(S.VOID)}),
    named={str(S.CLOSED): _("Duplicate")},  # closed at once: another case has the same request
)
