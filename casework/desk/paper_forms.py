"""The forms of documents, letters, notes and links."""

from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.additions import Link, Note
from casework.cases.case import Case
from casework.cases.orders import Order
from casework.clock import baku_day, now, today
from casework.files.content import KINDS as FILE_KINDS
from casework.files.documents import Document
from casework.languages import per_language
from casework.letters import kinds
from casework.letters.changes import TEXTS
from casework.letters.models import Letter
from casework.workflow.fields import (
    DayField,
    InstantField,
    TextField,
)

LINK_KINDS = (Link.Kind.RELATED, Link.Kind.FOLLOW_UP, Link.Kind.EXTENSION)


class PaperForm(forms.Form):
    """A form that shares its page with others: its fields have ids of their own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.auto_id = f"{type(self).__name__.lower()}_%s"


class DocumentForm(PaperForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=None,
        allow_empty_file=True,  # the store refuses it, with its own sentence
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(FILE_KINDS))}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Document.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, required=False)


class LetterForm(PaperForm):
    """Which letter is to be drafted by hand."""

    kind = forms.ChoiceField(label=gettext_lazy("Letter"))
    order = forms.ModelChoiceField(
        Order.objects.none(),
        label=gettext_lazy("Order, for a letter to a provider or person"),
        required=False,
        empty_label="–",
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        offered = letters_offered(case.kind, case.is_ended)
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        orders = case.orders.select_related("measure", "provider", "person")
        self.fields["order"].queryset = orders  # type: ignore[attr-defined]


@per_language
def letters_offered(kind: str, is_ended: bool) -> list[tuple[str, str]]:
    """Return (name, label) of the letters that may be drafted by hand, after an empty choice."""
    offered = [
        (name, str(letter.label))
        for name, letter in kinds.KINDS[kind].items()
        if is_ended or not letter.outcome_of
    ]
    return [("", "–"), *offered]


@per_language
def drawn_letters(kind: str, is_ended: bool) -> SafeString:
    """Return the field of the letters with its label, as LetterForm would draw it empty."""
    form = LetterForm(case=Case(pk=0, kind=kind))  # whichever: its orders are not asked for
    form.fields["kind"].choices = letters_offered(kind, is_ended)  # type: ignore[attr-defined]
    del form.fields["order"]
    found: SafeString = as_crispy_form(form)
    return found


class LetterTextForm(forms.ModelForm):
    """Subjects and texts of a draft, with the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Letter
        fields = TEXTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["version"].initial = self.instance.version
        for name in TEXTS:
            field = self.fields[name]
            field.required, field.strip = True, False  # type: ignore[attr-defined]
            field.widget.attrs.update({"lang": name[-2:], "class": "form-control"})
            if name.startswith("text"):
                field.widget.attrs["rows"] = 24

    def clean(self) -> dict[str, Any]:
        """Let every line end in the same way, however the browser sends it."""
        found = super().clean() or {}
        return {
            name: text.replace("\r\n", "\n") if isinstance(text, str) else text
            for name, text in found.items()
        }


class NoteForm(PaperForm):
    kind = forms.CharField(widget=forms.HiddenInput, initial=Note.Kind.NOTE)
    text = TextField(label=gettext_lazy("Note"))


class CallForm(PaperForm):
    kind = forms.CharField(widget=forms.HiddenInput, initial=Note.Kind.CALL)
    spoke_with = forms.CharField(label=gettext_lazy("Spoke with"), max_length=200)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=100, required=False)
    called_at = InstantField(label=gettext_lazy("Time of the call"), initial=now)
    text = TextField(label=gettext_lazy("What was said"))
    confirmation_pending = forms.BooleanField(
        label=gettext_lazy("Written confirmation pending"), required=False
    )

    def clean_called_at(self) -> Any:
        """Refuse the future."""
        instant = self.cleaned_data["called_at"]
        if instant > now():
            raise forms.ValidationError(_("This time lies in the future."))
        return instant


class ConfirmedForm(forms.Form):
    confirmed_on = DayField(label=gettext_lazy("Confirmed in writing on"), initial=today)

    def __init__(self, data: Any = None, *, note: Note) -> None:
        super().__init__(data)
        self.note = note

    def clean_confirmed_on(self) -> Any:
        """Refuse the future, and a day before the call."""
        day = self.cleaned_data["confirmed_on"]
        if day > today():
            raise forms.ValidationError(_("This day lies in the future."))
        if self.note.called_at and day < baku_day(self.note.called_at):
            raise forms.ValidationError(_("This day lies before the call."))
        return day


class LinkForm(PaperForm):
    reference = forms.CharField(label=gettext_lazy("Reference of the other case"), max_length=40)
    kind = forms.ChoiceField(
        label=gettext_lazy("This case is"),
        choices=[(kind.value, kind.label) for kind in LINK_KINDS],
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, case: Case, by: Any) -> None:
        super().__init__(data)
        self.case, self.by = case, by

    def clean_reference(self) -> Case:
        """Return the case of this reference, if the person sees it."""
        typed = self.cleaned_data["reference"].strip()
        other = Case.objects.visible_to(self.by).filter(reference__iexact=typed).first()
        if other is None:
            raise forms.ValidationError(_("No case with this reference is known here."))
        if other.pk == self.case.pk:
            raise forms.ValidationError(_("A case is not linked with itself."))
        return other

    def clean(self) -> dict[str, Any]:
        """Refuse what is linked this way already."""
        found = super().clean() or {}
        other = found.get("reference")
        if (
            other
            and Link.objects.filter(
                case=self.case.pk, other=other.pk, kind=found.get("kind")
            ).exists()
        ):
            self.add_error("reference", _("These two cases are linked this way already."))
        return found
