"""The directory's models; each stands in the module of its subject."""

from casework.directory.authorities import Authority
from casework.directory.bodies import Body, BodyAlias
from casework.directory.competence import AuthorityRule, Stage
from casework.directory.editions import CalendarDay, CalendarEdition
from casework.directory.grounds import RefusalGround, RequestType
from casework.directory.instruments import Instrument, InstrumentArticle
from casework.directory.law import Measure, RelatedLaw, SubstantiveLaw
from casework.directory.policies import NoPolicy, Policy
from casework.directory.providers import Provider, ProviderAlias, RecipientPerson
from casework.directory.rows import Known
from casework.directory.states import ForeignContactPoint, State

__all__ = [
    "Authority",
    "AuthorityRule",
    "Body",
    "BodyAlias",
    "CalendarDay",
    "CalendarEdition",
    "ForeignContactPoint",
    "Instrument",
    "InstrumentArticle",
    "Known",
    "Measure",
    "NoPolicy",
    "Policy",
    "Provider",
    "ProviderAlias",
    "RecipientPerson",
    "RefusalGround",
    "RelatedLaw",
    "RequestType",
    "Stage",
    "State",
    "SubstantiveLaw",
]
