"""For the page of a case: what the request says box by box, and what it does not say."""

from typing import Any

from django import template

from casework.incoming.content import Content, content
from casework.incoming.paper import PAPERS, Gap, Label

register = template.Library()


@register.filter
def in_both(label: Any) -> Any:
    """Return a label of the form in both its languages; words of the page as they are."""
    return label.both if isinstance(label, Label) else label


@register.simple_tag
def missing_of(case: Any) -> list[Gap]:
    """Return what the request does not say."""
    return PAPERS[case.kind].missing(case)


@register.simple_tag
def content_of(case: Any) -> Content:
    """Return the boxes of the form, those that say something and those that are empty."""
    return content(case)
