"""A demonstration that was killed while it was being made: the next start makes it anew."""

from contextlib import nullcontext

import pytest
from django.db import transaction

from casework.access.scope import set_scope_of_all
from casework.demo import accounts, shows
from casework.directory.models import Body
from casework.figures.checking import differences
from contact_point.demo import show
from contact_point.demo.stories import STORIES
from contact_point.models import ContactRequest

ENOUGH = [story for story in STORIES if " assign " in story.course]  # two mails are left over


def half_played():
    show.play(ENOUGH)
    raise ConnectionError("killed in the middle")


def played_again():
    show.play(ENOUGH)


def of(name):
    return shows.Show(f"tests.demo.test_interrupted.{name}", shows.brings("contact_point"))


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_was_interrupted_leaves_nothing_and_begins_anew(
    seeded, settings, monkeypatch, tmp_path
):
    settings.DEMO_CASES, settings.DOCUMENTS_DIR = True, str(tmp_path)
    accounts.make_accounts()
    monkeypatch.setattr(shows, "SHOWS", [of("half_played")])
    with pytest.raises(ConnectionError):
        shows.show_cases()
    monkeypatch.setattr(shows, "SHOWS", [of("played_again")])
    shows.show_cases()
    with transaction.atomic():
        set_scope_of_all()
        assert ContactRequest.objects.count() == len(ENOUGH)
        assert differences(None) == []


def quiet():
    """Nothing to see."""


def noted():
    Body.objects.create(code="beside", name_en="Beside", name_az="Yanaşı")


def broken():
    raise ConnectionError("killed beside us")


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("name", "is_good"), [("noted", True), ("broken", False)])
def test_a_show_runs_beside_this_process_and_its_failure_is_not_hidden(
    seeded, settings, monkeypatch, name, is_good
):
    settings.DEMO_CASES = True
    monkeypatch.setattr(shows, "SHOWS", [of("quiet"), of(name)])
    with nullcontext() if is_good else pytest.raises(shows.ShowFailedError):
        shows.show_cases()
    assert Body.objects.filter(code="beside").exists() == is_good
