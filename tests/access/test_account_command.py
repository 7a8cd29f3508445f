"""`manage.py account`, for what one supervisor may not do to another."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management.base import CommandError

pytestmark = pytest.mark.django_db


def test_it_changes_the_address(run_command, supervisor):
    said = run_command("account", supervisor.email, new_email="head@sss.example")
    supervisor.refresh_from_db()
    assert supervisor.email == "head@sss.example"
    assert "signs in as head@sss.example" in said


def test_it_removes_the_second_factor_of_this_person_alone(run_command, supervisor, officer):
    for person in (supervisor, officer):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    run_command("account", supervisor.email, remove_second_factor=True)
    assert [kept.user for kept in Authenticator.objects.all()] == [officer]


@pytest.mark.parametrize(
    ("email", "options", "sentence"),
    [
        ("nobody@sss.example", {}, "There is no account"),
        ("supervisor@sss.example", {}, "Say what to do"),
        ("supervisor@sss.example", {"new_email": "head"}, "valid email"),
        ("supervisor@sss.example", {"new_email": "OFFICER@sss.example"}, "another account"),
    ],
)
def test_bad_words_get_a_sentence(run_command, supervisor, officer, email, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run_command("account", email, **options)
