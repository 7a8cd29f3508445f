"""Which of our authorities a request belongs to: reference data, by instrument, stage and type."""

from typing import Any

from casework.clock import today
from casework.directory.models import Authority, AuthorityRule


def competent_for(case: Any, *, stage: str = "") -> Authority | None:
    """Return the authority that the table of competence names, None if it names nobody.

    stage  judged as at this stage instead of the one recorded
    """
    rules = AuthorityRule.objects.fitting(
        today(), case.kind, stage or case.stage, case.legal_basis, case.request_type
    )
    return rules[0].authority if rules else None
