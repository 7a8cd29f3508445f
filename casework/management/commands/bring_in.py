"""`manage.py bring_in ID`: goes on with a register to its end; it needs no broker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.registers.model import RegisterImport
from casework.registers.running import run


class Command(BaseCommand):
    help = "Checks or brings in the rows of a register that wait. Killed, it goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask which register: its number stands in the address of its page."""
        parser.add_argument("register", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Go on to the end and say how it stands."""
        rows = RegisterImport.objects.filter(pk=options["register"])
        register = rows.first()
        if register is None:
            raise CommandError(f"There is no register {options['register']}.")
        if not register.is_busy:
            raise CommandError(
                "Nothing waits: a supervisor matches the columns and confirms on its page."
            )
        run(register.pk)
        register.refresh_from_db()
        if register.is_busy:
            raise CommandError("Another process is at work on a register of this authority.")
        done = register.rows.filter(status="done").count()
        self.stdout.write(f"{register.name}: {register.status}, {done} cases.")
