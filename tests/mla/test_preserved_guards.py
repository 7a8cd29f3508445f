"""What the database itself refuses of preserved data, whoever writes to it by plain SQL.

Tried: each trigger, constraint and policy named below was dropped once, its test went red, and it
was put back.
"""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.additions import Link, LinkEnd
from casework.cases.kept import kept_of
from casework.cases.orders import Order, Preservation
from casework.cases.renewals import Renewal
from casework.clock import now
from casework.workflow.kept import end_link
from tests.cases.making import a_case, at
from tests.mla.keeping import a_request, at_sss, linked, offered

pytestmark = pytest.mark.django_db
LAST = date(2026, 5, 2)


def release(case):
    rows = Preservation.objects.filter(case=case.pk)
    return rows.update(released_at=now(), release_reason="By hand.")


def lift(case):
    return Order.objects.filter(case=case.pk).update(lifted_at=now())


def tried(case, sss, change):
    set_scope(sss.supervisor)
    with transaction.atomic():
        return change(case)


@pytest.mark.parametrize("change", [release, lift])
def test_frozen_data_are_neither_released_nor_lifted(preserved, request_case, pgo, sss, change):
    linked(pgo, request_case)
    with pytest.raises(IntegrityError, match="until every linked request is decided"):
        tried(preserved, sss, change)
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    assert tried(preserved, sss, change) == 1


@pytest.mark.parametrize("change", [release, lift])
def test_a_request_that_came_too_late_freezes_nothing(preserved, pgo, sss, clock, change):
    clock(at("2026-05-03T12:00"))
    linked(pgo, a_request(pgo, "2026-05-03T00:00"))
    assert tried(preserved, sss, change) == 1


def test_a_second_request_freezes_too(preserved, request_case, pgo, sss, clock):
    linked(pgo, request_case)
    clock(at("2026-05-10T12:00"))
    linked(pgo, a_request(pgo, "2026-05-10T10:00", foreign_reference="BKA 2026/9"))
    set_scope(pgo.officer)
    pgo.step(request_case, "withdraw")
    with pytest.raises(IntegrityError, match="until every linked request is decided"):
        tried(preserved, sss, release)


def test_data_of_which_nobody_has_said_since_when_they_are_kept_freeze_too(sss, pgo):
    case = sss.steps(a_case(sss.officer), "start_review", "preserve")
    linked(pgo, a_request(pgo, foreign_reference="BKA 2026/9"))
    with pytest.raises(IntegrityError, match="until every linked request is decided"):
        tried(case, sss, lift)


def an_end(pgo, case):
    set_scope(pgo.officer)
    (row,) = kept_of([case.pk])
    end_link(case, row, reason="Another account.", by=pgo.officer)
    return LinkEnd.objects.get(link=row.link_id)


def test_the_end_of_a_link_stands(preserved, request_case, pgo):
    linked(pgo, request_case)
    end = an_end(pgo, request_case)
    set_scope_of_all()
    for change in (lambda: LinkEnd.objects.filter(pk=end.pk).update(was_wrong=False), end.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert LinkEnd.objects.get().was_wrong


def test_a_link_ends_once(preserved, request_case, pgo):
    linked(pgo, request_case)
    end = an_end(pgo, request_case)
    with pytest.raises(IntegrityError, match="link_id"), transaction.atomic():
        LinkEnd.objects.create(
            link=end.link, case=request_case, authority=request_case.authority, reason="Again."
        )


def test_another_authority_ends_no_link_and_reads_no_end(preserved, request_case, pgo, moj):
    linked(pgo, request_case)
    end = an_end(pgo, request_case)
    linked(pgo, request_case)  # a new link, which has no end
    set_scope_of_all()
    link = Link.objects.filter(kind="preserved", end=None).get()
    set_scope(moj.officer)
    assert not LinkEnd.objects.filter(pk=end.pk).exists()
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        LinkEnd.objects.bulk_create(
            [LinkEnd(link=link, case_id=request_case.pk, authority_id=request_case.authority_id,
                     reason="Not mine.")]
        )  # fmt: skip


def renewal(case, sss, **more):
    set_scope(sss.supervisor)
    row = at_sss(sss, case).preservations.get()
    fields = {
        "decided_on": date(2026, 4, 28), "previous_on": LAST, "last_on": date(2026, 7, 1),
        "reason": "Needed.", **more,
    }  # fmt: skip
    return Renewal.objects.create(
        case_id=case.pk, authority_id=case.authority_id, preservation=row, **fields
    )


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"decided_on": date(2026, 5, 3)}, "renewal_before_the_end"),
        ({"last_on": LAST}, "renewal_at_most_ninety_days"),
        ({"last_on": date(2026, 8, 1)}, "renewal_at_most_ninety_days"),
    ],
)
def test_a_renewal_is_decided_before_the_end_and_lasts_at_most_ninety_days(
    preserved, sss, wrong, constraint
):
    renewal(preserved, sss, last_on=date(2026, 7, 31))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        renewal(preserved, sss, **wrong)


def test_a_renewal_that_was_decided_stands(preserved, sss):
    row = renewal(preserved, sss)
    for change in (lambda: Renewal.objects.filter(pk=row.pk).update(reason="Other."), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"days": 59}, "preservation_sixty_days_asked"),
        ({"last_on": date(2026, 5, 1)}, "preservation_lasts_sixty_days"),
        ({"last_on": None}, "preservation_lasts_sixty_days"),
    ],
)
def test_nothing_is_preserved_for_less_than_sixty_days(preserved, sss, wrong, constraint):
    set_scope(sss.supervisor)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Preservation.objects.filter(case=preserved.pk).update(**wrong)


def test_a_void_case_is_no_hit(preserved, sss, pgo):
    sss.step(at_sss(sss, preserved), "void")
    assert offered(pgo) == []


def test_the_functions_run_with_no_more_than_the_scope_of_who_asks(preserved, request_case, pgo):
    linked(pgo, request_case)
    set_scope(None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT day_of_requests(%s, %s, 'waiting')", [preserved.pk, LAST])
        assert cursor.fetchone() == (None,)
        cursor.execute(
            "SELECT * FROM links_of_preserved(%s::bigint[])", [[preserved.pk, request_case.pk]]
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT * FROM preserved_elsewhere('{BKA20264711}', '{}', NULL, '{}')")
        assert cursor.fetchall() == []
