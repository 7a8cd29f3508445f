"""Proposals to decide: what was proposed, in words, and the decision of a second person."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.access.models import User
from casework.audit import chain
from casework.cases.case import Case
from casework.desk import drafts
from casework.desk.home import signed_in
from casework.directory.rows import capitalised
from casework.workflow import drafts as kept
from casework.workflow.forms import StepForm
from casework.workflow.models import Proposal
from casework.workflow.people import right_of, words_for
from casework.workflow.proposals import decide, may_decide
from casework.workflow.refusals import InvalidDetails, NotAllowed, StepRefused
from casework.workflow.registry import registered
from casework.workflow.words import Words, of_form_field


@dataclass(frozen=True)
class Shown:
    """A proposal as the case page shows it.

    rows       (label, value) of what was typed, in words
    may_decide whether this person decides it
    decider    who decides, where it is somebody else
    typed      the remark that was typed and not sent
    told       what the step would do, as who proposed it read it
    warned     what should make one stop
    """

    row: Proposal
    label: str
    rows: list[tuple[str, str]]
    may_decide: bool
    decider: str
    typed: str = ""
    told: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)


def proposals_of(case: Any, user: User) -> list[Shown]:
    """Return the open proposals of the case; one step is proposed once at a time."""
    found = [row for row in case.proposals.all() if row.status == Proposal.Status.OPEN]
    return [shown(case, proposal, user) for proposal in reversed(found)]


def shown(case: Any, proposal: Proposal, user: User) -> Shown:
    """Return the proposal with its details in words, and whether this person decides it."""
    step = registered(case.kind).table[proposal.step]
    draft = kept.load(user, reverse("proposal", args=[proposal.public_id]))
    form = registered(case.kind).forms[proposal.step](case=case, by=proposal.made_by)  # type: ignore[arg-type]
    return Shown(
        row=proposal,
        label=str(step.label),
        rows=in_words(form, proposal),
        may_decide=may_decide(case, proposal, user),
        decider=words_for(right_of(user, case, step).roles),
        typed=draft.typed.get("remark", [""])[0] if draft else "",
        told=form.told(),
        warned=form.warned_second(),
    )


def in_words(form: StepForm, proposal: Proposal) -> list[tuple[str, str]]:
    """Return (label, value) of what was typed into the form of the step."""
    details = chain.parsed(proposal.details)
    fields = {name: of_form_field(f) for name, f in form.fields.items() if name in details}
    words = Words()
    for name, shape in fields.items():
        words.want(shape, details[name])
    words.load()
    return [(capitalised(f.label), words.say(f, details[name])) for name, f in fields.items()]


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Decide a proposal; GET leads to its case. 404 for a proposal of a case not visible."""
    visible = Case.objects.visible_to(request.user)
    rows = Proposal.objects.filter(case__in=visible).select_related("case")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    person, case = signed_in(request), found.case
    if request.method == "GET":
        drafts.typed_on(request)  # a remark sent without a session is found on the case page
        return redirect(f"{case.get_absolute_url()}#proposals")
    return decided(request, found, person, case)


def decided(request: HttpRequest, found: Proposal, person: User, case: Case) -> HttpResponse:
    """Take the decision and go back to the case; 403 or 409 if it may not be taken."""
    accept, remark = "accept" in request.POST, request.POST.get("remark", "")
    remark = remark.replace("\x00", "")[:20_000]
    context = {"case": case, "back": case.get_absolute_url(), "remark": remark}
    if not accept and "decline" not in request.POST:
        return redirect(f"{case.get_absolute_url()}#proposals")
    try:
        decide(found, by=person, accept=accept, remark=remark)
    except NotAllowed as error:
        return render(request, "403.html", {**context, "sentence": error.sentence}, status=403)
    except StepRefused as error:
        kept.save(person, request.path, {"remark": [remark]})
        return render(request, "409.html", {**context, "sentences": error.sentences}, status=409)
    except InvalidDetails as error:
        sentences = [str(words) for listed in error.form.errors.values() for words in listed]
        return render(request, "409.html", {**context, "sentences": sentences}, status=409)
    kept.drop(person, request.path)
    label = registered(case.kind).table[found.step].label
    said = _("Decided and done: %(step)s.") if accept else _("Decided: not done: %(step)s.")
    messages.success(request, said % {"step": label})
    return redirect(case)
