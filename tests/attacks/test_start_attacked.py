"""Unsafe starts that went unnoticed once."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.test_production import SAFE, address, start

pytestmark = [pytest.mark.engines, pytest.mark.django_db]


@pytest.mark.parametrize("process", ["worker", "beat"])
def test_worker_and_beat_stop_where_the_web_does(process, tmp_path):
    variables = {key: value for key, value in os.environ.items() if not key.startswith("MLA_")}
    variables |= SAFE | {"DATABASE_URL": address(settings.DATABASES["owner"]["USER"])}
    more = ["-P", "solo"] if process == "worker" else ["-s", str(tmp_path / "beat")]
    try:
        result = subprocess.run(
            [sys.executable, "-m", "celery", "-A", "config", process, *more],
            env=variables,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            timeout=120,
        )
    except subprocess.TimeoutExpired:
        pytest.fail(f"{process} goes on with the owner's connection")
    assert result.returncode and "owns the tables" in result.stderr


@pytest.mark.parametrize("switch", ["MLA_TESTING", "MLA_DEMO"])
def test_no_switch_of_the_developers_opens_a_real_site(switch):
    superuser = os.environ.get("MLA_TEST_SUPERUSER", "postgres")
    assert start(role=superuser, SECRET_KEY="", **{switch: "1"})
