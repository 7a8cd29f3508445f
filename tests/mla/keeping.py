"""Data kept for a request at another authority: what their tests do again and again."""

from casework.access.scope import set_scope, set_scope_of_all
from casework.audit.events import Event
from casework.cases.case import Case
from casework.cases.kept import preserved_for
from casework.cases.likely import look_of
from casework.clock import now
from casework.notices.kinds import Kind
from casework.notices.models import Wake
from casework.notices.planning import plan_due
from casework.notices.watching import Watch
from casework.workflow.kept import link_preserved
from tests.cases.making import a_case, at


def a_request(pgo, received="2026-04-28T10:00", **fields):
    return a_case(
        pgo.officer, kind="mla", authority="PGO", type="subscriber", stage="pre_trial",
        received_at=at(received), **fields,
    )  # fmt: skip


def offered(pgo, reference="BKA 2026/4711", **more):
    """What the prosecutors' officer is told of preserved data elsewhere."""
    set_scope(pgo.officer)
    return preserved_for(look_of(reference, None, []), **more)


def linked(pgo, case, by=None):
    (held,) = offered(pgo)
    assert link_preserved(case, held, by=by or pgo.officer)
    return held


def watched(case, kind):
    set_scope_of_all()
    rows = Watch(now())([Case.objects.get(pk=case.pk)])[case.pk]
    return [row for row in rows if row.kind == kind]


def ends(case):
    """The day after which the data expire; None if they do not."""
    rows = watched(case, Kind.PRESERVATION)
    return rows[0].last_on if rows else None


def at_sss(desk, case):
    set_scope(desk.supervisor)
    return type(case).objects.get(pk=case.pk)


def plan(case):
    Wake.objects.filter(case=case.pk).update(at=now())
    plan_due(now())


def told_at_sss(case):
    set_scope_of_all()
    rows = Event.objects.filter(case=case.pk, authority=case.authority_id).order_by("pk")
    return list(rows.values_list("verb", flat=True))
