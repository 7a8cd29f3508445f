"""What stands against a step on our request; each says in a sentence what is missing."""

from typing import Any

from django.utils.translation import gettext as _

from casework.directory.models import Known
from mla.competence import competent_for
from mla.outgoing.facts import Exchange, Translation
from mla.outgoing.texts import written

REQUEST = "outgoing_request"  # the letter that is the request itself
REMINDER = "outgoing_reminder"


def open_translations(case: Any) -> list[Translation]:
    """Return the translations that have not been received yet."""
    return [row for row in case.translations.all() if row.received_on is None]


def stage_unknown(case: Any) -> str:
    """Nobody recorded whether the proceedings here are before trial or at trial."""
    return "" if case.stage else _("Record whether the proceedings are before trial or at trial.")


def nothing_asked_for(case: Any) -> str:
    """No data item says what is asked for."""
    return "" if case.dataitems.all() else _("Nothing is asked for yet: add a data item.")


def state_unknown(case: Any) -> str:
    """Nobody recorded which State is asked."""
    return "" if case.requesting_state_id else _("Record which State is asked.")


def translation_awaited(case: Any) -> str:
    """A translation has not been received yet."""
    rows = open_translations(case)
    if not rows:
        return ""
    return _("Not received yet: the translation %(which)s.") % {"which": rows[0]}


def nothing_written(case: Any) -> str:
    """Nothing stands in free text that could be translated."""
    return "" if written(case) else _("The request says nothing yet that could be translated.")


def no_translation_awaited(case: Any) -> str:
    """No translation is awaited."""
    return "" if open_translations(case) else _("No translation is awaited.")


def wrong_door(case: Any) -> str:
    """Another central authority is competent, by the table of instrument, stage and type."""
    competent = competent_for(case)
    if competent is None or competent.pk == case.authority_id:
        return ""
    return _("%(authority)s is the central authority at this stage: pass the case on.") % {
        "authority": competent
    }


def right_door(case: Any) -> str:
    """This authority is competent, or the table names none."""
    if wrong_door(case):
        return ""
    return _("No other authority is competent for this request, by the table of competence.")


def no_legal_basis(case: Any) -> str:
    """Nobody recorded on which instrument, or on reciprocity, the request rests."""
    return "" if case.legal_basis_id else _("Record on which instrument the request rests.")


def no_direct_channel(case: Any) -> str:
    """The instrument on which the request rests does not permit the direct channel."""
    if case.legal_basis is None:
        return _(
            "No instrument is recorded that permits sending directly: send the request through"
            " diplomatic channels."
        )
    if case.legal_basis.direct_channel == Known.YES:
        return ""
    words = {"instrument": case.legal_basis}
    if case.legal_basis.direct_channel == Known.NO:
        return (
            _(
                "“%(instrument)s” does not permit sending directly: send the request through"
                " diplomatic channels."
            )
            % words
        )
    return (
        _(
            "Whether “%(instrument)s” permits sending directly is not known: send the request"
            " through diplomatic channels."
        )
        % words
    )


def request_not_drafted(case: Any) -> str:
    """The request itself has not been drafted, or its draft was dropped."""
    if request_draft(case) is not None:
        return ""
    return _("The request itself is not there: draft it under “Letters” first.")


def request_draft(case: Any) -> Any:
    """Return the latest draft of the request itself, None if there is none."""
    return latest_draft(case, REQUEST)


def latest_draft(case: Any, kind: str) -> Any:
    """Return the latest draft of this kind, None if there is none."""
    rows = [row for row in case.letters.all() if row.kind == kind and row.is_draft]
    return max(rows, key=lambda row: row.pk, default=None)


def reminder_drafted(case: Any) -> str:
    """A reminder lies there that has not left."""
    if latest_draft(case, REMINDER) is None:
        return ""
    return _("A reminder is drafted already: send it, and mark it as sent under “Letters”.")


def open_question(case: Any) -> Exchange:
    """Return the last question of the authority abroad. Raises ValueError if there is none."""
    rows = [row for row in case.exchanges.all() if row.kind == Exchange.Kind.QUESTION]
    return max(rows, key=lambda row: row.pk)


def never_sent(case: Any) -> str:
    """The request never left: nothing can have come back."""
    return "" if case.sent_on else _("The request was never sent.")
