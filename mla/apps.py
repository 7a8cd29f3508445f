"""Registers these procedures with casework."""

from django.apps import AppConfig


class MlaConfig(AppConfig):
    name = "mla"

    def ready(self) -> None:
        """Make the procedures known: their modules need the app registry, so not before this."""
        from mla import known
        from mla.outgoing import known as outgoing
        from mla.spontaneous import known as spontaneous

        known.make_known()
        outgoing.make_known()
        spontaneous.make_known()
