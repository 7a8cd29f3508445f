"""The page on which a draft that the case has left behind is drafted anew."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.desk.errors import conflict
from casework.desk.letters import letter_of, to_letter
from casework.desk.papers import WRITING, acting, case_for, own_model
from casework.letters import anew
from casework.letters.changes import LetterRefused
from casework.letters.drafts import LANGUAGES
from casework.letters.models import Letter
from casework.workflow import drafts as kept


class AnewForm(forms.Form):
    """The version that the person saw; that what somebody wrote may be lost."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    lost = forms.BooleanField(
        label=gettext_lazy("What was written in this letter may be lost"), required=False
    )

    def __init__(self, data: Any = None, *, letter: Letter) -> None:
        super().__init__(data, initial={"version": letter.version})
        if not letter.edited_at:
            del self.fields["lost"]
        else:
            self.fields["lost"].required = True


@require_http_methods(["GET", "POST"])
def letter_anew(request: HttpRequest, public_id: UUID, letter: UUID) -> HttpResponse:
    """Show what the letter would say today, then draft it anew; 409 if it can no longer be."""
    case = case_for(request, public_id)
    row = letter_of(case, letter)
    user, on_behalf_of = acting(request, case, WRITING)
    address = to_letter(case, row)
    if request.method == "GET" and not anew.may_be_drafted_anew(row):
        return address
    form = AnewForm(request.POST if request.method == "POST" else None, letter=row)
    whole = own_model(case)
    if form.is_bound and form.is_valid():
        seen, lost = form.cleaned_data["version"], form.cleaned_data.get("lost", False)
        try:
            anew.draft_anew(
                row, whole, by=user, version=seen, loses_what_was_written=lost,
                on_behalf_of=on_behalf_of,
            )  # fmt: skip
        except LetterRefused as refused:
            return conflict(request, [refused.sentence])
        kept.drop(user, reverse("letter", args=[case.public_id, row.public_id]))
        messages.success(request, _("The letter is drafted anew, from what the case knows now."))
        return address
    context = {"case": case, "letter": row, "form": form, "columns": columns_of(whole, row)}
    status = 422 if form.errors else 200
    return render(request, "desk/letter_anew.html", context, status=status)


def columns_of(case: Any, letter: Letter) -> list[dict[str, str]]:
    """Return, by language, what the letter says and would say; nothing if it stands."""
    if not anew.may_be_drafted_anew(letter):
        return []
    texts = anew.would_say(case, letter)
    return [
        {
            "language": language,
            "subject": texts[f"subject_{language}"],
            "text": texts[f"text_{language}"],
            "text_now": getattr(letter, f"text_{language}"),
        }
        for language in LANGUAGES
    ]
