"""The steps on spontaneous information as methods; what they share stands in casework."""

from datetime import date
from typing import Any

from casework.directory.models import Body
from casework.files.documents import Document
from casework.workflow.steps import step
from mla.spontaneous.states import S


class InformationSteps:
    """Conditions of the sender, use, ending."""

    @step
    def record_terms(self: Any, *, terms: str, is_confidential: bool) -> None:
        """Record on which conditions it was given; changed ones are accepted anew."""
        self.keeps(terms=terms, is_confidential=is_confidential, terms_accepted_on=None)

    @step
    def accept_terms(self: Any, *, remark: str) -> None:
        """Accept the conditions: whoever uses the information is bound by them (Art. 26.2)."""
        self.keeps(terms_accepted_on=self.act.today)

    @step
    def cannot_comply(self: Any, *, reasons: str) -> None:
        """Tell the sender, who decides whether the information is given all the same."""
        self.act.owe("information_terms", reasons=reasons)

    @step
    def record_sender_decision(
        self: Any, *, choice: str, terms: str, decided_on: date, document: Document | None
    ) -> str:
        """Go on under what the sender now asks for, or leave the information unused."""
        if choice == "not_used":
            return str(S.DECLINED.value)
        is_confidential = self.is_confidential and choice == "same"
        kept = self.terms if choice == "same" else terms
        accepted = self.act.today if choice == "freely" else None
        self.keeps(terms=kept, is_confidential=is_confidential, terms_accepted_on=accepted)
        return str(S.RECEIVED.value)

    @step
    def acknowledge_information(self: Any) -> None:
        """Tell the sender that the information came."""
        self.keeps(acknowledged_on=self.act.today)

    @step
    def pass_to_body(self: Any, *, body: Body, remark: str) -> None:
        """Give the information, with its conditions, to the body that may use it."""
        self.keeps(passed_to=body, passed_on=self.act.today)
        self.act.owe("information_forwarding", remark=remark)

    @step
    def close(self: Any, *, result: str) -> None:
        """End the record with what came of it."""
        self.keeps(outcome=result)

    @step
    def reopen(self: Any, *, reason: str) -> None:
        """Take an ended record up again."""

    @step
    def void(self: Any, *, reason: str) -> None:
        """Declare a wrong registration void; its number stays."""
