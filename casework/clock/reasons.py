"""One step of a derivation, or of a refusal: a code and what it speaks of.

The clock does not speak a language: casework.explain turns reasons into sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """Why a date is what it is: a code of casework.explain and the values in its sentence."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


def because(code: str, **values: Any) -> Reason:
    """Return the reason with this code and these values."""
    return Reason(code, values)
