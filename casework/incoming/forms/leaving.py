"""Forms of the steps by which a request leaves the ordinary way."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.cases.receipts import Channel
from casework.clock import now, today
from casework.directory.grounds import FISCAL_GROUND, NOT_FISCAL, WITH_PROVISION
from casework.directory.models import Authority, Body, InstrumentArticle, RefusalGround
from casework.directory.procedures import procedure_choices
from casework.files.documents import Document
from casework.incoming.forms.review import day_of_case
from casework.workflow.continuing import authorities_for, other_kinds
from casework.workflow.fields import (
    DayField,
    DocumentField,
    InstantField,
    ReferenceField,
    TextField,
)
from casework.workflow.forms import JustForm, StepForm


class RefuseForm(StepForm):
    OFFENCES = [
        ("convention", _("an offence of Arts. 2–11 of the Convention")),
        ("other", _("another offence")),
    ]

    ground = forms.ModelChoiceField(RefusalGround.objects.none(), label=_("Ground"))
    provision = forms.CharField(
        label=_("Provision"),
        max_length=300,
        required=False,
        help_text=_("The provision of the law or treaty, where the ground lies in it."),
    )
    offence_is = forms.ChoiceField(
        label=_("Where the ground is a fiscal offence: it is"),
        choices=[("", "–"), *OFFENCES],
        required=False,
    )
    consultation = TextField(
        label=_("Consultation with the requester, or why it was not appropriate"),
        help_text=_("Art. 27.6: consider a partial or conditional answer before refusing."),
    )
    reasons = TextField(label=_("Reasons for the requester"), rows=6)

    def prepare(self) -> None:
        """Offer the grounds of the type: for Arts. 29 and 30 a closed list of two."""
        reserved = InstrumentArticle.objects.is_reserved("ets-185-29-4")
        grounds = RefusalGround.objects.for_type(self.case.request_type, has_reservation=reserved)
        self.fields["ground"].queryset = self.among(grounds.offered(today()))
        if not self.fields["ground"].queryset.filter(code=FISCAL_GROUND).exists():
            del self.fields["offence_is"]

    def among(self, grounds: Any) -> Any:
        """Return which of the grounds of the type the procedure offers: all of them."""
        return grounds

    def clean(self) -> dict[str, Any]:
        """Demand the provision, and refuse a fiscal ground for Arts. 2–11 (Art. 25.4)."""
        found = super().clean() or {}
        ground = found.get("ground")
        code = ground.code if ground else ""
        if code in WITH_PROVISION and not found.get("provision"):
            self.add_error("provision", gettext("Name the provision of the law or treaty."))
        if code != FISCAL_GROUND:
            return found
        if found.get("offence_is") == "convention" or self.case.found_articles() & NOT_FISCAL:
            self.add_error("ground", not_only_fiscal())
        elif not found.get("offence_is"):
            self.add_error("offence_is", gettext("Say which offence it is."))
        return found

    def arguments(self) -> dict[str, Any]:
        """Return what the step keeps; which offence it is, the event keeps."""
        return {name: said for name, said in self.cleaned_data.items() if name != "offence_is"}


def not_only_fiscal() -> str:
    """Return the sentence of Art. 25.4."""
    return gettext(
        "An offence of Arts. 2–11 of the Convention is not refused only because it is fiscal"
        " (Art. 25.4): another ground is needed."
    )


class PostponeForm(StepForm):
    from_on = DayField(label=_("Postponed from"), initial=today)
    review_on = DayField(label=_("To be looked at again on"))
    reason = TextField(label=_("Reason: which proceedings of ours would suffer"))
    consultation = TextField(label=_("Consultation with the requester"))

    def clean_from_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "from_on")

    def clean_review_on(self) -> Any:
        """Refuse a day that has come already."""
        day = self.cleaned_data["review_on"]
        if day <= today():
            raise forms.ValidationError(gettext("This day has to lie in the future."))
        return day


class ResumeForm(JustForm):
    pass


class HandOverForm(StepForm):
    to = forms.ModelChoiceField(Authority.objects.none(), label=_("Authority"))
    reason = TextField(
        label=_("Reason"), help_text=_("It stands in the letter that tells the requester.")
    )

    def prepare(self) -> None:
        """Offer the other authorities that work on such requests."""
        others = Authority.objects.serving(self.case.kind).exclude(pk=self.case.authority_id)
        self.fields["to"].queryset = others


class ForwardForm(StepForm):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))
    reason = TextField(label=_("Reason, for both letters"))

    def prepare(self) -> None:
        """Offer the bodies of the directory."""
        self.fields["body"].queryset = Body.objects.offered(today())


class ReclassifyForm(StepForm):
    kind = forms.ChoiceField(label=_("Kind of request"), choices=procedure_choices)
    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Authority"))
    reason = TextField(label=_("Reason, for the letter to the requester"))

    def prepare(self) -> None:
        """Offer the other kinds, and the authorities that work on one of them."""
        kinds = other_kinds(self.case.kind)
        self.fields["kind"].choices = kinds
        self.fields["authority"].queryset = authorities_for(*dict(kinds))

    def clean(self) -> dict[str, Any]:
        """Refuse an authority that works on another kind than the one chosen."""
        chosen = self.cleaned_data
        kind, authority = chosen.get("kind"), chosen.get("authority")
        if kind and authority and not authorities_for(kind).filter(pk=authority.pk).exists():
            words = gettext("%(authority)s does not work on requests of this kind.")
            self.add_error("authority", words % {"authority": authority})
        return chosen


class WithdrawForm(StepForm):
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("The requester’s message"))

    def prepare(self) -> None:
        """Offer the documents of the case."""
        self.fields["document"].of(self.case)


class MarkDuplicateForm(StepForm):
    other = ReferenceField(
        label=_("Reference of the case that goes on"),
        error_messages={"invalid_choice": _("No open case with this reference is known here.")},
    )

    def prepare(self) -> None:
        """Offer the open cases of the same procedure that this person sees."""
        seen = Case.objects.visible_to(self.by).open().filter(kind=self.case.kind)
        self.fields["other"].queryset = seen.filter(authority=self.case.authority_id).exclude(
            pk=self.case.pk
        )


class VoidForm(StepForm):
    reason = TextField(label=_("Reason"))


class ReceiptForm(StepForm):
    """When and how something arrived."""

    received_at = InstantField(label=_("Received"), initial=now)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)

    def clean_received_at(self) -> Any:
        """Refuse the future."""
        instant = self.cleaned_data["received_at"]
        if instant > now():
            raise forms.ValidationError(gettext("The receipt lies in the future."))
        return instant


class AddReceiptForm(ReceiptForm):
    remark = forms.CharField(label=_("Remark"), max_length=500, required=False)
    is_copy = forms.BooleanField(label=_("A copy; the original follows"), required=False)

    def told(self) -> list[str]:
        """Return what the original on paper does besides, where it is awaited."""
        if not self.case.formal_required or self.case.formal_received_on:
            return []
        return [gettext("The original by mail or diplomatic channel is the formal confirmation.")]


class CorrectReceiptForm(ReceiptForm):
    reason = TextField(label=_("Reason"))

    def prepare(self) -> None:
        """Begin with what is recorded."""
        self.fields["received_at"].initial = self.case.received_at
        self.fields["channel"].initial = self.case.receipt.channel
