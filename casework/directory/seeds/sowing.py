"""Writes the tables of this package into the directory: what is missing, and nothing else."""

from collections.abc import Iterable
from typing import cast

from django.db import models, transaction
from simple_history.utils import bulk_create_with_history

from casework.directory.models import (
    Authority,
    AuthorityRule,
    Body,
    BodyAlias,
    Instrument,
    InstrumentArticle,
    Measure,
    Policy,
    Provider,
    ProviderAlias,
    RefusalGround,
    RelatedLaw,
    RequestType,
    State,
    SubstantiveLaw,
)
from casework.directory.new_editions import first_edition
from casework.directory.procedures import PROCEDURES, Procedure
from casework.directory.seeds import (
    articles,
    grounds,
    instruments,
    law,
    measures,
    offices,
    providers,
    request_types,
    states,
)
from casework.directory.seeds.tables import Row

CALENDAR_YEARS = range(2010, 2036)
REASON = "First edition"

# In this order: a table may name rows of those above it.
TABLES: list[tuple[type[models.Model], list[Row]]] = [
    (State, states.rows()),
    (Body, offices.BODIES),
    (Authority, offices.AUTHORITIES),
    (Provider, providers.PROVIDERS),
    (Instrument, instruments.INSTRUMENTS),
    (InstrumentArticle, articles.ARTICLES),
    (RequestType, request_types.REQUEST_TYPES),
    (RefusalGround, grounds.GROUNDS),
    (SubstantiveLaw, law.OFFENCES),
    (RelatedLaw, law.RELATED_LAWS),
    (Measure, measures.MEASURES),
]


def seed_all() -> None:
    """Add every row of the first content that is not there yet, in one transaction."""
    with transaction.atomic():
        for model, rows in TABLES:
            sow(model, rows)
        sow_names(BodyAlias, "body", offices.OTHER_NAMES)
        sow_names(ProviderAlias, "provider", providers.OTHER_NAMES)
        sow_competences()
        sow_policies(PROCEDURES.values())
        first_edition(CALENDAR_YEARS)


def sow(model: type[models.Model], rows: list[Row]) -> None:
    """Add the rows whose code is not there yet; rows that they name come first."""
    keys = keys_by_code(model)
    missing = [row for row in rows if row["code"] not in keys]
    if not missing:
        return
    references = {
        field.name: field.related_model
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and any(field.name in row for row in missing)
    }
    known = {name: keys_by_code(other) for name, other in references.items()}
    while missing:
        ready = [row for row in missing if all(row.get(n, "") in {"", *known[n]} for n in known)]
        if not ready:
            raise ValueError(f"{model.__name__}: {missing[0]['code']} names a row that is missing")
        objects = [model(**with_references(row, known)) for row in ready]
        bulk_create_with_history(objects, model, default_change_reason=REASON)
        missing = [row for row in missing if row not in ready]
        known |= {n: keys_by_code(model) for n, other in references.items() if other is model}


def with_references(row: Row, known: dict[str, dict[str, int]]) -> Row:
    """Return the row with keys in place of the codes of other rows."""
    fields = {name: value for name, value in row.items() if name not in known}
    return fields | {f"{name}_id": known[name][row[name]] for name in known if name in row}


def keys_by_code(model: type[models.Model]) -> dict[str, int]:
    """Return the key of every row by its code."""
    return dict(model._default_manager.values_list("code", "pk"))


def sow_names(model: type[models.Model], owner: str, names: list[tuple[str, Row]]) -> None:
    """Add the other names that are not there yet."""
    there = set(model._default_manager.values_list(f"{owner}__code", "name"))
    missing = [(code, row) for code, row in names if (code, row["name"]) not in there]
    if missing:
        owners = cast(type[models.Model], model._meta.get_field(owner).related_model)
        keys = keys_by_code(owners)
        objects = [model(**{f"{owner}_id": keys[code]}, **row) for code, row in missing]
        bulk_create_with_history(objects, model, default_change_reason=REASON)


def sow_competences() -> None:
    """Add the rules of competence of a procedure and stage for which there is none yet."""
    there = set(AuthorityRule.objects.values_list("procedure", "stage"))
    keys = keys_by_code(Authority)
    missing = [
        AuthorityRule(authority_id=keys[row["authority"]], **row["fields"])
        for row in offices.COMPETENCES
        if (row["fields"]["procedure"], row["fields"]["stage"]) not in there
    ]
    if missing:
        bulk_create_with_history(missing, AuthorityRule, default_change_reason=REASON)


def sow_policies(procedures: Iterable[Procedure]) -> None:
    """Add the first edition of the limits of each procedure that has no policy yet."""
    there = set(Policy.objects.values_list("procedure", flat=True))
    missing = [first_policy(p) for p in procedures if p.kind not in there]
    if missing:
        bulk_create_with_history(missing, Policy, default_change_reason=REASON)


def first_policy(procedure: Procedure) -> Policy:
    """Return the policy that says what the procedure's file says; it is not saved."""
    first = procedure.first_edition
    fields: Row = {}
    for name in ("review", "execution", "ceiling", "preservation"):
        limit = getattr(first, name)
        if limit is None:  # it does not run in this procedure
            continue
        fields |= {
            f"{name}_length": limit.months or limit.days,
            f"{name}_unit": "months" if limit.months else "days",
            f"{name}_counting": limit.unit.value,
            f"{name}_rolls": limit.rolls,
            f"{name}_source": limit.source,
        }
    return Policy(
        procedure=procedure.kind,
        in_force_from=first.in_force_from,
        clarification=first.clarification.value,
        ceiling_rule=first.ceiling_rule.value,
        reminders={clock: list(offsets) for clock, offsets in first.reminders.items()},
        **fields,
    )
