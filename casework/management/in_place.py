"""Migrating without rendering all neighbours of a table for each thing that is new about it.

Django builds the classes of a table and of everything that points to it anew when a table joins or
gets an index or a constraint. Most tables point to the case, so that this is most of the time of a
first migration. Here the new class alone is built, and an index or a constraint joins its class:
neighbours learn of a new table by Django's own registry, and of the others nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState


def add_model(state: ProjectState, new: ModelState) -> None:
    """Add a table to the state, and its class if the others have theirs."""
    key = new.app_label, new.name_lower
    state.models[key] = new
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([new])


def append_option(state: ProjectState, app: str, table: str, name: str, added: Any) -> None:
    """Add an index or a constraint to a table's state, and to its class if there is one."""
    options = state.models[app, table].options
    options[name] = [*options[name], added]
    if "apps" in state.__dict__:
        meta = state.apps.get_model(app, table)._meta
        setattr(meta, name, [*getattr(meta, name), added])


IN_PLACE = {"add_model": add_model, "_append_option": append_option}


@contextmanager
def rendered_in_place() -> Iterator[None]:
    """Let what is new join the rendered state in place for the length of the block."""
    usual = {name: getattr(ProjectState, name) for name in IN_PLACE}
    for name, does in IN_PLACE.items():
        setattr(ProjectState, name, does)
    try:
        yield
    finally:
        for name, does in usual.items():
            setattr(ProjectState, name, does)
