"""`manage.py catalogue`: brings the Azerbaijani catalogue up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from config import catalogue


class Command(BaseCommand):
    help = "Collects the sentences of code and templates and compiles the Azerbaijani catalogue."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write django.po and django.mo; say what still lacks a translation."""
        catalog = catalogue.updated()
        catalogue.FOLDER.mkdir(parents=True, exist_ok=True)
        (catalogue.FOLDER / "django.po").write_bytes(catalogue.as_po(catalog))
        (catalogue.FOLDER / "django.mo").write_bytes(catalogue.as_mo(catalog))
        missing = catalogue.untranslated(catalog)
        self.stdout.write(f"{len(catalog)} sentences, {len(missing)} without Azerbaijani.")
        for text in missing:
            self.stdout.write(f"  {text}")
