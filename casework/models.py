"""Django looks for models here; each room keeps its own."""

from casework.access.duty import DutyTurn, ShiftNote, ShiftNoteRead
from casework.access.models import Absence, Membership, User
from casework.access.own import CalendarFeed, SavedFilter
from casework.audit.events import ChainHead, Event, ReadLog
from casework.cases.additions import CaseReceipt, Link, LinkEnd, Note
from casework.cases.case import Case
from casework.cases.deadlines import Deadline
from casework.cases.facts import (
    Answer,
    Postponement,
    Prolongation,
    Question,
    Resumption,
)
from casework.cases.grants import Grant
from casework.cases.items import DataItem, Identifier
from casework.cases.law import Finding, RequesterDecision, UseCondition
from casework.cases.numbers import Counter
from casework.cases.orders import Order, OrderLine, Preservation
from casework.cases.people import Contact, Person
from casework.cases.receipts import Receipt
from casework.cases.renewals import Renewal
from casework.cases.subtasks import SubTask
from casework.directory.models import (
    Authority,
    AuthorityRule,
    Body,
    BodyAlias,
    CalendarDay,
    CalendarEdition,
    ForeignContactPoint,
    Instrument,
    InstrumentArticle,
    Measure,
    Policy,
    Provider,
    ProviderAlias,
    RecipientPerson,
    RefusalGround,
    RelatedLaw,
    RequestType,
    State,
    SubstantiveLaw,
)
from casework.figures.issued import IssuedReport
from casework.figures.model import Counted, Due, Owed, Tally, TallyCheck
from casework.files.documents import Document
from casework.letters.models import Letter
from casework.notices.models import Attempt, Host, Notice, Wake
from casework.registers.model import RegisterImport, RegisterRow
from casework.search.model import SearchWord
from casework.workflow.models import Draft, Proposal, StepRule

__all__ = [
    "Absence",
    "Answer",
    "Attempt",
    "Authority",
    "AuthorityRule",
    "Body",
    "BodyAlias",
    "CalendarDay",
    "CalendarEdition",
    "CalendarFeed",
    "Case",
    "CaseReceipt",
    "ChainHead",
    "Contact",
    "Counted",
    "Counter",
    "DataItem",
    "Deadline",
    "Document",
    "Draft",
    "Due",
    "DutyTurn",
    "Event",
    "Finding",
    "ForeignContactPoint",
    "Grant",
    "Host",
    "Identifier",
    "Instrument",
    "InstrumentArticle",
    "IssuedReport",
    "Letter",
    "Link",
    "LinkEnd",
    "Measure",
    "Membership",
    "Note",
    "Notice",
    "Order",
    "OrderLine",
    "Owed",
    "Person",
    "Policy",
    "Postponement",
    "Preservation",
    "Prolongation",
    "Proposal",
    "Provider",
    "ProviderAlias",
    "Question",
    "ReadLog",
    "Receipt",
    "RecipientPerson",
    "RefusalGround",
    "RegisterImport",
    "RegisterRow",
    "RelatedLaw",
    "Renewal",
    "RequestType",
    "RequesterDecision",
    "Resumption",
    "SavedFilter",
    "SearchWord",
    "ShiftNote",
    "ShiftNoteRead",
    "State",
    "StepRule",
    "SubTask",
    "SubstantiveLaw",
    "Tally",
    "TallyCheck",
    "UseCondition",
    "User",
    "Wake",
]
