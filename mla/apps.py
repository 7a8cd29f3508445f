"""Registers this procedure with casework."""

from django.apps import AppConfig


class MlaConfig(AppConfig):
    name = "mla"

    def ready(self) -> None:
        """Make the procedure known: its modules need the app registry, so not before this."""
        from mla.known import make_known

        make_known()
