"""One installation for the trials: engines, a database for each fault, and its processes."""

import contextlib
import json
import os
import signal
import socket
import time
from datetime import datetime
from pathlib import Path
from random import Random

import psycopg
from django.core.management import call_command
from django.db import connections

from casework.clock import BAKU, now
from casework.directory.seeds import seed_all
from config import engines
from config.engines import places, postgres, valkey
from config.engines.servers import listener
from tests.faults import cast, programs
from tests.faults.counting import Mail, taken
from tests.faults.processes import Processes, is_alive, is_open

READY, LIVE = "faults_ready", postgres.DATABASE
PATHS = {"database": postgres.socket_path, "broker": valkey.socket_path}
WAITING = """
SELECT (SELECT count(*) FROM casework_wake WHERE at <= %s)
     + (SELECT count(*) FROM casework_notice WHERE status = 'waiting')
"""


class World(Processes):
    """One installation: its database, clock and mail server; the processes are Processes'."""

    def __init__(self, seed: int) -> None:
        super().__init__(Path(os.environ["FAULTS_FOLDER"]))
        self.clock = Path(os.environ["MLA_CLOCK_FILE"])
        self.random = Random(seed)  # noqa: S311 - nothing secret
        self.number = 0

    # The database

    def prepare(self, tables: Path | None) -> None:
        """Migrate and seed once, register one case, and keep all that for each fault.

        tables  the tables as SQL, where somebody has migrated already
        """
        self.clock_to("03.02.2026 10:15")
        if tables:
            programs.run("psql", "--quiet", f"--dbname={LIVE}", typed=tables.read_bytes())
            seed_all()
        else:
            call_command("migrate", verbosity=0, interactive=False)
        cast.gather()
        connections.close_all()
        self.as_superuser(f"ALTER DATABASE {LIVE} RENAME TO {READY}")

    def begin(self, size: int, **about: object) -> list[tuple[str, str]]:
        """Begin a trial in a fresh database; return (reference, address) of what falls due.

        The clock stands a minute before the reminders leave; a mail server is ready.
        """
        self.end()
        self.number += 1
        engines.start()
        self.replace_database(READY)
        for left in [Path(os.environ["HOST_FILE"]), self.orders]:
            left.unlink(missing_ok=True)
        self.flush()
        self.clock_to(str(about.pop("clock", "10.02.2026 07:59")))
        expected = cast.cases(size, **about)
        self.start_relay()
        return expected

    def replace_database(self, template: str) -> None:
        """Put a copy of another database in the place of the live one."""
        connections.close_all()
        self.as_superuser(f"DROP DATABASE IF EXISTS {LIVE} WITH (FORCE)")
        self.as_superuser(f"CREATE DATABASE {LIVE} OWNER {postgres.OWNER} TEMPLATE {template}")

    def as_superuser(self, statement: str, *values: object, database: str = "postgres") -> list:
        """Return the rows of one statement."""
        with self.connected(database) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def connected(self, database: str) -> psycopg.Connection:
        """Return a connection of the superuser."""
        place = str(places.socket_folder())
        return psycopg.connect(
            host=place, dbname=database, user=postgres.SUPERUSER, autocommit=True
        )

    def ask(self, statement: str, *values: object) -> list:
        """Return the rows of one statement in the live database, seeing all."""
        return self.as_superuser(statement, *values, database=LIVE)

    def one(self, statement: str, *values: object) -> int:
        """Return a single number."""
        return self.ask(statement, *values)[0][0] or 0

    def unended(self) -> int:
        """Return how many attempts have no end: nobody knows whether those mails left."""
        return self.one("SELECT count(*) FROM casework_attempt WHERE ended_at IS NULL")

    def is_quiet(self) -> bool:
        """Whether nothing is due and nothing waits."""
        with contextlib.suppress(psycopg.Error):
            return self.one(WAITING, now()) == 0
        return False

    # The clock

    def clock_to(self, words: str) -> None:
        """Let it be this time in Baku for all processes: "10.02.2026 08:00"."""
        wanted = datetime.strptime(words, "%d.%m.%Y %H:%M").replace(tzinfo=BAKU)
        self.set_clock((wanted - datetime.now(BAKU)).total_seconds())

    def forward(self, seconds: float) -> None:
        """Move the clock of all processes."""
        self.set_clock(float(self.clock.read_text()) + seconds)

    def set_clock(self, seconds: float) -> None:
        unfinished = self.clock.with_suffix(".new")
        unfinished.write_text(str(seconds))
        unfinished.replace(self.clock)

    # The mail server

    @property
    def place(self) -> Path:
        """The file with the mails of this trial."""
        return self.folder / f"mails-{self.number}.jsonl"

    @property
    def orders(self) -> Path:
        """The file that tells the mail server what to do."""
        return self.folder / "orders.json"

    def mails(self) -> list[Mail]:
        """Return what the mail server has taken."""
        return taken(self.place)

    def count(self) -> int:
        """Return how many mails it has taken."""
        return self.place.read_bytes().count(b"\n") if self.place.exists() else 0

    def order(self, do: str = "accept", to: str = "", **seconds: float) -> None:
        """Tell the mail server what to do from the next mail on; others' orders stay."""
        known = json.loads(self.orders.read_text()) if self.orders.exists() else {}
        unfinished = self.orders.with_suffix(".new")
        unfinished.write_text(json.dumps({**known, to: {"do": do, **seconds}}))
        unfinished.replace(self.orders)

    def start_relay(self) -> None:
        """Start the mail server and wait until it answers."""
        words = [str(self.mail_port), str(self.place), str(self.orders)]
        self.start("relay", "tests.faults.relay", *words)
        self.wait(lambda: is_open(self.mail_port), 30)

    # The engines

    def end(self) -> None:
        """End everything but the engines."""
        if pid := listener(valkey.socket_path()):
            os.kill(pid, signal.SIGCONT)
        self.kill(*list(self.running))

    def pid_of(self, engine: str) -> int:
        """Return the process of "database" or "broker"."""
        pid = listener(PATHS[engine]())
        assert pid, f"the {engine} is down"
        return pid

    def kill_engine(self, engine: str) -> None:
        """kill -9 of a server; start_engines() brings it back."""
        pid, path = self.pid_of(engine), PATHS[engine]()
        os.kill(pid, signal.SIGKILL)
        # Its threads may hold the socket for a moment after their leader is gone.
        self.wait(lambda: not is_alive(pid) and listener(path) is None, 20)

    def start_engines(self) -> None:
        engines.start()

    def flush(self) -> None:
        """FLUSHALL in the broker."""
        with socket.socket(socket.AF_UNIX) as broker:
            broker.connect(str(valkey.socket_path()))
            broker.sendall(b"FLUSHALL\r\n")
            assert broker.recv(16).startswith(b"+OK")

    # Waiting

    def meets(self, statement: str, seconds: float) -> bool:
        """Return whether the number that a statement gives was above zero for once."""
        with self.connected(LIVE) as connection:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                if connection.execute(statement).fetchone()[0]:
                    return True
        return False

    def finish(self, size: int) -> bool:
        """Wait until nothing is due and nothing waits; return whether it came to that."""
        return self.wait(lambda: time.sleep(0.2) or self.is_quiet(), 60 + size * 0.4)
