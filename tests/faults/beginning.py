"""The second process: engines and Django first, then whatever needs models."""

import importlib
import signal
import sys

import django

import config.celery  # noqa: F401 - steps wake the worker, as in the web
from config import engines

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_about: sys.exit(1))  # what was started ends too
    engines.borrow_or_exit()
    django.setup()
    sys.exit(importlib.import_module("tests.faults.running").main())
