"""What casework is told of this procedure: its rows, model, forms, letters, sentences and pages."""

from django.utils.translation import gettext_lazy as _

from casework.demo import shows
from casework.directory import procedures
from casework.figures import counting
from casework.incoming import paper
from casework.incoming.figures import counting_of
from casework.incoming.forms import forms_of
from casework.incoming.groups import groups_of, usual_next
from casework.incoming.letters import LETTERS
from casework.incoming.said import said_of
from casework.letters import kinds
from casework.registers import kinds as registers
from casework.workflow import registry
from contact_point.models import ContactRequest
from contact_point.procedure import FIRST_EDITION, PROCEDURE
from contact_point.register_import import IMPORTING
from contact_point.tcy11 import KIND, TCY11


def make_known() -> None:
    """Register the procedure with every room of casework that works for it."""
    label = _("24/7 contact point")
    procedures.register(procedures.Procedure(KIND, label, FIRST_EDITION))
    paper.register(TCY11)
    kinds.register(KIND, *LETTERS)
    counting.register(counting_of(KIND, ContactRequest))
    registers.register(IMPORTING)
    registry.register(
        registry.Registered(
            kind=KIND,
            short="CP",
            model=ContactRequest,
            table=PROCEDURE,
            forms=forms_of(PROCEDURE),
            said=said_of(PROCEDURE),
            doors=(
                ("contact_point:register", _("Register a request"), "file-plus"),
                ("contact_point:urgent", _("Register urgent"), "siren"),
            ),
            panels=("registration/case_content.html",),
            groups=groups_of(PROCEDURE),
            usual=usual_next,
        )
    )
    shows.SHOWS.append(shows.Show("contact_point.demo.show.play", shows.brings(KIND)))
