"""`manage.py sweep`: the second waker, for cron or a systemd timer; it needs no broker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.notices.sweep import sweep


class Command(BaseCommand):
    help = "Plans the reminders that are due and sends what waits. Any number may run at once."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Sweep once and say what was done."""
        done = sweep(is_alone=True)
        if done.is_held:
            raise CommandError(
                "Reminders are held on this machine: the database is a copy or was restored. A"
                " supervisor releases them on the page “Reminders”."
            )
        if options["verbosity"]:
            self.stdout.write(
                f"{done.planned} cases looked at, {done.sent} mails sent, {done.failed} not."
            )
