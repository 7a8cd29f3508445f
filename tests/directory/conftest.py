"""A browser for each of the cast, and the addresses of the administration's pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture
def signed_in(client: Client) -> Callable[..., Client]:
    """Return a maker of browsers: `signed_in(supervisor)`."""

    def sign_in(user: Any) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def page() -> Callable[..., str]:
    """Return a finder of addresses: `page("provider", "change", provider.pk)`."""

    def find(model: str, view: str = "changelist", *keys: Any) -> str:
        return reverse(f"admin:casework_{model}_{view}", args=keys)

    return find
