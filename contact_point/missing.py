"""What a request does not say: the lines of Art. 29.2, and what the form should contain besides.

Nothing of it keeps a request from being registered. Of the six lines all but (d) gate acceptance.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.content import CHECKLIST, MAY_BE_EMPTY
from casework.incoming.forms.review import LETTERS
from casework.incoming.paper import Gap


def checklist_of(said: Mapping[str, Any], *, has_items: bool) -> dict[str, dict[str, Any]]:
    """Return the checklist of Art. 29.2 as far as what was recorded fills it, by letter."""
    there = {
        "a": said.get("requesting_authority"),
        "b": said.get("offence") and said.get("summary"),
        "c": has_items and said.get("relation"),
        "d": said.get("custodian"),
        "e": said.get("necessity"),
        "f": said.get("mla_intended"),
    }
    return {letter: {"there": bool(there[letter]), "note": ""} for letter in CHECKLIST}


def completed(said: Mapping[str, Any], has_items: bool) -> dict[str, Any]:
    """Return the columns of the case that follow from what was typed."""
    return {"checklist": checklist_of(said, has_items=has_items)}


def missing_of(case: Any) -> list[Gap]:
    """Return what the case has not been told, Art. 29.2 first; it reads items with `.all()`."""
    items = list(case.dataitems.all())
    found = []
    if case.request_type.is_preservation:
        derived = checklist_of(vars(case), has_items=bool(items))
        for letter in CHECKLIST:
            confirmed = case.checklist.get(letter, {}).get("there")
            if not confirmed and not derived[letter]["there"]:
                is_optional = letter == MAY_BE_EMPTY
                found.append(Gap(LETTERS[letter], letter, not is_optional, is_optional))
    return found + _of_form(case) + _of_items(case, items)


def _of_form(case: Any) -> list[Gap]:
    previous = not case.is_extension or case.previous_reference
    expected = (
        (case.requesting_state_id, _("the requesting State")),
        (case.dated_on, _("the date of the request")),
        (case.foreign_reference, _("the reference of the requester")),
        (previous, _("the reference of the previous request")),
        (case.provisions, _("the legal provisions")),
        (case.penalties, _("the penalties")),
        (not case.is_urgent or case.urgency or case.urgency_note, _("the reason of the urgency")),
        (case.is_signed, _("signature and stamp")),
        (not case.formal_required or case.formal_received_on, _("the formal confirmation")),
    )
    return [Gap(words) for is_there, words in expected if not is_there]


def _of_items(case: Any, items: list[Any]) -> list[Gap]:
    if not case.request_type.needs_provider:
        return []
    if not items:
        return [Gap(_("the data asked for"))]
    named = [(item, list(item.identifiers.all())) for item in items]
    expected = (
        (all(identifiers for row, identifiers in named), _("an identifier of the data")),
        (
            all(
                one.seen_at or item.period_from
                for item, identifiers in named
                for one in identifiers
                if one.kind == one.Kind.IP
            ),
            _("the time at which an IP address was in use"),
        ),
        (
            all(
                item.period_from or item.period_to or any(one.seen_at for one in identifiers)
                for item, identifiers in named
            ),
            _("the time or period of the data"),
        ),
    )
    return [Gap(words) for is_there, words in expected if not is_there]
