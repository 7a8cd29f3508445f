"""R9: cases are prolonged, ended and given to others while their reminders leave."""

import time
from dataclasses import dataclass

from django.db import connections, transaction

from casework.access.scope import set_scope
from contact_point.models import ContactRequest
from tests.faults.cast import OFFICERS, address, the_desk, user
from tests.faults.counting import Result, doubled
from tests.faults.world import World

LATER = "2026-03-20"
BEGUN = """
SELECT c.reference, coalesce(u.email, ''), n.kind, extract(epoch FROM a.begun_at)::float
FROM casework_attempt a JOIN casework_notice n ON n.id = a.notice_id
JOIN casework_case c ON c.id = n.case_id LEFT JOIN casework_user u ON u.id = n.user_id
"""


@dataclass(frozen=True)
class Change:
    """A step that was taken: until when it was surely committed, and whom it silences."""

    step: str
    reference: str
    done_at: float
    silenced: str
    told: str


def while_sending(world: World, size: int, without: str = "") -> Result:
    """R9: half of the cases are changed through the door while the mails leave."""
    expected = world.begin(size)
    world.order(before=max(0.2, 12 / size))
    world.clock_to("10.02.2026 08:00")
    world.start_beat()
    switched = {"FAULTS_WITHOUT": without} if without else {}
    world.start_worker(processes=1 if without else 2, **switched)
    world.wait(lambda: world.count() > 0, 60)
    changes = [
        change(world, number, *expected[number])
        for number in order_of(world, size)
        if not world.is_quiet()
    ]
    world.order()
    world.finish(size)
    return judged(world, expected, changes, is_whole=not without)


def order_of(world: World, size: int) -> list[int]:
    """Return every second case, the last ones first: those whose mails are still to leave."""
    return list(range(size - 1, -1, -2))


def change(world: World, number: int, reference: str, officer: str) -> Change:
    """Take one step in one case and return what follows from it."""
    step = ("prolong", "void", "assign")[number // 2 % 3]
    other = f"officer{(number + 1) % OFFICERS}"
    details = {
        "prolong": {"until": LATER, "ground": "late", "reason": "The provider needs longer."},
        "void": {"reason": "Registered by mistake."},
        "assign": {},
    }[step]
    if step == "assign":
        details = {"officer": user(other).pk}
    with transaction.atomic():
        desk = the_desk()
        set_scope(desk.supervisor)
        case = ContactRequest.objects.get(reference=reference)
        desk.take(case, step, by=desk.supervisor, **details)
    told = {"prolong": "", "void": "", "assign": address(other)}[step]
    return Change(step, reference, time.time(), officer, told)


def judged(world: World, expected, changes: list[Change], *, is_whole: bool) -> Result:
    """Compare what was begun after each step with what still held then."""
    moved = float(world.clock.read_text())
    begun: dict[tuple[str, str], list[float]] = {}
    for reference, to, kind, at in world.ask(BEGUN):
        if kind != "assigned":
            begun.setdefault((reference, to), []).append(at - moved)
    by_case = {row.reference: row for row in changes}
    wrong = [
        row
        for row in changes
        for at in begun.get((row.reference, row.silenced), [])
        if at > row.done_at
    ]
    mails = world.mails()
    told = {(mail.reference, mail.to) for mail in mails if "Assigned" not in mail.subject}
    missed = 0
    for reference, officer in expected:
        row = by_case.get(reference)
        if row is None:
            missed += (reference, officer) not in told
        elif row.step == "assign":
            missed += not {(reference, officer), (reference, row.told)} & told
    size = len(expected)
    result = Result("prolonged, ended, given to others", size, missed, doubled(mails), 0)
    result.demand(not wrong, f"{len(wrong)} wrong mails, begun after the step.")
    early = sum((row.reference, row.silenced) in told for row in changes)
    is_telling = not is_whole or len(changes) - early >= size // 10
    result.demand(is_telling, "Too few steps came before their mail.")
    result.about = (
        f"{len(changes)} steps, {early} of them after the mail had left; {len(wrong)} wrong mails"
    )
    connections.close_all()
    return result
