"""The choice of the language."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
CHOOSE = "/language/"


def test_a_visitor_chooses_before_signing_in(client):
    response = client.post(CHOOSE, {"language": "az", "next": "/account/login/"})
    assert response["Location"] == "/account/login/"
    assert '<html lang="az"' in client.get("/account/login/").content.decode()


def test_the_choice_is_kept_in_the_account(client, officer):
    client.force_login(officer)
    client.post(CHOOSE, {"language": "az", "next": "/"})
    officer.refresh_from_db()
    assert officer.language == "az"


def test_an_unknown_language_changes_nothing(client, officer):
    client.force_login(officer)
    client.post(CHOOSE, {"language": "xx", "next": "/"})
    officer.refresh_from_db()
    assert officer.language == "en"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_to_another_site(client, target):
    response = client.post(CHOOSE, {"language": "az", "next": target})
    assert response["Location"] == "/"


def test_a_link_cannot_change_the_language(client):
    assert client.get(CHOOSE).status_code == 405


def test_the_same_page_comes_back_with_its_query(client, officer):
    client.force_login(officer)
    text = client.get(reverse("calculator") + "?received_on=2026-02-03&zone=UTC").content.decode()
    assert 'value="/calculator/?received_on=2026-02-03&amp;zone=UTC"' in text
