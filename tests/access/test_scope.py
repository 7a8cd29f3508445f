"""The transaction round each response, and the scope in it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from structlog.testing import capture_logs

from casework.access.middleware import ScopeMiddleware
from casework.access.models import Absence, User
from casework.access.scope import acting_as, set_scope

pytestmark = pytest.mark.engines
TRANSACTIONAL = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def scope():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('mla.user', true), current_setting('mla.authorities', true)"
        )
        return cursor.fetchone()


def respond(rf, user, view):
    request = rf.get("/somewhere")
    request.user = user
    return ScopeMiddleware(view)(request)


@TRANSACTIONAL
def test_the_view_runs_in_one_transaction_with_the_scope_of_its_person(rf, seeded, officer):
    seen = []

    def view(request):
        seen.append((connection.in_atomic_block, scope()))
        return HttpResponse()

    respond(rf, officer, view)
    authority = officer.memberships.get().authority_id
    assert seen == [(True, (str(officer.pk), str(authority)))]


@TRANSACTIONAL
def test_the_scope_ends_with_the_transaction(rf, seeded, officer):
    respond(rf, officer, lambda request: HttpResponse())
    assert scope() == ("", "")


@TRANSACTIONAL
def test_nobody_signed_in_has_an_empty_scope(rf, seeded):
    seen = []
    respond(rf, AnonymousUser(), lambda request: seen.append(scope()) or HttpResponse())
    assert seen == [("", "")]


@TRANSACTIONAL
@pytest.mark.parametrize(("status", "kept"), [(200, True), (404, True), (500, False), (503, False)])
def test_only_a_5xx_takes_back_what_was_written(rf, seeded, officer, status, kept):
    def view(request):
        User.objects.filter(pk=officer.pk).update(job_title="changed")
        return HttpResponse(status=status)

    respond(rf, officer, view)
    officer.refresh_from_db()
    assert (officer.job_title == "changed") is kept


@TRANSACTIONAL
def test_an_exception_takes_back_what_was_written(rf, seeded, officer):
    def view(request):
        User.objects.filter(pk=officer.pk).update(job_title="changed")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        respond(rf, officer, view)
    officer.refresh_from_db()
    assert officer.job_title == ""


@TRANSACTIONAL
def test_a_stream_opens_a_transaction_of_its_own(rf, seeded, officer):
    def lines():
        with acting_as(officer):
            yield scope()[0]

    response = respond(rf, officer, lambda request: StreamingHttpResponse(lines()))
    assert not connection.in_atomic_block
    assert b"".join(response) == str(officer.pk).encode()


@TRANSACTIONAL
@pytest.mark.parametrize("status", [403, 404, 409])
def test_denials_are_logged(rf, seeded, officer, status):
    with capture_logs() as logs:
        respond(rf, officer, lambda request: HttpResponse(status=status))
    assert [(log["event"], log["status"]) for log in logs] == [("denied", status)]


@TRANSACTIONAL
def test_a_scope_outside_a_transaction_is_refused(seeded, officer):
    with pytest.raises(RuntimeError, match="transaction"):
        set_scope(officer)


@pytest.mark.django_db
def test_the_live_check_needs_no_database(rf):
    with connection.execute_wrapper(lambda *a: pytest.fail("asked the database")):
        request = rf.get("/healthz/live")
        assert ScopeMiddleware(lambda r: HttpResponse("ok"))(request).status_code == 200


def test_nobody_can_be_their_own_deputy(officer):
    with pytest.raises(DatabaseError), transaction.atomic():
        Absence.objects.create(user=officer, deputy=officer)
