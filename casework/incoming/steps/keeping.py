"""Steps that keep the record right: whose case it is, corrections of what was recorded."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.access.models import User
from casework.cases.additions import CaseReceipt
from casework.cases.facts import Answer, Question
from casework.cases.items import DataItem, Identifier
from casework.cases.keys import identifier_key
from casework.cases.people import Person
from casework.cases.receipts import Receipt
from casework.workflow.steps import step


class KeepingSteps:
    """Assignment and corrections are steps: each has its event, and voids open proposals."""

    @step
    def assign(self: Any, *, officer: User) -> None:
        """Make somebody responsible for the case."""
        self.keeps(officer=officer)

    @step
    def take_on(self: Any) -> None:
        """Make oneself responsible for the case."""
        self.keeps(officer=self.act.by)

    @step
    def add_item(self: Any, *, identifiers: list[dict[str, Any]], **fields: Any) -> None:
        """Add something that is asked for, with what identifies it."""
        self.new_items([{**fields, "identifiers": identifiers}])

    @step
    def add_person(self: Any, **fields: Any) -> None:
        """Add a person whom the request names (CPC 490.1)."""
        self.adds(Person, **fields)

    def new_items(self: Any, asked: Sequence[Mapping[str, Any]]) -> list[DataItem]:
        """Add data items, each with its `identifiers`, in three statements however many."""
        first = self.dataitems.count() + 1
        columns = [{k: v for k, v in one.items() if k != "identifiers"} for one in asked]
        rows = [{"number": first + place, **one} for place, one in enumerate(columns)]
        items: list[DataItem] = self.adds_all(DataItem, rows)
        self.adds_all(
            Identifier,
            [
                {"item": item, "key": identifier_key(about["value"]), **about}
                for item, one in zip(items, asked, strict=True)
                for about in one["identifiers"]
            ],
        )
        return items

    @step
    def correct_content(self: Any, *, reason: str, **fields: Any) -> None:
        """Correct what was recorded of the request itself."""
        self.keeps(**fields)

    @step
    def correct_receipt(self: Any, *, received_at: datetime, channel: str, reason: str) -> None:
        """Replace the governing receipt; every clock counts from the corrected one."""
        former = self.receipt
        is_corrected = Receipt.objects.filter(corrects=former).exists()  # in a joined duplicate
        receipt = self.new_receipt(
            received_at=received_at,
            channel=channel,
            door=former.door,
            remark=former.remark,
            is_copy=former.is_copy,
            corrects=None if is_corrected else former,
            reason=reason,
        )
        self.adds(CaseReceipt, receipt=receipt)
        rows = self.casereceipts.exclude(receipt=former).select_related("receipt")
        standing = [row.receipt for row in rows.filter(receipt__corrected_by=None)]
        earliest = min(standing, key=lambda row: row.received_at)
        self.keeps(receipt=earliest, received_at=earliest.received_at)

    def new_receipt(self: Any, **fields: Any) -> Receipt:
        """Add a receipt, at this authority's door unless another one is named."""
        fields = {"door": self.authority, **fields}
        return Receipt.objects.create(recorded_by=self.act.by, **fields)

    @step
    def correct_question(
        self: Any, *, question: Question, sent_on: date, answered_on: date | None, reason: str
    ) -> None:
        """Correct on which days a question left and was answered."""
        former = question.answers.filter(corrected_by=None).last()
        anew = self.adds(
            Question,
            sent_on=sent_on,
            gaps=question.gaps,
            asked_in=question.asked_in,
            corrects=question,
        )
        if former is not None:
            self.adds(
                Answer,
                question=anew,
                answered_on=answered_on,
                document=former.document,
                is_idle=former.is_idle,
            )

    @step
    def confirm_formally(self: Any, *, received_on: date) -> None:
        """Record that the formal confirmation of an urgent request has come (Art. 25.3)."""
        self.keeps(formal_received_on=received_on)
