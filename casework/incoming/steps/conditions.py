"""Steps on conditions of use: set, accepted, declined, and what is decided then (Art. 28)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casework.cases.items import DataItem, Outcome
from casework.cases.law import UseCondition
from casework.directory.models import RefusalGround
from casework.files.documents import Document
from casework.incoming.guards.conditions import accepted_next
from casework.incoming.states import S
from casework.workflow.steps import step

DECLINED_GROUND = "conditions-refused"


class ConditionSteps:
    """What the use of material depends on, before it leaves."""

    @step
    def set_condition(self: Any, *, kind: str, text: str) -> None:
        """Make the use of what we give depend on a condition (Art. 28), and ask for its acceptance.

        What is set during review stands in the letter of acceptance.
        """
        self.adds(UseCondition, kind=kind, text=text)
        if self.state == S.EXECUTION:
            self.act.owe("use_conditions")

    @step
    def record_acceptance(self: Any, *, accepted_on: date, document: Document | None) -> None:
        """Record that the requester accepts what is awaited, else what it declined before."""
        keys = [row.pk for row in accepted_next(self)]
        rows = UseCondition.objects.filter(case=self.pk, pk__in=keys)
        rows.update(accepted_on=accepted_on, document=document)

    @step
    def record_decline(
        self: Any,
        *,
        conditions: Sequence[UseCondition],
        declined_on: date,
        document: Document,
        objection: str,
    ) -> None:
        """Record that the requester cannot comply: nothing leaves before it is decided (28.2)."""
        keys = [row.pk for row in conditions]
        rows = UseCondition.objects.filter(case=self.pk, pk__in=keys)
        rows.update(declined_on=declined_on, declined_in=document, objection=objection)

    @step
    def decide_condition(
        self: Any,
        *,
        condition: UseCondition,
        decision: str,
        text: str,
        items: Sequence[DataItem],
        reasons: str,
    ) -> None:
        """Determine whether the material is given nevertheless, or not (Art. 28.2).

        text   the condition in other words, where another one takes its place
        items  what is withheld, where the material is not given
        """
        condition.decision, condition.decision_reasons = decision, reasons
        condition.decided_on = self.act.today
        condition.save(update_fields=["decision", "decided_on", "decision_reasons"])
        if decision == UseCondition.Decision.REPLACED:
            self.adds(UseCondition, kind=condition.kind, text=text)
            self.act.owe("use_conditions")
            return
        if decision == UseCondition.Decision.WITHHELD:
            self.withhold(items, condition, reasons)
        self.act.owe("condition_decision", condition=condition, withheld=list(items))

    def withhold(
        self: Any, items: Sequence[DataItem], condition: UseCondition, reasons: str
    ) -> None:
        """Refuse these items on the ground of Art. 28.2, whatever recipients gave or will give."""
        ground = RefusalGround.objects.filter(code=DECLINED_GROUND).first()
        for item in items:
            item.withheld_for, item.outcome = condition, Outcome.REFUSED
            item.reason, item.outcome_note = ground, reasons
        columns = ["withheld_for", "outcome", "reason", "outcome_note"]
        DataItem.objects.bulk_update(items, columns)
