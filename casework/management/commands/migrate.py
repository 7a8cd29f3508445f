"""`manage.py migrate`: as the owner's role, then the privileges of the other roles."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate

from casework.access.database import ensure_roles, grant_privileges


class Command(migrate.Command):
    """Django's own, with another default database and the grants at the end."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the roles, migrate, make the cache's table, then give each role its rights."""
        ensure_roles(options["database"])
        super().handle(*args, **options)
        call_command("createcachetable", database=options["database"])
        grant_privileges(options["database"])
