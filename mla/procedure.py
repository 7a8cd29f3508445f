"""Incoming requests for mutual legal assistance: time limits and steps.

This file is the whole procedure. Lawyers review it; docs/procedures/mla.md is generated from it.
The limits are the first edition of the policy: `manage.py setup` writes them as rows, supervisors
add later editions, and clocks read rows only.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.access.permissions import Role
from casework.clock import CeilingRule, Clarification, Limit
from casework.directory.procedures import FirstEdition
from casework.incoming.guards.conditions import (
    conditions_accepted_already,
    conditions_not_accepted,
    no_condition_awaited,
    no_condition_declined,
)
from casework.incoming.guards.ending import (
    another_letter_owed,
    formal_confirmation_not_awaited,
    no_other_authority,
    no_other_kind,
    outcome_letter_missing,
    release_not_reviewed,
)
from casework.incoming.guards.execution import (
    ceiling_reached,
    court_asked_already,
    items_pending,
    no_prolongation,
    nobody_silent,
    not_releasable_alone,
    nothing_ordered,
    nothing_to_review_again,
    release_second_person,
)
from casework.incoming.guards.keeping import (
    nothing_preserved,
    nothing_unconfirmed_by_provider,
    yours_already,
)
from casework.incoming.guards.review import (
    already_asked_to_decide,
    no_items,
    not_closed_after_lapse,
    nothing_asked,
    nothing_asked_to_decide,
    reminders_missing,
    requester_undecided,
    sixty_days_not_passed,
)
from casework.incoming.states import ENDED, EVERY, OPEN, S
from casework.subtasks.steps import no_open_subtask
from casework.workflow.seconds import after_review, two_persons
from casework.workflow.steps import SAME, Step, procedure
from mla.executing import nothing_assigned
from mla.gates import (
    before_trial_not_met,
    form_incomplete,
    form_not_checked,
    no_legal_basis,
    no_other_stage,
    not_at_trial,
    not_before_trial,
    stage_unknown,
    wrong_door,
)

# No source sets limits of its own for assistance: those of the 24/7 procedure apply by default.
REVIEW = Limit(
    days=3,
    rolls=False,
    source=gettext_noop("As in the 24/7 contact point procedure: legal review within 3 days"),
)
EXECUTION = Limit(
    days=10,
    rolls=True,
    source=gettext_noop("Order of the Prosecutor General: 10 days after receipt"),
)
CEILING = Limit(
    months=2,
    rolls=False,
    source=gettext_noop("Order of the Prosecutor General: not more than 2 months"),
)
PRESERVATION = Limit(
    days=60,
    rolls=False,
    source=gettext_noop("Convention on Cybercrime, Art. 29(7): not less than 60 days"),
)

FIRST_EDITION = FirstEdition(
    in_force_from=date(2000, 1, 1),  # before any case that a register could bring along
    review=REVIEW,
    execution=EXECUTION,
    ceiling=CEILING,
    preservation=PRESERVATION,
    clarification=Clarification.PAUSE,
    ceiling_rule=CeilingRule.RECEIPT,
    reminders={
        "review": [1, 0],
        "execution": [3, 1, 0],
        "ceiling": [14, 7, 1],
        "preservation": [14, 7, 3, 1],
        "answer_by": [24, 4, 1],
        "expected_loss": [24, 4, 1],
    },
)

OFFICER, LAWYER, SUPERVISOR, REGISTRAR = Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR
REVIEWED = [S.REVIEW, S.EXECUTION]

# fmt: off
PROCEDURE = procedure(
    # Legal review
    Step("start_review", _("Start legal review"),
         start=[S.RECEIVED], end=S.REVIEW, by=OFFICER),
    Step("check_formally", _("Check the form"),
         guard=_("CPC 489–490: each line present, missing or not needed, with a note"),
         start=[S.RECEIVED, S.REVIEW], end=SAME, by=[OFFICER, LAWYER]),
    Step("record_stage", _("Record the stage"), guard=_("before trial or at trial"),
         start=OPEN, end=SAME, by=[OFFICER, LAWYER, REGISTRAR]),
    Step("record_basis", _("Record the legal basis"), guard=_("an instrument, or none"),
         start=OPEN, end=SAME, by=[OFFICER, LAWYER]),
    Step("judge_reciprocity", _("Judge reciprocity"), guard=_("finding with reasons"),
         unless=[not_before_trial],
         start=[S.REVIEW], end=SAME, by=LAWYER),
    Step("judge_dual_criminality", _("Judge dual criminality"), unless=[not_before_trial],
         guard=_("by the conduct; our article where it is met; reasons"),
         start=[S.REVIEW], end=SAME, by=LAWYER),
    Step("record_assurance", _("Record the assurance of reciprocity"), unless=[not_at_trial],
         guard=_("the written assurance"),
         start=[S.REVIEW, S.CLARIFICATION], end=SAME, by=[OFFICER, LAWYER]),
    Step("ask", _("Ask for clarification"), guard=_("at least one gap named"),
         clock=_("review stops; execution by the rule of the policy"), letters=["clarification"],
         start=REVIEWED, end=S.CLARIFICATION, by=LAWYER),
    Step("remind_requester", _("Remind the requester"), letters=["question_reminder"],
         start=[S.CLARIFICATION], end=SAME, by=OFFICER),
    Step("record_answer", _("Record the answer"), guard=_("answer attached"),
         clock=_("a new review only if it came from review"),
         start=[S.CLARIFICATION], end=REVIEWED, by=OFFICER),
    Step("ask_to_decide", _("Ask the requester to decide"),
         guard=_("risk of Art. 29.6, or confidentiality not possible, Art. 27.8"),
         unless=[already_asked_to_decide], letters=["risk_notice"],
         start=REVIEWED, end=SAME, by=LAWYER),
    Step("record_decision", _("Record the requester’s decision"),
         unless=[nothing_asked_to_decide],
         start=REVIEWED, end=SAME, by=OFFICER),
    Step("accept", _("Accept"), clock=_("review met"), letters=["acceptance"],
         guard=_("two findings with reasons, international and national"),
         unless=[no_items, requester_undecided, stage_unknown, wrong_door, form_not_checked,
                 form_incomplete, before_trial_not_met, no_legal_basis],
         start=[S.REVIEW], end=S.EXECUTION, by=LAWYER),
    # Execution
    Step("assign_body", _("Assign the executing body"),
         guard=_("a body of the directory; the day by which it reports"),
         letters=["execution_assignment"], clock=_("a sub-task of its own; no limit moves"),
         unless=[wrong_door],
         start=[S.EXECUTION], end=SAME, by=[OFFICER, SUPERVISOR]),
    Step("record_body_report", _("Record the report of the executing body"),
         guard=_("day; outcome per item, with the reason of what was not executed"),
         unless=[nothing_assigned], clock=_("its sub-task is met, or waits for the rest"),
         start=[S.EXECUTION], end=SAME, by=OFFICER),
    Step("order", _("Order a measure"),
         guard=_("recipient, measure, items; court decision where needed; search instead of"
                 " production after a refusal or with a reason; preservation alone while another"
                 " authority is competent"),
         unless=[requester_undecided], clock=_("follow-up, if urgent or a time was asked"),
         start=[S.EXECUTION], end=SAME, by=OFFICER),
    Step("apply_to_court", _("Apply to the court"), unless=[court_asked_already, wrong_door],
         start=[S.EXECUTION], end=SAME, by=OFFICER),
    Step("follow_up", _("Follow up with the provider"),
         guard=_("urgent, or a time was asked; no feedback"), unless=[nobody_silent],
         start=[S.EXECUTION], end=SAME, by=OFFICER),
    Step("record_provider_answer", _("Record a provider’s answer"), guard=_("outcome per item"),
         unless=[nothing_ordered], clock=_("preservation starts on the day it took effect"),
         start=[S.EXECUTION], end=SAME, by=OFFICER),
    Step("prolong", _("Prolong execution"), second=two_persons, letters=["delay_notice"],
         guard=_("later than today’s last day, within the ceiling; reason"),
         unless=[ceiling_reached, wrong_door], clock=_("execution"),
         start=[S.EXECUTION], end=SAME, by=SUPERVISOR),
    Step("cancel_prolongation", _("Cancel a prolongation"), second=two_persons, guard=_("reason"),
         unless=[no_prolongation], clock=_("execution"),
         start=[S.EXECUTION, S.POSTPONED], end=SAME, by=SUPERVISOR),
    Step("set_condition", _("Set a condition of use"), guard=_("Art. 28"),
         unless=[wrong_door],
         start=REVIEWED, end=SAME, by=LAWYER),
    Step("record_acceptance", _("Record that conditions are accepted"),
         unless=[conditions_accepted_already],
         start=REVIEWED, end=SAME, by=OFFICER),
    Step("record_decline", _("Record that a condition is declined"),
         guard=_("Art. 28.2: day and letter of the requester; then nothing leaves"),
         unless=[no_condition_awaited],
         start=REVIEWED, end=SAME, by=OFFICER),
    Step("decide_condition", _("Decide on a declined condition"), second=two_persons,
         guard=_("Art. 28.2: given all the same, another condition, or not given; reasons"),
         unless=[no_condition_declined, wrong_door],
         start=REVIEWED, end=SAME, by=SUPERVISOR),
    Step("report", _("Report the result"), second=release_second_person, letters=["transmittal"],
         guard=_("every item has an outcome; conditions of use accepted"), clock=_("met"),
         unless=[items_pending, conditions_not_accepted, requester_undecided, wrong_door],
         start=[S.EXECUTION], end=[S.EXECUTED, S.PARTLY, S.NOT_EXECUTED], by=SUPERVISOR),
    Step("report_alone", _("Report the result alone"), letters=["transmittal"], clock=_("met"),
         guard=_("subscriber information only, nobody else reached, answer due within 4 hours;"
                 " reason; reviewed the next day"),
         unless=[items_pending, conditions_not_accepted, requester_undecided, not_releasable_alone,
                 wrong_door],
         start=[S.EXECUTION], end=[S.EXECUTED, S.PARTLY, S.NOT_EXECUTED], by=[OFFICER, LAWYER]),
    Step("review_release", _("Review what was released alone"), unless=[nothing_to_review_again],
         start=[S.EXECUTED, S.PARTLY, S.NOT_EXECUTED], end=SAME, by=SUPERVISOR),

    # Other ways
    Step("refuse", _("Refuse"), second=two_persons, letters=["refusal"],
         guard=_("ground of the type; consultation or why not; reasons"), clock=_("stop"),
         unless=[wrong_door],
         start=[S.REVIEW, S.CLARIFICATION, S.EXECUTION], end=S.REFUSED, by=SUPERVISOR),
    Step("postpone", _("Postpone"), second=two_persons, letters=["postponement"],
         guard=_("Art. 27.5: reason, day to look at it again, consultation"), clock=_("pause"),
         unless=[wrong_door],
         start=REVIEWED, end=S.POSTPONED, by=SUPERVISOR),
    Step("resume", _("Resume"), letters=["resumption"],
         clock=_("pause ends; into review: three new days"),
         start=[S.POSTPONED], end=REVIEWED, by=SUPERVISOR),
    Step("let_lapse", _("Let it lapse"), letters=["closing_notice"], clock=_("stop"),
         guard=_("reminders at 14 and 30 days sent; 60 days passed"),
         unless=[reminders_missing, sixty_days_not_passed],
         start=[S.CLARIFICATION], end=S.LAPSED, by=SUPERVISOR),
    Step("record_late_answer", _("Record a late answer"), guard=_("answer attached"),
         unless=[not_closed_after_lapse], clock=_("one pause from question to answer"),
         start=[S.LAPSED, S.CLOSED], end=S.REVIEW, by=OFFICER),
    Step("hand_over", _("Hand over to another authority"), second=after_review,
         guard=_("an authority of this installation; reason"), unless=[no_other_authority],
         letters=["hand_over_information"], clock=_("receipt and clocks go along"),
         start=OPEN, end=S.RECEIVED, by=OFFICER),
    Step("pass_on", _("Pass on to the other stage"), second=after_review,
         guard=_("the authority of that stage, by the table of competence; reason"),
         unless=[no_other_stage],
         letters=["hand_over_information"], clock=_("receipt and clocks go along"),
         start=OPEN, end=S.RECEIVED, by=OFFICER),
    Step("forward", _("Forward to another body"), second=after_review, guard=_("body"),
         letters=["forwarding", "forwarding_information"], clock=_("stop"),
         start=OPEN, end=S.TRANSFERRED, by=OFFICER),
    Step("reclassify", _("Continue as another kind of request"), second=after_review,
         guard=_("another procedure of this installation, and its authority; reason"),
         unless=[no_other_kind],
         letters=["continuation_information"],
         clock=_("stop; the same receipt starts those of the new case"),
         start=OPEN, end=S.TRANSFERRED, by=OFFICER),
    Step("withdraw", _("Record the withdrawal"), guard=_("the requester’s message"),
         letters=["withdrawal_confirmation"], clock=_("stop"),
         start=OPEN, end=S.WITHDRAWN, by=OFFICER),
    Step("mark_duplicate", _("Mark as duplicate"), guard=_("the other case; no letter owed"),
         unless=[another_letter_owed, release_not_reviewed], locks="other",
         clock=_("the earliest receipt governs"),
         start=[S.RECEIVED, S.REVIEW], end=S.CLOSED, by=OFFICER),
    Step("void", _("Declare void"), guard=_("reason; the number stays"), clock=_("stop"),
         start=OPEN, end=S.VOID, by=SUPERVISOR),

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

    # Preservation outlives the case
    Step("record_preserved", _("Record that data are preserved"), clock=_("preservation"),
         unless=[nothing_unconfirmed_by_provider],
         start=EVERY, end=SAME, by=OFFICER),
    Step("renew_preservation", _("Renew preservation"), clock=_("preservation"),
         guard=_("before its end, or while held after a request; at most 90 days"),
         unless=[nothing_preserved], letters=["renewal_confirmation"],
         start=EVERY, end=SAME, by=SUPERVISOR),
    Step("release_preservation", _("Release preserved data"), guard=_("reason; never automatic"),
         unless=[nothing_preserved], letters=["release_notice"], clock=_("preservation ends"),
         start=EVERY, end=SAME, by=SUPERVISOR),

    # Ending
    Step("close", _("Close"), unless=[outcome_letter_missing, release_not_reviewed],
         guard=_("outcome letter sent"),
         start=ENDED, end=S.CLOSED, by=OFFICER),
    Step("reopen", _("Reopen"), guard=_("reason"), clock=_("facts stand, no clock starts anew"),
         start=[*ENDED, S.CLOSED], end=S.REVIEW, by=SUPERVISOR),

    # Keeping the record right
    Step("assign", _("Assign"), guard=_("an officer of the authority"),
         start=[*OPEN, *ENDED], end=SAME, by=SUPERVISOR),
    Step("take_on", _("Take it on"), refused=[yours_already],
         start=[*OPEN, *ENDED], end=SAME, by=OFFICER),
    Step("add_item", _("Add a data item"), start=OPEN, end=SAME, by=[OFFICER, LAWYER, REGISTRAR]),
    Step("add_person", _("Add a person"), start=OPEN, end=SAME, by=[OFFICER, LAWYER, REGISTRAR]),
    Step("add_receipt", _("Add a receipt of the same request"),
         guard=_("an original after a copy, or a second channel"),
         clock=_("the earliest receipt governs"),
         start=OPEN, end=SAME, by=[OFFICER, REGISTRAR]),
    Step("correct_content", _("Correct what the request says"), guard=_("reason"),
         start=OPEN, end=SAME, by=[OFFICER, LAWYER, REGISTRAR]),
    Step("correct_receipt", _("Correct the receipt"), second=two_persons, guard=_("reason"),
         clock=_("every clock, from the corrected receipt"),
         start=OPEN, end=SAME, by=SUPERVISOR),
    Step("correct_question", _("Correct the days of a question"), second=two_persons,
         guard=_("reason"), unless=[nothing_asked],
         clock=_("every clock, from the corrected days"),
         start=OPEN, end=SAME, by=SUPERVISOR),
    Step("confirm_formally", _("Record the formal confirmation"), guard=_("day"),
         unless=[formal_confirmation_not_awaited],
         start=OPEN, end=SAME, by=[OFFICER, REGISTRAR]),
    states=S, reviewing=[S.RECEIVED, S.REVIEW], running=OPEN,
)
# fmt: on
