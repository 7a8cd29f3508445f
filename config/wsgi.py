"""The web process. It refuses to start on a site that is not safe to run."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

import config.celery  # noqa: F401 - a step wakes the worker over its broker
from config import engines, profile
from config.preflight import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if profile.EMBEDDED:
    engines.borrow_or_exit()
application = get_wsgi_application()
refuse_unsafe_start()
connections.close_all()  # gunicorn forks its workers from here: none inherits a connection
gc.collect()
gc.freeze()  # what was imported is never garbage: looking through it again and again costs 8 %
