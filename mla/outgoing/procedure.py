"""Our requests for mutual legal assistance to other States: steps and periods.

This file is the whole procedure. Lawyers review it; docs/procedures/outgoing.md is generated from
it. An investigator or a court decides to ask; the materials are collected and translated; the
central authority checks them, approves and sends (country profile: through diplomatic channels, or
directly where the treaty permits). The periods are the first edition of the policy.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.access.permissions import Role
from casework.clock import Limit
from casework.directory.procedures import FirstEdition
from casework.incoming.guards.ending import outcome_letter_missing
from casework.incoming.guards.keeping import yours_already
from casework.subtasks.steps import no_open_subtask
from casework.workflow.seconds import two_persons
from casework.workflow.steps import SAME, Step, procedure
from mla.outgoing.approval import (
    checked_already,
    not_as_approved,
    not_as_checked,
    not_checked,
)
from mla.outgoing.guards import (
    never_sent,
    no_direct_channel,
    no_legal_basis,
    no_translation_awaited,
    nothing_asked_for,
    nothing_written,
    reminder_drafted,
    request_not_drafted,
    right_door,
    stage_unknown,
    state_unknown,
    translation_awaited,
    wrong_door,
)
from mla.outgoing.states import AWAITED, CHANGEABLE, ENDED, OPEN, PREPARED, S

# No limit of law runs on our own requests. The authority abroad is reminded 30, 60 and 90 days
# after sending; data preserved for us abroad are kept for 60 days at least.
FIRST_EDITION = FirstEdition(
    in_force_from=date(2000, 1, 1),
    preservation=Limit(
        days=60,
        rolls=False,
        source=gettext_noop("Convention on Cybercrime, Art. 29(7): not less than 60 days"),
    ),
    reminders={
        "awaited": [30, 60, 90],
        "preservation": [14, 7, 3, 1],
        "answer_by": [24, 4, 1],
        "expected_loss": [24, 4, 1],
    },
)

OFFICER, LAWYER, SUPERVISOR, REGISTRAR = Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR

# fmt: off
PROCEDURE = procedure(
    # Materials and translation
    Step("collect", _("Record the materials"), guard=_("the materials as documents"),
         unless=[nothing_asked_for], letters=["outgoing_request"],
         start=[S.INITIATED], end=S.COLLECTED, by=OFFICER),
    Step("translate", _("Send for translation"), guard=_("language, translator, day"),
         start=[S.COLLECTED, S.TRANSLATION], end=S.TRANSLATION, by=OFFICER),
    Step("record_translation", _("Record a translation"), unless=[no_translation_awaited],
         guard=_("which one, the day, the translation"),
         start=[S.TRANSLATION], end=SAME, by=[OFFICER, REGISTRAR]),
    Step("translate_texts", _("Translate the texts of the request"),
         guard=_("each text in the other language; then the request is drafted anew"),
         unless=[nothing_written],
         start=CHANGEABLE, end=SAME, by=[OFFICER, LAWYER, REGISTRAR]),
    Step("submit", _("Submit to the central authority"),
         unless=[translation_awaited, stage_unknown, state_unknown],
         start=[S.COLLECTED, S.TRANSLATION], end=S.CENTRAL, by=OFFICER),

    # Legal check
    Step("start_check", _("Start the legal check"), unless=[stage_unknown, wrong_door],
         start=[S.CENTRAL], end=S.CHECK, by=[OFFICER, LAWYER]),
    Step("return_defects", _("Return with defects"), guard=_("at least one defect named"),
         letters=["outgoing_defects"],
         start=[S.CHECK], end=S.DEFECTS, by=LAWYER),
    Step("come_back", _("Record that it came back"),
         guard=_("what was mended, and whether it is to be translated again"),
         start=[S.DEFECTS], end=[S.COLLECTED, S.CENTRAL], by=[OFFICER, REGISTRAR]),
    Step("pass_check", _("Record that the legal check is passed"), guard=_("reasons"),
         unless=[checked_already, no_legal_basis, nothing_asked_for, translation_awaited,
                 request_not_drafted],
         start=[S.CHECK], end=SAME, by=LAWYER),
    Step("approve", _("Approve"), second=two_persons,
         guard=_("the request as the legal check saw it; it does not change from then on"),
         unless=[not_checked, not_as_checked, wrong_door],
         start=[S.CHECK], end=S.APPROVED, by=SUPERVISOR),
    Step("take_back", _("Take the approval back"),
         guard=_("reason; what is corrected then is checked and approved anew"),
         start=[S.APPROVED], end=S.CHECK, by=[OFFICER, LAWYER, SUPERVISOR]),

    # Sending
    Step("send", _("Send through diplomatic channels"),
         unless=[request_not_drafted, not_as_approved],
         guard=_("day and number"),
         clock=_("end of preservation abroad met; reminders 30, 60, 90 days after it"),
         start=[S.APPROVED], end=S.SENT, by=OFFICER),
    Step("send_directly", _("Send directly"),
         unless=[no_direct_channel, request_not_drafted, not_as_approved],
         guard=_("channel, day and number"),
         clock=_("end of preservation abroad met; reminders 30, 60, 90 days after it"),
         start=[S.APPROVED], end=S.SENT, by=OFFICER),

    # The authority abroad
    Step("acknowledge", _("Record the acknowledgement"), guard=_("day, their reference"),
         start=[S.SENT], end=S.ACKNOWLEDGED, by=[OFFICER, REGISTRAR]),
    Step("remind_abroad", _("Remind the authority abroad"), letters=["outgoing_reminder"],
         unless=[reminder_drafted],
         clock=_("the next reminder, once this one is marked as sent"),
         start=AWAITED, end=SAME, by=OFFICER),
    Step("record_question", _("Record their question"), guard=_("what they ask, day"),
         clock=_("no reminder while their question is open"),
         start=AWAITED, end=S.QUESTION, by=[OFFICER, REGISTRAR]),
    Step("answer_question", _("Answer their question"), guard=_("our answer, day"),
         letters=["outgoing_clarification"], clock=_("reminders count from our answer"),
         start=[S.QUESTION], end=AWAITED, by=OFFICER),
    Step("record_partial", _("Record a partial reply"), guard=_("the reply, day"),
         start=AWAITED, end=S.PARTIAL, by=[OFFICER, REGISTRAR]),
    Step("record_reply", _("Record the reply"), guard=_("the reply, day"),
         clock=_("reminders stop"),
         start=AWAITED, end=S.ANSWERED, by=[OFFICER, REGISTRAR]),
    Step("record_refusal", _("Record the refusal abroad"), guard=_("ground, reasons, day"),
         letters=["outgoing_refusal"], clock=_("reminders stop"),
         start=[*AWAITED, S.QUESTION], end=S.REFUSED, by=OFFICER),
    Step("forward_reply", _("Forward to the initiator"), letters=["outgoing_forwarding"],
         start=[S.ANSWERED], end=S.FORWARDED, by=OFFICER),
    Step("record_late_reply", _("Record a late reply"), unless=[never_sent],
         guard=_("the reply, day"),
         start=[*ENDED, S.CLOSED], end=S.ANSWERED, by=OFFICER),

    # Data preserved abroad
    Step("ask_preservation", _("Ask for preservation abroad"), unless=[nothing_asked_for],
         letters=["outgoing_preservation"],
         start=PREPARED, end=SAME, by=OFFICER),
    Step("record_kept", _("Record preservation abroad"), guard=_("reference, day of effect, days"),
         clock=_("our request has to leave before its end"),
         start=PREPARED, end=SAME, by=OFFICER),

    # Sub-tasks have days of their own; they may outlive the case
    Step("add_subtask", _("Add a sub-task"), clock=_("a day of its own; no limit moves"),
         guard=_("translation, materials, costs or another; who is asked, and by when"),
         start=[*OPEN, *ENDED], end=SAME, by=[OFFICER, LAWYER]),
    Step("change_subtask", _("Change a sub-task"), guard=_("reason"), unless=[no_open_subtask],
         clock=_("its own day"),
         start=[*OPEN, *ENDED, S.CLOSED], end=SAME, by=[OFFICER, LAWYER]),
    Step("finish_subtask", _("Finish a sub-task"), guard=_("day; the amount where it is costs"),
         unless=[no_open_subtask], clock=_("its own day is met"),
         start=[*OPEN, *ENDED, S.CLOSED], end=SAME, by=[OFFICER, LAWYER]),
    Step("drop_subtask", _("Drop a sub-task"), guard=_("reason"), unless=[no_open_subtask],
         clock=_("its own day stops"),
         start=[*OPEN, *ENDED, S.CLOSED], end=SAME, by=[OFFICER, LAWYER]),

    # Keeping the record
    Step("record_stage", _("Record the stage"), guard=_("before trial or at trial"),
         start=CHANGEABLE, end=SAME, by=[OFFICER, LAWYER, REGISTRAR]),
    Step("record_basis", _("Record the legal basis"), guard=_("an instrument, or none"),
         start=CHANGEABLE, end=SAME, by=[OFFICER, LAWYER]),
    Step("pass_on", _("Pass on to the competent authority"), unless=[stage_unknown, right_door],
         guard=_("the authority of that stage, by the table of competence; reason"),
         start=CHANGEABLE, end=SAME, by=OFFICER),
    Step("assign", _("Assign"), guard=_("an officer of the authority"),
         start=[*OPEN, *ENDED], end=SAME, by=SUPERVISOR),
    Step("take_on", _("Take it on"), refused=[yours_already],
         start=[*OPEN, *ENDED], end=SAME, by=OFFICER),
    Step("add_item", _("Add a data item"), start=CHANGEABLE, end=SAME,
         by=[OFFICER, LAWYER, REGISTRAR]),
    Step("add_person", _("Add a person"), start=CHANGEABLE, end=SAME,
         by=[OFFICER, LAWYER, REGISTRAR]),
    Step("correct_content", _("Correct what the request says"),
         guard=_("reason; nothing of it between approval and sending"),
         start=[*CHANGEABLE, *AWAITED, S.QUESTION, S.ANSWERED], end=SAME,
         by=[OFFICER, LAWYER, REGISTRAR]),

    # Ending
    Step("withdraw", _("Withdraw the request"), guard=_("reason"),
         letters=["outgoing_withdrawal"], clock=_("stop"),
         start=OPEN, end=S.WITHDRAWN, by=OFFICER),
    Step("void", _("Declare void"), guard=_("reason; the number stays"), clock=_("stop"),
         start=OPEN, end=S.VOID, by=SUPERVISOR),
    Step("close", _("Close"), guard=_("the initiator was told in writing"),
         unless=[outcome_letter_missing],
         start=ENDED, end=S.CLOSED, by=OFFICER),
    Step("reopen", _("Reopen"), guard=_("reason"), clock=_("facts stand, nothing starts anew"),
         start=[S.WITHDRAWN], end=S.COLLECTED, by=SUPERVISOR),
    states=S, reviewing=[S.CHECK], running=OPEN,
)
# fmt: on
