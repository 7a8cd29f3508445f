"""The memory of a real web process after it has served every page of a walk."""

import http.client
import os
import re
import subprocess
import sys
from pathlib import Path
from time import sleep

from django.db import connections

from config.runner.plan import free_port

PSS = re.compile(r"^Pss:\s+(\d+) kB", re.M)
SECONDS = 30.0


def memory_after(pages: list[str], cookie: str, rounds: int = 20) -> float:
    """Return the proportional set size in MB of one gunicorn worker that served these pages."""
    port = free_port()
    web = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}",
            "--workers=1", "--worker-class=gthread", "--threads=4", "--no-control-socket",
            "--log-level=error",
        ],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "BENCH_DATABASE": str(connections["default"].settings_dict["NAME"]),
            "LOG_LEVEL": "ERROR",
        },
    )  # fmt: skip
    try:
        wait_for(port)
        for _round in range(rounds):
            for page in pages:
                walk(port, page, cookie)
        return pss(worker_of(web.pid))
    finally:
        web.terminate()
        web.wait()


def wait_for(port: int) -> None:
    """Wait until the worker answers. Raises RuntimeError if it does not."""
    for _try in range(int(SECONDS / 0.2)):
        try:
            walk(port, "/healthz/live", "")
        except OSError:
            sleep(0.2)
        else:
            return
    raise RuntimeError("gunicorn does not answer")


def walk(port: int, page: str, cookie: str) -> None:
    """Open one page. Raises RuntimeError unless it is shown."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", page, headers={"Cookie": f"sessionid={cookie}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{page}: {answer.status}")


def worker_of(master: int) -> int:
    """Return the process id of gunicorn's only worker."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return int(children[0])


def pss(process: int) -> float:
    """Return the proportional set size of a process in MB."""
    found = PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text())
    return int(found[1]) / 1024 if found else 0.0
