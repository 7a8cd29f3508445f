"""Which kind of installation this is, read from the environment before Django starts.

embedded     no DATABASE_URL: PostgreSQL and Valkey out of wheels, for `make run` and `make test`
demo         embedded with MLA_DEMO=1, set by `make run`: demo accounts, the mail catcher's page
production   a DATABASE_URL: every safeguard of config/preflight.py applies, and no variable
             switches them off; only the tests, which run inside pytest, are no real site
"""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

EMBEDDED = not os.environ.get("DATABASE_URL")
DEMO = EMBEDDED and os.environ.get("MLA_DEMO") == "1"
PRODUCTION = not EMBEDDED and "pytest" not in sys.modules
NEEDED = ("REDIS_URL", "EMAIL_URL", "SITE_URL", "DOCUMENTS_DIR", "HOST_FILE")
MOVING = ("MLA_CLOCK_OFFSET", "MLA_CLOCK_FILE")  # for tests and demonstrations


def refuse_unsafe_settings(wrong: dict[str, bool]) -> None:
    """Raise ImproperlyConfigured, naming each reason, if a real site is not safe to start.

    wrong  sentence by sentence, whether it is so
    """
    reasons = [sentence for sentence, is_so in wrong.items() if is_so]
    reasons += [f"{name} is missing" for name in NEEDED if not os.environ.get(name)]
    moved = [name for name in MOVING if os.environ.get(name)]
    reasons += [f"{name} moves the clock" for name in moved]
    if reasons:
        raise ImproperlyConfigured(
            f"MLA Desk does not start on a real site: {'; '.join(reasons)}. "
            "The variables are explained in docs/operators/settings.md."
        )
