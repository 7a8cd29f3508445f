"""R6, R7, R15: a mail server that is away, refuses, hangs up; and one item that cannot be sent."""

from tests.faults.cast import FIRST, address, reference
from tests.faults.counting import Result, doubled, extra, lost
from tests.faults.world import World

FAILED = "SELECT count(*) FROM casework_notice WHERE status = 'failed' AND failure <> ''"
# Not planned, and planned but not to be judged before it leaves
UNREADABLE = """
SELECT (SELECT count(*) FROM casework_wake WHERE problem <> '')
     + (SELECT count(*) FROM casework_notice WHERE status = 'waiting' AND failure <> '')
"""
UNREACHED = "SELECT count(*) FROM casework_attempt WHERE outcome = 'unreached'"
HOUR = 3600


def sweeps(world: World) -> int:
    """Return how many sweeps were completed."""
    return world.one("SELECT sum(sweeps)::int FROM casework_host")


def after_sweeps(world: World, count: int) -> None:
    """Wait until so many more sweeps were completed."""
    before = sweeps(world)
    world.wait(lambda: sweeps(world) >= before + count, 90)


def two_days_away(world: World, size: int) -> Result:
    """R6: no mail server for 48 hours, in which three reminders of each case become one."""
    expected = world.begin(size)
    world.kill("relay")
    world.clock_to("10.02.2026 08:00")
    world.start_beat()
    world.start_worker()
    step = 2 if size >= 500 else 8
    for _jump in range(48 // step):
        after_sweeps(world, 1)
        world.forward(step * HOUR)
    after_sweeps(world, 1)
    before = world.count()
    world.start_relay()
    world.forward(61 * 60)
    world.finish(size)
    mails = [mail for mail in world.mails() if mail.reference]
    by_person = extra((mail.reference, mail.to) for mail in mails)
    result = Result("no mail server for 48 hours", size, lost(expected, mails), by_person, 0)
    result.demand(before == 0, "A mail was counted while there was no server.")
    old = [mail for mail in mails if "in 1 day" not in mail.subject]
    result.demand(not old, f"{len(old)} mails told of a time that had passed.")
    result.about = f"{len(mails)} reminders after the outage, one a case and person"
    return result


def every_bad_answer(world: World, size: int) -> Result:
    """R7: each officer's mailbox does something else; then all but one are well again."""
    expected = world.begin(size)
    for number, do in enumerate(("accept", "later", "refuse", "drop", "take_drop")):
        world.order(do, to=address(f"officer{number}"))
    world.order(before=0.3, to=address("head"))
    world.clock_to("10.02.2026 08:00")
    world.start_beat()
    world.start_worker()
    world.wait(lambda: world.count() >= size // 5, 60 + size * 0.2)
    after_sweeps(world, 3)
    for _pause in range(2):
        world.forward(3 * 60)
        after_sweeps(world, 3)
    for number in (1, 3, 4):
        world.order(to=address(f"officer{number}"))
    world.forward(61 * 60)
    world.finish(size)
    mails = world.mails()
    unsure = sum(mail.done == "take_drop" for mail in mails)
    refused = address("officer2")
    wanted = [pair for pair in expected if pair[1] != refused]
    result = Result(
        "451, 550, hangs up before and after", size, lost(wanted, mails), doubled(mails), unsure
    )
    failed = world.one(FAILED)
    result.demand(failed == size - len(wanted), f"{failed} refused mails are listed.")
    result.demand(not any(mail.to == refused for mail in mails), "A refused mail was taken.")
    result.about = f"{failed} hard failures listed; {unsure} taken without an answer"
    return result


def one_bad_item(world: World, size: int) -> Result:
    """R15: of a hundred due one is refused, one cannot be planned, one breaks before it leaves."""
    size = min(size, 100)
    expected = world.begin(size)
    result = Result("one bad item", size, 0, 0, 0)
    world.kill("relay")
    spoil(world, FIRST + 3)
    world.clock_to("10.02.2026 08:00")
    world.start_beat()
    world.start_worker()
    # All are planned and nobody has looked at them since: the last look finds the rest.
    world.wait(lambda: world.one(UNREACHED) >= 3, 60)
    world.kill("worker")
    spoil(world, FIRST + 4)
    world.as_superuser(
        "UPDATE casework_user SET email = 'refused@faults.example' WHERE email = %s",
        address("officer0"),
        database="mla_desk",
    )
    world.order("refuse", to="refused@faults.example")
    world.start_relay()
    world.start_worker()
    world.forward(61 * 60)
    bad = {reference(FIRST + 3), reference(FIRST + 4)}
    wanted = [pair for pair in expected if pair[0] not in bad and pair[1] != address("officer0")]
    refused = sum(pair[1] == address("officer0") for pair in expected)
    world.wait(lambda: not lost(wanted, world.mails()), 60 + size * 0.4)
    world.wait(lambda: (world.one(UNREADABLE), world.one(FAILED)) == (len(bad), refused), 60)
    mails = world.mails()
    result.lost, result.doubled = lost(wanted, mails), doubled(mails)
    problems, failed = world.one(UNREADABLE), world.one(FAILED)
    result.demand(problems == len(bad), f"{problems} of 2 cases that cannot be read are listed.")
    result.demand(failed == refused, f"{failed} of {refused} refused mails are listed.")
    result.about = f"{len(wanted)} others went; {problems} problems and {failed} refusals listed"
    return result


def spoil(world: World, key: int) -> None:
    """Let nobody be able to plan this case: no policy was in force on its day of receipt."""
    world.as_superuser(
        "UPDATE casework_case SET received_at = '1990-01-01' WHERE id = %s",
        key,
        database="mla_desk",
    )
