"""`manage.py account`: what supervisors may not do to each other, done by the operator."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from casework.access.models import User


class Command(BaseCommand):
    help = "Changes the e-mail address of an account, or removes its second factor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument("--new-email", help="the address with which the person signs in now")
        parser.add_argument(
            "--remove-second-factor", action="store_true", help="for a telephone that was lost"
        )

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        """Do what the options say, and say what was done."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['email']}.")
        if not options["new_email"] and not options["remove_second_factor"]:
            raise CommandError("Say what to do: --new-email or --remove-second-factor.")
        if options["new_email"]:
            self.change_address(user, options["new_email"])
        if options["remove_second_factor"]:
            Authenticator.objects.filter(user=user).delete()
            self.stdout.write(f"{user} sets up a new second factor at the next sign-in.")

    def change_address(self, user: User, address: str) -> None:
        """Give the account another address. Raises CommandError if it is none, or taken."""
        address = User.objects.normalize_email(address.strip())
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address}: {' '.join(error.messages)}") from error
        if User.objects.filter(email__iexact=address).exclude(pk=user.pk).exists():
            raise CommandError(f"{address} belongs to another account.")
        user.email = address
        user.save(update_fields=["email"])
        EmailAddress.objects.filter(user=user).exclude(email__iexact=address).delete()
        self.stdout.write(f"{user} signs in as {address} from now on.")
