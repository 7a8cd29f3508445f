"""The calculator in a real browser: typing, reading, both languages, without JavaScript."""

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from casework.access.permissions import Role
from casework.desk.calculator_examples import EXAMPLES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
FACTS = "procedure=contact_point&zone=Asia/Baku&received_on=2026-02-03&received_at=10:15"
BUSY = (
    f"{FACTS}&as_of=2026-04-10&question-0-sent_on=2026-02-05&question-0-answered_on=2026-02-08"
    "&question-1-sent_on=2026-04-08&postponement-0-from_on=2026-02-20"
    "&postponement-0-to_on=2026-03-01&prolongation-0-decided_on=2026-02-12"
    "&prolongation-0-until=2026-03-20&preserved_on=2026-02-10&preserved_days=90"
)
REFUSED = (
    f"{FACTS}&as_of=2026-02-20&prolongation-0-decided_on=2026-02-12&prolongation-0-until=2026-04-04"
)
LONG = f"{FACTS}&as_of=2028-02-05&question-0-sent_on=2026-02-05"
ADDING = f"{FACTS}&as_of=2026-02-20&question-0-sent_on=2026-02-05&add=question"
# Words of the picture that stick out of it, or lie over one another.
CLASHES = """() => [...document.querySelectorAll("svg.timeline")].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll("text")].map(
    (it) => [it.textContent, it.getBoundingClientRect()]);
  const out = words.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1);
  const over = words.flatMap(([, one], n) => words.slice(n + 1).filter(([, two]) =>
    one.left < two.right - 1 && two.left < one.right - 1 &&
    one.top < two.bottom - 4 && two.top < one.bottom - 4));
  return [...out, ...over].map(([text]) => text);
})"""


def cookies_of(client, live_server):
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]


@pytest.fixture
def session(client, make_user, live_server):
    """Return the cookie of an officer who has signed in."""
    client.force_login(make_user(Role.OFFICER))
    return cookies_of(client, live_server)


@pytest.fixture
def desk(page, session):
    page.context.add_cookies(session)
    return page


def choose(page, language):
    with page.expect_navigation(wait_until="load"):
        page.locator(f"#languages button[value={language}]").evaluate("it => it.click()")


def fill_in(page):
    """Type a request with a question, its answer and a prolongation, as an officer would."""
    page.locator("#id_received_on").fill("2026-02-03")
    page.locator("#id_received_at").fill("10:15")
    page.locator("#id_as_of").fill("2026-02-20")
    page.get_by_role("button", name="Add a question").click()
    page.locator("#id_question-0-sent_on").fill("2026-02-05")
    page.locator("#id_question-0-answered_on").fill("2026-02-09")
    page.get_by_role("button", name="Add a prolongation").click()
    page.locator("#id_prolongation-0-decided_on").fill("2026-02-12")
    page.locator("#id_prolongation-0-until").fill("2026-03-20")
    page.get_by_role("button", name="Calculate").last.click()
    page.locator("#card-execution").wait_for()


def read(page):
    """Check dates and reasons of `fill_in`, in English."""
    assert "20.03.2026 Friday" in page.locator("#card-execution .calculator-day").inner_text()
    assert "07.04.2026 Tuesday" in page.locator("#card-ceiling .calculator-day").inner_text()
    assert "12.02.2026 Thursday" in page.locator("#card-review .calculator-day").inner_text()
    assert "28 days left" in page.locator("#card-execution").inner_text()
    why = page.locator("#why-execution li").all_inner_texts()
    assert any("paused from Thu 05.02.2026 to the answer on Mon 09.02.2026" in it for it in why)
    assert any("Prolonged on Thu 12.02.2026 to Fri 20.03.2026" in it for it in why)


def test_typing_a_request_and_reading_its_dates_in_both_languages(desk, assert_good):
    desk.goto("/calculator/")
    assert_good("empty")
    fill_in(desk)
    read(desk)
    assert_good("filled")
    choose(desk, "az")
    assert desk.locator("html").get_attribute("lang") == "az"
    assert "20.03.2026" in desk.locator("#card-execution .calculator-day").inner_text()
    assert "Cümə" in desk.locator("#card-execution .calculator-day").inner_text()
    with override("az"):
        assert gettext("Why these dates") in desk.locator("#why").inner_text()
    assert any("20.03.2026, cümə" in it for it in desk.locator("#why li").all_inner_texts())
    assert_good("in Azerbaijani")


def test_everything_works_without_javascript(browser, live_server, session):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies(session)
    page = context.new_page()
    page.goto("/calculator/")
    fill_in(page)
    read(page)
    page.get_by_role("button", name="Remove: Question 1").click()
    page.locator("#id_question-0-sent_on").wait_for(state="detached")
    assert page.locator("#id_prolongation-0-until").input_value() == "2026-03-20"
    context.close()


@pytest.mark.parametrize("language", ["en", "az"])
def test_every_shape_of_the_page_is_accessible_and_nothing_overlaps(desk, assert_good, language):
    desk.goto("/calculator/")
    choose(desk, language)
    for query in (BUSY, REFUSED, LONG, ADDING, f"{BUSY}&print=1"):
        desk.goto(f"/calculator/?{query}")
        assert desk.locator("html").get_attribute("lang") == language
        assert_good(query)
        assert desk.evaluate(CLASHES) == []


def test_one_drawing_is_shown_and_it_fits(desk, size):
    desk.goto(f"/calculator/?{BUSY}")
    shown = desk.locator("svg.timeline:visible")
    assert shown.count() == 1
    assert shown.get_attribute("id") == f"timeline-{'wide' if size == 'desktop' else 'narrow'}"


def test_a_new_row_is_where_one_goes_on_typing(desk):
    desk.goto(f"/calculator/?{ADDING}")
    desk.wait_for_function("document.activeElement.id === 'id_question-1-sent_on'")


def test_the_refusal_of_a_prolongation_belongs_to_its_field(desk):
    desk.goto(f"/calculator/?{REFUSED}")
    field = desk.locator("#id_prolongation-0-until")
    assert field.get_attribute("aria-invalid") == "true"
    words = desk.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert "lies after the ceiling that applied then, Fri 03.04.2026" in words


def test_what_is_wrong_stands_above_the_form_and_leads_to_its_field(desk):
    desk.goto(f"/calculator/?{REFUSED}")
    with desk.expect_navigation(wait_until="load"):
        desk.get_by_role("button", name="Calculate").last.click()
    desk.wait_for_function("document.activeElement.id === 'result'")
    # Both at the same moment: the page may still be scrolling.
    assert desk.evaluate(
        "document.querySelector('#result').getBoundingClientRect().bottom"
        " <= document.querySelector('form.card').getBoundingClientRect().top"
    )
    desk.get_by_role("link", name="Prolongation 1, New last day").click()
    desk.wait_for_function("document.activeElement.id === 'id_prolongation-0-until'")


def test_an_example_can_be_followed_and_cleared(desk, send):
    desk.goto("/calculator/")
    send(f"{EXAMPLES[1].title} {EXAMPLES[1].words}", role="link")
    assert "31.03.2026" in desk.locator("#card-execution .calculator-day").inner_text()
    send("Clear", role="link")
    assert desk.locator("#card-execution").count() == 0


def test_the_print_button_prints(desk):
    desk.goto(f"/calculator/?{BUSY}&print=1")
    desk.evaluate("window.print = () => { document.title = 'printed'; }")
    desk.get_by_role("button", name="Print").click()
    assert desk.title() == "printed"
