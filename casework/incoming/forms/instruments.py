"""On which instrument a request may rest: those that bind the requesting State come first."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from casework.clock import today
from casework.directory.instruments import CONVENTION
from casework.directory.models import Instrument, Known

RECIPROCITY = Instrument.Kind.RECIPROCITY


class ByState(ModelChoiceIterator):
    """The instruments in groups: which bind the State, of which that is open, and no treaty."""

    def __iter__(self) -> Iterator[Any]:
        """Give the empty choice, then (heading, choices) of each group that has any."""
        yield ("", self.field.empty_label)
        state = getattr(self.field, "state", None)
        rows = list(self.queryset)
        treaties = [row for row in rows if row.kind != RECIPROCITY]
        for heading, found in (
            (binding(state), [row for row in treaties if binds(row, state)]),
            (unsure(state), [row for row in treaties if not binds(row, state)]),
            (_("Without a treaty"), [row for row in rows if row.kind == RECIPROCITY]),
        ):
            if found:
                yield (heading, [self.choice(row) for row in found])


class InstrumentField(forms.ModelChoiceField):
    """An instrument that founds assistance, in force here; chosen by what binds the State."""

    iterator = ByState
    state: Any = None

    def of(self, case: Any) -> None:
        """Offer what a request of this State may rest on, reciprocity too."""
        self.state = case.requesting_state
        self.queryset = founding(self.state)


def founding(state: Any) -> Any:
    """Return what is in force here, may bind the State, and may found assistance; and reciprocity.

    A memorandum, a membership and a channel found nothing.
    """
    offered = Instrument.objects.for_state(state).offered(today())
    return offered.exclude(founds_mla=Known.NO) | offered.filter(kind=RECIPROCITY)


def binds(instrument: Any, state: Any) -> bool:
    """Whether the directory says that the instrument binds this State and Azerbaijan."""
    if state is None:
        return False
    if instrument.code == CONVENTION:
        return bool(state.is_party_to_cybercrime == Known.YES)
    return bool(instrument.with_state_id == state.pk)


def binding(state: Any) -> str:
    """Return the heading of what binds both."""
    return _("In force between %(state)s and Azerbaijan") % {"state": state}


def unsure(state: Any) -> str:
    """Return the heading of what is in force here, and nobody recorded whether there."""
    if state is None:
        return _("The requesting State is not known: check what binds it")
    return _("Not recorded whether it binds %(state)s: check first") % {"state": state}
