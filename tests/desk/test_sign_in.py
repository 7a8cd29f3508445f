"""Signing in, failing to, and getting a new password."""

import re

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.core import mail
from django.urls import reverse
from django.utils.translation import get_language

from casework.access.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
NEW = "a wholly new passphrase"
LOGIN = "/account/login/"


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def test_an_officer_signs_in_with_the_address_in_any_case(client, officer):
    response = sign_in(client, officer.email.upper())
    assert (response.status_code, response["Location"]) == (302, reverse("home"))


def test_the_language_of_the_account_is_taken_on(client, officer):
    officer.language = "az"
    officer.save()
    sign_in(client, officer.email)
    assert client.cookies["django_language"].value == "az"


def test_a_language_chosen_before_signing_in_stays(client, officer):
    client.cookies["django_language"] = "az"
    sign_in(client, officer.email)
    assert client.cookies["django_language"].value == "az"


def test_a_wrong_password_says_so_and_not_which_part_was_wrong(client, officer):
    known = sign_in(client, officer.email, "wrong").content.decode()
    unknown = sign_in(client, "nobody@sss.example", "wrong").content.decode()
    for page in (known, unknown):
        assert "The e-mail address or the password is not right." in page


def test_an_account_that_is_switched_off_does_not_open(client, officer):
    officer.is_active = False
    officer.save()
    assert sign_in(client, officer.email)["Location"] == reverse("account_inactive")
    assert client.get("/").status_code == 302


def test_five_failures_lock_the_account_for_this_address_even_with_the_right_password(
    client, officer
):
    for _again in range(4):
        assert sign_in(client, officer.email, "wrong").status_code == 200
    locked = sign_in(client, officer.email.upper(), "wrong")
    assert locked.status_code == 429
    assert "It opens again after 15 minutes." in locked.content.decode()
    assert sign_in(client, officer.email).status_code == 429


def test_others_at_the_same_address_are_not_locked_out(client, officer, lawyer):
    for _again in range(6):
        sign_in(client, officer.email, "wrong")
    assert sign_in(client, lawyer.email).status_code == 302


def test_the_same_person_elsewhere_is_not_locked_out(client, officer):
    for _again in range(6):
        sign_in(client, officer.email, "wrong")
    assert sign_in(client, officer.email, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_nobody_signs_up(client):
    assert client.get("/account/signup/").status_code == 404


def test_allauth_pages_that_are_not_offered_do_not_exist(client, officer):
    client.force_login(officer)
    for path in ("email/", "confirm-email/", "login/code/confirm/", "phone/change/"):
        assert client.get("/account/" + path).status_code == 404


def reset(client, callbacks, email):
    with callbacks(execute=True):
        response = client.post(reverse("account_reset_password"), {"email": email})
    assert response["Location"] == reverse("account_reset_password_done")
    return mail.outbox


def test_a_forgotten_password_is_replaced_by_mail(
    client, officer, django_capture_on_commit_callbacks, settings
):
    settings.SITE_URL = "http://testserver"
    sent = reset(client, django_capture_on_commit_callbacks, officer.email)[0]
    assert sent.to == [officer.email]
    link = re.search(r"http://testserver(\S+)", sent.body).group(1)
    form = client.get(link)["Location"]
    done = client.post(form, {"password1": NEW, "password2": NEW})
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(client, officer.email, NEW).status_code == 302
    assert "does not work any more" in client.get(link).content.decode()


def test_the_link_names_our_own_site_whatever_host_was_asked(
    client, officer, django_capture_on_commit_callbacks, settings
):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://desk.example", ["*"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("account_reset_password"),
            {"email": officer.email},
            headers={"host": "evil.example"},
        )
    assert "https://desk.example/account/password/reset/key/" in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body


def test_strangers_get_no_mail_and_the_page_is_the_same(client, django_capture_on_commit_callbacks):
    assert reset(client, django_capture_on_commit_callbacks, "nobody@sss.example") == []


def test_a_broken_mail_server_does_not_break_the_page(
    client, officer, django_capture_on_commit_callbacks, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    reset(client, django_capture_on_commit_callbacks, officer.email)


def test_the_mail_is_in_the_language_of_its_reader(
    client, officer, django_capture_on_commit_callbacks, monkeypatch
):
    seen = []
    render = DefaultAccountAdapter.render_mail

    def remember(self, *arguments, **options):
        seen.append(get_language())
        return render(self, *arguments, **options)

    monkeypatch.setattr(DefaultAccountAdapter, "render_mail", remember)
    User.objects.filter(pk=officer.pk).update(language="az")
    reset(client, django_capture_on_commit_callbacks, officer.email)
    assert seen == ["az"]


def test_signing_out_needs_a_click_and_ends_the_session(client, officer):
    client.force_login(officer)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 302


def test_changing_the_password_keeps_the_session(client, officer):
    sign_in(client, officer.email)
    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )
    assert response["Location"] == reverse("account")
    assert client.get(reverse("account")).status_code == 200
