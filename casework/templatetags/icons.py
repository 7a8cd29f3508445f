"""The tag {% lucide %} of the package of this name; each icon is drawn once in a process.

The package puts XML together for each icon anew, and a page has 15 to 60 of them. Templates load
`icons`, not `lucide`.
"""

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide as draw

register = template.Library()


@register.simple_tag(name="lucide")
@lru_cache(maxsize=512)
def icon(name: str, *, size: int | None = 24, **attributes: str) -> str:
    """Return the icon. What it looks like depends on what is given here alone, on no language."""
    return draw(name, size=size, **attributes)
