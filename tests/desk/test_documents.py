"""Documents: kept byte for byte under random names, handed out as attachments only."""

import hashlib
import io
import stat
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.audit.chain import parsed
from casework.audit.events import ReadLog
from casework.cases.case import Case
from casework.clock import now
from casework.desk.papers import papers_of
from casework.files import store as files
from casework.files.store import UploadRefused, clean_name, store
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 40


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DOCUMENTS_DIR = str(tmp_path / "documents")
    return tmp_path / "documents"


@pytest.fixture
def case(officer):
    return a_case(officer)


@pytest.fixture
def other_officer(make_user):
    return make_user(Role.OFFICER, authority="PGO")


def upload(name="request.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def keep(case, by, name="request.pdf", content=PDF, **more):
    set_scope(by)
    return store(case, upload(name, content), by=by, kind="request", **more)


def add(client, user, case, name="request.pdf", content=PDF, **more):
    client.force_login(user)
    address = reverse("document_add", args=[case.public_id])
    return client.post(address, {"file": upload(name, content), "kind": "request", **more})


def address_of(document):
    return reverse("document", args=[document.case.public_id, document.public_id])


def archive(*members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as container:
        for name, text in members:
            container.writestr(name, text)
    return made.getvalue()


def everything_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_what_was_uploaded_comes_back_byte_for_byte(client, officer, case):
    content = PDF + bytes(range(256)) * 3000
    assert add(client, officer, case, content=content, title="The request").status_code == 302
    document = case.documents.get()
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.size, document.title) == (len(content), "The request")
    response = client.get(address_of(document))
    assert b"".join(response.streaming_content) == content


def test_a_download_is_an_attachment_that_no_browser_runs(client, officer, case):
    document = keep(case, officer, name="sorğu “1”.pdf")
    client.force_login(officer)
    response = client.get(address_of(document))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"


def test_each_download_is_logged(client, officer, auditor, case):
    document = keep(case, officer)
    for reader in (officer, auditor):
        client.force_login(reader)
        assert client.get(address_of(document)).status_code == 200
    rows = ReadLog.objects.filter(what="document", row=document.pk)
    assert [row.user for row in rows] == [officer, auditor]


def test_files_lie_under_random_names_readable_by_this_account_alone(officer, case, folder):
    document = keep(case, officer, name="Secret name.pdf")
    assert "Secret" not in str(document.path)
    assert stat.S_IMODE(document.path.stat().st_mode) == 0o600
    for part in (document.path.parent, folder):
        assert stat.S_IMODE(part.stat().st_mode) == 0o700


def test_an_upload_is_an_event_with_name_size_and_hash(officer, case):
    document = keep(case, officer)
    event = case.events.get(verb="add_document")
    assert event.actor == officer
    assert parsed(event.details) == {
        "document": str(document.public_id),
        "name": "request.pdf",
        "sha256": document.sha256,
        "size": len(PDF),
        "kind": "request",
    }


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor", "registrar"])
def test_who_works_on_the_case_may_add(client, who, request, case):
    assert add(client, request.getfixturevalue(who), case).status_code == 302
    assert case.documents.count() == 1


def test_an_auditor_reads_and_adds_nothing(client, auditor, officer, case):
    document = keep(case, officer)
    assert add(client, auditor, case, content=PDF + b"2").status_code == 403
    assert case.documents.count() == 1
    assert client.get(address_of(document)).status_code == 200


@pytest.mark.parametrize("who", ["other_officer", "stranger"])
def test_for_another_authority_there_is_no_such_document(client, who, request, officer, case):
    document = keep(case, officer)
    foreign = request.getfixturevalue(who)
    assert add(client, foreign, case).status_code == 404
    assert client.get(address_of(document)).status_code == 404
    assert not ReadLog.objects.filter(what="document").exists()


def test_a_document_is_found_under_its_own_case_only(client, officer, case):
    document = keep(case, officer)
    other = a_case(officer)
    client.force_login(officer)
    address = reverse("document", args=[other.public_id, document.public_id])
    assert client.get(address).status_code == 404


REFUSED = {
    "a drawing": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "“.svg” are not taken"),
    "a page": ("a.html", b"<html></html>", "“.html” are not taken"),
    "xml": ("a.xml", b"<?xml version='1.0'?><a/>", "“.xml” are not taken"),
    "a program": ("a.exe", b"MZ\x90\0", "“.exe” are not taken"),
    "a program behind a name": ("request.pdf.exe", b"MZ\x90\0", "“.exe” are not taken"),
    "no extension": ("request", PDF, "are not taken"),
    "an image as pdf": ("a.pdf", PNG, "named .pdf, but its content is a PNG image"),
    "a page as text": ("a.txt", b"\n <!DOCTYPE html><p>", "that a browser would run"),
    "a page in UTF-16": ("a.txt", "<html>".encode("utf-16"), "that a browser would run"),
    "a drawing as mail": ("a.eml", b"<svg onload='x'>", "that a browser would run"),
    "a program as text": ("a.csv", b"MZ\x90\0" + b"\0" * 99, "but its content is"),
    "a pdf as text": ("a.txt", PDF, "but its content is a PDF document"),
    "an archive as docx": ("a.docx", archive(("a.txt", "a")), "content is a ZIP archive"),
    "a broken archive": ("a.xlsx", b"PK\x03\x04" + b"\0" * 99, "content is a ZIP archive"),
    "nothing": ("a.pdf", b"", "The file is empty."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_dangerous_or_false_is_refused_with_a_sentence(client, officer, case, folder, what):
    name, content, sentence = REFUSED[what]
    response = add(client, officer, case, name=name, content=content)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not case.documents.exists()
    assert not everything_in(folder)


TAKEN = {
    "a.pdf": PDF,
    "A.PDF": PDF,
    "a.png": PNG,
    "a.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 40,
    "a.tif": b"II*\0" + b"\0" * 40,
    "a.txt": "Sorğu ı Ə".encode("utf-16"),
    "a.csv": "Ə;1\n".encode("cp1254", "ignore"),
    "a.eml": b"From: a@example.de\r\nSubject: x\r\n\r\n<html>",
    "a.docx": archive(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")),
    "a.xlsx": archive(("[Content_Types].xml", "<a/>"), ("xl/workbook.xml", "<a/>")),
    "a.odt": archive(("mimetype", "application/vnd.oasis.opendocument.text")),
    "a.asice": archive(("mimetype", "application/vnd.etsi.asic-e+zip"), ("a.pdf", "x")),
    "a.zip": archive(("a.exe", "MZ")),
    "a.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 400,
    "a.p7s": b"0\x82\x01\x01" + b"a" * 40,
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_authorities_really_send_is_taken(officer, case, name):
    assert keep(case, officer, name=name, content=TAKEN[name]).name == name


def test_the_same_bytes_are_not_added_twice_to_one_case(client, officer, case, folder):
    keep(case, officer, name="first.pdf")
    response = add(client, officer, case, name="second.pdf")
    assert response.status_code == 422
    assert "already, as “first.pdf”" in response.content.decode()
    assert case.documents.count() == 1
    assert keep(a_case(officer), officer)
    assert len([path for path in everything_in(folder) if "uncommitted" not in path.parts]) == 2


def test_a_file_beyond_the_limit_is_refused(client, officer, case, settings, folder):
    settings.MAX_UPLOAD_MB = 1
    response = add(client, officer, case, content=PDF + b"\0" * 1024 * 1024)
    assert "larger than 1 MB" in response.content.decode()
    assert not everything_in(folder)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Temp\\a.pdf", "a.pdf"),
        ("a\x00b\r\n.pdf", "ab .pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066a\u200b.pdf\u2069", "a.pdf"),
        ("a.pdf. . ", "a.pdf"),
        ("..", "–"),
        ("", "–"),
        ("ə" * 300 + ".pdf", "ə" * 251 + ".pdf"),
        ("a." + "b" * 300, "a." + "b" * 253),
    ],
)
def test_names_are_cleaned_and_never_longer_than_255(typed, shown):
    assert clean_name(typed) == shown
    assert len(clean_name(typed)) <= 255


def test_a_hostile_name_reaches_neither_the_disk_nor_the_header(client, officer, case):
    document = keep(case, officer, name="x\u202e\r\nSet-Cookie: a=b" + "y" * 300 + ".pdf")
    client.force_login(officer)
    response = client.get(address_of(document))
    assert "Set-Cookie" not in response.headers
    assert "\n" not in response["Content-Disposition"]
    assert document.path.name == document.stored_as


def test_bytes_that_are_gone_give_a_page_that_says_so(client, officer, case):
    document = keep(case, officer)
    document.path.unlink()
    client.force_login(officer)
    response = client.get(address_of(document))
    assert response.status_code == 404
    assert document.sha256 in response.content.decode()


def test_a_refused_row_leaves_no_file(officer, case, folder, monkeypatch):
    monkeypatch.setattr(files.chain, "record", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        keep(case, officer)
    assert not everything_in(folder)


def test_nobody_stores_into_a_case_that_they_do_not_see(officer, other_officer, case, folder):
    set_scope(other_officer)
    with pytest.raises(Case.DoesNotExist):
        store(case, upload(), by=other_officer, kind="request")
    assert not everything_in(folder)


def age(folder):
    for marker in (folder / "uncommitted").iterdir():
        old = (now() - timedelta(days=2)).timestamp()
        files.os.utime(marker, (old, old))


def test_what_a_rollback_left_is_swept_and_what_is_recorded_stays(officer, case, folder):
    kept = keep(case, officer)
    with pytest.raises(UploadRefused), transaction.atomic():
        keep(case, officer, content=PDF + b"2")
        raise UploadRefused("the request fails later")
    assert len(everything_in(folder)) == 4  # two files, two markers
    assert files.sweep() == 0  # too young: their transaction may still run
    age(folder)
    assert files.sweep() == 1
    assert everything_in(folder) == [kept.path]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_committed_file_has_no_marker_and_is_never_swept(seeded, make_user, folder):
    officer = make_user(Role.OFFICER)
    with transaction.atomic():
        document = keep(a_case(officer), officer)
    assert everything_in(folder) == [document.path]
    assert files.sweep() == 0
    assert document.path.exists()


def test_the_panel_shows_name_and_hash(officer, case):
    document = keep(case, officer, title="<b>")
    text = render_to_string("desk/case_documents.html", papers_of(case, officer))
    assert document.sha256 in text
    assert "&lt;b&gt;" in text
