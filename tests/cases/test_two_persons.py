"""Steps that need two persons: who proposes, who decides, and what overtakes a proposal.

Tried: without `refuse_own` the proposer decides, without `refuse_overtaken` a forged or stale
proposal is taken; the tests named so go red.
"""

import pytest

from casework.access.models import Absence, User
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.audit import chain
from casework.cases.case import Case
from casework.cases.law import UseCondition
from casework.clock import today
from casework.directory.models import Authority
from casework.workflow.door import perform
from casework.workflow.models import Proposal, StepRule
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import NotAllowed, Stale, StepRefused
from tests.cases.making import Desk
from tests.cases.reaching import in_execution, in_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(make_user):
    return make_user(Role.SUPERVISOR, full_name="second supervisor")


@pytest.fixture
def running(desk):
    return in_execution(desk)


def prolongation(desk, case, by):
    set_scope(by)
    details = desk.details(case, "prolong")
    return propose(case, "prolong", by=by, version=case.version, **details)


def as_now(user):
    """The same person, without what was remembered of roles and absences."""
    return User.objects.get(pk=user.pk)


def test_the_proposer_never_decides(desk, running):
    proposal = prolongation(desk, running, desk.supervisor)
    with pytest.raises(NotAllowed, match="proposed this yourself"):
        decide(proposal, by=desk.supervisor, accept=True)
    with pytest.raises(NotAllowed):
        decide(proposal, by=desk.supervisor, accept=False, remark="No.")
    assert Case.objects.get(pk=running.pk).version == running.version


def test_another_supervisor_decides_and_both_stand_in_the_event(desk, running, second):
    proposal = prolongation(desk, running, desk.supervisor)
    case = decide(proposal, by=second, accept=True)
    assert case.version == running.version + 1
    event = case.events.last()
    assert (event.verb, event.actor) == ("prolong", second)
    assert chain.parsed(event.details)["proposed_by"] == desk.supervisor.pk


def test_a_proposal_changes_no_state_and_no_version(desk, running):
    prolongation(desk, running, desk.officer)
    row = Case.objects.get(pk=running.pk)
    assert (row.state, row.version) == (running.state, running.version)
    assert running.prolongations.count() == 0
    assert running.events.last().verb == "propose"


def test_only_a_supervisor_decides(desk, running, registrar, auditor):
    proposal = prolongation(desk, running, desk.officer)
    for person in (desk.lawyer, registrar, auditor):
        with pytest.raises(NotAllowed):
            decide(proposal, by=person, accept=True)


def test_declining_needs_a_reason_and_leaves_the_case(desk, running):
    proposal = prolongation(desk, running, desk.officer)
    with pytest.raises(StepRefused, match="Say why"):
        decide(proposal, by=desk.supervisor, accept=False)
    case = decide(proposal, by=desk.supervisor, accept=False, remark="Too late.")
    assert case.version == running.version
    assert running.events.last().verb == "decline"
    with pytest.raises(StepRefused, match="no longer open"):
        decide(proposal, by=desk.supervisor, accept=True)


def test_a_proposal_that_was_changed_afterwards_is_refused(desk, running):
    proposal = prolongation(desk, running, desk.officer)
    forged = proposal.details.replace("longer", "much longer")
    Proposal.objects.filter(pk=proposal.pk).update(details=forged)
    with pytest.raises(StepRefused, match="changed afterwards"):
        decide(proposal, by=desk.supervisor, accept=True)


def test_a_proposal_moved_to_a_later_version_is_refused(desk, running):
    proposal = prolongation(desk, running, desk.officer)
    desk.step(running, "take_on")
    row = Proposal.objects.filter(pk=proposal.pk)
    row.update(status="open", version=running.version + 1)
    with pytest.raises(StepRefused, match="changed afterwards"):
        decide(proposal, by=desk.supervisor, accept=True)


def test_any_step_overtakes_what_was_proposed(desk, running):
    proposal = prolongation(desk, running, desk.officer)
    desk.step(running, "take_on")
    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.VOID
    with pytest.raises(StepRefused, match="no longer open"):
        decide(proposal, by=desk.supervisor, accept=True)


def test_a_proposal_of_a_version_that_is_gone_is_refused(desk, running):
    proposal = prolongation(desk, running, desk.officer)
    desk.step(running, "take_on")
    Proposal.objects.filter(pk=proposal.pk).update(status="open")
    with pytest.raises(StepRefused, match="moved on"):
        decide(proposal, by=desk.supervisor, accept=True)


def test_a_proposal_needs_the_version_that_the_person_saw(desk, running):
    details = desk.details(running, "prolong")
    desk.step(running, "take_on")
    with pytest.raises(Stale) as told:
        propose(running, "prolong", by=desk.officer, version=running.version, **details)
    assert [event.verb for event in told.value.events] == ["take_on"]
    assert told.value.events[0].actor == desk.officer


def test_the_same_step_is_proposed_once(desk, running):
    prolongation(desk, running, desk.officer)
    with pytest.raises(StepRefused, match="proposed already"):
        prolongation(desk, running, desk.lawyer)


def test_what_stands_against_a_step_is_asked_again_when_it_is_decided(desk, running):
    proposal = propose(running, "report", by=desk.officer, version=running.version)
    UseCondition.objects.create(
        case_id=running.pk, authority_id=running.authority_id, kind="limited"
    )
    with pytest.raises(StepRefused, match="conditions of use"):
        decide(proposal, by=desk.supervisor, accept=True)
    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.OPEN


def test_one_person_alone_is_refused(desk, running):
    for person in (desk.officer, desk.supervisor):
        with pytest.raises(StepRefused, match="needs two persons"):
            perform(running, "prolong", by=person, version=running.version,
                    **desk.details(running, "prolong"))  # fmt: skip


# Deputies


def test_a_deputy_decides_in_the_name_of_who_is_absent(desk, running):
    proposal = prolongation(desk, running, desk.lawyer)
    Absence.objects.create(user=desk.supervisor, deputy=desk.officer, from_on=today())
    case = decide(proposal, by=as_now(desk.officer), accept=True)
    event = case.events.last()
    assert (event.actor, event.on_behalf_of) == (desk.officer, desk.supervisor)


def test_a_deputy_does_not_decide_what_the_absent_one_proposed(desk, running):
    proposal = prolongation(desk, running, desk.supervisor)
    Absence.objects.create(user=desk.supervisor, deputy=desk.officer, from_on=today())
    with pytest.raises(NotAllowed, match="proposed this yourself"):
        decide(proposal, by=as_now(desk.officer), accept=True)


def test_a_deputy_does_not_decide_what_the_deputy_proposed(desk, running):
    Absence.objects.create(user=desk.supervisor, deputy=desk.officer, from_on=today())
    officer = as_now(desk.officer)
    proposal = prolongation(desk, running, officer)
    with pytest.raises(NotAllowed, match="proposed this yourself"):
        decide(proposal, by=officer, accept=True)


def test_an_officer_who_is_a_deputy_proposes_in_the_own_name(desk, running):
    Absence.objects.create(user=desk.supervisor, deputy=desk.officer, from_on=today())
    proposal = prolongation(desk, running, as_now(desk.officer))
    assert proposal.on_behalf_of is None
    case = decide(proposal, by=desk.supervisor, accept=True)
    assert case.events.last().on_behalf_of is None


def test_a_deputy_of_another_authority_has_no_right_here(desk, running, make_user):
    foreign = make_user(Role.OFFICER, authority="PGO")
    Absence.objects.create(user=desk.supervisor, deputy=foreign, from_on=today())
    proposal = prolongation(desk, running, desk.officer)
    with pytest.raises(NotAllowed):
        decide(proposal, by=foreign, accept=True)
    set_scope(foreign)
    with pytest.raises(Case.DoesNotExist):
        decide(proposal, by=foreign, accept=True)


# What an authority decided otherwise


def rule(step, **fields):
    sss = Authority.objects.get(code="SSS")
    StepRule.objects.create(authority=sss, procedure="contact_point", step=step, **fields)


def test_a_rule_lets_a_supervisor_prolong_alone(desk):
    rule("prolong", second="none")
    running = in_execution(desk)
    details = desk.details(running, "prolong")
    with pytest.raises(NotAllowed):
        perform(running, "prolong", by=desk.officer, version=running.version, **details)
    case = perform(running, "prolong", by=desk.supervisor, version=running.version, **details)
    assert case.version == running.version + 1


def test_a_rule_lets_any_second_person_decide(desk):
    rule("prolong", second="person")
    running = in_execution(desk)
    proposal = prolongation(desk, running, desk.officer)
    assert decide(proposal, by=desk.lawyer, accept=True).version == running.version + 1


def test_a_rule_makes_a_second_person_necessary(desk):
    rule("accept", second="supervisor")
    case = desk.step(in_review(desk), "confirm_preservation")
    with pytest.raises(StepRefused, match="needs two persons"):
        perform(case, "accept", by=desk.lawyer, version=case.version)
    proposal = propose(
        case, "accept", by=desk.lawyer, version=case.version, **desk.details(case, "accept")
    )
    assert decide(proposal, by=desk.supervisor, accept=True).state == "execution"


def test_a_rule_gives_a_step_to_another_role(desk):
    rule("accept", roles=["officer", "lawyer"])
    case = desk.step(in_review(desk), "confirm_preservation")
    details = desk.details(case, "accept")
    case = perform(case, "accept", by=desk.officer, version=case.version, **details)
    assert case.state == "execution"


# Release of subscriber information


def test_subscriber_information_is_released_with_any_second_person(desk, running):
    set_scope(desk.officer)
    proposal = propose(running, "report", by=desk.officer, version=running.version)
    assert decide(proposal, by=desk.lawyer, accept=True).state == "executed"


def test_other_material_is_released_by_a_supervisor(desk):
    case = in_execution(desk, items=2)
    proposal = propose(case, "report", by=desk.officer, version=case.version)
    with pytest.raises(NotAllowed):
        decide(proposal, by=desk.lawyer, accept=True)
    assert decide(proposal, by=desk.supervisor, accept=True).state == "executed"


def test_a_desk_of_four_goes_from_receipt_to_closing(make_user):
    """Two of them have several roles; one supervisor proposes, the other one decides."""
    one = make_user(Role.OFFICER, Role.LAWYER, full_name="one")
    two = make_user(Role.OFFICER, full_name="two")
    three = make_user(Role.SUPERVISOR, Role.LAWYER, full_name="three")
    four = make_user(Role.SUPERVISOR, full_name="four")
    desk = Desk(one, one, three)
    case = in_execution(desk)
    proposal = prolongation(desk, case, three)
    case = decide(proposal, by=four, accept=True)
    proposal = propose(case, "report", by=two, version=case.version)
    assert decide(proposal, by=one, accept=True).state == "executed"
