"""What stands where the data of a case are preserved: their expected loss presses no more."""

from django.utils.translation import gettext as _

from casework.desk.calculator_cards import Chip


def kept_chip() -> Chip:
    """Return what stands in place of the hours that are left."""
    return Chip("green", _("The data are preserved"))


def calm_chip() -> Chip:
    """Return the same for a list, where nothing is to catch the eye."""
    return Chip("secondary", _("Preserved"))
