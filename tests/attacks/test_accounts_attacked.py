"""Attacks on accounts and sessions. What is marked as expected to fail is an open finding.

The marks are strict: once a finding is mended its test goes red until the mark is taken away.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tests.desk.test_second_factor import SECRET, SET_UP, STEP, code_of
from tests.desk.test_sign_in import PASSWORD, sign_in
from tests.desk.test_sign_in_required import PAGES, address_of

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
ELSEWHERE = [
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example",
    "\t//evil.example",
]

HEADERS = [
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "X-Frame-Options",
]


def step(client, email, code):
    """Sign in with password and code; return whether the desk opens, then sign out."""
    sign_in(client, email)
    client.post(STEP, {"code": code})
    is_open = client.get("/").status_code == 200
    client.post(reverse("account_logout"))
    return is_open


def test_a_code_is_not_taken_again_as_long_as_it_is_valid(officer):
    TOTP.activate(officer, SECRET)
    tomorrow = int(datetime.now(UTC).timestamp()) // 30 * 30 + 86_400  # when a code begins
    began = datetime.fromtimestamp(tomorrow + 1, UTC)
    code = format_hotp_value(hotp_value(SECRET, int(began.timestamp()) // 30))
    taken = []
    for seconds in (0, 31):
        with time_machine.travel(began + timedelta(seconds=seconds), tick=False):
            taken.append(step(Client(), officer.email, code))
    assert taken == [True, False]


def test_a_recovery_code_works_once(client, officer):
    TOTP.activate(officer, SECRET)
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]
    assert [step(client, officer.email, code) for _again in range(2)] == [True, False]


def test_strangers_cannot_make_the_desk_forget_wrong_codes(client, officer):
    TOTP.activate(officer, SECRET)
    sign_in(client, officer.email)
    for _again in range(6):
        client.post(STEP, {"code": "000000"})
    stranger = Client()
    for n in range(350):
        stranger.post(
            reverse("account_reset_password"),
            {"email": f"{n}@evil.example"},
            REMOTE_ADDR=f"10.0.{n // 15}.1",
        )
    assert "Too many wrong codes" in client.post(STEP, {"code": "000000"}).content.decode()


def test_a_session_without_the_code_stays_shut_when_its_owner_sets_up_the_factor(
    client, officer, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    thief = Client()
    sign_in(thief, officer.email)
    assert thief.get("/")["Location"] == SET_UP
    sign_in(client, officer.email)
    client.post(SET_UP, {"code": code_of(client.get(SET_UP).context["form"].secret)})
    assert client.get("/").status_code == 200
    assert thief.get("/").status_code == 302


def test_behind_a_proxy_nobody_is_locked_out_by_somebody_elsewhere(client, officer, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _again in range(6):
        sign_in(
            client, officer.email, "wrong", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="5.5.5.5"
        )
    response = sign_in(
        client, officer.email, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6"
    )
    assert response.status_code == 302


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_without_a_proxy_a_claimed_address_does_not_open_the_lock(client, officer, header):
    for n in range(5):
        sign_in(client, officer.email, "wrong", **{header: f"1.2.3.{n}"})
    assert sign_in(client, officer.email, **{header: "9.9.9.9"}).status_code == 429


@pytest.mark.parametrize("name", ["offıcer@sss.example", "officer@ſss.example"])
def test_letters_that_only_look_alike_open_no_account(client, officer, name):
    assert sign_in(client, name).status_code == 200
    assert client.get("/").status_code == 302


def test_a_name_that_is_too_long_is_wrong_and_no_error(client):
    client.raise_request_exception = False
    assert sign_in(client, "a" * 300 + "@sss.example", "wrong").status_code == 200


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_address_of_another_site_is_followed(client, officer, place):
    given = {"login": officer.email, "password": PASSWORD, "next": place}
    assert client.post(LOGIN, given)["Location"] == "/"
    chosen = client.post(reverse("choose_language"), {"language": "en", "next": place})
    assert chosen["Location"] == "/"


def test_the_session_gets_a_new_key_when_somebody_signs_in(client, officer):
    planted = client.session
    planted["x"] = 1
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    sign_in(client, officer.email)
    assert client.cookies["sessionid"].value != planted.session_key


def test_a_session_stops_at_once_when_its_account_is_switched_off(client, officer):
    client.force_login(officer)
    assert client.get("/").status_code == 200
    officer.is_active = False
    officer.save()
    assert client.get("/").status_code == 302


def test_a_new_password_ends_the_other_sessions(client, officer):
    other, new = Client(), "a wholly new passphrase"
    other.force_login(officer)
    client.force_login(officer)
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (client.get("/").status_code, other.get("/").status_code) == (200, 302)


def test_no_post_without_a_token_gets_through(supervisor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(supervisor)
    got = {where: client.post(address_of(where, name)).status_code for where, name in PAGES}
    assert {where: code for where, code in got.items() if code not in (403, 404, 405)} == {}


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "options"])
def test_every_response_has_the_headers(supervisor, method):
    client = Client(raise_request_exception=False)
    missing = []
    for where, name in [*PAGES, ("no/such/page", "")]:
        client.force_login(supervisor)
        response = getattr(client, method)(address_of(where, name))
        missing += [(where, header) for header in HEADERS if header not in response]
    assert missing == []


@pytest.mark.parametrize("path", ["/", "/account/", "/account/second-factor/", "/calculator/"])
def test_after_signing_out_the_back_button_shows_nothing(client, officer, path):
    client.force_login(officer)
    assert "no-store" in client.get(path).get("Cache-Control", "")
