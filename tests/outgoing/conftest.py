"""The people of both central authorities."""

import pytest

from tests.outgoing.making import people


@pytest.fixture
def pgo(make_user):
    return people(make_user, "PGO")


@pytest.fixture
def moj(make_user):
    return people(make_user, "MOJ")
