"""For pages of cases and registrations: boxes of forms, what a request says and does not say."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from casework.desk.form_boxes import drawn_box, drawn_zones, in_both
from casework.incoming.content import Content, content
from casework.incoming.paper import PAPERS, Gap

register = template.Library()


register.filter("in_both", in_both)


@register.simple_tag
def field_box(field: Any) -> SafeString:
    """Return a field of a registration with its label, help and errors."""
    return drawn_box(field)


@register.simple_tag
def zone_options() -> SafeString:
    """Return the options of the list of time zones."""
    return drawn_zones()


@register.simple_tag
def missing_of(case: Any) -> list[Gap]:
    """Return what the request does not say."""
    return PAPERS[case.kind].missing(case)


@register.simple_tag
def content_of(case: Any) -> Content:
    """Return the boxes of the form, those that say something and those that are empty."""
    return content(case)
