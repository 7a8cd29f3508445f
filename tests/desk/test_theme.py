"""The choice between light, dark and as the system."""

import pytest

from casework.desk.theme import COOKIE

pytestmark = pytest.mark.django_db
CHOOSE = "/theme/"
LOGIN = "/account/login/"


def test_a_visitor_chooses_before_signing_in_and_it_is_remembered(client):
    response = client.post(CHOOSE, {"theme": "dark", "next": LOGIN})
    assert response["Location"] == LOGIN
    assert response.cookies[COOKIE]["max-age"] == 365 * 24 * 3600
    text = client.get(LOGIN).content.decode()
    assert '<html lang="en" data-bs-theme="dark">' in text
    assert '<meta name="color-scheme" content="dark">' in text


def test_without_a_choice_the_page_asks_the_system_before_it_is_painted(client):
    head = client.get(LOGIN).content.decode().partition("</head>")[0]
    assert '<meta name="color-scheme" content="light dark">' in head
    script = '<script src="/static/desk/theme.js" data-theme="system"></script>'
    assert script in head
    assert head.index(script) < head.index("stylesheet")


def test_the_system_is_asked_again_once_it_is_chosen(client):
    client.post(CHOOSE, {"theme": "dark"})
    client.post(CHOOSE, {"theme": "system"})
    assert 'data-theme="system"' in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("chosen", ["", "pink", '"><script>'])
def test_what_is_no_theme_changes_nothing(client, chosen):
    assert COOKIE not in client.post(CHOOSE, {"theme": chosen}).cookies
    client.cookies[COOKIE] = chosen
    assert 'data-bs-theme="light"' in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", ""])
def test_nobody_is_sent_to_another_site(client, target):
    response = client.post(CHOOSE, {"theme": "dark", "next": target})
    assert response["Location"] == "/"


def test_a_link_cannot_change_the_theme(client):
    assert client.get(CHOOSE).status_code == 405


def test_the_administration_follows(client, supervisor):
    client.force_login(supervisor)
    client.post(CHOOSE, {"theme": "dark"})
    text = client.get("/administration/").content.decode()
    assert 'theme.js" data-theme="dark"' in text
    assert "dark_mode.css" not in text
