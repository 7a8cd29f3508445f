"""What a step that concerns several cases locks, and in which order: nobody waits for ever.

The cases, counters, the wakes (when the sweep looks at a case), the ends of the chains, the
tallies with what is due and owed; of each kind the lower key first. Wakes come before the chains
because the sender locks them too, and because a case that is only told of something is not locked
itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from casework.access.scope import AUTHORITIES, widen_scope
from casework.audit import chain
from casework.cases.case import Case
from casework.cases.kept import Kept
from casework.notices.wakes import touch_all


@contextmanager
def in_scope_of(authorities: Iterable[int]) -> Iterator[None]:
    """Let the block write rows of these authorities too; afterwards the scope is as it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [AUTHORITIES])
        before = cursor.fetchone()[0] or ""
        for key in sorted(set(authorities)):
            widen_scope(key)
        yield
        cursor.execute("SELECT set_config(%s, %s, true)", [AUTHORITIES, before])


def locked(*keys: int) -> dict[int, Case]:
    """Return these cases by key, locked in the order of their keys."""
    rows = Case.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=keys)}


def lock_heads(authorities: Iterable[int]) -> None:
    """Lock the ends of these chains in the order of their authorities."""
    for key in sorted(set(authorities)):
        chain.locked_head(key)


def wake_and_lock(
    cases: Iterable[int], authorities: Iterable[int], holders: Iterable[Kept] = ()
) -> None:
    """Let the sweep look at these cases and at those that hold data; lock the chains of all.

    authorities  whose chains get an event, besides those of the cases that hold data

    A single chain needs no lock here: its event takes it.
    """
    at = {row.holder_id: row.holder_authority for row in holders}
    chains = {*authorities, *at.values()}
    if len(chains) == 1:
        touch_all({*cases, *at})
        return
    with in_scope_of(chains):
        touch_all({*cases, *at})
        lock_heads(chains)
