"""The second factor: setting it up, signing in with it, and that nothing opens without it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.urls import reverse

from tests.desk.test_sign_in import PASSWORD, sign_in
from tests.desk.test_sign_in_required import CLOSED, address_of

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SET_UP = "/account/second-factor/app/"
STEP = "/account/second-factor/sign-in/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def protected(officer):
    TOTP.activate(officer, SECRET)
    return officer


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def test_setting_up_leads_to_the_recovery_codes_and_tells_the_person(
    client, officer, django_capture_on_commit_callbacks
):
    sign_in(client, officer.email)
    secret = client.get(SET_UP).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(SET_UP, {"code": code_of(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(response["Location"]).context["unused_codes"]) == 10
    assert [sent.to for sent in mail.outbox] == [[officer.email]]


def test_a_wrong_code_says_what_to_do(client, officer):
    sign_in(client, officer.email)
    client.get(SET_UP)
    text = client.post(SET_UP, {"code": "000000"}).content.decode()
    assert "The app shows a new one every 30 seconds" in text


def test_the_secret_is_sealed_in_the_database(protected):
    kept = Authenticator.objects.get(user=protected).data
    assert SECRET not in str(kept)


def test_the_password_alone_does_not_open_the_desk(client, protected):
    assert sign_in(client, protected.email)["Location"] == STEP
    assert client.get(reverse("home")).status_code == 302


def test_password_and_code_open_it(client, protected):
    sign_in(client, protected.email)
    assert client.post(STEP, {"code": code_of(SECRET)})["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200


def test_a_code_works_once(client, protected):
    code = code_of(SECRET)
    sign_in(client, protected.email)
    client.post(STEP, {"code": code})
    client.post(reverse("account_logout"))
    sign_in(client, protected.email)
    assert client.post(STEP, {"code": code}).status_code == 200


def test_codes_cannot_be_guessed_for_long(client, protected):
    sign_in(client, protected.email)
    for _again in range(5):
        client.post(STEP, {"code": "000000"})
    text = client.post(STEP, {"code": code_of(SECRET)}).content.decode()
    assert "Too many wrong codes." in text


def test_switching_off_asks_for_the_password_when_signing_in_was_long_ago(client, protected):
    client.force_login(protected)  # without a record of when
    response = client.get(reverse("mfa_deactivate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    response = client.post(response["Location"], {"password": PASSWORD})
    assert response["Location"] == reverse("mfa_deactivate_totp")
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=protected).exists()


@pytest.mark.parametrize(
    ("where", "name"),
    [page for page in CLOSED if not page[1].startswith(("account_", "mfa_"))],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_where_it_is_required_no_other_page_opens(
    client, supervisor, required, where, name, method
):
    client.force_login(supervisor)
    response = getattr(client, method)(address_of(where, name))
    assert (response.status_code, response.get("Location")) == (302, SET_UP)


def test_the_way_to_it_is_open_and_says_why(client, officer, required):
    sign_in(client, officer.email)
    assert "everybody signs in with a second factor" in client.get(SET_UP).content.decode()
    for name in ("account_change_password", "account_logout", "mfa_index"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get("/healthz/live").status_code == 200


def test_with_it_the_pages_open(client, protected, required):
    client.force_login(protected)
    assert client.get(reverse("home")).status_code == 200
