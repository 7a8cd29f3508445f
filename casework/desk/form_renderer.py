"""Draws the boxes of every form: the usual widgets of Django, written without its templates.

A registration has 120 boxes and a list of 249 States; a template, and an include for each option
and its attributes, cost more than all else on such a page. What is drawn is what the templates of
Django draw, letter by letter: tests/desk/test_form_renderer.py compares them. Every other widget
goes to its template.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

FOLDER = "django/forms/widgets/"
INPUTS = (
    "input", "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time",
    "checkbox", "file",
)  # fmt: skip


class Renderer(DjangoTemplates):
    """Django's own renderer, faster where a widget is drawn here."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """Return the HTML of a widget."""
        drawn = DRAWN.get(template_name)
        if drawn is not None:
            return drawn(context["widget"]).strip()
        return str(super().render(template_name, context, request))


def drawn_input(widget: Mapping[str, Any]) -> str:
    """Return an input of one line."""
    value = widget["value"]
    is_given = "" if value is None else f' value="{text(value)}"'
    kind, name = shown(widget["type"]), shown(widget["name"])
    return f'<input type="{kind}" name="{name}"{is_given}{attributes(widget)}>'


def drawn_textarea(widget: Mapping[str, Any]) -> str:
    """Return a box of several lines."""
    value = shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{shown(widget["name"])}"{attributes(widget)}>\n{value}</textarea>'


def drawn_select(widget: Mapping[str, Any]) -> str:
    """Return a list of choices."""
    groups = "".join(drawn_group(name, options) for name, options, _at in widget["optgroups"])
    return f'<select name="{shown(widget["name"])}"{attributes(widget)}>{groups}\n</select>'


def drawn_group(name: Any, options: Iterable[Mapping[str, Any]]) -> str:
    """Return some choices, under a heading if they have one."""
    rows = "".join(
        f'\n  <option value="{text(option["value"])}"{attributes(option)}>'
        f"{shown(option['label'])}</option>\n"
        for option in options
    )
    return f'\n  <optgroup label="{shown(name)}">{rows}\n  </optgroup>' if name else rows


def attributes(widget: Mapping[str, Any]) -> str:
    """Return the attributes: those that are False are left out, those that are True have none."""
    return "".join(
        f" {shown(name)}" if value is True else f' {shown(name)}="{text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def text(value: Any) -> str:
    """Return a value as `stringformat:"s"` does, escaped."""
    return conditional_escape(value if isinstance(value, SafeString) else str(value))


def shown(value: Any) -> str:
    """Return a value as a template shows it, escaped."""
    return conditional_escape(localize(value))


DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"{FOLDER}{name}.html": drawn_input for name in INPUTS},
    f"{FOLDER}textarea.html": drawn_textarea,
    f"{FOLDER}select.html": drawn_select,
}
