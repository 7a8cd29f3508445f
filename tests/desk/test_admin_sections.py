"""The administration is arranged by what a supervisor comes for."""

import pytest
from django.contrib import admin
from django.urls import reverse

from config.admin import SECTIONS

pytestmark = pytest.mark.django_db


def test_every_table_stands_in_a_section_once():
    named = [name for _label, names in SECTIONS for name in names]
    ours = [model for model in admin.site._registry if model._meta.app_label == "casework"]
    registered = {model._meta.object_name for model in ours}
    assert len(named) == len(set(named))
    assert registered == set(named)


def test_the_supervisor_sees_the_sections_in_order(client, supervisor):
    client.force_login(supervisor)
    page = client.get(reverse("admin:index")).content.decode()
    places = [page.index(f">{label}<") for label in ("People", "Time limits and calendar", "Law")]
    assert places == sorted(places)
