"""An authority's own rules about steps: only such as leave somebody to take and to decide."""

import pytest
from django.core.checks import Tags, run_checks

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.directory.models import Authority
from casework.workflow.models import Second, StepRule
from casework.workflow.rules import lacking_deciders
from tests.conftest import LONG_AGO

pytestmark = pytest.mark.django_db
LIST = "/administration/casework/steprule/"
OFF, LAW, SUP, REG = Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR
STUCK = "nobody could take"


@pytest.fixture
def sss():
    return Authority.objects.get(code="SSS")


@pytest.fixture
def staff(make_user):
    """Return a maker of a desk: each argument is one person's roles."""

    def make(*people, **fields):
        return [
            make_user(*roles, full_name=f"person {number}", **fields)
            for number, roles in enumerate(people)
        ]

    return make


@pytest.mark.parametrize(
    "people",
    [
        [(OFF,), (LAW,), (SUP,), (REG,)],
        [(OFF,), (OFF,), (LAW,), (SUP,)],
        [(OFF, REG), (OFF, LAW), (LAW,), (SUP,)],
        [(OFF, LAW, REG), (SUP,)],
        [(OFF, LAW, SUP, REG), (OFF,)],
        [(OFF, LAW, SUP), (OFF, LAW, SUP)],
    ],
    ids=lambda people: " | ".join("+".join(roles) for roles in people),
)
def test_a_small_desk_can_always_decide(sss, staff, people):
    staff(*people)
    assert lacking_deciders(sss) == []


@pytest.mark.parametrize(
    ("people", "lacking"),
    [
        ([], "it needs: Officer."),
        ([(OFF, LAW, SUP, REG)], "another person, a supervisor, who decides"),
        ([(OFF,), (LAW,), (REG,)], "another person, a supervisor, who decides"),
        ([(OFF,), (SUP,)], "it needs: Lawyer."),
        ([(LAW,), (SUP,)], "it needs: Officer."),
        ([(SUP,), (REG,)], "another person, a supervisor, who decides"),
    ],
    ids=str,
)
def test_a_desk_that_lacks_somebody_is_told_whom(sss, staff, people, lacking):
    staff(*people)
    assert any(lacking in sentence for sentence in lacking_deciders(sss))


def test_who_is_switched_off_or_has_left_decides_nothing(sss, staff):
    _one, head = staff((OFF, LAW, REG), (SUP,))
    head.is_active = False
    head.save()
    assert any("“Refuse”" in sentence for sentence in lacking_deciders(sss))
    head.is_active = True
    head.save()
    assert lacking_deciders(sss) == []
    head.memberships.update(until_on=LONG_AGO)
    assert any("“Refuse”" in sentence for sentence in lacking_deciders(sss))


def test_people_of_another_procedure_or_authority_do_not_count(sss, staff):
    _one, head = staff((OFF, LAW, REG), (SUP,))
    head.memberships.update(procedure="mla")
    assert any("“Refuse”" in sentence for sentence in lacking_deciders(sss))
    head.memberships.update(procedure="", authority=Authority.objects.get(code="PGO"))
    assert any("“Refuse”" in sentence for sentence in lacking_deciders(sss))


def test_a_rule_may_let_any_second_person_decide(sss, staff):
    staff((OFF, REG), (LAW,))
    lacking = " ".join(lacking_deciders(sss))
    assert "“Refuse”" in lacking
    rule = {"authority": sss, "procedure": "contact_point", "step": "refuse"}
    StepRule.objects.create(**rule, second=Second.PERSON)
    lacking = " ".join(lacking_deciders(sss))
    assert "“Refuse”" not in lacking
    assert "“Postpone”" in lacking


def test_the_check_of_the_database_warns_and_a_whole_desk_silences_it(staff):
    def warned():
        found = run_checks(tags=[Tags.database], databases=["default"])
        return [one.msg for one in found if one.id == "casework.W001"]

    assert any(STUCK in sentence and sentence.startswith("SSS") for sentence in warned())
    staff((OFF, LAW, REG), (SUP,))
    assert not [sentence for sentence in warned() if sentence.startswith("SSS")]


def test_without_the_database_nothing_is_checked():
    assert [one for one in run_checks() if one.id == "casework.W001"] == []


# In the administration


@pytest.fixture
def head(client, desk):
    client.force_login(desk.supervisor)
    return client


def rule(sss, **values):
    return {
        "authority": sss.pk, "procedure": "contact_point", "step": "accept", "roles": [],
        "second": "", **values,
    }  # fmt: skip


def errors(response):
    form = response.context["adminform"].form
    return " ".join(str(words) for listed in form.errors.values() for words in listed)


def test_a_supervisor_sets_a_rule_and_it_is_kept_with_its_history(head, sss, desk):
    posted = rule(sss, roles=["lawyer", "supervisor"], second="supervisor")
    assert head.post(LIST + "add/", posted).status_code == 302
    made = StepRule.objects.get()
    assert (made.step, made.roles, made.second) == (
        "accept",
        ["lawyer", "supervisor"],
        "supervisor",
    )
    assert made.history.get().history_user == desk.supervisor
    assert "Accept" in head.get(LIST).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": "no_such_step"},
        {"roles": ["auditor"]},
        {"roles": ["king"]},
        {"second": "nobody-at-all"},
        {"procedure": "no_such_procedure"},
    ],
    ids=str,
)
def test_a_rule_about_nothing_is_refused(head, sss, wrong):
    assert head.post(LIST + "add/", rule(sss, **wrong)).status_code == 200
    assert not StepRule.objects.exists()


def test_a_rule_that_leaves_nobody_is_refused_with_the_reason(head, sss, desk):
    desk.registrar.memberships.update(until_on=LONG_AGO)
    response = head.post(LIST + "add/", rule(sss, step="take_on", roles=["registrar"]))
    assert "it needs: Registrar" in errors(response)
    assert not StepRule.objects.exists()


def test_a_second_person_is_demanded_only_where_there_are_two(client, sss, make_user):
    alone = make_user(OFF, LAW, SUP, REG, full_name="alone")
    client.force_login(alone)
    response = client.post(LIST + "add/", rule(sss, second="person"))
    assert "two different officers, lawyers or supervisors" in errors(response)
    assert not StepRule.objects.exists()


def test_a_changed_rule_is_judged_as_a_new_one_is(head, sss, desk):
    made = StepRule.objects.create(
        authority=sss, procedure="contact_point", step="take_on", roles=["officer"]
    )
    desk.registrar.memberships.update(until_on=LONG_AGO)
    address = f"{LIST}{made.pk}/change/"
    assert head.post(address, {"roles": ["registrar"], "second": ""}).status_code == 200
    assert head.post(address, {"roles": ["lawyer"], "second": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.step, made.roles) == ("take_on", ["lawyer"])


def test_nobody_sets_a_rule_for_another_authority(head, desk, make_user):
    pgo = Authority.objects.get(code="PGO")
    assert head.post(LIST + "add/", rule(pgo)).status_code == 200
    theirs = StepRule.objects.create(authority=pgo, procedure="contact_point", step="accept")
    assert head.get(f"{LIST}{theirs.pk}/change/").status_code == 302
    Membership.objects.create(
        user=desk.supervisor, authority=pgo, role=Role.AUDITOR, from_on=LONG_AGO
    )
    assert head.get(f"{LIST}{theirs.pk}/change/").status_code == 200
    assert head.post(f"{LIST}{theirs.pk}/change/", {"roles": ["lawyer"]}).status_code == 403


def test_an_auditor_reads_rules_and_sets_none(client, auditor, sss):
    made = StepRule.objects.create(authority=sss, procedure="contact_point", step="accept")
    client.force_login(auditor)
    assert client.get(f"{LIST}{made.pk}/change/").status_code == 200
    assert client.post(LIST + "add/", rule(sss, step="refuse")).status_code == 403
    assert client.post(f"{LIST}{made.pk}/change/", {"roles": ["lawyer"]}).status_code == 403


def test_no_rule_is_deleted(head, sss):
    made = StepRule.objects.create(authority=sss, procedure="contact_point", step="accept")
    assert head.post(f"{LIST}{made.pk}/delete/", {"post": "yes"}).status_code == 403
