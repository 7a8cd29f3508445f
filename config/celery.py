"""The Celery application and its timetable.

Tasks carry no arguments and no results: a task is only a wake-up, the work to do stands in the
database. A wake-up that nobody took in time is worthless, hence the short expiry.
"""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init, worker_ready
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from kombu.transport.redis import Channel

from config import engines, profile
from config.preflight import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if profile.EMBEDDED:
    engines.borrow_or_exit()

app = Celery("mla_desk")
app.set_default()  # else the threads of the web wake nobody: "current" is a thread's own
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# A wake-up that nobody finished need not be put back; trying to, over a broker that has just gone,
# ends the worker instead of letting it connect again (kombu 5.7).
Channel.do_restore = False

# What, when (seconds apart, or a time in Asia/Baku), worthless after (seconds)
TIMETABLE = [
    ("casework.tasks.sweep", 60.0, 55),
    ("casework.tasks.bring_in", 60.0, 55),
    ("casework.tasks.tidy_up", crontab(hour="3", minute="30"), 3600),
    ("casework.tasks.check_figures", crontab(hour="4", minute="15"), 3600),
    ("casework.tasks.seal_reads", crontab(hour="4", minute="45"), 3600),
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


@worker_ready.connect
def sweep_at_once(**_signal: Any) -> None:
    """Let nobody wait for the first minute: what fell due while no worker ran leaves now."""
    app.send_task("casework.tasks.sweep", expires=55, retry=False)
