"""`python -m config.engines start|stop|status|clean`: the embedded engines by hand."""

import argparse
import shutil
import sys

from config.engines import EngineError, database_url, redis_url, start, stop
from config.engines.places import engine_folder, is_root, socket_folder, state_folder
from config.engines.postgres import socket_path as database_socket
from config.engines.servers import listener
from config.engines.valkey import socket_path as broker_socket


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m config.engines", description=__doc__)
    parser.add_argument("order", choices=ORDERS, help="what to do")
    try:
        ORDERS[parser.parse_args().order]()
    except EngineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def status() -> None:
    """Print address and process of each engine."""
    for name, address, path in (
        ("database", database_url(), database_socket()),
        ("broker", redis_url(), broker_socket()),
    ):
        pid = listener(path)
        sys.stdout.write(f"{name}  {address}  {f'process {pid}' if pid else 'down'}\n")


def clean() -> None:
    """Stop the engines and remove them with all that they hold."""
    stop()
    shutil.rmtree(socket_folder(), ignore_errors=True)
    if is_root():
        shutil.rmtree(engine_folder(), ignore_errors=True)
    shutil.rmtree(state_folder(), ignore_errors=True)


ORDERS = {"start": start, "stop": stop, "status": status, "clean": clean}

if __name__ == "__main__":
    sys.exit(main())
