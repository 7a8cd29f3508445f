"""`manage.py setup`: prepares a real site: roles, tables, reference data, the first supervisor."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.directory.models import Authority
from casework.directory.seeds import seed_all


class Command(BaseCommand):
    help = (
        "Makes database roles, tables and reference data, then the first supervisor of an "
        "authority. It may be run again: what exists stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", help="the first supervisor's e-mail address")
        parser.add_argument("--name", help="the first supervisor's name")
        parser.add_argument("--authority", help="the authority's code: SSS, PGO or MOJ")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare the site; ask for what the command line does not say."""
        self.stdout.write("Roles and tables …")
        call_command("migrate", verbosity=options["verbosity"], interactive=False)
        self.stdout.write("Reference data …")
        seed_all()
        if Membership.objects.filter(role=Role.SUPERVISOR, until_on=None).exists():
            self.stdout.write("There is a supervisor already. The site is ready.")
            return
        supervisor = self.make_supervisor(options)
        self.stdout.write(f"{supervisor} is the first supervisor. The site is ready.")

    def make_supervisor(self, options: dict[str, Any]) -> User:
        """Return the new supervisor. Raises CommandError for bad or missing words."""
        email = options["email"] or _ask("E-mail address of the first supervisor", "--email")
        name = options["name"] or _ask("Name of the first supervisor", "--name")
        code = options["authority"] or _ask("Authority (SSS, PGO, MOJ)", "--authority")
        authority = Authority.objects.filter(code=code.strip().upper()).first()
        if authority is None:
            known = ", ".join(Authority.objects.values_list("code", flat=True))
            raise CommandError(f"There is no authority {code}; known are: {known}.")
        user = User(email=User.objects.normalize_email(email.strip()), full_name=name.strip())
        password = os.environ.get("MLA_SUPERVISOR_PASSWORD") or _ask_password()
        try:
            validate_email(user.email)
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            user.set_password(password)
            user.save()
            Membership.objects.create(user=user, authority=authority, role=Role.SUPERVISOR)
        return user


def _ask(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError(f"{question}: say it with {option}.")
    return input(f"{question}: ")


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise CommandError("Password: say it in the variable MLA_SUPERVISOR_PASSWORD.")
    return getpass.getpass("Password: ")
