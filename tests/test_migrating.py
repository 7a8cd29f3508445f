"""A first migration builds only what is new, and leaves nothing out of the database."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from casework.management.in_place import rendered_in_place

NAMES = """
SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION SELECT relname FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace
"""
REFERENCES = """
SELECT count(*) FROM pg_constraint
WHERE contype = 'f' AND conrelid = %s::regclass AND confrelid = %s::regclass
"""
TABLES = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


@pytest.fixture
def state():
    """Two tables as a migration knows them, rendered."""
    found = ProjectState()
    found.add_model(ModelState("desk", "Shelf", [("id", models.BigAutoField(primary_key=True))]))
    found.add_model(ModelState("desk", "Other", [("id", models.BigAutoField(primary_key=True))]))
    assert found.apps.get_model("desk", "shelf")
    return found


def book(state):
    """Let a table join that points to the shelf, with an index and a constraint."""
    to_shelf = models.ForeignKey("desk.Shelf", models.CASCADE)
    fields = [("id", models.BigAutoField(primary_key=True)), ("shelf", to_shelf)]
    state.add_model(ModelState("desk", "Book", fields, {"indexes": [], "constraints": []}))
    state.add_index("desk", "book", models.Index(fields=["shelf"], name="by_shelf"))
    only_once = models.UniqueConstraint(fields=["shelf"], name="one_book")
    state.add_constraint("desk", "book", only_once)


def known(state):
    """Return what the rendered classes know of the new table."""
    shelf, new = state.apps.get_model("desk", "shelf"), state.apps.get_model("desk", "book")
    return (
        [field.related_model._meta.model_name for field in shelf._meta.related_objects],
        [index.name for index in new._meta.indexes],
        [constraint.name for constraint in new._meta.constraints],
    )


def test_a_new_table_is_known_to_its_neighbours_which_stay_as_they_were(state):
    shelf = state.apps.get_model("desk", "shelf")
    with rendered_in_place():
        book(state)
    assert state.apps.get_model("desk", "shelf") is shelf
    assert known(state) == (["book"], ["by_shelf"], ["one_book"])


def test_django_alone_knows_the_same_and_builds_the_neighbours_anew(state):
    shelf = state.apps.get_model("desk", "shelf")
    with rendered_in_place():
        pass
    book(state)
    assert state.apps.get_model("desk", "shelf") is not shelf
    assert known(state) == (["book"], ["by_shelf"], ["one_book"])


@pytest.mark.django_db
def test_the_database_has_every_index_and_constraint_of_every_table():
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        there = {name for (name,) in cursor.fetchall()}
    wanted = {
        named.name for model in TABLES for named in (*model._meta.indexes, *model._meta.constraints)
    }
    assert len(wanted) > 50
    assert wanted - there == set()


@pytest.mark.django_db
def test_the_database_has_every_reference_of_every_table():
    wanted = [
        (field.model._meta.db_table, field.related_model._meta.db_table)
        for model in TABLES
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.db_constraint
    ]
    assert len(wanted) > 50
    with connection.cursor() as cursor:
        missing = []
        for table, other in wanted:
            cursor.execute(REFERENCES, [table, other])
            if cursor.fetchone()[0] < wanted.count((table, other)):
                missing.append((table, other))
    assert missing == []
