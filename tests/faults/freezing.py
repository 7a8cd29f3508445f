"""R10: broker, web and worker are frozen and resumed."""

from django.db import DatabaseError, connections

from casework.clock import now
from tests.faults.broker import MORE, hung, page_seconds, step_seconds
from tests.faults.cast import FIRST
from tests.faults.counting import Result, doubled, lost
from tests.faults.relay_faults import after_sweeps
from tests.faults.world import World

AT_ONCE = 150  # cases that a sweep plans in one transaction; the step is taken in one of them
PLANNING = """
SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
JOIN pg_stat_activity a ON a.pid = l.pid
WHERE c.relname = 'casework_wake' AND l.mode = 'RowShareLock' AND a.usename = 'mla_app'
"""


def frozen(world: World, size: int) -> Result:
    """R10: broker, web and worker are frozen; the worker longer than the database waits."""
    expected = world.begin(size)
    result = Result("broker, web, worker frozen", size, 0, 0, 0)
    is_short = size < 500
    sleeps, pause = (3, 2) if is_short else (120, 10)
    switched = {"FAULTS_SLEEPS": f"{sleeps},{pause}"} if is_short else {}
    world.start_web()
    pages = pages_while_hung(world, result)
    world.order(before=0.1)
    world.start_beat()
    world.start_worker(processes=1, **switched)
    blocked = freeze_while_planning(world, result, size, pause)
    world.clock_to("10.02.2026 08:00")
    world.wait(lambda: world.count() >= size // 4, 60 + size)
    world.freeze("worker")
    world.start_timer()
    world.order()
    world.wait(lambda: False, sleeps + 1)
    world.finish(size)
    world.thaw("worker")
    after_sweeps(world, 2)
    world.finish(size)
    mails = world.mails()
    result.lost, result.doubled, result.bound = (
        lost(expected, mails),
        doubled(mails),
        world.unended(),
    )
    result.about = f"{pages}; {blocked}; worker frozen for over {sleeps} s"
    connections.close_all()
    return result


def pages_while_hung(world: World, result: Result) -> str:
    """Compare pages and steps while the broker hangs; a frozen web answers once it is thawed."""
    page_seconds(world)
    usual = page_seconds(world) or 99.0
    world.freeze("web")
    world.wait(lambda: False, 2)
    world.thaw("web")
    result.demand(page_seconds(world) is not None, "No page after the web was frozen.")
    with hung(world):
        found = [page_seconds(world) or 99.0 for _time in range(3)]
    result.demand(max(found) < usual + MORE, f"A page takes {max(found):.2f} s, broker hung.")
    return f"a page: {usual * 1000:.0f} ms usually, {max(found) * 1000:.0f} ms with a hung broker"


def freeze_while_planning(world: World, result: Result, size: int, pause: int) -> str:
    """Freeze the worker while it has cases locked; return how long an officer waits for one."""
    first = FIRST + max(0, size - AT_ONCE)
    for _try in range(30):
        world.ask("UPDATE casework_wake SET at = %s WHERE case_id >= %s", now(), first)
        if not world.meets(PLANNING, 2.5):
            continue
        world.freeze("worker")
        world.wait(lambda: False, 0.2)
        if world.one(PLANNING):
            break
        world.thaw("worker")
    else:
        result.demand(False, "The worker was never met while planning.")
        return ""
    try:
        seconds = step_seconds(1)
    except DatabaseError:
        seconds = 99.0
    world.thaw("worker")
    result.demand(seconds < pause + 2, f"A step waited {seconds:.0f} s for a frozen worker.")
    return f"{seconds:.1f} s waited for a worker frozen while planning"
