"""Registers this procedure with casework."""

from django.apps import AppConfig


class ContactPointConfig(AppConfig):
    name = "contact_point"

    def ready(self) -> None:
        """Make the procedure known: its modules need the app registry, so not before this."""
        from contact_point.known import make_known

        make_known()
