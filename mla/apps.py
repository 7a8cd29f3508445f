"""Registers this procedure with casework."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MlaConfig(AppConfig):
    name = "mla"

    def ready(self) -> None:
        """Make the procedure known: its module needs the app registry, so not before this."""
        from casework.directory import procedures
        from mla.procedure import FIRST_EDITION

        procedures.register(
            procedures.Procedure("mla", _("Mutual legal assistance"), FIRST_EDITION)
        )
