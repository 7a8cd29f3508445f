#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it borrows the embedded engines while it runs."""

import os
import sys

from django.core.management import execute_from_command_line

from config import engines, profile

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if profile.EMBEDDED:
        engines.borrow_or_exit()
    execute_from_command_line(sys.argv)
