"""What stands around the stories: absences, the shift, and the mails of the past.

No mail leaves for what is past: what the steps wrote counts as sent in its time, and reminders
begin now. Two mails are left for the supervisor: one that the mail server refused, and one of
which nobody knows whether it left.
"""

from datetime import datetime, timedelta

from casework.access.duty import DutyTurn, ShiftNote
from casework.access.models import Absence, User
from casework.access.scope import set_scope_of_all
from casework.clock import baku_day, now
from casework.demo import mails
from casework.directory.models import Authority
from casework.notices.kinds import Kind
from casework.notices.models import Attempt, Notice, Status
from contact_point.tcy11 import KIND

AT = "@sss.example"
AWAY = (4, 9)  # days since, and to come
REFUSED = "550 5.1.1 The mailbox does not exist or is full"
HANDED_OVER = (
    "Gecə sakit keçdi. Varşavadan təcili sorğu gözlənilir: gələn kimi provayderə zəng"
    " edin. Parisin işi üzrə Bakcell hələ cavab verməyib."
)


def prepare(present: datetime) -> None:
    """Before the first act: who is away these days, and by whom one stands in."""
    day = baku_day(present)
    staff = {user.email: user for user in User.objects.filter(email__endswith=AT)}
    Absence.objects.create(
        user=staff[f"orxan{AT}"],
        deputy=staff[f"kamran{AT}"],
        from_on=day - timedelta(days=AWAY[0]),
        until_on=day + timedelta(days=AWAY[1]),
    )


def finish(present: datetime) -> None:
    """After the last act: the shift of today, and mails that are not sent again."""
    set_scope_of_all()
    desk = Authority.objects.get(code="SSS")
    lale = User.objects.get(email=f"lale{AT}")
    DutyTurn.objects.create(user=lale, authority=desk, from_at=present - timedelta(hours=5))
    ShiftNote.objects.create(
        authority=desk, made_by=lale, made_at=present - timedelta(hours=5), text=HANDED_OVER
    )
    mails.begin_now(present, KIND)
    settle_mails(present)


def settle_mails(present: datetime) -> None:
    """Let the mails of the past be sent, but for the two latest ones."""
    rows = Notice.objects.waiting().filter(kind=Kind.ASSIGNED, user__isnull=False, case__kind=KIND)
    uncertain, refused = rows.order_by("-due_at", "-pk")[:2]
    mails.settle((KIND,), but=(uncertain.pk, refused.pk))
    # It goes again under the same Message-ID, tomorrow: until then the page shows it.
    Notice.objects.filter(pk=uncertain.pk).update(tries=1, next_try_at=now() + timedelta(days=1))
    Attempt.objects.create(notice=uncertain, begun_at=uncertain.due_at)
    Notice.objects.filter(pk=refused.pk).update(status=Status.FAILED, tries=1, failure=REFUSED)
    Attempt.objects.create(
        notice=refused,
        begun_at=refused.due_at,
        ended_at=refused.due_at + timedelta(seconds=2),
        outcome=Attempt.Outcome.REFUSED,
        answer=REFUSED,
    )
