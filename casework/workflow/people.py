"""Who may take a step, on whose behalf, and who decides what somebody proposed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.access.models import Absence, User
from casework.access.permissions import Role
from casework.clock import today
from casework.workflow.models import Second, StepRule

PROPOSERS = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)


@dataclass(frozen=True)
class Right:
    """What a person may do with a step of a case.

    second        who decides it, Second.NONE if one person is enough
    may_perform   the person takes it alone
    may_propose   the person proposes it to somebody else
    may_decide    the person decides what another one proposed
    on_behalf_of  the absent colleague whose right to take or decide it is, None if it is one's own
    roles         whose step it is, for the sentence that says so
    proposes_for  the absent colleague in whose name the person proposes, None if in one's own
    """

    second: Second
    may_perform: bool
    may_propose: bool
    may_decide: bool
    on_behalf_of: User | None
    roles: tuple[Role, ...]
    proposes_for: User | None = None

    @property
    def is_none(self) -> bool:
        """Whether this person has nothing to do with the step."""
        return not (self.may_perform or self.may_propose or self.may_decide)


def right_of(user: User, case: Any, row: Any) -> Right:
    """Return what this person may do with this step of this case."""
    rule = rules_of(user, case).get(row.name)
    roles = tuple(Role(role) for role in rule.roles) if rule and rule.roles else row.roles
    asked = row.second(case) if row.second else Second.NONE
    second = Second(rule.second) if rule and rule.second else asked
    held = roles_of(user, case)
    if second == Second.NONE:
        found = _holding(held, roles)
        return Right(second, found is not None, False, False, _behalf(found), roles)
    deciders = (Role.SUPERVISOR,) if second == Second.SUPERVISOR else PROPOSERS
    proposing, deciding = _holding(held, (*PROPOSERS, *roles)), _holding(held, deciders)
    return Right(
        second,
        False,
        proposing is not None,
        deciding is not None,
        _behalf(deciding),
        deciders,
        _behalf(proposing),
    )


def may_take(user: User, case: Any, row: Any) -> bool:
    """Whether the person may take the step, or decide it where a second person is needed."""
    right = right_of(user, case, row)
    return right.may_perform or right.may_decide


def rules_of(user: User, case: Any) -> dict[str, StepRule]:
    """Return the authority's own rules by step, kept with the person as the roles are."""
    kept: dict[tuple[int, str], dict[str, StepRule]] = user.__dict__.get("_step_rules", {})
    where = (case.authority_id, case.kind)
    return kept[where] if where in kept else read_rules(user, [case])[where]


def read_rules(user: User, cases: Sequence[Any]) -> dict[tuple[int, str], dict[str, StepRule]]:
    """Let rules_of() know the rules of all these cases, and return them. One query."""
    rows = StepRule.objects.filter(
        authority__in={case.authority_id for case in cases},
        procedure__in={case.kind for case in cases},
    )
    kept = user.__dict__.setdefault("_step_rules", {})
    kept |= {(case.authority_id, case.kind): {} for case in cases}
    for rule in rows:
        kept.setdefault((rule.authority_id, rule.procedure), {})[rule.step] = rule
    found: dict[tuple[int, str], dict[str, StepRule]] = kept
    return found


def roles_of(user: User, case: Any) -> list[tuple[Role, User | None]]:
    """Return (role, on whose behalf) of this person for this case; the person's own first.

    A deputy has the roles of who is absent, in authorities where the deputy has one too. Kept
    with the person, as the roles of today are: a page asks for each of its steps.
    """
    kept = user.__dict__.setdefault("_roles_of", {})
    where = (case.authority_id, case.kind)
    if where not in kept:
        own = user.roles_at(*where)
        found: list[tuple[Role, User | None]] = [(role, None) for role in own]
        for absent in stands_in_for(user) if own else ():
            found += [(role, absent) for role in absent.roles_at(*where)]
        kept[where] = found
    return list(kept[where])


def stands_in_for(user: User) -> list[User]:
    """Return the colleagues who are absent today and have this person as deputy."""
    if not hasattr(user, "_stands_in_for"):
        rows = Absence.objects.in_force(today()).filter(deputy=user, user__is_active=True)
        user._stands_in_for = [row.user for row in rows.select_related("user")]  # type: ignore[attr-defined]
    return list(user._stands_in_for)  # type: ignore[attr-defined]


def is_head(user: User) -> bool:
    """Whether the person is a supervisor, or stands in for one where the person has a role too.

    One query, unless the person is a supervisor or without any role.
    """
    if user.has_role(Role.SUPERVISOR) or not user.current_roles:
        return user.has_role(Role.SUPERVISOR)
    return any(
        role == Role.SUPERVISOR and authority in user.authorities
        for absent in stands_in_for(user)
        for authority, role, _procedure in absent.current_roles
    )


def words_for(roles: Iterable[Role]) -> str:
    """Return the roles as words: "Officer or Registrar"."""
    return _(" or ").join(str(role.label) for role in roles)


def _holding(
    held: list[tuple[Role, User | None]], roles: Iterable[Role]
) -> tuple[Role, User | None] | None:
    wanted = set(roles)
    return next((pair for pair in held if pair[0] in wanted), None)


def _behalf(found: tuple[Role, User | None] | None) -> User | None:
    return found[1] if found else None
