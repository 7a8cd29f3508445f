"""What a notice can be about, and whom it concerns."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a notice is about; the digest alone belongs to no single case."""

    REVIEW = "review", _("legal review")
    EXECUTION = "execution", _("execution")
    CEILING = "ceiling", _("ceiling of prolongation")
    PRESERVATION = "preservation", _("end of preservation")
    RELEASE = "release", _("release of preserved data to be decided")
    INTERCEPTION = "interception", _("end of interception")
    ANSWER_BY = "answer_by", _("answer asked for by the requester")
    LOSS = "loss", _("expected loss of data")
    FOLLOW_UP = "follow_up", _("follow-up with the provider")
    QUESTION = "question", _("unanswered question to the requester")
    AWAITED = "awaited", _("reminder to the authority abroad")
    KEPT_ABROAD = "kept_abroad", _("end of preservation abroad: our request has to leave before")
    POSTPONED = "postponed", _("postponement to be looked at again")
    PROVISIONAL = "provisional", _("provisional preservation to be confirmed or lifted")
    URGENT = "urgent", _("new urgent request")
    URGENT_DEPUTY = "urgent_deputy", _("urgent request not acknowledged for 15 minutes")
    URGENT_HEAD = "urgent_head", _("urgent request not acknowledged for 30 minutes")
    SUBTASK = "subtask", _("sub-task")
    ASSIGNED = "assigned", _("assigned to you")
    ARRIVED = "arrived", _("handed over to your authority")
    LEFT = "left", _("handed over to another authority")
    REOPENED = "reopened", _("reopened")
    DIGEST = "digest", _("summary of the morning")


class Audience(StrEnum):
    """Whom a notice concerns; casework.notices.staff finds the persons."""

    OFFICER = auto()  # of the case, else the duty address
    LAWYERS = auto()
    COLLEAGUES = auto()  # the other officers, each of whom may act in the officer's place
    SUPERVISORS = auto()


PASSED = -1  # offset of the notice that the last day, or the instant, has passed

# Written by the step itself
AT_ONCE = frozenset({Kind.ASSIGNED, Kind.ARRIVED, Kind.LEFT, Kind.REOPENED})
CLIMBING = (Kind.URGENT, Kind.URGENT_DEPUTY, Kind.URGENT_HEAD)  # they leave before all others

OFFICER, LAWYERS, COLLEAGUES, SUPERVISORS = Audience
WHOM: dict[str, tuple[Audience, ...]] = {
    Kind.REVIEW: (OFFICER, LAWYERS),
    Kind.EXECUTION: (OFFICER,),
    Kind.CEILING: (OFFICER, SUPERVISORS),
    Kind.PRESERVATION: (OFFICER, SUPERVISORS),
    Kind.RELEASE: (SUPERVISORS,),
    Kind.INTERCEPTION: (OFFICER, SUPERVISORS),
    Kind.ANSWER_BY: (OFFICER,),
    Kind.LOSS: (OFFICER,),
    Kind.FOLLOW_UP: (OFFICER,),
    Kind.QUESTION: (OFFICER,),
    Kind.AWAITED: (OFFICER,),
    Kind.KEPT_ABROAD: (OFFICER, SUPERVISORS),
    Kind.POSTPONED: (OFFICER, SUPERVISORS),
    Kind.PROVISIONAL: (OFFICER, LAWYERS),
    Kind.SUBTASK: (OFFICER,),
    Kind.URGENT: (OFFICER,),
    Kind.URGENT_DEPUTY: (COLLEAGUES,),
    Kind.URGENT_HEAD: (SUPERVISORS,),
}
LAST_WORD = 60  # days after which a question may be let lapse: a supervisor's step


def audience_of(kind: str, offset: int) -> tuple[Audience, ...]:
    """Return whom this notice concerns; the head too, of what has passed or may lapse."""
    if kind == Kind.QUESTION and offset >= LAST_WORD:
        return (OFFICER, SUPERVISORS)
    if offset == PASSED:
        return tuple(dict.fromkeys((*WHOM[kind], SUPERVISORS)))
    return WHOM[kind]
