"""The Celery application and its timetable.

Tasks carry no arguments and no results: a task is only a wake-up, the work to do stands in the
database. A wake-up that nobody took in time is worthless, hence the short expiry.
"""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from config import engines, profile
from config.preflight import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if profile.EMBEDDED:
    engines.borrow_or_exit()

app = Celery("mla_desk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What, when (seconds apart, or a time in Asia/Baku), worthless after (seconds)
TIMETABLE = [
    ("casework.tasks.sweep", 60.0, 55),
    ("casework.tasks.tidy_up", crontab(hour="3", minute="30"), 3600),
]
app.conf.beat_schedule = {
    task: {"task": task, "schedule": when, "options": {"expires": expires}}
    for task, when, expires in TIMETABLE
}


@worker_init.connect
@beat_init.connect
def check_the_site(**_signal: Any) -> None:
    """Stop worker and beat where the web would refuse to start.

    Celery logs what a signal's receiver raises and goes on; only SystemExit ends the process.
    """
    try:
        refuse_unsafe_start()
    except (ImproperlyConfigured, DatabaseError) as unsafe:
        raise SystemExit(str(unsafe)) from unsafe
