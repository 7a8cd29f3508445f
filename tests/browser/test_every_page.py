"""Every page of the desk, in both languages, at both sizes, in both themes, and zoomed.

One set of data for each language: two processes can share these walks. A page that is not walked
here and is not named in OTHERWISE fails.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site
from django.test import Client
from django.urls import resolve

from casework.access.permissions import Role
from tests.browser.conftest import SIZES, TOO_WIDE
from tests.browser.everything import make_world
from tests.desk.test_sign_in_required import PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
OFFICER, HEAD, NOBODY = Role.OFFICER, Role.SUPERVISOR, None
ZOOMED = {"width": 683, "height": 384}  # 1366 × 768 at 200 %
MISSING = "/no/such/page/"
HEAVIEST = 150_000  # bytes of HTML
BUSY = (
    "/calculator/?procedure=contact_point&zone=Asia/Baku&received_on=2026-02-03&received_at=10:15"
    "&as_of=2026-04-10&question-0-sent_on=2026-02-05&question-0-answered_on=2026-02-08"
    "&postponement-0-from_on=2026-02-20&postponement-0-to_on=2026-03-01"
    "&prolongation-0-decided_on=2026-02-12&prolongation-0-until=2026-04-04"
)
LISTS = [
    (NOBODY, ["/account/login/", "/account/password/reset/", "/account/password/reset/sent/",
              "/account/password/reset/done/", "/account/password/reset/key/1-a-b/",
              "/account/inactive/", MISSING]),
    (HEAD, ["/", "/cases/", "/cases/?due=soon&officer=none", "/cases/?due=ceiling",
            "/cases/?ended=1", "/cases/share/", "/authority/today/", "/authority/today/overnight/",
            "/authority/load/", "/authority/absences/", "/authority/moves/", "/authority/reads/",
            "/reminders/", "/statistics/", "/statistics/?from=2020-01-01&to=2020-12-31",
            "/statistics/year/", "/statistics/issued/", "/statistics/providers/",
            "/imports/", "/duty/", "/mailbox/", "/demo/clock/", "/account/", "/account/password/",
            "/account/second-factor/", "/account/second-factor/app/", "/account/logout/"]),
    (OFFICER, ["/", "/cases/", "/contact-point/register/", "/contact-point/urgent/", "/duty/",
               "/duty/list/", "/duty/call/", "/duty/at/SSS/notes/", "/calendar/",
               "/calendar/address/", "/calendar/?month=2031-05", "/calculator/", BUSY,
               f"{BUSY}&print=1", "/search/", "/search/?q=x", "/search/?q=nothing-like-it",
               "/search/?q=BKA", "/imports/", "/400/", "/409/", "/429/", "/500/"]),
]  # fmt: skip
# Addresses that answer no page of their own, or whose page has a test of its own beside this one.
OTHERWISE = {
    "live", "ready", "reminders_alive", "metrics", "", "calculator_json", "statistics_csv",
    "statistics_xlsx", "statistics_year_csv", "statistics_year_xlsx", "statistics_issued_file",
    "scoreboard_csv", "scoreboard_xlsx", "calendar_feed", "document", "import_wrong",
    "mfa_download_recovery_codes",
    # they take a form and send the browser on
    "choose_language", "choose_theme", "draft", "filter_save", "filter_drop", "acknowledge",
    "letter_add", "note_add", "link_add", "duty_begin", "duty_end", "duty_note", "duty_note_read",
    "duty_confirm", "calendar_revoke", "import_start", "import_drop", "reminders_again",
    "reminder_again", "issue_report", "absence_end", "account_set_password", "proposal",
    "assign_cases",  # test_queue
    "machine_release",  # test_reminders
    "kept_end", "kept_let_go",  # test_frozen_preservation
    "mla:register",  # test_assistance
    "mla:outgoing",  # test_outgoing
    "mla:information",  # test_information
    # test_shell
    "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
ALL_RULES = {"resultTypes": ["violations"]}
WALKS = [  # the longest tests that commit: no process waits for the other's
    pytest.param(language, size, marks=pytest.mark.xdist_group(f"every page commits {language}"))
    for language, size in (("en", "desktop"), ("az", "mobile"))
]


@pytest.fixture
def world(seeded, make_user, tmp_path, settings):
    settings.ROOT_URLCONF = "tests.browser.everything"
    settings.DOCUMENTS_DIR = str(tmp_path / "documents")
    (tmp_path / "mails").mkdir()
    return make_world(make_user, tmp_path / "mails")


def walk_of(world):
    """Return (who, address) of every page there is."""
    head = [world.paths[name] for name in sorted(world.paths)]
    walk = [(role, path) for role, paths in LISTS for path in paths]
    walk += [(HEAD, path) for path in head]
    walk += [(OFFICER, case.get_absolute_url()) for case in world.cases.values()]
    walk += [(HEAD, world.cases["execution"].get_absolute_url())]
    return walk + [world.forms[name] for name in sorted(world.forms)]


def sit_down(page, world, live_server, role):
    """Let this person use the browser; nobody has signed in for NOBODY."""
    page.context.clear_cookies(name=site.SESSION_COOKIE_NAME)
    if role is NOBODY:
        return
    client = Client()
    client.force_login(world.people[role])
    value = client.cookies[site.SESSION_COOKIE_NAME].value
    cookie = {"name": site.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    page.context.add_cookies([cookie])


STICKS_OUT = """() => [...document.body.querySelectorAll("*")]
  .filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(-3).map((it) => `${it.tagName}.${it.className}`)"""


# The page has been laid out anew after its size or its theme changed.
SETTLED = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


class Looking:
    """Looks at pages and keeps what is wrong with them."""

    def __init__(self, page, faults, url):
        self.page, self.faults, self.url, self.found = page, faults, url, []
        page.context.add_init_script(Axe().axe_script)
        page.emulate_media(reduced_motion="reduce")  # colours do not fade into one another

    def rules(self, where, options):
        """Note what axe finds on the open page."""
        result = self.page.evaluate("options => axe.run(document, options)", options)
        for fault in result["violations"]:
            places = [f"{n['html'][:140]} | {n['failureSummary'][:260]}" for n in fault["nodes"]]
            self.found.append(f"{where}: {fault['id']}: " + "\n      ".join(places[:3]))

    def width(self, where):
        """Note whether the page is wider than the screen, and by what."""
        self.page.evaluate(SETTLED)
        if self.page.evaluate(TOO_WIDE):
            self.found.append(f"{where}: wider than the screen: {self.page.evaluate(STICKS_OUT)}")

    def open(self, path, language):
        """Open the page in this language; note what it weighs and what the browser says."""
        cookie = {"name": "django_language", "value": language, "url": self.url}
        self.page.context.add_cookies([cookie])
        answer, where = self.page.goto(path), f"{language} {path}"
        if answer.status >= 400:
            self.faults[:] = [told for told in self.faults if str(answer.status) not in told]
        if len(answer.body()) > HEAVIEST:
            self.found.append(f"{where}: {len(answer.body())} bytes")
        if path != "/500/" and self.page.locator("html").get_attribute("lang") != language:
            self.found.append(f"{where}: in another language")
        self.found += [f"{where}: {told}" for told in self.faults]
        self.faults.clear()

    def look(self, path, language, size):
        """Look at the page in this language: at this size, in the dark, and at all sizes."""
        self.page.set_viewport_size(SIZES[size])
        self.open(path, language)
        self.rules(f"{language} {path} {size}", ALL_RULES)
        self.page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
        self.page.evaluate(SETTLED)
        self.rules(f"{language} {path} {size} dark", CONTRAST)
        for viewport in (*SIZES.values(), ZOOMED):
            self.page.set_viewport_size(viewport)
            self.width(f"{language} {path} {viewport['width']}")


@pytest.mark.parametrize(("language", "size"), WALKS)
def test_every_page_is_good_in_both_languages_at_every_size_in_both_themes(
    page, faults, world, live_server, language, size
):
    walk = walk_of(world)
    looking, sitting = Looking(page, faults, live_server.url), NOBODY
    looking.found += [f"{name} is not walked" for name in left_out(walk)]
    for role, path in walk:
        if role is not sitting:
            sit_down(page, world, live_server, role)
            sitting = role
        looking.look(path, language, size)
    assert looking.found == [], "\n".join(looking.found)


def left_out(walk):
    """Return the names of addresses that are neither walked nor in OTHERWISE."""
    seen = {resolve(path.split("?")[0]).view_name for _role, path in walk if path != MISSING}
    pages = {name for where, name in PAGES if not where.startswith("administration/")}
    return sorted(pages - seen - OTHERWISE)
