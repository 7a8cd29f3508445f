"""Requests for data that the contact point had preserved: linked once both shows are over.

A request that is undecided keeps the data, a decided one lets their release be proposed.
"""

from casework.access.models import User
from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.additions import Link
from casework.cases.items import Identifier
from casework.cases.kept import preserved_for
from casework.cases.likely import look_of
from casework.workflow.kept import link_preserved
from mla.models import IncomingRequest
from mla.states import Status

OFFICER = "officer@pgo.example"


def are_linked() -> bool:
    """Return whether there is such a link already."""
    return Link.objects.filter(kind=Link.Kind.PRESERVED).exists()


def play() -> None:
    """Link each request with the case that holds its data, found by State and identifiers."""
    officer = User.objects.get(email=OFFICER)
    set_scope(officer)
    rows = IncomingRequest.objects.filter(status=Status.AFTER_PRESERVATION).order_by("pk")
    for case in rows.select_related("requesting_state"):
        values = Identifier.objects.filter(case=case.pk).values_list("value", flat=True)
        look = look_of("", case.requesting_state, list(values))
        for held in preserved_for(look, but=[case.pk])[:1]:
            link_preserved(case, held, by=officer)
    set_scope_of_all()
