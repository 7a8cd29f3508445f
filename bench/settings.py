"""The settings of the web process that a benchmark starts: on its scratch database."""

import os

from config.settings import *  # noqa: F403
from config.settings import DATABASES

ROOT_URLCONF = "bench.urls"
for database in DATABASES.values():
    database["NAME"] = os.environ["BENCH_DATABASE"]
