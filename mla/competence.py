"""Which of our authorities a request belongs to: reference data, by instrument, stage and type."""

from typing import Any

from casework.clock import today
from casework.directory.models import Authority, AuthorityRule

KEPT = "_competence"  # in the case's own dict: several objections ask, for both stages


def competent_for(case: Any, *, stage: str = "") -> Authority | None:
    """Return the authority that the table of competence names, None if it names nobody.

    stage  judged as at this stage instead of the one recorded
    """
    wanted = ("", stage or case.stage)
    return next((rule.authority for rule in rules_for(case) if rule.stage in wanted), None)


def rules_for(case: Any) -> list[AuthorityRule]:
    """Return the rules for the case at any stage; one query while instrument and type stand."""
    asked = (case.legal_basis_id, case.request_type_id)
    kept = case.__dict__.get(KEPT)
    if kept is None or kept[0] != asked:
        rules = AuthorityRule.objects.fitting(
            today(), case.kind, None, case.legal_basis, case.request_type
        )
        kept = case.__dict__[KEPT] = (asked, rules)
    found: list[AuthorityRule] = kept[1]
    return found
