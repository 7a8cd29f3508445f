"""Who is reminded of what: seven people, and as many cases as fall due at once.

One case is registered and accepted through the door; the others are copies of its rows. A thousand
registrations would take minutes, and registering is not what is tried here: the sweep reads the
same rows, and steps taken in the copies go through the door again.
"""

from datetime import date, timedelta

from django.db import connections, transaction

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.directory.models import Authority
from casework.notices.expected import morning
from tests.cases.making import Desk, a_case

OFFICERS = 5
LONG_AGO = date(2020, 1, 1)
DUE_ON = date(2026, 2, 13)  # of a request received on 3 February; reminded three days before
FIRST = 10_000  # keys and numbers of the copies
COPY_CASE = """
INSERT INTO casework_case ({columns}) SELECT {values}
FROM casework_case c CROSS JOIN generate_series(0, %(last)s) AS n WHERE c.id = %(pattern)s
"""
COPY_CHILD = """
INSERT INTO contact_point_contactrequest ({columns}) SELECT {values}
FROM contact_point_contactrequest c CROSS JOIN generate_series(0, %(last)s) AS n
WHERE c.case_ptr_id = %(pattern)s
"""
COPY_DEADLINES = """
INSERT INTO casework_deadline ({columns}) SELECT {values}
FROM casework_deadline c CROSS JOIN generate_series(0, %(last)s) AS n WHERE c.case_id = %(pattern)s
"""
WAKES = """
INSERT INTO casework_wake (case_id, at, turn, problem)
SELECT %(first)s + n, %(due_at)s, 1, '' FROM generate_series(0, %(last)s) AS n
"""
COLUMNS = """
SELECT string_agg(quote_ident(column_name), ',' ORDER BY ordinal_position),
       array_agg(column_name::text ORDER BY ordinal_position)
FROM information_schema.columns
WHERE table_name = %s AND NOT column_name = ANY(%s) AND is_generated = 'NEVER'
"""


def gather() -> None:
    """Make the people and the one case from which the others are copied."""
    User.objects.update(is_active=False)  # the demonstration's people
    for number in range(OFFICERS):
        person(f"officer{number}", Role.OFFICER)
    for name in ("head", "deputy"):
        person(name, Role.SUPERVISOR)
    person("lawyer", Role.LAWYER)
    with transaction.atomic():
        desk = the_desk()
        case = a_case(desk.officer)
        desk.steps(case, "start_review", "accept")
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE casework_wake SET at = NULL")


def person(name: str, role: Role) -> None:
    """Make one person of the contact point."""
    user = User.objects.create_user(address(name), "no matter", full_name=name, language="en")
    desk = Authority.objects.get(code="SSS")
    Membership.objects.create(user=user, authority=desk, role=role, from_on=LONG_AGO)


def address(name: str) -> str:
    """Return a person's address."""
    return f"{name}@faults.example"


def user(name: str) -> User:
    """Return a person."""
    return User.objects.get(email=address(name))


def the_desk() -> Desk:
    """Return the people as those who take steps."""
    names = ("officer0", "lawyer", "head", "officer0", "deputy")
    return Desk(*(user(name) for name in names))


def cases(size: int, *, last_on: date = DUE_ON, first: int = FIRST) -> list[tuple[str, str]]:
    """Write cases whose execution ends on this day; return (reference, address) of each."""
    officers = [user(f"officer{number}") for number in range(OFFICERS)]
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT min(case_id) FROM casework_wake")
        (pattern,) = cursor.fetchone()
        words = {
            "pattern": pattern,
            "first": first,
            "last": size - 1,
            "officers": [officer.pk for officer in officers],
            "last_on": last_on,
            "ceiling_on": last_on + timedelta(days=49),
            "due_at": morning(last_on - timedelta(days=3)),
        }
        write(cursor, words)
    return [(reference(first + n), officers[n % OFFICERS].email) for n in range(size)]


def reference(key: int) -> str:
    """Return the reference of a copy."""
    return f"SSS-CP-2026-{key:06d}"


def write(cursor, words) -> None:
    """Copy the rows of the pattern; the trigger wants the door to be open."""
    key = "%(first)s + n"
    with transaction.atomic(using="owner"):
        cursor.execute("SELECT set_config('mla.step', 'new', true)")
        own = {
            "id": key,
            "public_id": "gen_random_uuid()",
            "reference": f"'SSS-CP-2026-' || lpad(({key})::text, 6, '0')",
            "version": "1",
            "officer_id": f"(%(officers)s::bigint[])[1 + n %% {OFFICERS}]",
            "due_on": "%(last_on)s",
            "execution_nominal_on": "%(last_on)s",
            "execution_on": "%(last_on)s",
            "ceiling_on": "%(ceiling_on)s",
        }
        copy(cursor, COPY_CASE, "casework_case", own, words)
        copy(cursor, COPY_CHILD, "contact_point_contactrequest", {"case_ptr_id": key}, words)
        day = (
            "CASE WHEN c.clock = 'execution' AND c.is_current THEN %(last_on)s::date"
            " WHEN c.clock = 'ceiling' AND c.is_current THEN %(ceiling_on)s::date"
            " ELSE c.{} END"
        )
        own = {
            "case_id": key,
            "nominal_on": day.format("nominal_on"),
            "effective_on": day.format("effective_on"),
        }
        copy(cursor, COPY_DEADLINES, "casework_deadline", own, words, leave=["id"])
        cursor.execute(WAKES, words)


def copy(cursor, statement, table, own, words, leave=()) -> None:
    """Copy rows of the pattern, with these columns of their own."""
    cursor.execute(COLUMNS, [table, list(leave)])
    columns, names = cursor.fetchone()
    values = ", ".join(own.get(name, f'c."{name}"') for name in names)
    cursor.execute(statement.format(columns=columns, values=values), words)
