"""Pages of cases: the desk with its people, and a case that was just registered."""

from tests.cases.conftest import case, desk  # noqa: F401
