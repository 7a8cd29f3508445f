"""`manage.py bring_in ID`: goes on with a register to its end; it needs no broker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from casework.access.scope import set_scope_of_all
from casework.registers.model import RegisterImport
from casework.registers.running import run


class Command(BaseCommand):
    help = "Checks or brings in the rows of a register that wait. Killed, it goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask which register: its number stands in the address of its page."""
        parser.add_argument("register", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Go on to the end and say how it stands."""
        register = self.register_of(options["register"])
        if not register.is_busy:
            raise CommandError(
                "Nothing waits: a supervisor matches the columns and confirms on its page."
            )
        run(register.pk)
        register = self.register_of(register.pk)
        if register.is_busy:
            raise CommandError("Another process is at work on a register of this authority.")
        with transaction.atomic():
            set_scope_of_all()
            done = register.rows.filter(status="done").count()
        self.stdout.write(f"{register.name}: {register.status}, {done} cases.")

    def register_of(self, key: int) -> RegisterImport:
        """Return the register as it is now. Raises CommandError if there is none."""
        with transaction.atomic():
            set_scope_of_all()
            register: RegisterImport | None = RegisterImport.objects.filter(pk=key).first()
        if register is None:
            raise CommandError(f"There is no register {key}.")
        return register
