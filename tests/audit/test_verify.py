"""Every kind of damage to the chain is found, named, and told from the others.

The chains are committed once; each test does its damage as the owner of the tables, with the
trigger switched off, in a transaction that is taken back at its end.
"""

# ruff: noqa: S608  -- the statements are written here, from constants
import hashlib

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.audit import chain
from casework.audit.damage import Kind
from casework.audit.events import Event
from casework.audit.reading import Row, heads
from casework.audit.verify import verify
from casework.directory.models import Authority
from casework.directory.seeds import seed_all
from tests.cases.making import a_case
from tests.conftest import LONG_AGO

pytestmark = [
    pytest.mark.engines,
    pytest.mark.django_db(databases=["default", "owner"]),
]
LENGTH = 12


@pytest.fixture(scope="module")
def chains(django_db_setup, django_db_blocker):
    """Chains of two authorities, committed; return the public reference of each case."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            references = {code: lengthened(code) for code in ("SSS", "PGO")}
        yield references
        call_command("flush", database="owner", interactive=False, verbosity=0)
        seed_all()
        connections.close_all()


def lengthened(code):
    """Return the reference of a case of this authority, whose chain is LENGTH events long."""
    person = User.objects.create_user(f"chain@{code}.example", full_name="Chain")
    authority = Authority.objects.get(code=code)
    Membership.objects.create(user=person, authority=authority, role=Role.OFFICER, from_on=LONG_AGO)
    case = a_case(person, authority=code)
    for number in range(2, LENGTH + 1):
        verb = "prolong" if number % 2 else "order"
        chain.record(case, verb, by=person, before="review", after="review", version=number)
    return case.reference


@pytest.fixture
def sql(chains):
    """Return a runner of statements as the owner, with the trigger of the events switched off."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE casework_event DISABLE TRIGGER event_stands")

    def run(statement, **names):
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                statement.replace("SSS", "(SELECT id FROM casework_authority WHERE code='SSS')"),
                names,
            )

    return run


def found(code="SSS"):
    (head,) = heads("owner", code)
    return verify(head, "owner").damage


def told(code="SSS"):
    damage = found(code)
    return (damage.kind, damage.number) if damage else None


AT_FIVE = "WHERE authority_id = SSS AND number = 5"


def rehash(number, *, onward=False):
    """Make digest and hash of an event anew, as whoever knows the code would; and those after."""
    code_id = Authority.objects.using("owner").get(code="SSS").pk
    rows = Event.objects.using("owner").filter(authority=code_id, number__gte=number)
    previous = None
    for event in rows.order_by("number"):
        previous = event.previous if previous is None else previous
        digest = chain.digest_of(chain.columns_of(event), event.salt)
        new = chain.hash_of(previous, event.number, digest)
        rows.filter(pk=event.pk).update(digest=digest, previous=previous, hash=new)
        previous = new
        if not onward:
            return


def test_a_sound_chain_is_read_whole_and_nothing_is_found(chains):
    for head in heads("owner"):
        result = verify(head, "owner")
        assert (result.read, result.damage) == (LENGTH, None)


def test_the_plain_row_has_the_columns_that_the_digest_covers(chains):
    (head,) = heads("owner", "SSS")
    event = Event.objects.using("owner").get(authority=head.authority_id, number=3)
    row = Row(*(getattr(event, name) for name in Row._fields))
    assert row.fresh_digest == event.digest
    assert [*row[: Row._fields.index("salt")]] == chain.columns_of(event)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("verb = 'refuse'", "“verb” was changed; written was: prolong"),
        ("after = 'executed'", "“after” was changed; written was: review"),
        ("actor_id = (SELECT max(id) FROM casework_user)", "“person” was changed"),
        ("on_behalf_of_id = actor_id", "“on behalf of” was changed; written was: nothing"),
        ("case_id = (SELECT max(id) FROM casework_case)", "“case” was changed"),
        ("version = 2", "“version” was changed; written was: 5"),
        ("at = at + interval '1 microsecond'", "time or its details"),
        ("details = '{ }'", "time or its details"),
        ("digest = repeat('0', 64)", "Its digest was changed"),
        ("hash = repeat('0', 64)", "Its hash was changed"),
        ("previous = repeat('0', 64)", "hash of the event before it was changed"),
        ("salt = repeat('0', 32)", "more than one column"),
    ],
)
def test_an_altered_column_is_found_at_its_event(sql, change, named):
    sql(f"UPDATE casework_event SET {change} {AT_FIVE}")
    damage = found()
    assert (damage.kind, damage.number) == (Kind.ALTERED, 5)
    assert named in damage.about


def test_one_byte_of_the_details_is_enough(sql):
    sql(f"UPDATE casework_event SET details = details || ' ' {AT_FIVE}")
    assert told() == (Kind.ALTERED, 5)


def test_an_alteration_with_a_new_digest_is_found(sql):
    sql(f"UPDATE casework_event SET verb = 'refuse' {AT_FIVE}")
    rows = Event.objects.using("owner").filter(authority__code="SSS", number=5)
    event = rows.get()
    rows.update(digest=chain.digest_of(chain.columns_of(event), event.salt))
    assert told() == (Kind.ALTERED, 5)


def test_a_removed_event_is_found_by_its_gap(sql):
    sql(f"DELETE FROM casework_event {AT_FIVE}")
    assert told() == (Kind.REMOVED, 5)


def test_a_removed_event_is_found_although_the_gap_was_closed(sql):
    sql(f"DELETE FROM casework_event {AT_FIVE}")
    for number in range(6, LENGTH + 1):
        sql(
            "UPDATE casework_event SET number = %(to)s WHERE authority_id = SSS"
            " AND number = %(was)s",
            to=number - 1,
            was=number,
        )
    assert told() == (Kind.REMOVED, 5)


def test_an_inserted_event_is_found_where_two_have_one_number(sql):
    sql("ALTER TABLE casework_event DROP CONSTRAINT event_number_once")
    columns = ", ".join(Row._fields)
    sql(f"INSERT INTO casework_event ({columns}) SELECT {columns} FROM casework_event {AT_FIVE}")
    assert told() == (Kind.INSERTED, 5)


def test_an_inserted_event_is_found_although_the_later_ones_moved_up(sql):
    for number in range(LENGTH, 4, -1):
        sql(
            "UPDATE casework_event SET number = %(to)s WHERE authority_id = SSS"
            " AND number = %(was)s",
            to=number + 1,
            was=number,
        )
    before = Event.objects.using("owner").get(authority__code="SSS", number=4)
    columns = [*Row._fields]
    values = {name: getattr(before, name) for name in columns}
    forged = {**values, "number": 5, "verb": "refuse", "previous": before.hash}
    forged["digest"] = chain.digest_of(
        [forged[name] for name in columns[: columns.index("salt")]], forged["salt"]
    )
    forged["hash"] = chain.hash_of(before.hash, 5, forged["digest"])
    marks = ", ".join(f"%({name})s" for name in columns)
    sql(f"INSERT INTO casework_event ({', '.join(columns)}) VALUES ({marks})", **forged)
    assert told() == (Kind.INSERTED, 5)


@pytest.mark.parametrize("with_hashes", [False, True])
def test_two_swapped_events_are_found(sql, with_hashes):
    moved = ["case_id", "at", "verb", "version", "details", "salt", "digest"]
    moved += ["previous", "hash"] if with_hashes else []
    rows = Event.objects.using("owner").filter(authority__code="SSS")
    five, nine = rows.get(number=5), rows.get(number=9)
    for here, there in ((five, nine), (nine, five)):
        rows.filter(pk=here.pk).update(**{name: getattr(there, name) for name in moved})
    assert told() == (Kind.SWAPPED, 5)
    assert "event 9" in found().about


def test_a_cut_tail_is_noticed_by_the_head(sql):
    sql("DELETE FROM casework_event WHERE authority_id = SSS AND number > 9")
    assert told() == (Kind.CUT, 10)


def test_a_chain_that_is_gone_is_noticed_by_the_head(sql):
    sql("DELETE FROM casework_event WHERE authority_id = SSS")
    assert told() == (Kind.CUT, 1)


def test_an_event_beyond_the_head_is_found(sql):
    sql(
        "UPDATE casework_chainhead h SET number = 11, hash = (SELECT hash FROM casework_event e"
        " WHERE e.authority_id = h.authority_id AND e.number = 11) WHERE authority_id = SSS"
    )
    assert told() == (Kind.ADDED, LENGTH)


def test_events_without_a_head_are_found(sql):
    sql("DELETE FROM casework_chainhead WHERE authority_id = SSS")
    assert told() == (Kind.ADDED, 1)


def test_one_event_written_anew_with_its_hash_is_named_by_the_next(sql):
    sql(f"UPDATE casework_event SET verb = 'refuse' {AT_FIVE}")
    rehash(5)
    assert told() == (Kind.REWRITTEN, 5)


def test_a_chain_rewritten_to_its_end_is_noticed_by_the_head(sql):
    sql(f"UPDATE casework_event SET verb = 'refuse' {AT_FIVE}")
    rehash(5, onward=True)
    assert told() == (Kind.REWRITTEN, LENGTH)


def test_the_last_event_altered_in_its_hash_alone_is_named(sql):
    sql(
        "UPDATE casework_event SET hash = repeat('0', 64) WHERE authority_id = SSS"
        f" AND number = {LENGTH}"
    )
    assert told() == (Kind.ALTERED, LENGTH)


def test_damage_in_one_authority_is_no_damage_in_another(sql, capsys):
    sql(f"DELETE FROM casework_event {AT_FIVE}")
    assert told("PGO") is None
    call_command("audit", "verify", authority="PGO")
    assert "PGO: 12 events, sound." in capsys.readouterr().out


def test_the_command_names_the_event_and_ends_with_code_one(sql, chains, capsys):
    sql(f"UPDATE casework_event SET verb = 'refuse' {AT_FIVE}")
    with pytest.raises(CommandError) as ended:
        call_command("audit", "verify")
    assert ended.value.returncode == 1
    said = capsys.readouterr().out
    assert f"SSS: ALTERED at event 5 ({chains['SSS']}, “refuse”, " in said
    assert "PGO: 12 events, sound." in said


def test_the_command_says_how_many_events_are_sound_and_how_long_it_took(chains, capsys):
    call_command("audit", "verify")
    said = capsys.readouterr().out
    assert "24 events read in" in said
    assert "none is missing" in said


def test_an_authority_without_a_chain_is_said_to_have_none(chains):
    with pytest.raises(CommandError, match="MOJ"):
        call_command("audit", "verify", authority="MOJ")


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.parametrize("table", ["casework_event", "casework_readlog"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_happened_is_neither_changed_nor_deleted(chains, alias, table, statement):
    with connections["owner"].cursor() as cursor:  # a row trigger needs a row
        cursor.execute(
            "INSERT INTO casework_readlog (at, user_id, authority_id, case_id, what)"
            " SELECT at, actor_id, authority_id, case_id, 'case' FROM casework_event LIMIT 1"
        )
    with pytest.raises(DatabaseError), transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute(statement.format(table))


@pytest.mark.parametrize("table", ["casework_event", "casework_readlog"])
def test_the_web_may_not_empty_the_record(chains, table):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", ["casework_event", "casework_readlog"])
def test_not_even_the_owner_empties_the_record_outside_tests(chains, table):
    """Tests flush their own database: there the trigger lets TRUNCATE pass, by its name."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'event_stands'")
        (source,) = cursor.fetchone()
        stricter = source.replace("'test_'", "'nowhere_'")
        assert stricter != source
        cursor.execute(
            "CREATE OR REPLACE FUNCTION event_stands() RETURNS trigger LANGUAGE plpgsql AS"
            f" $body${stricter}$body$"
        )
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic(using="owner"):
            cursor.execute(f"TRUNCATE {table} CASCADE")


def test_a_digest_tells_nothing_without_its_salt(chains):
    event = Event.objects.using("owner").get(authority__code="SSS", number=3)
    words = chain.SEPARATOR.join(str(word or "") for word in chain.columns_of(event))
    assert hashlib.sha256(words.encode()).hexdigest() != event.digest
    assert len({row.salt for row in Event.objects.using("owner")}) == 2 * LENGTH
