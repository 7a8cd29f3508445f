"""`manage.py migrate`: as the owner's role, then the privileges of the other roles."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from casework.access.database import ensure_roles, grant_privileges, show_rows_to_auditor
from casework.demo import accounts, shows
from casework.directory.seeds import seed_all
from casework.management.in_place import rendered_in_place


class Command(migrate.Command):
    """Django's own, with another default database and the grants at the end."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make roles, tables and the cache's table, then give each role its rights."""
        ensure_roles(options["database"])
        with rendered_in_place():
            super().handle(*args, **options)
        call_command(
            "createcachetable", database=options["database"], verbosity=options["verbosity"]
        )
        grant_privileges(options["database"])
        show_rows_to_auditor(options["database"])
        if is_for_trying(options):
            seed_all()
            accounts.make_accounts()
            shows.show_cases()


def is_for_trying(options: dict[str, Any]) -> bool:
    """Whether the whole of an embedded database was migrated: it gets data to look at too."""
    is_test = connections[options["database"]].settings_dict["NAME"].startswith("test_")
    return not settings.PRODUCTION and not is_test and not options["app_label"]
