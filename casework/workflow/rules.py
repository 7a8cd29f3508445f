"""What an authority decided otherwise than the procedure's file, and whether it still can work.

A step that needs two persons must always have two: somebody who proposes it and another one who
decides. A desk of four can, as long as its rules leave both.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.clock import today
from casework.directory.models import Authority
from casework.directory.procedures import PROCEDURES
from casework.workflow.models import Second, StepRule
from casework.workflow.people import PROPOSERS, words_for
from casework.workflow.registry import REGISTERED
from casework.workflow.steps import Step

ACTING = (*PROPOSERS, Role.REGISTRAR)  # an auditor changes nothing


@dataclass(frozen=True)
class People:
    """Who is active in an authority today, for one procedure: the roles of each person."""

    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)

    def holding(self, roles: Collection[Role]) -> set[int]:
        """Return who holds one of these roles."""
        return {person for person, held in self.roles.items() if held & set(roles)}


def people_of(authority: Authority, kind: str) -> People:
    """Return the people who may sign in and have a role for this procedure today. One query."""
    rows = Membership.objects.in_force(today()).filter(
        authority=authority, procedure__in=["", kind], user__is_active=True
    )
    roles: dict[int, set[Role]] = defaultdict(set)
    for person, role in rows.values_list("user", "role"):
        roles[person].add(Role(role))
    return People({person: frozenset(held) for person, held in roles.items()})


def taking(row: Step, rule: StepRule | None) -> tuple[Role, ...]:
    """Return whose step it is by the rule, else by the procedure."""
    return tuple(Role(role) for role in rule.roles) if rule and rule.roles else row.roles


def deciding(row: Step, rule: StepRule | None) -> Second:
    """Return who decides at the strictest: a row says so of a case, here there is none."""
    if rule and rule.second:
        return Second(rule.second)
    return Second.SUPERVISOR if row.second else Second.NONE


def is_stuck(row: Step, rule: StepRule | None, people: People) -> bool:
    """Whether nobody could take this step, or nobody could decide what somebody proposed."""
    roles, second = taking(row, rule), deciding(row, rule)
    if second == Second.NONE:
        return not people.holding(roles)
    deciders = people.holding([Role.SUPERVISOR] if second == Second.SUPERVISOR else PROPOSERS)
    proposers = people.holding([*PROPOSERS, *roles])
    return not any(proposers - {decider} for decider in deciders)


def lacking(row: Step, rule: StepRule | None) -> str:
    """Return the sentence that says whom this step lacks."""
    second = deciding(row, rule)
    if second == Second.SUPERVISOR:
        return _("it needs somebody who proposes and another person, a supervisor, who decides")
    if second == Second.PERSON:
        return _("it needs two different officers, lawyers or supervisors")
    return _("it needs: %(roles)s") % {"roles": words_for(taking(row, rule))}


def lacking_deciders(authority: Authority) -> list[str]:
    """Return a sentence for each group of steps that nobody could take or decide here today."""
    found = []
    rules = {
        (rule.procedure, rule.step): rule for rule in StepRule.objects.filter(authority=authority)
    }
    for kind, procedure in REGISTERED.items():
        if kind not in authority.procedures:
            continue
        people, stuck = people_of(authority, kind), defaultdict(list)
        for row in procedure.table:
            rule = rules.get((kind, row.name))
            if is_stuck(row, rule, people):
                stuck[lacking(row, rule)].append(str(row.label))
        found += [_sentence(authority, kind, why, steps) for why, steps in stuck.items()]
    return found


def lacking_with(rule: StepRule) -> str:
    """Return the sentence that says whom the step would lack under this rule, "" if nobody."""
    row = REGISTERED[rule.procedure].table[rule.step]
    if not is_stuck(row, rule, people_of(rule.authority, rule.procedure)):
        return ""
    return _sentence(rule.authority, rule.procedure, lacking(row, rule), [str(row.label)])


def _sentence(authority: Authority, kind: str, why: str, steps: Iterable[str]) -> str:
    words = {
        "authority": authority.code,
        "procedure": PROCEDURES[kind].label,
        "steps": ", ".join(f"“{step}”" for step in steps),
        "why": why,
    }
    return _("%(authority)s, %(procedure)s: nobody could take %(steps)s: %(why)s.") % words
