"""The settings, on engines of the tests' own: the demonstration's worker must not help them.

pytest-django reads settings before any conftest, so the variable is set here.
"""

import os

os.environ.setdefault("MLA_TEST_ENGINE", "1")

from config.settings import *  # noqa: F403
