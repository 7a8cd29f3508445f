"""What casework is told of our own requests: rows, model, forms, letters, sentences and pages."""

from django.utils.translation import gettext_lazy as _

from casework.desk import statistics_own
from casework.directory import procedures
from casework.figures import counting
from casework.incoming import paper
from casework.incoming.forms import form_of, keeping
from casework.letters import kinds
from casework.subtasks import forms as subtasks
from casework.workflow import registry
from mla.models import OutgoingRequest
from mla.outgoing import exchange, exchange_forms, forms, translating_forms
from mla.outgoing.days import own_days
from mla.outgoing.figure_tables import FIGURES_SAID, tables
from mla.outgoing.figures import COUNTING
from mla.outgoing.groups import GROUPS, usual_next
from mla.outgoing.letters import LETTERS
from mla.outgoing.paper import KIND, OUTGOING
from mla.outgoing.procedure import FIRST_EDITION, PROCEDURE
from mla.outgoing.said import SAID

MODULES = (forms, exchange_forms, translating_forms, keeping, subtasks)
PANELS = ("mla/outgoing.html", "desk/case_subtasks.html", "registration/case_content.html")


def make_known() -> None:
    """Register the procedure with every room of casework that works for it."""
    label = _("Outgoing legal assistance")
    procedures.register(
        procedures.Procedure(
            KIND, label, FIRST_EDITION, is_timed=False, is_sent=True, own_days=own_days
        )
    )
    paper.register(OUTGOING)
    kinds.register(KIND, *LETTERS)
    counting.register(COUNTING)
    statistics_own.register(KIND, tables, said=FIGURES_SAID)
    registry.register(
        registry.Registered(
            kind=KIND,
            short="OUT",
            model=OutgoingRequest,
            table=PROCEDURE,
            forms={row.name: form_of(row.name, MODULES) for row in PROCEDURE},
            said=SAID,
            doors=(("mla:outgoing", _("Register our own request"), "send"),),
            about="mla/outgoing_about.html",
            panels=PANELS,
            groups=GROUPS,
            usual=usual_next,
            left=exchange.left,
        )
    )
