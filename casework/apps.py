"""Casework's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Casework")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the checks known: their models need the app registry, so not before this."""
        from casework.workflow import checks_of_rules  # noqa: F401
