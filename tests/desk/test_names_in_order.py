"""Lists of States stand in the order in which a reader looks for them, in either language."""

import pytest
from django.utils.translation import override

from casework.clock import today
from casework.directory.alphabet import by_alphabet
from casework.directory.models import State
from contact_point.urgent import UrgentForm
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


def shown(field):
    field.queryset = State.objects.offered(today())
    return [str(label) for value, label in field.choices if value]


@pytest.mark.parametrize("language", ["en", "az"])
def test_states_are_offered_by_the_alphabet_of_the_page(language):
    with override(language):
        names = shown(UrgentForm.base_fields["requesting_state"])
        assert len(names) > 2 and names == sorted(names, key=by_alphabet)


def test_in_azerbaijani_germany_stands_under_a(officer):
    with override("az"):
        names = shown(UrgentForm.base_fields["requesting_state"])
    assert names.index("Almaniya") < names.index("Fransa")


@pytest.mark.parametrize("name", ["correct_content"])
def test_a_correction_offers_them_alike(client, officer, name):
    case = a_case(officer)
    client.force_login(officer)
    with override("az"):
        page = client.get(
            f"{case.get_absolute_url()}steps/{name}/", headers={"accept-language": "az"}
        ).content.decode()
    assert page.index(">Almaniya<") < page.index(">Fransa<")


def test_our_own_state_neither_asks_nor_is_asked():
    assert State.objects.filter(code="AZ").exists()
    with override("en"):
        assert "Azerbaijan" not in shown(UrgentForm.base_fields["requesting_state"])
