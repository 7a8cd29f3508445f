"""What the pictures with bars have in common: words at places of an axis, and a round scale."""

from dataclasses import dataclass

from django.utils.formats import number_format

LETTER = 6.5  # units that a letter of an axis takes


@dataclass(frozen=True)
class Mark:
    """A word at a place of an axis."""

    at: float
    label: str


def ceiling(most: int) -> int:
    """Return a round number that is not smaller: 1, 2, 4, 8, 12, 20, 40, 80, 120 …"""
    ten = 1
    while True:
        for step in (1, 2, 4, 8):
            if most <= step * ten:
                return step * ten
        ten *= 10


def scale(most: int, above: float, depth: float) -> list[Mark]:
    """Return the lines of a scale from none to `most`: quarters of it that are whole numbers.

    above, depth  where the field begins and how high it is
    """
    return [
        Mark(round(above + depth * (1 - part / 4), 1), number_format(most * part // 4))
        for part in range(5)
        if most * part % 4 == 0
    ]
