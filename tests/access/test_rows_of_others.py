"""What the web's role reads and writes of others by plain SQL: nothing, on every table.

Tried: with the policy `of_authority` of one table replaced by USING (true), or row-level security
switched off, the tests of that table go red.
"""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from casework.access.duty import DutyTurn, ShiftNote, ShiftNoteRead
from casework.access.own import CalendarFeed, SavedFilter
from casework.access.permissions import Role
from casework.access.scope import acting_as, set_scope, set_scope_of_address, set_scope_of_all
from casework.cases.additions import Note
from casework.cases.rows import rows_of_cases
from casework.clock import today
from casework.directory.models import Authority
from casework.figures.checking import check_kept
from casework.notices.models import Wake
from casework.notices.staff import Staff, staff_of_all
from casework.registers.model import RegisterImport, RegisterRow
from tests.cases.making import Desk, a_case
from tests.cases.reaching import two_authorities

pytestmark = [pytest.mark.engines, pytest.mark.django_db]

# Tables with rows of a case, an authority or a person that no policy guards, and why.
WITHOUT = {
    # The scope of a person is made of these, before there is one.
    "casework_membership", "casework_absence",
    # The directory: everybody of the installation reads it.
    "casework_authorityrule", "casework_recipientperson", "casework_steprule",
    # The outbox: kinds and dates. The sender, the bar of every page and machines' checks read it
    # for nobody.
    "casework_notice", "casework_wake",
}  # fmt: skip
OWNERS = {"case_id", "authority_id", "user_id", "case_ptr_id", "note_id", "register_id"}


def rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def count(table):
    return rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608


def guarded():
    """The tables on which row-level security is switched on, and forced on their owner."""
    found = rows(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        " AND relnamespace = 'public'::regnamespace"
    )
    return {name for (name,) in found}


def tables_of_somebody():
    models = [model for model in apps.get_models() if model._meta.app_label != "axes"]
    for model in models:
        table, columns = model._meta.db_table, {f.column for f in model._meta.local_concrete_fields}
        ours = table.startswith(("casework_", "contact_point_", "mla_"))
        if ours and columns & OWNERS and not table.startswith("casework_historical"):
            yield table


def test_every_table_with_rows_of_somebody_is_guarded_or_named_here():
    assert set(tables_of_somebody()) - guarded() == WITHOUT


def test_no_policy_shows_everything_but_to_owner_and_auditor():
    found = rows("SELECT tablename, policyname FROM pg_policies WHERE qual = 'true'")
    names = {name for table, name in found}
    assert names == {"of_owner", "of_auditor", "case_of_owner", "case_of_auditor"} | {
        "word_of_owner",
        "request_of_owner",
    }


@pytest.fixture
def theirs(desk, pgo_officer):
    """A case of another authority with rows in nearly every table; nobody's scope is set."""
    case = desk.steps(a_case(desk.officer), "start_review", "preserve", "ask")
    sss = case.authority_id
    Note.objects.create(case_id=case.pk, authority_id=sss, text="Canary")
    DutyTurn.objects.create(user=desk.officer, authority_id=sss)
    note = ShiftNote.objects.create(authority_id=sss, made_by=desk.officer, text="Canary")
    ShiftNoteRead.objects.create(note=note, user=desk.officer)
    SavedFilter.objects.create(user=desk.officer, name="Canary")
    CalendarFeed.objects.create(user=desk.officer, digest="0" * 64)
    register = RegisterImport.objects.create(
        authority_id=sss, kind="contact_point", made_by=desk.officer, name="r.csv", sha256="0" * 64
    )
    RegisterRow.objects.create(register=register, number=2, cells=["Canary"])
    set_scope_of_all()
    check_kept()
    set_scope(None)
    return case


@pytest.fixture
def pgo_officer(make_user):
    two_authorities()
    return make_user(Role.OFFICER, authority="PGO")


SHARED = {"casework_tallycheck"}  # the fixture writes one for each authority


def test_nothing_of_another_authority_is_read_by_plain_sql(theirs, desk, pgo_officer):
    set_scope(desk.officer)
    written = {table for table in guarded() if count(table)}
    assert len(written) > 25, written
    for reader in (pgo_officer, None):
        set_scope(reader)
        seen = {table for table in guarded() - SHARED if count(table)}
        assert seen == set()


def test_a_case_that_was_granted_is_read_with_its_rows_and_not_written(theirs, desk, pgo_officer):
    set_scope(desk.supervisor)
    theirs.grants.create(authority=theirs.authority, user=pgo_officer, reason="expert")
    set_scope(desk.officer)
    tables = [model._meta.db_table for model in rows_of_cases()]
    own = {table: count(table) for table in [*tables, "casework_event", "casework_receipt"]}
    person = type(pgo_officer).objects.get(pk=pgo_officer.pk)
    set_scope(person)
    assert {table: count(table) for table in own} == own
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET authority_id = authority_id")  # noqa: S608
            assert cursor.rowcount == 0, table
    assert (count("casework_shiftnote"), count("casework_tally")) == (0, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO casework_shiftnote (authority_id, made_at, made_by_id, text)"
        " SELECT id, '2026-01-01', %s, 'x' FROM casework_authority WHERE code = 'SSS'",
        "INSERT INTO casework_dutyturn (authority_id, from_at, user_id)"
        " SELECT id, '2026-01-01', (SELECT min(id) FROM casework_user WHERE id <> %s)"
        " FROM casework_authority WHERE code = 'SSS'",
        "INSERT INTO casework_savedfilter (user_id, name, query)"
        " SELECT min(id), 'x', '' FROM casework_user WHERE id <> %s",
        "INSERT INTO casework_readlog (at, user_id, authority_id, what, typed)"
        " SELECT '2026-01-01', (SELECT min(id) FROM casework_user WHERE id <> %s), id, 'search', ''"
        " FROM casework_authority WHERE code = 'PGO'",
    ],
)
def test_nothing_is_written_for_another_authority_or_person(theirs, pgo_officer, statement):
    set_scope(pgo_officer)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        rows(statement + " RETURNING 1", pgo_officer.pk)


def test_an_address_of_a_calendar_is_read_by_who_knows_it(theirs):
    assert count("casework_calendarfeed") == 0
    set_scope_of_address("0" * 64)
    assert count("casework_calendarfeed") == 1
    set_scope_of_address("1" * 64)
    assert count("casework_calendarfeed") == 0


def test_the_sweep_knows_who_is_on_duty_everywhere(theirs, desk):
    assert not any(Staff(today()).turns.values())
    assert staff_of_all(today()).turns[theirs.authority_id] == [desk.officer]


def test_who_gave_a_case_away_keeps_its_own_events_and_nothing_else_of_it(desk, pgo_officer):
    case = desk.step(a_case(desk.officer), "hand_over")
    set_scope(desk.officer)
    events = rows("SELECT DISTINCT authority_id FROM casework_event WHERE case_id = %s", case.pk)
    sss = Authority.objects.get(code="SSS").pk
    assert events == [(sss,)]
    assert count("casework_deadline") == 0
    set_scope(pgo_officer)
    assert count("casework_event") == len({event.pk for event in case.events.all()}) == 2


def test_the_auditors_role_reads_what_is_guarded_but_nobodys_own_rows():
    role = settings.DATABASE_ROLES["auditor"]
    found = rows("SELECT tablename FROM pg_policies WHERE %s = ANY (roles)", role)
    own = {"casework_draft", "casework_savedfilter", "casework_calendarfeed"}
    assert {table for (table,) in found} == guarded() - own


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_worker_sees_every_authority_where_it_has_to(seeded, make_user):
    two_authorities()
    desk = Desk(make_user(Role.OFFICER), make_user(Role.LAWYER), make_user(Role.SUPERVISOR))
    with acting_as(desk.officer):
        case = desk.steps(a_case(desk.officer), "start_review", "preserve")
        DutyTurn.objects.create(user=desk.officer, authority_id=case.authority_id)
    assert connections["default"].in_atomic_block is False
    assert count("casework_dutyturn") == 0
    assert staff_of_all(today()).turns[case.authority_id] == [desk.officer]
    assert count("casework_dutyturn") == 0
    call_command("sweep")
    assert not Wake.objects.exclude(problem="").exists()
