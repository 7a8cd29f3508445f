"""The 24/7 contact point procedure: its time limits.

Lawyers review this file. The limits are the first edition of the policy: `manage.py setup` writes
them as rows, supervisors add later editions, and clocks read rows only.
"""

from datetime import date

from django.utils.translation import gettext_noop as _

from casework.clock import CeilingRule, Clarification, Limit
from casework.directory.procedures import FirstEdition

REVIEW = Limit(
    days=3, rolls=False, source=_("24/7 contact point procedure: legal review within 3 days")
)
EXECUTION = Limit(
    days=10, rolls=True, source=_("Order of the Prosecutor General: 10 days after receipt")
)
CEILING = Limit(
    months=2, rolls=False, source=_("Order of the Prosecutor General: not more than 2 months")
)
PRESERVATION = Limit(
    days=60, rolls=False, source=_("Convention on Cybercrime, Art. 29(7): not less than 60 days")
)

FIRST_EDITION = FirstEdition(
    in_force_from=date(2000, 1, 1),  # before any case that a register could bring along
    review=REVIEW,
    execution=EXECUTION,
    ceiling=CEILING,
    preservation=PRESERVATION,
    clarification=Clarification.PAUSE,
    ceiling_rule=CeilingRule.RECEIPT,
    reminders={
        "review": [1, 0],
        "execution": [3, 1, 0],
        "ceiling": [14, 7, 1],
        "preservation": [14, 7, 3, 1],
        "answer_by": [24, 4, 1],
        "expected_loss": [24, 4, 1],
    },
)
