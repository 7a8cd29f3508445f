"""What stands in a mail: reference, kind, date, link; nothing else of the case."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models
from psycopg.sql import SQL, Identifier

from casework.access.models import User
from casework.cases.case import Case
from casework.cases.rows import rows_of_cases
from casework.clock import now
from casework.directory.models import Authority
from casework.notices.models import Notice
from casework.notices.planning import plan_due
from casework.notices.sweep import sweep
from contact_point.models import ContactRequest
from tests.cases.making import a_case
from tests.cases.reaching import in_execution
from tests.notices.sweeping import OFFICER, sweep_at

CANARY = "Zanbur"  # a word that stands nowhere else
KEPT = {"reference", "kind", "state", "public_id", "sender_zone", "waiting_on"}


def parts(mail):
    return [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]


@pytest.fixture
def morning(desk, relay, clock):
    """Every mail of a morning on which a reminder and the digests leave."""
    case = a_case(desk.registrar)
    desk.step(case, "take_on")
    sweep_at(clock, "05.02.2026 08:00")
    return relay.mails


def test_machines_see_that_a_machine_wrote_and_no_mailing_list(morning):
    assert len(morning) >= 4
    for _to, mail in morning:
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["X-Auto-Response-Suppress"] == "All"
        assert mail["Message-ID"] and mail["Date"]
        assert not [name for name in mail if name.lower().startswith("list-")]
        assert "Precedence" not in mail and "Bcc" not in mail
        assert mail.get_content_type() == "multipart/alternative"


def test_no_line_of_a_mail_ends_in_a_bare_newline(morning, relay, clock):
    User.objects.update(language="az", full_name="Əliyev Şahin Üzeyir oğlu Gəncəvi-Şirvanlı")
    del relay.raw[:], relay.mails[:]
    sweep_at(clock, "07.02.2026 08:00")
    assert [mail for _to, mail in relay.mails if not mail["Subject"].isascii()]
    for content in relay.raw:
        rest = content.replace(b"\r\n", b"")
        assert b"\n" not in rest and b"\r" not in rest
        assert all(len(line) <= 998 for line in content.split(b"\r\n"))


def test_nothing_of_a_template_is_left_in_a_mail(morning):
    for _to, mail in morning:
        for text in [mail["Subject"], *parts(mail)]:
            assert "{{" not in text and "{%" not in text and "None" not in text


def text_columns(model):
    found = [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.primary_key
        and field.name not in KEPT
    ]
    return [(field.column, getattr(field, "max_length", None)) for field in found]


def fill_with_canaries(model):
    """Write the canary into every text column of this table, as far as its constraints let it."""
    for column, length in text_columns(model):
        word, sql = CANARY[:length], SQL("UPDATE {} SET {} = %s")
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT canary")
            try:
                cursor.execute(sql.format(*map(Identifier, (model._meta.db_table, column))), [word])
            except DatabaseError:
                cursor.execute("ROLLBACK TO SAVEPOINT canary")
            else:
                yield column


def test_no_word_of_a_case_stands_in_any_mail(desk, relay, clock):
    case = in_execution(desk, "pending")
    desk.step(case, "add_person")
    tables = [Case, ContactRequest, *rows_of_cases(), apps.get_model("casework", "Receipt")]
    filled = [column for model in dict.fromkeys(tables) for column in fill_with_canaries(model)]
    assert len(filled) > 20 and "foreign_reference" in filled
    for day in ("11.02", "13.02", "14.02", "03.03", "04.04", "06.05"):
        sweep_at(clock, f"{day}.2026 08:00")
    assert len({mail["Subject"] for _to, mail in relay.mails}) >= 5
    for content in relay.raw:
        assert CANARY.lower().encode() not in content.lower()
    for _to, mail in relay.mails:
        for text in [mail["Subject"], *parts(mail)]:
            assert CANARY.lower() not in text.lower()


def test_each_reads_the_language_of_the_account(desk, relay, clock):
    desk.officer.language = "az"
    desk.officer.save()
    a_case(desk.officer)
    sweep_at(clock, "05.02.2026 08:00")
    subjects = {to: mail["Subject"] for to, mail in relay.mails if "SSS-CP" in mail["Subject"]}
    assert len(subjects) == 2 and subjects[OFFICER] != subjects["lawyer@sss.example"]
    html = [mail.get_body(("html",)).get_content() for to, mail in relay.mails if to == OFFICER]
    assert all('lang="az"' in text for text in html)


def test_a_mail_names_the_day_of_the_week_and_how_far_it_is(morning):
    (mail,) = [mail for to, mail in morning if to == OFFICER and "SSS-CP" in mail["Subject"]]
    assert "last day Fri 06.02.2026, in 1 day" in mail["Subject"]
    case = Case.objects.get()
    for text in parts(mail):
        assert case.reference in text and case.get_absolute_url() in text


def test_two_cases_of_one_morning_are_not_mixed_up(desk, relay, clock):
    cases = [a_case(desk.officer) for _number in range(6)]
    sweep_at(clock, "05.02.2026 08:00")
    mails = [m for to, m in relay.mails if to == OFFICER and "SSS-CP" in m["Subject"]]
    assert len(mails) == 6
    for case in cases:
        (mail,) = [mail for mail in mails if case.reference in mail["Subject"]]
        for text in parts(mail):
            assert case.get_absolute_url() in text
            assert not any(o.reference in text for o in cases if o.pk != case.pk)


def test_an_address_that_was_taken_away_meanwhile_sends_the_mail_to_the_officers(
    desk, relay, clock
):
    Authority.objects.filter(code="SSS").update(duty_email="duty@sss.example")
    a_case(desk.registrar)
    clock("05.02.2026 08:00")
    plan_due(now())
    assert Notice.objects.filter(user=None).exists()
    Authority.objects.filter(code="SSS").update(duty_email="")
    sweep()
    sweep()
    assert not Notice.objects.failed().exists()
    assert [s for s in relay.to(OFFICER) if "Legal review" in s]
