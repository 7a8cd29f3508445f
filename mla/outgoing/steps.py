"""The steps of our request as methods: each records facts and says which letters it owes."""

from datetime import date
from typing import Any

from casework.cases.moving import move_rows
from casework.cases.receipts import Channel
from casework.directory.models import Authority, Instrument, RefusalGround
from casework.files.documents import Document
from casework.letters.leaving import mark_as_sent
from casework.workflow.steps import step
from mla.outgoing.approval import fingerprint
from mla.outgoing.exchange import ExchangeSteps
from mla.outgoing.facts import Defect, KeptAbroad, Translation
from mla.outgoing.guards import request_draft


class OutgoingSteps(ExchangeSteps):
    """From the initiator to the day on which the request leaves; then ExchangeSteps."""

    @step
    def collect(self: Any, *, document: Document) -> None:
        """Record that the materials are there; the request itself is drafted from the data."""

    @step
    def translate(self: Any, *, into: str, translator: str, asked_on: date) -> None:
        """Ask for a translation."""
        self.adds(Translation, language=into, translator=translator, asked_on=asked_on)

    @step
    def record_translation(
        self: Any, *, translation: Translation, received_on: date, document: Document
    ) -> None:
        """Record that a translation has come."""
        translation.received_on = received_on
        translation.save(update_fields=["received_on"])

    @step
    def submit(self: Any) -> None:
        """Give materials and translations to the central authority."""

    @step
    def start_check(self: Any) -> None:
        """Begin the check against the legal requirements."""
        self.keeps(checked_on=None)

    @step
    def return_defects(self: Any, *, defects: list[str], remark: str) -> None:
        """Give the request back to the initiator, naming each defect."""
        for kind in defects:
            self.adds(Defect, kind=kind, remark=remark, named_on=self.act.today)
        self.keeps(checked_on=None)

    @step
    def come_back(
        self: Any, *, came_on: date, mended: str, translate_again: bool, document: Document | None
    ) -> str:
        """Record that the defects were mended; changed materials may need another translation."""
        for row in self.defects.filter(mended_on=None):
            row.mended_on = came_on
            row.save(update_fields=["mended_on"])
        return "collected" if translate_again else "central"

    @step
    def pass_check(self: Any, *, reasons: str) -> None:
        """Record that the request, as it is now, meets the legal requirements."""
        self.keeps(checked_on=self.act.today, checked_as=fingerprint(self))

    @step
    def approve(self: Any, *, remark: str) -> None:
        """Let the request leave as it was checked; a supervisor who did not propose it decides."""
        self.keeps(
            approved_on=self.act.today,
            approved_by=self.act.by,
            taken_back_on=None,
            taken_back_why="",
        )

    @step
    def take_back(self: Any, *, reason: str) -> None:
        """Take the approval back, so that the request may be corrected; then all begins anew."""
        self.keeps(checked_on=None, taken_back_on=self.act.today, taken_back_why=reason)

    @step
    def send(self: Any, *, sent_on: date, number: str) -> None:
        """Send the request through diplomatic channels."""
        self.leave(Channel.DIPLOMATIC, sent_on, number, is_direct=False)

    @step
    def send_directly(self: Any, *, channel: str, sent_on: date, number: str) -> None:
        """Send the request to the authority abroad itself, as the treaty permits."""
        self.leave(channel, sent_on, number, is_direct=True)

    def leave(self: Any, channel: str, sent_on: date, number: str, *, is_direct: bool) -> None:
        """Record that the request left, and mark its draft as sent: it stands from now on."""
        letter = request_draft(self)
        letter.channel, letter.dispatch_number = channel, number
        # Two dates: the form has one of its own, in box 1.
        mark_as_sent(letter, by=self.act.by, at=self.act.at, sent_on=sent_on, places=2)
        self.passed(self.PASSED.SENT, sent_on)
        self.keeps(sent_on=sent_on, sent_by=channel, is_direct=is_direct)

    @step
    def ask_preservation(self: Any) -> None:
        """Draft the request to preserve the data abroad until our request comes (Art. 29)."""
        self.keeps(mla_intended=True)

    @step
    def record_kept(self: Any, *, reference: str, effective_on: date, days: int) -> None:
        """Record since when data are preserved for us; the same reference again corrects it."""
        self.adds(KeptAbroad, reference=reference, effective_on=effective_on, days=days)
        self.keeps(preservation_reference=reference)

    @step
    def record_stage(self: Any, *, stage: str) -> None:
        """Record whether our proceedings are before trial or at trial."""
        self.keeps(stage=stage)

    @step
    def record_basis(self: Any, *, instrument: Instrument | None) -> None:
        """Record on which instrument the request rests."""
        self.keeps(legal_basis=instrument)

    @step
    def pass_on(self: Any, *, to: Authority, reason: str) -> None:
        """Give the case to the competent authority, with its reference and history."""
        self.keeps(officer=None, checked_on=None)
        move_rows(self, to)

    @step
    def withdraw(self: Any, *, reason: str) -> None:
        """End what is no longer needed; the authority abroad is told if the request had left."""
        self.act.owe("outgoing_withdrawal", reason=reason)
        if self.sent_on:
            self.act.owe("outgoing_withdrawn_abroad", reason=reason)

    @step
    def void(self: Any, *, reason: str) -> None:
        """Declare a wrong registration void; its number stays."""

    @step
    def close(self: Any) -> None:
        """Close an ended case, of which the initiator was told."""

    @step
    def reopen(self: Any, *, reason: str) -> None:
        """Take a withdrawn request up again, from the materials on; it is sent anew."""
        self.keeps(checked_on=None, sent_on=None, sent_by="", is_direct=False, answered_on=None)

    @step
    def record_refusal(
        self: Any,
        *,
        refused_on: date,
        ground: RefusalGround,
        reasons: str,
        document: Document | None,
    ) -> None:
        """Record that the State that was asked refuses, on which ground and why."""
        self.passed(self.PASSED.REFUSAL, refused_on, text=reasons, document=document)
        self.keeps(refusal_ground=ground, refusal_reasons=reasons)
