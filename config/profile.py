"""Which kind of installation this is, read from the environment before Django starts.

embedded     no DATABASE_URL: PostgreSQL and Valkey out of wheels, for `make run` and `make test`
demo         MLA_DEMO=1, set by `make run`: demo accounts and the mail catcher's page
production   a DATABASE_URL and no MLA_DEMO: every safeguard of config/preflight.py applies
"""

import os

EMBEDDED = not os.environ.get("DATABASE_URL")
DEMO = os.environ.get("MLA_DEMO") == "1"
TESTING = os.environ.get("MLA_TESTING") == "1"
PRODUCTION = not EMBEDDED and not DEMO and not TESTING
