"""What casework is told of this procedure: its rows, model, forms, letters, sentences and pages."""

from django.utils.translation import gettext_lazy as _

from casework.directory import procedures
from casework.figures import counting
from casework.incoming import paper
from casework.incoming.figures import counting_of
from casework.incoming.forms import forms_of
from casework.incoming.letters import LETTERS
from casework.incoming.said import said_of
from casework.letters import kinds
from casework.workflow import registry
from mla import forms
from mla.groups import GROUPS, usual_next
from mla.models import IncomingRequest
from mla.procedure import FIRST_EDITION, PROCEDURE
from mla.said import SAID
from mla.tcy10 import KIND, TCY10


def make_known() -> None:
    """Register the procedure with every room of casework that works for it."""
    label = _("Mutual legal assistance")
    procedures.register(procedures.Procedure(KIND, label, FIRST_EDITION))
    paper.register(TCY10)
    kinds.register(KIND, *LETTERS)
    counting.register(counting_of(KIND, IncomingRequest))
    registry.register(
        registry.Registered(
            kind=KIND,
            short="MLA",
            model=IncomingRequest,
            table=PROCEDURE,
            forms=forms_of(PROCEDURE, forms),
            said=said_of(PROCEDURE, SAID),
            doors=(("mla:register", _("Register a request for legal assistance"), "file-plus"),),
            panels=("mla/gates.html", "registration/case_content.html"),
            groups=GROUPS,
            usual=usual_next,
        )
    )
