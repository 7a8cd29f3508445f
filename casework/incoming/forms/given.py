"""What forms hand to steps where a single value is not enough."""

from dataclasses import dataclass

from casework.cases.items import DataItem
from casework.directory.models import Provider, RecipientPerson, RefusalGround


@dataclass(frozen=True)
class ItemAnswer:
    """What one recipient answered to one item; a reason where nothing was given.

    outcome  a value of casework.cases.items.Outcome
    """

    item: DataItem
    outcome: str
    reason: RefusalGround | None = None
    note: str = ""


@dataclass(frozen=True)
class Recipient:
    """Who receives an order: a provider, a person, or somebody entered with the order."""

    provider: Provider | None = None
    person: RecipientPerson | None = None
    new_person: str = ""
    new_contact: str = ""
