"""The shell of the desk in a real browser: signing in, languages, the second factor, errors."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail

from casework.access.permissions import Role

PASSWORD = "correct horse battery staple"
NEW = "a wholly new passphrase"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]


@pytest.fixture
def person(seeded, make_user):
    return make_user(Role.SUPERVISOR, full_name="Ülviyyə Quliyeva", email="head@sss.example")


@pytest.fixture
def signed_in(page, person, send):
    sign_in(page, send, person.email)
    return person


def sign_in(page, send, email, password=PASSWORD):
    page.goto("/account/login/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(password)
    send("Sign in")


def code_of(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def choose(page, language):
    with page.expect_navigation(wait_until="load"):
        page.locator(f"#languages button[value={language}]").evaluate("it => it.click()")


@pytest.mark.parametrize("language", ["en", "az"])
def test_pages_before_signing_in(page, assert_good, language):
    page.goto("/account/login/")
    choose(page, language)
    for path in ("login/", "password/reset/", "password/reset/sent/", "password/reset/done/",
                 "password/reset/key/1-a-b/", "inactive/"):  # fmt: skip
        page.goto(f"/account/{path}")
        assert page.locator("html").get_attribute("lang") == language
        assert_good()


@pytest.mark.parametrize("language", ["en", "az"])
def test_pages_after_signing_in(page, assert_good, signed_in, language):
    choose(page, language)
    for path in ("/", "/reminders/", "/account/", "/account/password/", "/account/second-factor/",
                 "/account/second-factor/app/", "/account/logout/"):  # fmt: skip
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        assert_good()


def test_the_administration_works_under_our_policy(page, signed_in):
    for path in ("", "casework/user/", "casework/user/add/", f"casework/user/{signed_in.pk}/"):
        page.goto(f"/administration/{path}")
        assert page.get_by_role("link", name="Back to the desk").is_visible()


def test_a_wrong_password_is_explained_beside_the_form(page, assert_good, person, send):
    sign_in(page, send, person.email, "wrong")
    assert page.get_by_text("The e-mail address or the password is not right.").is_visible()
    assert_good()


def test_the_menu_opens_by_itself_or_by_a_link(page, size, signed_in):
    calculator = page.get_by_role("link", name="Deadline calculator", exact=True)
    page.goto("/")
    if size == "mobile":
        assert not calculator.is_visible()
        page.get_by_role("link", name="Open the menu").click()
        assert calculator.is_visible()
        page.keyboard.press("Escape")
        assert not calculator.is_visible()
    else:
        assert calculator.is_visible()


def test_everything_works_without_javascript(browser, live_server, person):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/")
    page.locator("#id_login").fill(person.email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#sign-in button").click()
    page.get_by_role("heading", name="Good day, Ülviyyə Quliyeva").wait_for()
    page.locator("button[value=az]").click()
    page.locator("html[lang=az]").wait_for()
    context.close()


def test_the_keyboard_reaches_the_content_first(page, signed_in):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.locator("main:focus").count() == 1


def test_a_new_password_by_mail(page, assert_good, person, send):
    page.goto("/account/password/reset/")
    page.locator("#id_email").fill(person.email)
    send("Send the mail")
    link = re.search(r"http\S+/key/\S+", mail.outbox[-1].body).group()
    page.goto(link)
    page.locator("#id_password1").fill("short")
    page.locator("#id_password2").fill("other")
    send("Keep this password")
    assert_good("with mistakes")
    page.locator("#id_password1").fill(NEW)
    page.locator("#id_password2").fill(NEW)
    send("Keep this password")
    sign_in(page, send, person.email, NEW)
    assert page.get_by_role("heading", name="Good day, Ülviyyə Quliyeva").is_visible()


def test_the_second_factor_from_the_first_to_the_second_sign_in(
    page, assert_good, person, send, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(page, send, person.email)
    assert page.url.endswith("/account/second-factor/app/")
    assert_good()
    secret = page.locator(".desk-secret").inner_text().strip()
    page.locator("#id_code").fill(code_of(secret))
    send("Switch on")
    assert page.locator(".desk-codes li").count() == 10
    assert_good("codes")
    page.goto("/account/second-factor/")
    assert_good("on")
    page.goto("/account/logout/")
    send("Sign out", within=page.locator("#sign-out"))
    sign_in(page, send, person.email)
    assert_good("second step")
    page.locator("#id_code").fill(code_of(secret, ahead=1))
    send("Sign in")
    assert page.get_by_role("heading", name="Good day, Ülviyyə Quliyeva").is_visible()


def test_error_pages(page, assert_good, signed_in, faults):
    page.goto("/no/such/page/")
    assert page.get_by_role("heading", name="There is no such page").is_visible()
    assert_good()
    assert [fault for fault in faults if "404" not in fault] == []
    faults.clear()  # the browser reports the 404 that was asked for


def test_five_wrong_passwords_end_at_the_lockout_page(page, assert_good, person, send, faults):
    for _again in range(5):
        sign_in(page, send, person.email, "wrong")
    assert page.get_by_role("heading", name="Signing in is locked for a while").is_visible()
    assert_good()
    assert [fault for fault in faults if "429" not in fault] == []
    faults.clear()  # the browser reports the 429 that was asked for
