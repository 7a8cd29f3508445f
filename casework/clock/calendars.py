"""Which days are worked. A calendar is one numbered edition of the table that supervisors keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


class MissingYear(ValueError):  # noqa: N818 - a year is missing, not an error made
    """The calendar says nothing about this year, so no date in it can be judged."""

    def __init__(self, year: int) -> None:
        super().__init__(f"The calendar has no entries for {year}.")
        self.year = year


@dataclass(frozen=True)
class DayOff:
    """Why a day is not worked: a holiday's name in both languages, or "" for a plain weekend."""

    name_en: str = ""
    name_az: str = ""
    is_estimated: bool = False


@dataclass(frozen=True)
class Calendar:
    """The working days of the years it covers; a day that is not off is worked."""

    edition: int
    years: frozenset[int]
    off: Mapping[date, DayOff] = field(repr=False)

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked. Raises MissingYear outside the years of this edition."""
        if day.year not in self.years:
            raise MissingYear(day.year)
        return day not in self.off

    def next_working(self, day: date) -> tuple[date, list[date]]:
        """Return `day` or the first working day after it, and the days skipped on the way."""
        skipped = []
        while not self.is_working(day):
            skipped.append(day)
            day += ONE_DAY
        return day, skipped

    def preceding_working(self, day: date) -> date:
        """Return `day` or the last working day before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def after_working_days(self, start: date, count: int) -> date:
        """Return the `count`-th working day after `start`, which is not counted itself."""
        day = start
        while count:
            day += ONE_DAY
            count -= self.is_working(day)
        return day
