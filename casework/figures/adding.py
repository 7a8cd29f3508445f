"""Collecting what one case adds to the figures."""

from collections import Counter
from datetime import date

Figure = tuple[int, str, str, str, str]  # authority, day, measure, dimension, value


class Adding:
    """Collects what one case adds, at the authority that has the case unless another is named."""

    def __init__(self, authority: int) -> None:
        self.authority = authority
        self.found: Counter[Figure] = Counter()

    def add(
        self,
        on: date,
        measure: str,
        dimension: str = "",
        value: object = "",
        *,
        count: int = 1,
        authority: int | None = None,
    ) -> None:
        """Add to one figure of a day."""
        at = self.authority if authority is None else authority
        self.found[at, on.isoformat(), measure, dimension, str(value or "")] += count
