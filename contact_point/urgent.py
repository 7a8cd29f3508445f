"""Register urgent: one screen, one submit: registered, under review, preservation drafted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.access.models import User
from casework.cases.items import Category
from casework.cases.receipts import Channel
from casework.clock import today
from casework.clock.preservation import LONGEST_ORDER_DAYS, SHORTEST_DAYS
from casework.desk.drafts import typed_on
from casework.desk.registering import finished, likely_to, opened_before, registering, token_of
from casework.directory.models import Measure, Provider, State
from casework.incoming.registration.fields import ArrivalFields, ZoneField, is_officer
from casework.incoming.registration.forms import EMPTY, TIMES, types
from casework.incoming.registration.identifiers import kind_of
from casework.incoming.registration.told import Registered, Told, register
from casework.workflow import drafts
from casework.workflow.door import perform
from casework.workflow.fields import NamedField, TextField, WallClockField
from casework.workflow.refusals import InvalidDetails, NotAllowed, StepRefused
from contact_point.models import ContactRequest
from contact_point.tcy11 import KIND

MOST_IDENTIFIERS = 50


class UrgentForm(ArrivalFields):
    """What is needed at night; the rest of the form is filled in by day."""

    channel = forms.ChoiceField(label=_("Channel"), choices=EMPTY + list(Channel.choices))
    request_type = forms.ModelChoiceField(
        State.objects.none(), label=_("What is asked for"), empty_label=None
    )
    requesting_state = NamedField(
        State.objects.none(), label=_("Requesting State"), required=False, empty_label=_("unknown")
    )
    foreign_reference = forms.CharField(label=_("Their reference"), max_length=200, required=False)
    category = forms.ChoiceField(
        label=_("Data"), choices=Category.choices, initial=Category.TRAFFIC, required=False
    )
    identifiers = TextField(
        label=_("Identifiers, one per line"),
        rows=3,
        required=False,
        help_text=_("IP address, telephone, e-mail, URL, account"),
    )
    provider = forms.ModelChoiceField(
        Provider.objects.none(), label=_("Preserve at"), required=False, empty_label="–"
    )
    new_person = forms.CharField(label=_("or somebody new"), max_length=200, required=False)
    days = forms.IntegerField(
        label=_("Days"),
        min_value=SHORTEST_DAYS,
        max_value=LONGEST_ORDER_DAYS,
        initial=SHORTEST_DAYS,
        required=False,
    )
    loss_expected_at = WallClockField(label=_("Loss of data expected"), required=False)
    answer_by_at = WallClockField(label=_("Answer needed by"), required=False)
    sender_zone = ZoneField(label=_("Zone of these times"), initial="Asia/Baku")
    summary = TextField(label=_("Summary"), rows=4, required=False)

    def prepare(self) -> None:
        """Begin with preservation, whose row is the first of its procedure."""
        super().prepare()
        fields: Any = self.fields
        fields["request_type"].queryset = types(KIND)
        fields["request_type"].initial = types(KIND).filter(is_preservation=True).first()
        fields["requesting_state"].queryset = State.objects.offered(today())
        fields["provider"].queryset = Provider.objects.offered(today())

    def clean(self) -> dict[str, Any]:
        """Read the times in their zone; one recipient at most."""
        found = super().clean() or {}
        self.read_times(TIMES, found.get("sender_zone"))
        if found.get("provider") and found.get("new_person"):
            self.add_error("new_person", gettext("Choose one provider, or one person."))
        if len(self.lines()) > MOST_IDENTIFIERS:
            self.add_error("identifiers", gettext("At most 50: attach the rest as a file."))
        if any(len(line) > 500 for line in self.lines()):
            self.add_error("identifiers", gettext("An identifier has at most 500 letters."))
        return found

    def lines(self) -> list[str]:
        """Return the identifiers, each once."""
        typed = self.cleaned_data.get("identifiers") or ""
        return list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))

    def has_recipient(self) -> bool:
        """Whether somebody was named who holds the data."""
        return bool(self.cleaned_data["provider"] or self.cleaned_data["new_person"])

    def told(self) -> Told:
        """Return the request; the form is valid."""
        found = self.cleaned_data
        names = ("request_type", "requesting_state", "foreign_reference", "summary", *TIMES)
        recipient = found["provider"].name_en if found["provider"] else found["new_person"]
        fields = {name: found[name] for name in names}
        fields |= {"is_urgent": True, "custodian": recipient}
        fields["sender_zone"] = found["sender_zone"] or "Asia/Baku"
        return Told(
            kind=KIND,
            authority=self.desk(),
            received_at=found["received_at"],
            channel=found["channel"],
            fields=fields,
            items=self.items(),
        )

    def items(self) -> list[dict[str, Any]]:
        """Return one item with every identifier; none if there is nothing to look for."""
        identifiers = [{"kind": kind_of(line), "value": line} for line in self.lines()]
        if not identifiers and not self.has_recipient():
            return []
        category = self.cleaned_data["category"] or Category.TRAFFIC
        return [{"category": category, "identifiers": identifiers}]


@require_http_methods(["GET", "POST"])
def urgent(request: HttpRequest) -> HttpResponse:
    """Register, start the review and draft the provisional preservation, in one submit.

    403 for whoever registers nothing. A refused preservation does not lose the registration.
    """
    person = registering(request, KIND)
    if request.method == "GET":
        draft = typed_on(request)
        form = UrgentForm(by=person, kind=KIND)
        if draft:
            drafts.fill(form, draft.typed)
        return page(request, form, {"draft": draft})
    known = opened_before(request, KIND)
    if known is not None:
        return finished(request, person, Registered(known, is_new=False))
    form = UrgentForm(request.POST, by=person, kind=KIND)
    if not form.is_valid():
        return page(request, form)
    told = form.told()
    likely = {} if "anyway" in request.POST else likely_to(person, told.look())
    if likely:
        return page(request, form, likely)
    try:
        done = register(told, by=person, token=token_of(request))
    except StepRefused as error:
        return page(request, form, {"sentences": error.sentences})
    response = finished(request, person, done)
    if done.is_new:
        go_on(request, person, done.case, form)
    return response


def page(
    request: HttpRequest, form: UrgentForm, more: dict[str, Any] | None = None
) -> HttpResponse:
    """Return the form as it is now; `more` adds what stands above it."""
    problems = [
        (form[name].id_for_label if name in form.fields else "", str(form[name].label), words)
        for name, sentences in form.errors.items()
        for words in sentences
    ]
    context = {
        "form": form,
        "token": token_of(request),
        "problems": problems,
        **(more or {}),
    }
    return render(request, "contact_point/urgent.html", context)


def go_on(request: HttpRequest, person: User, case: ContactRequest, form: UrgentForm) -> None:
    """Take the two steps that follow, as far as the person may; say what was done and what not."""
    if not is_officer(person, case.authority, KIND):
        words = gettext("Only registered: an officer starts the review and preserves the data.")
        messages.warning(request, words)
        return
    steps: list[tuple[str, dict[str, Any]]] = [("start_review", {})]
    if form.has_recipient():
        steps.append(("preserve", preservation(case, form)))
    for name, details in steps:
        try:
            with transaction.atomic():
                case = perform(case, name, by=person, version=case.version, **details)
        except (StepRefused, NotAllowed, InvalidDetails) as error:
            messages.error(request, why_not(error))
            return
    if form.has_recipient():
        messages.success(request, gettext("The request to the recipient is drafted: send it now."))
    else:
        messages.warning(
            request, gettext("Nobody was named who holds the data: nothing is preserved.")
        )


def preservation(case: ContactRequest, form: UrgentForm) -> dict[str, Any]:
    """Return the details of a provisional preservation, by the usual measure."""
    measures = Measure.objects.offered(today()).filter(power=Measure.Power.PRESERVATION)
    measure = measures.filter(has_basis=True).exclude(court=Measure.Court.YES).first()
    provider = form.cleaned_data["provider"]
    return {
        "measure": measure.pk if measure else None,
        "provider": provider.pk if provider else None,
        "new_person": form.cleaned_data["new_person"],
        "days": form.cleaned_data["days"] or SHORTEST_DAYS,
        "items": [item.pk for item in case.dataitems.all()],
    }


def why_not(error: StepRefused | NotAllowed | InvalidDetails) -> str:
    """Return why a step after the registration was not taken, in one sentence."""
    if isinstance(error, StepRefused):
        why = " ".join(error.sentences)
    elif isinstance(error, NotAllowed):
        why = error.sentence
    else:
        why = " ".join(words for found in error.form.errors.values() for words in found)
    return gettext("Registered, but not preserved: %(why)s") % {"why": why}
