"""Which steps a supervisor takes for several cases at once, and what each asks for.

Every one goes through the door, row by row, with the version that was shown: what the desk
refuses is refused here, with the same sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.cases.case import Case
from casework.cases.facts import Prolongation
from casework.clock import today
from casework.workflow.admin.refused import why_not
from casework.workflow.door import perform
from casework.workflow.fields import DayField, TextField
from casework.workflow.forms import plain
from casework.workflow.models import Proposal, Second
from casework.workflow.people import right_of
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import NotAllowed, StepError, StepRefused
from casework.workflow.registry import REGISTERED, registered


@dataclass(frozen=True)
class Result:
    """What came of one row, a case or a proposal: whether anything was done, and sentences."""

    row: Any
    done: bool
    sentences: list[str]

    @property
    def reference(self) -> str:
        """The reference of the case."""
        case = self.row if isinstance(self.row, Case) else self.row.case
        return str(case.reference)


@dataclass(frozen=True)
class Choice:
    """A step for several rows.

    form   what it asks for
    rows   the rows that a choice of the list amounts to
    act    takes the step for one row at the version that was shown; raises what the door raises
    """

    name: str
    label: str | Promise
    form: Callable[[HttpRequest, Any], forms.Form]
    rows: Callable[[Any], Any]
    act: Callable[[Any, int, User, dict[str, Any]], str]

    def take(self, row: Any, version: int, by: User, details: dict[str, Any]) -> Result:
        """Take the step for one row and return what came of it."""
        try:
            return Result(row, True, [self.act(row, version, by, details)])
        except StepError as error:
            return Result(row, False, why_not(row, error))


class ReassignForm(forms.Form):
    """To whom the cases go."""

    officer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Officer"))


class ProlongForm(forms.Form):
    """One new last day and one reason, for every case."""

    until = DayField(label=gettext_lazy("New last day"))
    ground = forms.ChoiceField(
        label=gettext_lazy("Main reason"), choices=[("", "–"), *Prolongation.Ground.choices]
    )
    reason = TextField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stands in the notice to the requester."),
    )


class DecideForm(forms.Form):
    """One decision for every proposal."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("accept", gettext_lazy("Do it")), ("decline", gettext_lazy("Do not do it"))],
        widget=forms.RadioSelect,
    )
    remark = TextField(label=gettext_lazy("Remark"), required=False)

    def clean(self) -> dict[str, Any]:
        """Demand a reason for a no."""
        found = super().clean() or {}
        if found.get("decision") == "decline" and not found.get("remark", "").strip():
            self.add_error("remark", _("Say why it is not to be done."))
        return found


def reassign_form(request: HttpRequest, typed: Any) -> forms.Form:
    """Return the form; it offers the officers of the supervisor's authorities."""
    form = ReassignForm(typed)
    own = reach_of(request.user, Role.SUPERVISOR)
    rows = Membership.objects.in_force(today()).filter(authority__in=own, role=Role.OFFICER)
    people = User.objects.filter(is_active=True, pk__in=rows.values("user"))
    form.fields["officer"].queryset = people  # type: ignore[attr-defined]
    return form


def step(name: str) -> Callable[[Any, int, User, dict[str, Any]], str]:
    """Return a taker of this step: alone where one person is enough, else as a proposal."""

    def take(case: Any, version: int, by: User, details: dict[str, Any]) -> str:
        if case.kind not in REGISTERED or name not in registered(case.kind).table:
            raise StepRefused(_("This procedure has no such step."))
        row = registered(case.kind).table[name]
        child = registered(case.kind).model.objects.get(pk=case.pk)
        if right_of(by, child, row).second == Second.NONE:
            perform(case, name, by=by, version=version, **details)
            return _("Done.")
        propose(case, name, by=by, version=version, **details)
        return _("Proposed: another supervisor decides.")

    return take


def decide_proposal(proposal: Any, version: int, by: User, details: dict[str, Any]) -> str:
    """Decide one proposal, if it is of the version of the case that was shown."""
    if proposal.version != version:
        raise StepRefused(_("The case has moved on since this was proposed: propose it anew."))
    if not Case.objects.visible_to(by).filter(pk=proposal.case_id).exists():
        raise NotAllowed(_("You may not do this."))
    accept = details["decision"] == "accept"
    decide(proposal, by=by, accept=accept, remark=details.get("remark", ""))
    return _("Decided: done.") if accept else _("Decided: not done.")


def open_proposals(cases: Any) -> Any:
    """Return what is to be decided of these cases."""
    return of_list(Proposal.objects.filter(case__in=cases.values("pk"), status="open"))


def of_list(proposals: Any) -> Any:
    """Return these proposals with what the page names of them, the oldest first."""
    return proposals.select_related("case", "made_by", "on_behalf_of").order_by("pk")


def typed_details(form: forms.Form) -> dict[str, Any]:
    """Return what was typed as plain JSON values, as the door takes them."""
    return plain(form.data, form)


DECIDE_LABEL = gettext_lazy("Decide proposals")
CASE_ACTIONS = {
    choice.name: choice
    for choice in (
        Choice(
            "reassign",
            gettext_lazy("Assign to an officer"),
            reassign_form,
            lambda cases: cases,
            step("assign"),
        ),
        Choice(
            "prolong",
            gettext_lazy("Prolong execution"),
            lambda request, typed: ProlongForm(typed),
            lambda cases: cases,
            step("prolong"),
        ),
        Choice(
            "decide",
            DECIDE_LABEL,
            lambda request, typed: DecideForm(typed),
            open_proposals,
            decide_proposal,
        ),
    )
}
PROPOSAL_ACTIONS = {
    "decide": Choice(
        "decide",
        DECIDE_LABEL,
        lambda request, typed: DecideForm(typed),
        of_list,
        decide_proposal,
    )
}
