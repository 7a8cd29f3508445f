"""Icons are drawn once in a process, and look just as the package draws them."""

import pytest
from django.template import engines
from lucide.templatetags.lucide import lucide as package

from casework.templatetags.icons import icon


def shown(tag: str, **words: str) -> str:
    """Return what a template with this tag shows."""
    return engines["django"].from_string(f"{{% load icons %}}{tag}").render(words)


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("mail", {"size": 20, "class": "icon", "aria_hidden": "true"}),
        ("mail", {"size": 16, "class": "icon", "aria_hidden": "true"}),
        ("printer", {"size": 16, "class": "icon", "aria_hidden": "true"}),
        ("mail", {"size": 20, "class": "icon icon-end", "aria_hidden": "true"}),
        ("mail", {}),
    ],
)
def test_an_icon_is_what_the_package_draws_the_second_time_too(name, attributes):
    assert [icon(name, **attributes) for _time in range(2)] == [package(name, **attributes)] * 2


def test_an_icon_with_words_follows_them():
    tag = '{% lucide "mail" aria_label=words %}'
    assert 'aria-label="Letter"' in shown(tag, words="Letter")
    assert 'aria-label="Məktub"' in shown(tag, words="Məktub")


def test_what_a_page_gives_an_icon_is_escaped():
    assert "<script>" not in shown('{% lucide "mail" aria_label=words %}', words='"><script>')
