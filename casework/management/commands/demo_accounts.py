"""`manage.py demo_accounts`: who can sign in to the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from casework.demo.accounts import CAST, PASSWORD


class Command(BaseCommand):
    help = "Prints the demo accounts."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print a line for each account."""
        width = max(len(person.email) for person in CAST)
        for person in CAST:
            roles = ", ".join(str(role.label) for role in person.roles)
            self.stdout.write(f"  {person.email:<{width}}  {person.authority:<4} {roles}")
        self.stdout.write(f"  Password of all: {PASSWORD}")
