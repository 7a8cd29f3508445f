"""A demonstration that was killed while it was being made: the next start makes it anew."""

import pytest
from django.db import transaction

from casework import demo
from casework.access.scope import set_scope_of_all
from casework.figures.checking import differences
from contact_point.demo import play
from contact_point.demo.stories import STORIES
from contact_point.models import ContactRequest

ENOUGH = [story for story in STORIES if " assign " in story.course]  # two mails are left over


def half_played():
    play.play(ENOUGH)
    raise ConnectionError("killed in the middle")


def played_again():
    play.play(ENOUGH)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_was_interrupted_leaves_nothing_and_begins_anew(
    seeded, settings, monkeypatch, tmp_path
):
    settings.DEMO_CASES, settings.DOCUMENTS_DIR = True, str(tmp_path)
    demo.make_accounts()
    monkeypatch.setattr(demo, "SHOWS", ["tests.demo.test_interrupted.half_played"])
    with pytest.raises(ConnectionError):
        demo.show_cases()
    monkeypatch.setattr(demo, "SHOWS", ["tests.demo.test_interrupted.played_again"])
    demo.show_cases()
    with transaction.atomic():
        set_scope_of_all()
        assert ContactRequest.objects.count() == len(ENOUGH)
        assert differences(None) == []
