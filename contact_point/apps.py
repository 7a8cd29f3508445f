"""Registers this procedure with casework."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactPointConfig(AppConfig):
    name = "contact_point"

    def ready(self) -> None:
        """Make the procedure known: its module needs the app registry, so not before this."""
        from casework.directory import procedures
        from contact_point.procedure import FIRST_EDITION

        procedures.register(
            procedures.Procedure("contact_point", _("24/7 contact point"), FIRST_EDITION)
        )
