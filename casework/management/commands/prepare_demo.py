"""`manage.py prepare_demo`: tables, reference data and demo accounts, before `make run` starts."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Migrates, writes the reference data and makes the demo accounts; never on a real site."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Bring the database of the demonstration up to date."""
        if settings.PRODUCTION:
            raise CommandError("Demo accounts are never made on a real site.")
        call_command("migrate", verbosity=0, interactive=False)  # on embedded engines it seeds too
