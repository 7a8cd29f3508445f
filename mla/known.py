"""What casework is told of this procedure: its rows, model, forms, letters, sentences and pages."""

from django.utils.translation import gettext_lazy as _

from casework.demo import reports, shows
from casework.desk import statistics_own
from casework.directory import procedures
from casework.figures import counting
from casework.incoming import paper
from casework.incoming.forms import forms_of
from casework.incoming.said import said_of
from casework.letters import kinds
from casework.workflow import registry
from mla import executing_forms, forms, review_forms
from mla.counting import COUNTING
from mla.demo import pairs
from mla.figure_tables import FIGURES_SAID, tables
from mla.groups import GROUPS, usual_next
from mla.letters import LETTERS
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
    counting.register(COUNTING)
    statistics_own.register(KIND, tables, said=FIGURES_SAID)
    registry.register(
        registry.Registered(
            kind=KIND,
            short="MLA",
            model=IncomingRequest,
            table=PROCEDURE,
            forms=forms_of(PROCEDURE, forms, review_forms, executing_forms),
            said=said_of(PROCEDURE, SAID),
            doors=(("mla:register", _("Register a request for legal assistance"), "file-plus"),),
            panels=(
                "mla/gates.html",
                "mla/executing.html",
                "desk/case_subtasks.html",
                "registration/case_content.html",
            ),
            groups=GROUPS,
            usual=usual_next,
        )
    )
    shows.SHOWS.append(shows.Show("mla.demo.show.play", shows.brings(KIND)))
    shows.SHOWS.append(shows.Show("mla.demo.pairs.play", pairs.are_linked, is_last=True))
    shows.SHOWS.append(shows.Show("casework.demo.reports.play", reports.are_issued, is_last=True))
