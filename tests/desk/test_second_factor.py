"""The second factor: setting it up, signing in with it, and that nothing opens without it."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.desk.test_sign_in import PASSWORD, sign_in
from tests.desk.test_sign_in_required import CLOSED, address_of

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SET_UP = "/account/second-factor/app/"
STEP = "/account/second-factor/sign-in/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def pass_both(client, person):
    sign_in(client, person.email)
    assert client.post(STEP, {"code": code_of(SECRET)}).status_code == 302


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


def test_the_code_of_setting_up_is_used_up(client, officer):
    sign_in(client, officer.email)
    code = code_of(client.get(SET_UP).context["form"].secret)
    client.post(SET_UP, {"code": code})
    client.post(reverse("account_logout"))
    sign_in(client, officer.email)
    assert client.post(STEP, {"code": code}).status_code == 200


def test_no_code_older_than_the_last_used_one_works(client, protected):
    tomorrow = int(datetime.now(UTC).timestamp()) // 30 * 30 + 86_400  # when a code begins
    began = datetime.fromtimestamp(tomorrow + 1, UTC)
    with time_machine.travel(began, tick=False):
        older = code_of(SECRET)
    with time_machine.travel(began + timedelta(seconds=30), tick=False):
        pass_both(client, protected)
        client.post(reverse("account_logout"))
        sign_in(client, protected.email)
        assert client.post(STEP, {"code": older}).status_code == 200


def test_switching_off_asks_for_the_password_when_signing_in_was_long_ago(client, protected):
    pass_both(client, protected)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
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
    pass_both(client, protected)
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("is_required", [True, False])
@pytest.mark.parametrize("name", ["home", "mfa_view_recovery_codes", "mfa_deactivate_totp"])
def test_a_session_older_than_the_factor_ends_and_says_why(officer, settings, name, is_required):
    settings.SECOND_FACTOR_REQUIRED = is_required
    older = Client()
    sign_in(older, officer.email)
    TOTP.activate(officer, SECRET)
    response = older.post(reverse(name), follow=True)
    assert response.redirect_chain == [(reverse("account_login"), 302)]
    assert "This account has a second factor now." in response.content.decode()
    assert "_auth_user_id" not in older.session
    assert Authenticator.objects.filter(user=officer).exists()


def test_who_sets_it_up_works_on(client, officer, required):
    sign_in(client, officer.email)
    client.post(SET_UP, {"code": code_of(client.get(SET_UP).context["form"].secret)})
    assert client.get(reverse("home")).status_code == 200


def test_a_recovery_code_opens_too(client, protected, required):
    code = RecoveryCodes.activate(protected).get_unused_codes()[0]
    sign_in(client, protected.email)
    client.post(STEP, {"code": code})
    assert client.get(reverse("home")).status_code == 200


def test_having_passed_the_former_factor_does_not_open_the_new_one(client, protected, required):
    pass_both(client, protected)
    Authenticator.objects.filter(user=protected).delete()
    assert client.get(reverse("home"))["Location"] == SET_UP
    TOTP.activate(protected, SECRET)
    assert client.get(reverse("home"))["Location"] == reverse("account_login")
