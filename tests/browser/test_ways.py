"""Other ways than a mouse and a bright screen: keyboard, zoom, paper, dark, little motion."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.clock import now
from tests.browser.conftest import TOO_WIDE
from tests.cases.making import Desk, a_case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
CALCULATOR = (
    "/calculator/?procedure=contact_point&zone=Asia/Baku&received_on=2026-02-03"
    "&received_at=10:15&as_of=2026-02-20&print=1"
)
# Whether one sees where one is: an outline or a ring.
SEEN = """() => {
  const it = document.activeElement, style = getComputedStyle(it);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return it === document.body || outlined || style.boxShadow.includes("0px 0px 0px ");
}"""
# Words that are cut off because they do not fit into their box.
CUT = """() => [...document.querySelectorAll("main *")].filter((it) => it.checkVisibility()
    && it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 1
    && getComputedStyle(it).overflowX === "hidden").map((it) => it.outerHTML.slice(0, 120))"""
# What scrolls inside itself: paper does not.
SCROLLS = """() => [...document.querySelectorAll("main *")].filter((it) =>
    ["auto", "scroll", "hidden"].includes(getComputedStyle(it).overflowY) && it.checkVisibility()
    && (it.scrollHeight > it.clientHeight + 2 || it.scrollWidth > it.clientWidth + 2)
    && it.clientHeight > 1 && !it.matches("svg *, input, select, textarea, option"))
    .map((it) => it.outerHTML.slice(0, 120))"""


@pytest.fixture
def size():
    return "desktop"


@pytest.fixture
def officer(seeded, make_user):
    return make_user(Role.OFFICER)


@pytest.fixture
def cases(officer):
    with acting_as(officer):
        pressing = a_case(officer, is_urgent=True, answer_by_at=now() + timedelta(hours=3))
        written = Desk(officer, None, None).step(a_case(officer), "preserve")
        return [pressing, written, a_case(officer)]


@pytest.fixture
def desk(cases, officer, page, live_server):
    """The officer sits at the browser."""
    client = Client()
    client.force_login(officer)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def tab_to(page, wanted):
    """Press Tab until the focus is on what CSS calls `wanted`, and is seen all the way."""
    for _press in range(150):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never came to {wanted}")


def enter(page):
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def test_a_step_is_taken_with_the_keyboard_alone(desk, cases, officer):
    desk.goto("/")
    tab_to(desk, "a.desk-nav-link[href='/cases/']")
    enter(desk)
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "desk-skip"
    desk.keyboard.press("Enter")
    tab_to(desk, "a.queue-link")
    assert desk.evaluate("document.activeElement.textContent") == cases[0].reference
    enter(desk)
    assert str(cases[0].public_id) in desk.url
    tab_to(desk, "a[href$='/steps/preserve/']")
    enter(desk)
    tab_to(desk, "[name=provider]")
    desk.keyboard.type("Azercell")
    tab_to(desk, "main button[type=submit]")
    enter(desk)
    assert desk.url.endswith(f"{cases[0].public_id}/"), desk.inner_text("main")
    with acting_as(officer):
        assert cases[0].orders.get().preservation.days == 60


def test_twice_the_size_hides_nothing(browser, desk, cases, live_server):
    context = browser.new_context(
        viewport={"width": 683, "height": 384}, device_scale_factor=2, base_url=live_server.url
    )
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    here = cases[0].get_absolute_url()
    for path in ("/", "/cases/", here, f"{here}steps/preserve/", "/statistics/", "/calendar/",
                 "/contact-point/urgent/"):  # fmt: skip
        page.goto(path)
        assert not page.evaluate(TOO_WIDE), path
        assert page.evaluate(CUT) == [], path
        assert page.get_by_role("link", name="Open the menu").is_visible()
    page.get_by_role("link", name="Open the menu").click()
    out = page.get_by_role("button", name="Sign out")
    out.scroll_into_view_if_needed()
    assert out.is_visible()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_paper_are_the_facts_and_no_buttons(desk, cases, officer, live_server, theme):
    here = cases[1].get_absolute_url()
    with acting_as(officer):
        letter = f"{here}letters/{cases[1].letters.first().public_id}/print/"
    desk.context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
    for path in ("/cases/", here, "/statistics/", "/calendar/", CALCULATOR, letter):
        desk.goto(path)
        assert desk.locator("html").get_attribute("data-bs-theme") == theme
        desk.emulate_media(media="print")
        for left_out in ("#side-bar", "#footer", ".desk-skip", "button", ".btn", "main input"):
            assert desk.locator(f"{left_out}:visible").count() == 0, (path, left_out)
        assert desk.evaluate(SCROLLS) == [], path
        ink = desk.evaluate("getComputedStyle(document.querySelector('main')).color")
        assert max(map(int, ink[4:-1].split(","))) < 100, f"{path}: {ink} on white"
        assert desk.pdf(format="A4")[:5] == b"%PDF-"
        desk.emulate_media(media="screen")


def test_the_theme_is_chosen_and_kept_without_javascript(browser, desk, live_server):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    page.goto("/statistics/")
    page.locator("#themes").get_by_role("button", name="Dark").click()
    page.locator("html[data-bs-theme=dark]").wait_for()
    assert page.url.endswith("/statistics/")
    page.goto("/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    context.close()


def test_as_the_system_follows_it_at_once_and_the_choice_is_stronger(desk, live_server):
    desk.emulate_media(color_scheme="dark")
    desk.goto("/")
    html = desk.locator("html")
    assert html.get_attribute("data-bs-theme") == "dark"
    desk.emulate_media(color_scheme="light")
    desk.locator("html[data-bs-theme=light]").wait_for()
    desk.emulate_media(color_scheme="dark")
    desk.context.add_cookies([{"name": "theme", "value": "light", "url": live_server.url}])
    for path in ("/", "/cases/"):
        desk.goto(path)
        assert html.get_attribute("data-bs-theme") == "light"


def test_who_wants_little_motion_gets_none(desk):
    desk.emulate_media(reduced_motion="reduce")
    desk.goto("/cases/")
    moving = """() => [...document.querySelectorAll("*")].filter((it) =>
        parseFloat(getComputedStyle(it).transitionDuration) > 0.001).length"""
    assert desk.evaluate(moving) == 0
    desk.emulate_media(reduced_motion="no-preference")
    assert desk.evaluate(moving) > 0


def test_a_button_that_was_pressed_says_that_it_waits(desk, cases):
    desk.goto(f"{cases[2].get_absolute_url()}steps/preserve/")
    # The form stays where it is, as if the answer were long in coming.
    desk.evaluate("window.addEventListener('submit', (event) => event.preventDefault())")
    button = desk.locator("main form[data-busy] button[type=submit]").first
    words = button.inner_text()
    button.click()
    assert desk.locator("main form[aria-busy=true]").count() == 1
    assert button.inner_text() == "One moment…" != words
