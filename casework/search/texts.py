"""What people typed, as it stands in the details of an event or of a step: texts, not codes."""

import re
from collections.abc import Iterator
from typing import Any

from casework.cases.keys import identifier_key, reference_key

# Names of values that are codes, dates or keys of rows: nobody typed them as words.
CODES = frozenset({
    "addressee", "category", "channel", "choice", "document", "identifier_kind", "identifier_zone",
    "kind", "letter", "outcome", "part", "proposal", "receipt", "reply_channel", "risk",
    "sender_zone", "sha256", "step", "time_zone", "urgency", "waiting_on", "zone",
})  # fmt: skip
REFERENCES = frozenset({
    "foreign_reference", "previous_reference", "foreign_case_number", "decision_number",
    "dispatch_number",
})  # fmt: skip
IDENTIFIERS = frozenset({"identifier", "identifier_value", "value", "phone", "mobile", "fax"})
# Days, instants and public ids say nothing that is looked for.
NOT_SAID = re.compile(
    r"\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-][\d:]+)?)?|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}"
)


def typed_in(details: Any, name: str = "") -> Iterator[str]:
    """Give the texts of these details, whole references and identifiers without their signs too.

    details  plain JSON values; `name` is what they are called where they stand
    """
    if isinstance(details, dict):
        for inner, value in details.items():
            yield from typed_in(value, inner)
    elif isinstance(details, list):
        for value in details:
            yield from typed_in(value, name)
    elif isinstance(details, str) and not is_code(name) and not NOT_SAID.fullmatch(details):
        yield details
        yield from whole(name, details)


def is_code(name: str) -> bool:
    """Whether what is called so is a code: outcome_17 as well as outcome."""
    return name in CODES or name.rstrip("0123456789").rstrip("_") in CODES


def whole(name: str, text: str) -> Iterator[str]:
    """Give the text as one word if what is called so is a reference or an identifier."""
    if name in REFERENCES:
        yield reference_key(text)
    elif name in IDENTIFIERS:
        yield identifier_key(text)
