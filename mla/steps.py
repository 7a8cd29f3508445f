"""The steps that only requests for assistance have; the others stand in casework/incoming/steps."""

from collections.abc import Mapping
from typing import Any

from casework.cases.moving import move_rows
from casework.directory.models import Authority, Instrument, SubstantiveLaw
from casework.files.documents import Document
from casework.workflow.steps import step
from mla.findings import GateFinding
from mla.states import Criterion, Judgement


class AssistanceSteps:
    """The formal check, the gates before acceptance, the stage."""

    @step
    def check_formally(self: Any, *, lines: Mapping[str, Any]) -> None:
        """Record line by line what the law demands of a request (CPC 489–490)."""
        self.keeps(formal_check=lines)

    @step
    def record_stage(self: Any, *, stage: str) -> None:
        """Record whether the foreign proceedings are before trial or at trial."""
        self.keeps(stage=stage)

    @step
    def judge_reciprocity(self: Any, *, judgement: str, reasons: str) -> None:
        """Record whether the requesting State would assist us alike."""
        self.find(Criterion.RECIPROCITY, judgement, reasons)

    @step
    def judge_dual_criminality(
        self: Any, *, judgement: str, offence: SubstantiveLaw | None, reasons: str
    ) -> None:
        """Record whether the conduct is an offence here too (Art. 25.5)."""
        self.find(Criterion.DUAL_CRIMINALITY, judgement, reasons, offence=offence)

    @step
    def record_basis(self: Any, *, instrument: Instrument | None) -> None:
        """Record on which instrument the request rests."""
        self.keeps(legal_basis=instrument)

    @step
    def record_assurance(self: Any, *, document: Document, reasons: str) -> None:
        """Record the written assurance of reciprocity, where no treaty founds assistance."""
        self.find(Criterion.ASSURANCE, Judgement.MET, reasons, document=document)

    def find(self: Any, criterion: str, judgement: str, reasons: str, **more: Any) -> None:
        """Add a finding; the latest of a criterion counts."""
        self.adds(GateFinding, criterion=criterion, judgement=judgement, reasons=reasons, **more)

    @step
    def pass_on(self: Any, *, stage: str, to: Authority, reason: str) -> None:
        """Give the case to the authority of the other stage, with its reference and history."""
        self.end_waits()
        self.keeps(stage=stage, officer=None)
        move_rows(self, to)
        self.act.owe("hand_over_information", reason=reason)
