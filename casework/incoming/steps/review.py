"""Steps of legal review: questions, findings, decisions left to the requester."""

from datetime import date
from typing import Any

from casework.cases.facts import Answer, Question
from casework.cases.law import Finding, RequesterDecision
from casework.directory.models import Instrument, Measure
from casework.files.documents import Document
from casework.incoming.guards.review import open_question, undecided
from casework.workflow.steps import step


class ReviewSteps:
    """What happens between receipt and acceptance."""

    @step
    def start_review(self: Any) -> None:
        """Begin the legal review against international and national requirements."""

    @step
    def ask(self: Any, *, sent_on: date, gaps: str) -> None:
        """Ask the requester for what is missing; the clocks stop on the day the question leaves."""
        self.adds(Question, sent_on=sent_on, gaps=gaps, asked_in=self.state)

    @step
    def remind_requester(self: Any) -> None:
        """Draft a reminder of the question that is still open."""

    @step
    def record_answer(self: Any, *, answered_on: date, document: Document) -> str:
        """Go on where the question was asked."""
        question = open_question(self)
        self.adds(Answer, question=question, answered_on=answered_on, document=document)
        return str(question.asked_in)

    @step
    def ask_to_decide(self: Any, *, risk: str, explanation: str) -> None:
        """Tell the requester of a risk; who asked for the data decides (Arts. 27.8, 29.6)."""
        self.adds(RequesterDecision, risk=risk, explanation=explanation, asked_on=self.act.today)

    @step
    def record_decision(
        self: Any, *, choice: str, decided_on: date, document: Document | None
    ) -> None:
        """Record what the requester decided."""
        row = undecided(self)[-1]
        row.choice, row.decided_on, row.document = choice, decided_on, document
        row.save(update_fields=["choice", "decided_on", "document"])

    @step
    def accept(
        self: Any,
        *,
        instrument: Instrument,
        article: str,
        checklist: dict[str, Any],
        special: dict[str, Any],
        international_reasons: str,
        measure: Measure | None,
        court_needed: bool,
        national_reasons: str,
    ) -> None:
        """Record both findings: the request meets international and national requirements."""
        self.adds(
            Finding,
            side=Finding.Side.INTERNATIONAL,
            instrument=instrument,
            article=article,
            checklist={**checklist, **special},
            reasons=international_reasons,
        )
        self.adds(
            Finding,
            side=Finding.Side.NATIONAL,
            measure=measure,
            court_needed=court_needed,
            reasons=national_reasons,
        )
        if checklist:
            self.keeps(checklist=checklist)

    @step
    def answer_directly(self: Any, *, answer: str) -> None:
        """Give technical advice or legal information from the desk (Art. 35.1 a, c)."""
        self.keeps(direct_answer=answer)

    @step
    def let_lapse(self: Any) -> None:
        """End what the requester did not answer; the question stays open for a late answer."""
        self.keeps(has_lapsed=True)

    @step
    def record_late_answer(self: Any, *, answered_on: date, document: Document) -> None:
        """Take the case up again; the wait counts as one pause, from question to answer."""
        question = open_question(self)
        if question is not None:
            self.adds(Answer, question=question, answered_on=answered_on, document=document)
        self.keeps(has_lapsed=False)

    @step
    def reopen(self: Any, *, reason: str) -> None:
        """Take an ended case up again; its facts stand and no clock starts anew."""
        self.end_waits()
        self.keeps(has_lapsed=False)

    @step
    def close(self: Any) -> None:
        """Close an ended case, of whose outcome the requester was told."""

    def end_waits(self: Any) -> None:
        """End an open question and an open postponement that this step makes idle."""
        for question in self.questions.standing().filter(answers=None):
            self.adds(Answer, question=question, answered_on=self.act.today, is_idle=True)
        self.end_postponement(is_idle=True)
