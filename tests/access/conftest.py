"""The desk and the cases of tests/cases."""

from tests.cases.conftest import case, desk

__all__ = ["case", "desk"]
