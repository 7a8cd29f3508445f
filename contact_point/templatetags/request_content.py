"""For the page of a case: what the request says box by box, and what it does not say."""

from typing import Any

from django import template

from contact_point import missing
from contact_point.content import Content, content
from contact_point.tcy11 import Label

register = template.Library()


@register.filter
def in_both(label: Any) -> Any:
    """Return a label of the form in both its languages; words of the page as they are."""
    return label.both if isinstance(label, Label) else label


@register.simple_tag
def missing_of(case: Any) -> list[missing.Gap]:
    """Return what the request does not say."""
    return missing.missing_of(case)


@register.simple_tag
def content_of(case: Any) -> Content:
    """Return the boxes of the form, those that say something and those that are empty."""
    return content(case)
