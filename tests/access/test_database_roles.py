"""What each database role may do, tried on the real engine."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from config.preflight import unsafe_reasons

pytestmark = [pytest.mark.engines, pytest.mark.django_db]

FORBIDDEN_TO_APP = [
    "CREATE TABLE new_table (id int)",
    "ALTER TABLE casework_user ADD COLUMN more int",
    "DROP TABLE casework_membership",
    "TRUNCATE casework_membership",
    "CREATE ROLE another",
    "UPDATE casework_calendarday SET is_working = true",
    "DELETE FROM casework_calendarday",
    "UPDATE casework_calendaredition SET reason = 'x'",
    "DELETE FROM casework_historicalprovider",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', '2026-01-01')",
    "SET ROLE mla_owner",
]


def may(statement, role=None):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize("statement", FORBIDDEN_TO_APP)
def test_the_web_may_not(statement):
    assert not may(statement)


def test_the_web_runs_as_the_role_app_and_reads_and_writes_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.DATABASE_ROLES["app"],)
    assert may("UPDATE casework_user SET job_title = ''")


def privilege(role, table, right):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, table, right])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("role", "table", "right", "expected"),
    [
        ("auditor", "casework_membership", "SELECT", True),
        ("auditor", "casework_membership", "UPDATE", False),
        ("auditor", "casework_user", "SELECT", False),
        ("auditor", "mfa_authenticator", "SELECT", False),
        ("auditor", "django_session", "SELECT", False),
        ("sender", "casework_membership", "SELECT", False),
        ("sender", "casework_user", "SELECT", False),
        ("app", "casework_event", "INSERT", True),
        ("app", "casework_event", "UPDATE", False),
        ("app", "casework_receipt", "UPDATE", False),
        ("app", "casework_prolongation", "UPDATE", False),
        ("app", "casework_case", "UPDATE", True),
        ("app", "casework_case", "DELETE", False),
        ("app", "casework_draft", "DELETE", True),
        ("auditor", "casework_case", "SELECT", True),
        ("app", "casework_calendarday", "INSERT", True),
        ("app", "casework_calendarday", "UPDATE", False),
    ],
)
def test_each_role_has_its_rights_and_no_more(role, table, right, expected):
    assert privilege(settings.DATABASE_ROLES[role], table, right) is expected


def test_no_role_is_superuser_or_bypasses_row_level_security():
    roles = [*settings.DATABASE_ROLES.values(), settings.DATABASES["owner"]["USER"]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR rolbypassrls)",
            [roles],
        )
        assert cursor.fetchall() == []


def test_a_safe_connection_gives_no_reason_to_refuse():
    assert unsafe_reasons() == []


def test_tests_never_touch_the_real_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0].startswith("test_")


def test_a_fact_only_changes_its_authority():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_column_privilege(%s, 'casework_question', 'authority_id', 'UPDATE'),"
            " has_column_privilege(%s, 'casework_question', 'sent_on', 'UPDATE')",
            [settings.DATABASE_ROLES["app"]] * 2,
        )
        assert cursor.fetchone() == (True, False)


def test_only_app_owner_and_auditor_have_a_policy_on_cases():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT policyname, cmd, roles FROM pg_policies WHERE tablename = 'casework_case'"
        )
        found = {name: (command, roles) for name, command, roles in cursor.fetchall()}
    assert found["case_of_auditor"] == ("SELECT", [settings.DATABASE_ROLES["auditor"]])
    assert found["case_of_owner"] == ("ALL", [settings.DATABASES["owner"]["USER"]])
    assert set(found) == {"case_of_auditor", "case_of_owner", "case_of_authority", "case_granted"}
