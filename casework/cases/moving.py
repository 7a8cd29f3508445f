"""Moving a case, with everything that hangs on it, to another authority of the installation."""

from typing import Any

from casework.access.scope import widen_scope
from casework.cases.grants import end_grants
from casework.cases.rows import rows_of_cases
from casework.directory.models import Authority


def move_rows(case: Any, to: Authority) -> None:
    """Give every row of the case to `to`; the case itself is saved by whoever calls.

    Who was let read it is let no longer: the new authority decides anew.
    Events keep the authority in whose chain they stand. The scope of this transaction is widened:
    row-level security lets nobody write a row of an authority that is not theirs.
    """
    widen_scope(to.pk)
    end_grants(case)
    for model in rows_of_cases():
        model._default_manager.filter(case=case.pk).update(authority=to)
    case.authority = to
