"""A request of ours from the investigator to the day on which the case is closed."""

import pytest

from casework.workflow.refusals import StepRefused
from tests.cases.making import sent
from tests.outgoing.making import IS_DIRECT, approved

pytestmark = pytest.mark.django_db


def test_the_whole_way_over_a_treaty_without_direct_channel(pgo):
    case = approved(pgo)
    assert case.reference.startswith("PGO-OUT-")
    with pytest.raises(StepRefused) as error:
        pgo.step(case, "send_directly")
    assert "permits sending directly is not known" in str(error.value)
    case = pgo.steps(case, "send", "acknowledge", "record_partial", "record_reply")
    assert (case.state, case.foreign_reference) == ("answered", "4 AR 17/26")
    case = pgo.step(case, "forward_reply")
    with pytest.raises(StepRefused):
        pgo.step(case, "close")
    sent(case, "outgoing_forwarding")
    assert pgo.step(case, "close").state == "closed"


def test_a_treaty_that_permits_it_lets_the_request_leave_directly(pgo):
    case = pgo.step(approved(pgo, basis=IS_DIRECT), "send_directly")
    assert (case.state, case.is_direct, case.sent_by) == ("sent", True, "email")
