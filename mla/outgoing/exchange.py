"""The steps by which our request and the authority abroad speak with each other."""

from datetime import date
from typing import Any

from casework.files.documents import Document
from casework.workflow.steps import step
from mla.outgoing.facts import Exchange
from mla.outgoing.guards import REMINDER, open_question


def left(case: Any, letter: Any) -> bool:
    """Record that a reminder left, on the day of the letter; whether it was one."""
    if letter.kind != REMINDER:
        return False
    Exchange.objects.create(
        case_id=case.pk,
        authority_id=case.authority_id,
        kind=Exchange.Kind.REMINDER,
        on_day=letter.sent_on,
        made_by=letter.sent_by,
    )
    return True


class ExchangeSteps:
    """What came from abroad, and what we sent after the request itself."""

    PASSED = Exchange.Kind

    def passed(self: Any, kind: str, on_day: date, **more: Any) -> None:
        """Add something that passed between us and the authority abroad."""
        self.adds(Exchange, kind=kind, on_day=on_day, **more)

    @step
    def acknowledge(
        self: Any, *, acknowledged_on: date, reference: str, document: Document | None
    ) -> None:
        """Record that our request arrived, and under which reference."""
        self.passed(self.PASSED.ACKNOWLEDGEMENT, acknowledged_on, document=document)
        if reference:
            self.keeps(foreign_reference=reference)

    @step
    def remind_abroad(self: Any) -> None:
        """Draft a reminder; it counts from the day on which the letter is marked as sent."""

    @step
    def record_question(
        self: Any, *, asked_on: date, question: str, document: Document | None
    ) -> None:
        """Record what the authority abroad wants to know."""
        kept = {"text": question, "document": document, "asked_in": self.state}
        self.passed(self.PASSED.QUESTION, asked_on, **kept)

    @step
    def answer_question(self: Any, *, answer: str, answered_on: date) -> str:
        """Answer it, and wait on where the question came."""
        self.passed(self.PASSED.OUR_ANSWER, answered_on, text=answer)
        return str(open_question(self).asked_in)

    @step
    def record_partial(self: Any, *, replied_on: date, document: Document, remark: str) -> None:
        """Record a part of the reply; there may be several."""
        self.passed(self.PASSED.PARTIAL, replied_on, text=remark, document=document)

    @step
    def record_reply(self: Any, *, replied_on: date, document: Document, remark: str) -> None:
        """Record the reply that settles the request."""
        self.replied(replied_on, document, remark)

    @step
    def record_late_reply(self: Any, *, replied_on: date, document: Document, remark: str) -> None:
        """Record what came after the case had ended."""
        self.replied(replied_on, document, remark)

    def replied(self: Any, replied_on: date, document: Document, remark: str) -> None:
        """Keep a reply and its day."""
        self.passed(self.PASSED.REPLY, replied_on, text=remark, document=document)
        self.keeps(answered_on=replied_on)

    @step
    def forward_reply(self: Any) -> None:
        """Send what came from abroad to who initiated the request."""
