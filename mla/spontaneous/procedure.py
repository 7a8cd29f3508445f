"""Spontaneous information from another State (Convention on Cybercrime, Art. 26): its steps.

This file is the whole procedure; docs/procedures/spontaneous.md is generated from it. The sender
asks nothing of us, so neither review nor execution has a limit. What the sender asks for under
Art. 26.2 (confidentiality, limits of use) is accepted before the information is used; where we
cannot comply, the sender decides whether it is given all the same.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.access.permissions import Role
from casework.clock import Limit
from casework.directory.procedures import FirstEdition
from casework.incoming.guards.keeping import yours_already
from casework.subtasks.steps import no_open_subtask
from casework.workflow.steps import SAME, Step, procedure
from mla.spontaneous.guards import (
    acknowledged_already,
    no_terms,
    not_acknowledged,
    terms_accepted_already,
    terms_not_accepted,
)
from mla.spontaneous.states import ENDED, OPEN, S

# Nothing is preserved on a record; every policy has a length for it, so this one has the usual.
FIRST_EDITION = FirstEdition(
    in_force_from=date(2000, 1, 1),
    preservation=Limit(
        days=60,
        rolls=False,
        source=gettext_noop("Convention on Cybercrime, Art. 29(7): not less than 60 days"),
    ),
)

OFFICER, LAWYER, SUPERVISOR, REGISTRAR = Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR
DESK = [OFFICER, LAWYER, REGISTRAR]
STANDING = [*OPEN, *ENDED, S.CLOSED]

# fmt: off
PROCEDURE = procedure(
    # Conditions of the sender
    Step("record_terms", _("Record the sender’s conditions"),
         guard=_("Art. 26.2: confidentiality, limits of use; none where they are lifted"),
         start=[S.RECEIVED], end=SAME, by=DESK),
    Step("accept_terms", _("Accept the conditions"), guard=_("remark"),
         unless=[no_terms, terms_accepted_already],
         start=[S.RECEIVED], end=SAME, by=LAWYER),
    Step("cannot_comply", _("Tell the sender that we cannot comply"), guard=_("reasons"),
         unless=[no_terms, terms_accepted_already], letters=["information_terms"],
         start=[S.RECEIVED], end=S.SENDER, by=LAWYER),
    Step("record_sender_decision", _("Record the sender’s decision"),
         guard=_("given all the same, and on which conditions; or not to be used"),
         start=[S.SENDER], end=[S.RECEIVED, S.DECLINED], by=[OFFICER, REGISTRAR]),

    # Use
    Step("acknowledge_information", _("Acknowledge receipt to the sender"),
         unless=[acknowledged_already], letters=["information_acknowledgement"],
         start=[S.RECEIVED, S.PASSED], end=SAME, by=OFFICER),
    Step("pass_to_body", _("Pass on to the competent body"), guard=_("a body of the directory"),
         unless=[terms_not_accepted], letters=["information_forwarding"],
         start=[S.RECEIVED, S.PASSED], end=S.PASSED, by=OFFICER),

    # Sub-tasks have days of their own
    Step("add_subtask", _("Add a sub-task"), clock=_("a day of its own"),
         guard=_("translation, materials, costs or another; who is asked, and by when"),
         start=[*OPEN, *ENDED], end=SAME, by=[OFFICER, LAWYER]),
    Step("change_subtask", _("Change a sub-task"), guard=_("reason"), unless=[no_open_subtask],
         clock=_("its own day"),
         start=STANDING, end=SAME, by=[OFFICER, LAWYER]),
    Step("finish_subtask", _("Finish a sub-task"), guard=_("day; the amount where it is costs"),
         unless=[no_open_subtask], clock=_("its own day is met"),
         start=STANDING, end=SAME, by=[OFFICER, LAWYER]),
    Step("drop_subtask", _("Drop a sub-task"), guard=_("reason"), unless=[no_open_subtask],
         clock=_("its own day stops"),
         start=STANDING, end=SAME, by=[OFFICER, LAWYER]),

    # Ending
    Step("close", _("Close"), guard=_("what came of it"), unless=[not_acknowledged],
         start=[S.RECEIVED, S.PASSED, S.DECLINED], end=S.CLOSED, by=OFFICER),
    Step("reopen", _("Reopen"), guard=_("reason"),
         start=[S.DECLINED, S.CLOSED], end=S.RECEIVED, by=SUPERVISOR),
    Step("void", _("Declare void"), guard=_("reason; the number stays"),
         start=OPEN, end=S.VOID, by=SUPERVISOR),

    # Keeping the record right
    Step("assign", _("Assign"), guard=_("an officer of the authority"),
         start=[*OPEN, *ENDED], end=SAME, by=SUPERVISOR),
    Step("take_on", _("Take it on"), refused=[yours_already],
         start=[*OPEN, *ENDED], end=SAME, by=OFFICER),
    Step("add_person", _("Add a person"), start=OPEN, end=SAME, by=DESK),
    Step("correct_content", _("Correct what the information says"), guard=_("reason"),
         start=OPEN, end=SAME, by=DESK),
    states=S, reviewing=[], running=OPEN,
)
# fmt: on
