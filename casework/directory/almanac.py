"""What the published calendar of Azerbaijan says of each day: it seeds the table, day by day.

The source is the package `holidays`: official decisions up to the present, rules after that, and
estimates for the holidays of the lunar year. From then on the table decides.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from holidays import HolidayBase, country_holidays

from casework.directory.editions import DayKind

# The package's English name: ours in English and in Azerbaijani.
NAMES = {
    "New Year's Day": ("New Year", "Yeni il bayramı"),
    "Martyrs' Day": ("Day of National Mourning", "Ümumxalq hüzn günü"),
    "Women's Day": ("Women's Day", "Qadınlar günü"),
    "Spring Festival": ("Novruz", "Novruz bayramı"),
    "Victory over Fascism Day": ("Victory over Fascism Day", "Faşizm üzərində qələbə günü"),
    "Republic Day": ("Republic Day", "Respublika Günü"),
    "Independence Day": ("Independence Day", "Müstəqillik Günü"),
    "National Independence Day": ("State Independence Day", "Dövlət Müstəqilliyi Günü"),
    "National Liberation Day": (
        "National Liberation Day",
        "Azərbaycan xalqının Milli Qurtuluş Günü",
    ),
    "Armed Forces Day": ("Armed Forces Day", "Azərbaycan Respublikasının Silahlı Qüvvələri günü"),
    "Victory Day": ("Victory Day", "Zəfər Günü"),
    "National Flag Day": (
        "National Flag Day",
        "Azərbaycan Respublikasının Dövlət bayrağı günü",
    ),
    "International Azerbaijanis Solidarity Day": (
        "Day of Solidarity of World Azerbaijanis",
        "Dünya azərbaycanlılarının həmrəyliyi günü",
    ),
    "Eid al-Fitr": ("Eid al-Fitr (Ramazan)", "Ramazan bayramı"),
    "Eid al-Adha": ("Eid al-Adha (Qurban)", "Qurban bayramı"),
    "Presidential elections": ("Presidential election", "Prezident seçkiləri"),
    "Municipal elections": ("Municipal elections", "Bələdiyyə seçkiləri"),
}
MOVED = (" (day off moved)", " (istirahət gününün yeri dəyişdirilib)")
TRANSFER = re.compile(r"^Day off \(substituted from (\d\d/\d\d/\d{4})\)$")
REMARKS = re.compile(r" \(([a-z, ]+)\)$")


@dataclass(frozen=True)
class DayEntry:
    """One day of a calendar, before it stands in an edition."""

    day: date
    is_working: bool
    kind: str
    name_en: str = ""
    name_az: str = ""
    is_estimated: bool = False


def published_days(years: Iterable[int]) -> Iterator[DayEntry]:
    """Yield an entry for every day of these years, in order.

    The neighbouring years are looked at too: a day off may move across the end of a year.
    """
    wanted = sorted(years)
    source = country_holidays(
        "AZ", years=range(wanted[0] - 1, wanted[-1] + 2), language="en_US", expand=False
    )
    worked = days_worked_instead(source)
    for year in wanted:
        day = date(year, 1, 1)
        while day.year == year:
            yield entry_of(day, source, worked)
            day += timedelta(days=1)


def days_worked_instead(source: HolidayBase) -> dict[date, date]:
    """Return the days worked by transfer, each with the day off given for it."""
    instead = {}
    for day, name in source.items():
        if found := TRANSFER.match(name):
            instead[datetime.strptime(found[1], "%m/%d/%Y").date()] = day  # noqa: DTZ007 - a day
    return instead


def entry_of(day: date, source: HolidayBase, worked: dict[date, date]) -> DayEntry:
    """Return what the source says of `day`."""
    if source.is_working_day(day):
        if day not in worked:
            return DayEntry(day, True, DayKind.WORKING)
        off = f"{worked[day]:%d.%m.%Y}"
        return DayEntry(
            day, True, DayKind.WORKED, f"Worked in place of {off}", f"{off} əvəzinə iş günü"
        )
    name = source.get(day, "")
    if found := TRANSFER.match(name):
        instead = f"{datetime.strptime(found[1], '%m/%d/%Y').date():%d.%m.%Y}"  # noqa: DTZ007
        return DayEntry(
            day,
            False,
            DayKind.DAY_OFF,
            f"Day off in place of {instead}",
            f"{instead} əvəzinə istirahət günü",
        )
    if not name:
        return DayEntry(day, False, DayKind.WEEKEND)
    return holiday(day, name)


def holiday(day: date, name: str) -> DayEntry:
    """Return the entry of a holiday; remarks of the package become fields or our own words.

    Raises KeyError for a holiday that has no Azerbaijani name here.
    """
    names_en, names_az, remarks = [], [], set()
    for part in name.split("; "):
        found = REMARKS.search(part)
        own = set(found[1].split(", ")) if found else set()
        name_en, name_az = NAMES[REMARKS.sub("", part)]
        names_en.append(name_en + (MOVED[0] if "observed" in own else ""))
        names_az.append(name_az + (MOVED[1] if "observed" in own else ""))
        remarks |= own
    return DayEntry(
        day,
        False,
        DayKind.DAY_OFF if remarks & {"observed"} else DayKind.HOLIDAY,
        "; ".join(names_en),
        "; ".join(names_az),
        is_estimated="estimated" in remarks,
    )
