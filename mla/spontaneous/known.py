"""What casework is told of spontaneous information: rows, forms, letters, sentences and pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.desk import statistics_own
from casework.directory import procedures
from casework.figures import counting
from casework.incoming import paper
from casework.incoming.forms import form_of, keeping, leaving, review
from casework.letters import kinds
from casework.letters.kinds import LetterKind
from casework.letters.models import Letter
from casework.subtasks import forms as subtasks
from casework.subtasks import said
from casework.workflow import registry
from mla.models import SpontaneousInformation
from mla.spontaneous import forms
from mla.spontaneous.figure_tables import FIGURES_SAID, tables
from mla.spontaneous.figures import COUNTING
from mla.spontaneous.guards import no_terms, terms_not_accepted
from mla.spontaneous.paper import INFORMATION, KIND
from mla.spontaneous.procedure import FIRST_EDITION, PROCEDURE
from mla.spontaneous.states import S

LETTERS = [
    LetterKind("information_acknowledgement", _("Acknowledgement of the information")),
    LetterKind("information_terms", _("Conditions with which we cannot comply"), says_once=True),
    LetterKind(
        "information_forwarding",
        _("The information, to the competent body"),
        Letter.Addressee.BODY,
        body="passed_to",
        says_once=True,
    ),
]
SAID = {
    **said.SAID,
    "register": _("registered the information"),
    "record_terms": _("recorded the sender’s conditions"),
    "accept_terms": _("accepted the sender’s conditions"),
    "cannot_comply": _("told the sender that we cannot comply with the conditions"),
    "record_sender_decision": _("recorded the sender’s decision"),
    "acknowledge_information": _("acknowledged receipt to the sender"),
    "pass_to_body": _("passed the information on"),
    "close": _("closed the record"),
    "reopen": _("reopened the record"),
    "void": _("declared the registration void"),
    "assign": _("assigned the case"),
    "take_on": _("took the case on"),
    "add_person": _("added a person"),
    "correct_content": _("corrected what the information says"),
}
GROUPS = (
    (
        _("Conditions of the sender"),
        ("record_terms", "accept_terms", "cannot_comply", "record_sender_decision"),
    ),
    (_("Use"), ("pass_to_body", "acknowledge_information", "close")),
    said.GROUP,
    (_("Other ways"), ("reopen", "void")),
    (_("Keeping the record"), ("take_on", "assign", "add_person", "correct_content")),
)


def usual_next(case: Any) -> tuple[str, ...]:
    """Return the steps that come next as a rule, the most usual one first."""
    if case.state == S.SENDER:
        return ("record_sender_decision",)
    if case.state == S.RECEIVED and terms_not_accepted(case) and not no_terms(case):
        return ("accept_terms", "cannot_comply")
    if case.state == S.RECEIVED:
        return ("pass_to_body", "acknowledge_information")
    return ("acknowledge_information", "close")


def make_known() -> None:
    """Register the procedure with every room of casework that works for it."""
    procedures.register(
        procedures.Procedure(
            KIND, _("Spontaneous information"), FIRST_EDITION, is_timed=False, is_record=True
        )
    )
    paper.register(INFORMATION)
    kinds.register(KIND, *LETTERS)
    counting.register(COUNTING)
    statistics_own.register(KIND, tables, said=FIGURES_SAID)
    modules = (forms, leaving, review, keeping, subtasks)
    registry.register(
        registry.Registered(
            kind=KIND,
            short="INF",
            model=SpontaneousInformation,
            table=PROCEDURE,
            forms={row.name: form_of(row.name, modules) for row in PROCEDURE},
            said=SAID,
            doors=(("mla:information", _("Register spontaneous information"), "info"),),
            panels=("mla/information.html", "desk/case_subtasks.html"),
            groups=GROUPS,
            usual=usual_next,
        )
    )
