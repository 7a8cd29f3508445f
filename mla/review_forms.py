"""Forms that requests for assistance fill in another way than other requests from abroad."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.law import RequesterDecision
from casework.clock import today
from casework.directory.instruments import CONVENTION
from casework.directory.models import Instrument, Known, Measure, Stage
from casework.incoming.forms import keeping, leaving, orders, review
from mla.competence import competent_for
from mla.gates import has_basis, wrong_door

RECIPROCITY = Instrument.Kind.RECIPROCITY
LEFT_OUT = {"is_extension", "partial_disclosure", "mla_intended"}  # boxes of preservation
BOXES = (
    *(name for name in keeping.CONTENT if name not in LEFT_OUT),
    "status", "previous_dated_on", "previous_channel", "preservation_reference",
    "preservation_dated_on", "domestic_basis", "use_asked",
)  # fmt: skip


class AcceptForm(review.AcceptForm):
    """What assistance rests on: the treaty that founds it, else reciprocity; never a memorandum."""

    def prepare(self) -> None:
        """Offer what may found the assistance; begin with what the request cites."""
        super().prepare()
        instrument = self.fields["instrument"]
        instrument.queryset = founding(self.case)
        instrument.initial = self.cited
        instrument.error_messages["invalid_choice"] = _(
            "This instrument founds no legal assistance here."
        )
        self.fields["article"].required = False
        cited = self.cited()
        if cited is None or cited.code != CONVENTION:
            self.fields["article"].initial = ""  # that of the Convention means nothing elsewhere

    def cited(self) -> Instrument | None:
        """Return the instrument that the request cites, reciprocity where it founds nothing."""
        offered = list(self.fields["instrument"].queryset)
        named = next((row for row in offered if row.pk == self.case.legal_basis_id), None)
        return named or next((row for row in offered if row.kind == RECIPROCITY), None)

    def clean(self) -> dict[str, Any]:
        """Demand the article of a treaty; reciprocity has none."""
        found = super().clean()
        instrument = found.get("instrument")
        if instrument is None:
            return found
        if instrument.kind == RECIPROCITY:
            found["article"] = ""
        elif not found.get("article"):
            self.add_error("article", gettext("Name the article of the treaty."))
        return found


class OrderForm(orders.OrderForm):
    """While another authority is competent only preservation is ordered here: it cannot wait."""

    def measures(self, offered: Any) -> Any:
        """Leave every other measure to the competent authority."""
        rows = super().measures(offered)
        return rows.filter(power=Measure.Power.PRESERVATION) if wrong_door(self.case) else rows

    def warned(self) -> list[str]:
        """Return why nothing else can be chosen."""
        elsewhere = wrong_door(self.case)
        if not elsewhere:
            return super().warned()
        only = gettext("Until then only preservation can be ordered here.")
        return [*super().warned(), f"{elsewhere} {only}"]


def founding(case: Any) -> Any:
    """Return the instruments on which this request may be accepted.

    At trial a treaty that founds assistance, or reciprocity in its place: an assurance was given.
    Before trial a treaty of which that is unknown is no obstacle, since reciprocity was judged.
    """
    offered = Instrument.objects.for_state(case.requesting_state).offered(today())
    if case.stage == Stage.TRIAL:
        return offered.filter(
            **({"founds_mla": Known.YES} if has_basis(case) else {"kind": RECIPROCITY})
        )
    return offered.exclude(founds_mla=Known.NO) | offered.filter(kind=RECIPROCITY)


class AskToDecideForm(review.AskToDecideForm):
    def prepare(self) -> None:
        """Begin with confidentiality, where it was asked for (Art. 27.8)."""
        if self.case.is_confidential:
            self.fields["risk"].initial = RequesterDecision.Risk.NOT_CONFIDENTIAL


class HandOverForm(leaving.HandOverForm):
    def prepare(self) -> None:
        """Begin with the authority that is competent by the table."""
        super().prepare()
        self.fields["to"].initial = competent_for(self.case)


class CorrectContentForm(keeping.CorrectContentForm):
    """The request as it is recorded, with the boxes that only this form of request has."""

    CONTENT = BOXES

    def prepare(self) -> None:
        """Let the status stay where nothing is said of it."""
        super().prepare()
        self.fields["status"].required = False

    def clean(self) -> dict[str, Any]:
        """Keep the status that is recorded where none was chosen."""
        found = super().clean()
        found["status"] = found.get("status") or self.case.status
        return found
