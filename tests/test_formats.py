"""Dates are written day.month.year in both languages, and month/day is never guessed."""

from datetime import date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, translation

from casework.clock import BAKU


@pytest.mark.parametrize("language", ["en", "az"])
def test_dates_and_times(language):
    with translation.override(language):
        assert formats.date_format(date(2026, 5, 12)) == "12.05.2026"
        at = datetime(2026, 5, 12, 9, 5, tzinfo=BAKU)
        assert formats.date_format(at, "DATETIME_FORMAT") == "12.05.2026 09:05"
        assert forms.DateField(localize=True).clean("05.12.2026") == date(2026, 12, 5)
        assert forms.DateField().clean("2026-12-05") == date(2026, 12, 5)
        with pytest.raises(ValidationError):
            forms.DateField().clean("05/12/2026")
