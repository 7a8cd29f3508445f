"""Every page asks who you are, but for the few that are named here."""

import re
import uuid

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

# What somebody may open without signing in, by the name of the URL, and why.
OPEN = {
    "live": "the load balancer asks it",
    "ready": "the load balancer asks it",
    "reminders_alive": "the monitoring asks it",
    "metrics": "Prometheus asks it, with a token",
    "calendar_feed": "calendar programs read it, by an address nobody can guess",
    "choose_language": "the sign-in page offers it",
    "choose_theme": "the sign-in page offers it",
    "account_login": "this is where signing in happens",
    "account_logout": "leads to the sign-in page",
    "account_inactive": "says why signing in failed",
    "account_reset_password": "for a forgotten password",
    "account_reset_password_done": "for a forgotten password",
    "account_reset_password_from_key": "for a forgotten password",
    "account_reset_password_from_key_done": "for a forgotten password",
    "mfa_authenticate": "the second step of signing in; leads back without the first",
    "admin:login": "leads to the sign-in page",
}
NAMELESS = {"favicon.ico": "every browser asks for it"}
ARGUMENTS = {"uidb36": "1", "key": "a-b", "object_id": "1", "app_label": "casework"}


def walk(resolver, place="", space=""):
    for entry in resolver.url_patterns:
        where = place + str(entry.pattern)
        if isinstance(entry, URLResolver):
            name = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from walk(entry, where, name)
        elif isinstance(entry, URLPattern):
            yield where, space + (entry.name or "")


PAGES = list(walk(get_resolver()))
CLOSED = [page for page in PAGES if page[1] not in OPEN and page[0] not in NAMELESS]


def address_of(where, name):
    if name.rpartition(":")[2]:
        for arguments in ({}, *({key: value} for key, value in ARGUMENTS.items()), ARGUMENTS):
            try:
                return reverse(name, kwargs=arguments)
            except NoReverseMatch:
                continue
    path = "/" + where.replace("^", "").replace("$", "").replace("(?P<url>.*)", "x")
    return re.sub(
        r"<uuid:\w+>", str(uuid.UUID(int=0)), re.sub(r"<(?:str|int|slug):\w+>", "1", path)
    )


def test_there_are_pages_to_walk():
    assert len(CLOSED) > 20


def test_the_open_list_names_only_pages_that_exist():
    assert set(OPEN) <= {name for _where, name in PAGES}


@pytest.mark.django_db
@pytest.mark.parametrize(("where", "name"), CLOSED)
def test_a_visitor_sees_no_page(client, where, name):
    response = client.get(address_of(where, name))
    if response.status_code == 302:
        assert "/login/" in response["Location"]
    else:
        assert response.status_code in (404, 405)


@pytest.mark.django_db
@pytest.mark.parametrize(("where", "name"), CLOSED)
def test_a_visitor_can_send_nothing(client, where, name):
    response = client.post(address_of(where, name))
    assert response.status_code in (302, 404, 405)
    if response.status_code == 302:
        assert "/login/" in response["Location"]


@pytest.mark.django_db
def test_the_page_asked_for_comes_after_signing_in(client, officer):
    page = client.get(reverse("account"))
    response = client.post(
        page["Location"],
        {"login": officer.email, "password": "correct horse battery staple", "next": "/account/"},
    )
    assert response["Location"] == "/account/"


@pytest.mark.django_db
def test_nobody_is_sent_to_another_site_after_signing_in(client, officer):
    response = client.post(
        reverse("account_login"),
        {
            "login": officer.email,
            "password": "correct horse battery staple",
            "next": "https://evil.example/",
        },
    )
    assert response["Location"] == "/"
