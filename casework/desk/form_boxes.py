"""A box of a registration: its label, the box itself, help and errors.

Written without a template: a registration has 120 of them, which cost more than the rest of it.
"""

from functools import cache
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from casework.incoming.paper import Label
from casework.workflow.fields import zones

FIELD = '<div id="{}-field" class="register-field register-field-{}">{}{}{}</div>'
LABELLED = '<label class="form-label{}" for="{}">{}</label>{}'
TICKED = (
    '<label class="form-check mb-0" for="{}">{}<span class="form-check-label">{}</span></label>'
)
CHOSEN = '<fieldset><legend class="form-label">{}</legend>{}</fieldset>'
CHOICE = TICKED.replace("mb-0", "mb-1")
HELP = '<div id="{}_helptext" class="form-hint">{}</div>'
ERRORS = '<div id="{}_error" class="invalid-feedback d-block">{}</div>'


def drawn_box(field: Any) -> SafeString:
    """Return a field of a form with its label, in the language of the page or in both."""
    kind = field.widget_type
    if kind == "checkbox":
        inner = format_html(TICKED, field.id_for_label, field, in_both(field.label))
    elif kind == "radioselect":
        choices = ((one.id_for_label, one.tag(), in_both(one.choice_label)) for one in field)
        inner = format_html(CHOSEN, in_both(field.label), format_html_join("", CHOICE, choices))
    else:
        is_needed = field.field.required and not field.form.empty_permitted
        required = " required" if is_needed else ""
        label = in_both(field.label)
        inner = format_html(LABELLED, required, field.id_for_label, label, field)
    place, errors, words = field.auto_id, field.errors, ""
    if errors:
        words = format_html(ERRORS, place, format_html_join(" ", "{}", ((e,) for e in errors)))
    told = format_html(HELP, place, field.help_text) if field.help_text else ""
    return format_html(FIELD, place, field.name, inner, told, words)


@cache
def drawn_zones() -> SafeString:
    """Return the time zones that a box may suggest: 480 names, the same on every page."""
    return format_html_join(
        "", '<option value="{}"></option>', ((name,) for name, _label in zones())
    )


def in_both(label: Any) -> SafeString:
    """Return a label of the form in both its languages; words of the page as they are."""
    return label.both if isinstance(label, Label) else conditional_escape(label)
