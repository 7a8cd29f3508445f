"""The demonstration's mails: shown as text, and only in the demonstration."""

from email.message import EmailMessage

import pytest
from django.test import override_settings
from django.urls import include, path

from casework.desk import mailbox

pytestmark = pytest.mark.django_db
FOLDER = []
kept = {"folder": lambda: FOLDER[-1]}
urlpatterns = [
    path("mailbox/", mailbox.mailbox, kept, name="mailbox"),
    path("mailbox/<str:name>/", mailbox.mail, kept, name="mailbox_mail"),
    path("", include("config.urls")),
]


@pytest.fixture
def folder(tmp_path):
    FOLDER.append(tmp_path)
    with override_settings(ROOT_URLCONF=__name__, SITE_URL="http://desk.example"):
        yield tmp_path
    FOLDER.pop()


@pytest.fixture
def reader(client, officer):
    client.force_login(officer)
    return client


def keep(folder, text, name="1790000000000000000-0a1b2c3d", html="", charset="utf-8"):
    message = EmailMessage()
    message["From"], message["To"] = "desk@localhost", "officer@sss.example"
    message["Subject"] = "Xoş gəlmisiniz"
    message.set_content(text, charset=charset)
    if html:
        message.add_alternative(html, subtype="html")
    (folder / f"{name}.eml").write_bytes(bytes(message))
    return name


def test_elsewhere_than_in_the_demonstration_there_is_no_such_page(client, officer):
    client.force_login(officer)
    assert client.get("/mailbox/").status_code == 404


def test_nothing_sent_yet(reader, folder):
    assert "No mail has been sent yet." in reader.get("/mailbox/").content.decode()


def test_mails_are_listed_newest_first(reader, folder):
    keep(folder, "old", name="1790000000000000000-aa")
    keep(folder, "new", name="1790000001000000000-bb")
    names = [mail.name for mail in reader.get("/mailbox/").context["mails"]]
    assert names == ["1790000001000000000-bb", "1790000000000000000-aa"]


def test_azerbaijani_letters_survive(reader, folder):
    name = keep(folder, "Hörmətli Əliyev, İş №1 ğüşçöı")
    text = reader.get(f"/mailbox/{name}/").content.decode()
    assert "Hörmətli Əliyev, İş №1 ğüşçöı" in text
    assert "Xoş gəlmisiniz" in text


def test_html_is_never_shown(reader, folder):
    name = keep(folder, "<script>alert(1)</script>", html="<img src=x onerror=alert(2)>")
    text = reader.get(f"/mailbox/{name}/").content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "onerror" not in text


def test_only_links_to_this_site_can_be_clicked(reader, folder):
    name = keep(
        folder, "http://desk.example/a?b=1&c=2 http://desk.example.evil/ http://evil.example/"
    )
    text = reader.get(f"/mailbox/{name}/").content.decode()
    assert '<a href="http://desk.example/a?b=1&amp;c=2">' in text
    assert 'href="http://desk.example.evil' not in text
    assert 'href="http://evil' not in text


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"Content-Type: text/plain; charset=klingon\n\nabc\xe9"]
)
def test_a_broken_mail_breaks_nothing(reader, folder, raw):
    (folder / "1790000000000000000-ff.eml").write_bytes(raw)
    assert reader.get("/mailbox/").status_code == 200
    assert reader.get("/mailbox/1790000000000000000-ff/").status_code == 200


@pytest.mark.parametrize("name", ["..", "..%2F..%2Fetc%2Fpasswd", "1-zz", "none", "1-0"])
def test_no_other_file_is_read(reader, folder, name):
    assert reader.get(f"/mailbox/{name}/").status_code == 404
