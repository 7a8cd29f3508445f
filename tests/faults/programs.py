"""PostgreSQL's own programs, run as the engines' user on the engines of this process."""

import subprocess

from config.engines import places, postgres, programs
from config.engines.servers import as_engine_user, bare_environment


def run(name: str, *words: str, typed: bytes | None = None) -> bytes:
    """Return what a program printed; raise CalledProcessError if it failed.

    typed  what it reads from its standard input
    """
    place, who = f"--host={places.socket_folder()}", f"--username={postgres.SUPERUSER}"
    done = subprocess.run(
        [programs.postgresql() / name, place, who, *words],
        cwd=places.engine_folder(),
        env=bare_environment(),
        input=typed,
        check=True,
        stdout=subprocess.PIPE,
        **as_engine_user(),
    )
    return done.stdout
