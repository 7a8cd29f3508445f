"""Pages for what went wrong."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.test import Client, override_settings
from django.urls import include, path

from casework.desk import errors


def fail_with(error):
    def view(request):
        raise error

    return view


def refused(request):
    return errors.conflict(request, ["Aysel has <refused> it meanwhile."])


urlpatterns = [
    path("400/", fail_with(SuspiciousOperation("no"))),
    path("403/", fail_with(PermissionDenied("no"))),
    path("500/", fail_with(RuntimeError("no"))),
    path("409/", refused),
    path("", include("config.urls")),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error
SENTENCES = {
    400: "This request cannot be read",
    403: "You may not do this",
    404: "There is no such page",
    409: "This was not done",
}


@pytest.fixture
def outside(settings):
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_each_page_says_what_happened(outside, officer, code, sentence):
    outside.force_login(officer)
    response = outside.get(f"/{code}/")
    assert response.status_code == code
    assert sentence in response.content.decode()
    assert officer.full_name in response.content.decode()


@pytest.mark.django_db
def test_a_visitor_gets_the_page_without_the_side_bar(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "desk-side" not in response.content.decode()


@pytest.mark.django_db
def test_a_conflict_lists_its_sentences_escaped(outside, officer):
    outside.force_login(officer)
    assert "Aysel has &lt;refused&gt; it meanwhile." in outside.get("/409/").content.decode()


@pytest.mark.django_db
def test_a_fault_is_told_in_both_languages(outside, officer):
    outside.force_login(officer)
    response = outside.get("/500/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "xəta baş verdi" in response.content.decode()


def test_the_page_of_a_fault_needs_no_database(rf):
    # Without the django_db mark a query raises.
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained(officer):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/language/", {"language": "az"})
    assert response.status_code == 403
    assert "The form was not accepted" in response.content.decode()


@pytest.mark.django_db
def test_a_request_for_another_host_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["desk.example"]
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert SENTENCES[400] in response.content.decode()


@pytest.mark.django_db
def test_the_live_check_asks_no_database(client, django_assert_num_queries):
    assert not connection.needs_rollback
    with django_assert_num_queries(0):
        response = client.get("/healthz/live")
    assert (response.status_code, response.content) == (200, b"ok")
