"""R11: the clock jumps forward and back, over the end of a year and a leap day."""

from datetime import date

from tests.faults.cast import FIRST, OFFICERS, cases
from tests.faults.counting import Result, doubled, lost
from tests.faults.relay_faults import after_sweeps
from tests.faults.world import World

HEADS = 2  # who is told too once a last day has passed


def jumps(world: World, size: int) -> Result:
    """R11: nothing a second early, nothing twice, and no storm of what was missed."""
    size = max(size // 2, OFFICERS)
    year_end = world.begin(size, clock="28.12.2026 07:58", last_on=date(2026, 12, 31))
    leap_day = cases(size, last_on=date(2028, 2, 29), first=FIRST + size)
    result = Result("clock jumps, year end, leap day", 2 * size, 0, 0, 0)
    world.start_beat()
    world.start_worker()
    world.start_worker("other")
    stand(world, result, "28.12.2026 07:58", 0, "a minute before")
    stand(world, result, "28.12.2026 08:00", size, "three days before the end of the year")
    stand(world, result, "27.12.2026 09:00", size, "a day back")
    passed = size * (2 + HEADS)
    stand(world, result, "01.01.2027 08:00", passed, "in the new year, three days at once")
    stand(world, result, "30.12.2026 12:00", passed, "back into the old year")
    before = reminders(world)
    stand(world, result, "26.02.2028 07:58", None, "more than a year at once")
    late = reminders(world)[len(before) :]
    mine = {pair[0] for pair in leap_day}
    result.demand(not [m for m in late if m.reference in mine], "Early before the leap day.")
    most = size * (1 + HEADS)  # the ceiling of each case of the old year has passed
    result.demand(len(late) <= most, f"A storm of {len(late)} after a year, at most {most} wanted.")
    seen = len(reminders(world))
    stand(world, result, "26.02.2028 08:00", seen + size, "three days before the leap day")
    stand(world, result, "29.02.2028 08:00", seen + 2 * size, "on the leap day itself")
    stand(world, result, "01.03.2028 08:00", seen + (4 + 1) * size, "the day after it")
    mails = world.mails()
    result.lost = lost(year_end + leap_day, mails)
    result.doubled = doubled(mails)
    result.about = f"{len(reminders(world))} reminders at the times that were due, none before"
    return result


def reminders(world: World) -> list:
    """Return the mails about cases."""
    return [mail for mail in world.mails() if mail.reference]


def stand(world: World, result: Result, words: str, count: int | None, when: str) -> None:
    """Set the clock, let everything leave, and compare how many reminders there are."""
    world.clock_to(words)
    after_sweeps(world, 2)
    world.finish(result.size)
    after_sweeps(world, 2)
    found = len(reminders(world))
    if count is not None:
        result.demand(found == count, f"{found} reminders instead of {count}: {when}.")
