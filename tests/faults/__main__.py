"""`python -m tests.faults`: engines of their own in a private folder, then the faults.

The folder has to be known before Django reads its settings, hence two processes.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
THEIR_OWN = ("DATABASE_URL", "MIGRATE_DATABASE_URL", "REDIS_URL", "DOCUMENTS_DIR", "MLA_DEMO")
# Not the tests' engines: those skip fsync, and a killed database would forget what it confirmed.
TEST_ENGINE = "MLA_TEST_ENGINE"


def main() -> int:
    """Run the faults and remove what they left; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="reminders that fall due")
    parser.add_argument("--only", help="R1,R14-lock: these alone")
    parser.add_argument("--seed", type=int, default=1, help="of the moments chosen at random")
    parser.add_argument("--report", help="a file for the rows, as JSON")
    parser.add_argument("--tables", help="a file with the tables as SQL, instead of migrating")
    parser.add_argument("--keep", action="store_true", help="leave the folder with all logs")
    parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mla-faults-"))
    try:
        command = [sys.executable, "-m", "tests.faults.beginning", *sys.argv[1:]]
        with subprocess.Popen(command, cwd=CHECKOUT, env=environment(folder)) as running:
            signal.signal(signal.SIGTERM, lambda *_about: running.terminate())
            return running.wait()
    finally:
        clean = [sys.executable, "-m", "config.engines"]
        order = "stop" if "--keep" in sys.argv else "clean"
        subprocess.run([*clean, order], cwd=CHECKOUT, env=environment(folder), check=False)
        if order == "clean":
            shutil.rmtree(folder, ignore_errors=True)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of every process of this run."""
    found = {name: value for name, value in os.environ.items() if name not in THEIR_OWN}
    found.pop(TEST_ENGINE, None)
    return found | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MLA_RUN_DIR": str(folder / "run"),
        "MLA_CLOCK_FILE": str(folder / "clock"),
        "HOST_FILE": str(folder / "host.json"),
        "FAULTS_FOLDER": str(folder),
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }


if __name__ == "__main__":
    sys.exit(main())
