"""What the step asks for that records translations: a field for each text of the request."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from casework.workflow.fields import TextField
from casework.workflow.forms import StepForm
from mla.outgoing.facts import Language
from mla.outgoing.texts import called, original, written


class TranslateTextsForm(StepForm):
    """A field for each text of the request, with the original above it."""

    texts_in = forms.ChoiceField(
        label=_("The texts are written in"),
        choices=Language.choices,
        help_text=_("Below, each of them is translated into the other language."),
    )

    def prepare(self) -> None:
        """Offer the texts that there are, with the translation that is recorded."""
        self.fields["texts_in"].initial = self.case.texts_in
        for name in written(self.case):
            self.fields[f"text_{name}"] = TextField(
                label=called(self.case, name),
                required=False,
                initial=self.case.translated.get(name, {}).get("text", ""),
                help_text=escape(original(self.case, name)),
            )

    def arguments(self) -> dict[str, Any]:
        """Return the language of the originals, and the translations by column."""
        found = self.cleaned_data
        names = written(self.case)
        translated = {name: found[f"text_{name}"].strip() for name in names}
        return {"texts_in": found["texts_in"], "translated": translated}
