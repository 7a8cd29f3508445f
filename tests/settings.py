"""The settings, on engines of the tests' own: the demonstration's worker must not help them.

pytest-django reads settings before any conftest, so the variables are set here.
"""

import os

os.environ.setdefault("MLA_TEST_ENGINE", "1")
os.environ.setdefault("MLA_TESTING", "1")

from config.settings import *  # noqa: F403
