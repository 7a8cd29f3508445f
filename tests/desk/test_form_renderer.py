"""Boxes of forms are drawn without templates, and just as Django's templates draw them."""

from datetime import datetime

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from casework.desk.form_renderer import DRAWN, Renderer
from casework.workflow.fields import DayInput, InstantInput

HOSTILE = "\"><script>alert('x')</script> & ə İ"
CHOICES = [
    ("", "–"),
    (1, HOSTILE),
    (mark_safe("a&amp;b"), mark_safe("<b>safe</b>")),
    (gettext_lazy("Officer"), [("x", gettext_lazy("Lawyer")), ("y", 12345)]),
]
ATTRS = {"class": "form-control", "required": True, "hidden": False, "data-x": HOSTILE, "rows": 4}
WIDGETS = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput,
    forms.HiddenInput, forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.FileInput,
    forms.CheckboxInput, forms.Textarea, DayInput, InstantInput,
]  # fmt: skip
VALUES = ["", None, HOSTILE, 1234567, True, mark_safe("a&amp;b"), datetime(2026, 2, 3, 10, 15)]


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", ["en", "az"])
def test_a_box_is_drawn_as_the_template_draws_it(widget, value, language):
    made = widget(attrs=ATTRS)
    with override(language):
        drawn = [made.render("na<me", value, renderer=r()) for r in (Renderer, DjangoTemplates)]
    assert drawn[0] == drawn[1]
    assert made.template_name in DRAWN


@pytest.mark.parametrize("value", ["", None, 1, "a&amp;b", "x", "nothing"], ids=repr)
@pytest.mark.parametrize("language", ["en", "az"])
def test_a_list_is_drawn_as_the_template_draws_it(value, language):
    made = forms.Select(choices=CHOICES, attrs=ATTRS)
    with override(language):
        drawn = [made.render("name", value, renderer=r()) for r in (Renderer, DjangoTemplates)]
    assert drawn[0] == drawn[1]


def test_other_widgets_go_to_their_template():
    made = forms.RadioSelect(choices=[("a", HOSTILE)])
    drawn = [made.render("name", "a", renderer=r()) for r in (Renderer, DjangoTemplates)]
    assert drawn[0] == drawn[1]
    assert "<script>" not in drawn[0]


def test_every_form_of_the_desk_is_drawn_this_way():
    assert isinstance(forms.Form().renderer, Renderer)
