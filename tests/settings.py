"""The settings, on engines of the tests' own: the demonstration's worker must not help them.

pytest-django reads settings before any conftest, so the variable is set here. Where several
processes share the tests, each has a database, a number in the broker and a file of its machine.
"""

import os

os.environ.setdefault("MLA_TEST_ENGINE", "1")

from config.settings import *  # noqa: F403
from config.settings import DATABASES, HOST_FILE, PASSWORD_HASHERS, REDIS_URL

# Argon2 is meant to be slow; whoever looks at the real one finds it behind the fast one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")  # "gw0", "gw1"; "" for one alone

if PROCESS:
    number = int(PROCESS.removeprefix("gw")) + 1
    for database in DATABASES.values():
        name = f"test_{database['NAME']}_{PROCESS}"
        database["TEST"] = {**database.get("TEST", {}), "NAME": name}
    HOST_FILE = f"{HOST_FILE}.{PROCESS}"
    REDIS_URL = (
        f"{REDIS_URL}?virtual_host={number}"
        if REDIS_URL.startswith("redis+socket:")
        else f"{REDIS_URL.rpartition('/')[0]}/{number}"
    )
    CELERY_BROKER_URL = REDIS_URL
