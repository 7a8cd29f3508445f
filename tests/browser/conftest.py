"""A real browser, and what must be true of every page that it opens.

Debian's Chromium drives the pages. Without one the tests fail, so that nobody takes them for
passed; MLA_SKIP_BROWSER=1 says that they are left out knowingly.
"""

import os
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

# Playwright runs an event loop in this thread, and Django then refuses the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": {"width": 1366, "height": 768}, "mobile": {"width": 390, "height": 844}}
# What the Content-Security-Policy blocked, told by the browser itself.
LISTEN = (
    "document.addEventListener('securitypolicyviolation', (event) => console.error("
    "'CSP: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));"
)
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="session")
def browser():
    if os.environ.get("MLA_SKIP_BROWSER") == "1":
        pytest.skip("MLA_SKIP_BROWSER=1")
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.fail(
            "The browser tests need Chromium (on Debian: apt install chromium). "
            "MLA_SKIP_BROWSER=1 leaves them out."
        )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


@pytest.fixture
def faults():
    """What the console complained of; a test that expects an error takes it out."""
    return []


@pytest.fixture
def page(browser, size, faults, live_server, settings):
    """A page of the given size; no console error and no blocked resource is left at the end."""
    settings.SITE_URL = live_server.url
    context = browser.new_context(
        viewport=SIZES[size], base_url=live_server.url, timezone_id="Asia/Baku", locale="en-GB"
    )
    context.add_init_script(LISTEN)
    opened = context.new_page()
    opened.set_default_timeout(15000)
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def assert_good(page):
    """Return a check of the open page: accessible by axe's rules, and nothing sticks out."""

    def check(where=""):
        # Playwright evaluates outside the page's policy, which stays as strict as it is.
        results = Axe().run(page)
        assert results.violations_count == 0, f"{where} {page.url}\n{results.generate_report()}"
        assert not page.evaluate(TOO_WIDE), f"{where} {page.url} is wider than the screen"

    return check


@pytest.fixture
def send(page):
    """Return a way to press a button or follow a link and wait for the page that comes."""

    def press(name, role="button", within=None):
        with page.expect_navigation(wait_until="load"):
            (within or page).get_by_role(role, name=name, exact=True).click()

    return press


@pytest.fixture
def sit_down(page, live_server, make_user):
    """Return a way to let another person of an authority use the browser; each has one account."""
    cookies = {}

    def sit(role, authority="SSS"):
        if (role, authority) not in cookies:
            client = Client()
            client.force_login(make_user(role, authority=authority))
            cookies[role, authority] = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": cookies[role, authority]}
        page.context.add_cookies([{**cookie, "url": live_server.url}])

    return sit


@pytest.fixture
def take(page, send, assert_good):
    """Return a way to take a step of the open case: its button, its form, its confirmation."""

    def taken(case, step, button, *, files=(), keep=None, **fields):
        page.goto(f"/cases/{case.public_id}/")
        assert_good(f"before {step}")
        link = page.locator(f"a[href$='/steps/{step}/']").first
        link.click()
        page.wait_for_load_state()
        assert_good(step)
        for name, value in fields.items():
            fill(page, name, value)
        if keep is not None:
            choose_item(page, keep)
        for name, path in files:
            page.set_input_files(f"[name={name}]", path)
        send(button)
        case.refresh_from_db()
        page.wait_for_url(re.compile(rf"/cases/{case.public_id}/$"))

    return taken


def fill(page, name, value):
    """Type or choose a value in the field of this name."""
    field = page.locator(f"[name='{name}']").first
    tag = field.evaluate("it => it.tagName + ':' + (it.type || '')")
    if tag.startswith("SELECT"):
        field.select_option(str(value))
    elif tag.endswith((":checkbox", ":radio")):
        page.locator(f"[name='{name}']").set_checked(bool(value))
    else:
        field.fill(str(value))


def choose_item(page, place):
    """Tick this data item alone."""
    boxes = page.locator("[name=items]")
    for number in range(boxes.count()):
        boxes.nth(number).set_checked(number == place)
