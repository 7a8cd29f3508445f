"""What the person sees: steps while everything starts, then the lines of each process."""

import contextlib
import sys
import threading
import time
from collections.abc import Iterator

STEPS = 6  # the first two are config/bootstrap.py's: Python environment and packages
COLOURS = {"web": 36, "worker": 32, "beat": 33, "mail": 35}
_one_at_a_time = threading.Lock()


def say(text: str = "", end: str = "\n") -> None:
    """Print one line or several, if anybody is there to read: a closed terminal stops no stop."""
    with _one_at_a_time, contextlib.suppress(OSError):
        sys.stdout.write(f"{text}{end}")
        sys.stdout.flush()


def relay(name: str, line: str) -> None:
    """Print one line of the process `name`, marked as its own."""
    mark = f"{name:<6} |"
    colour = COLOURS.get(name)
    if colour and sys.stdout.isatty():
        mark = f"\033[{colour}m{mark}\033[0m"
    say(f"{mark} {line}")


@contextlib.contextmanager
def step(number: int, label: str) -> Iterator[None]:
    """Show one step of the start: its name at once, how long it took at its end."""
    began = time.monotonic()
    outcome = "failed"
    say(f"[{number}/{STEPS}] {label} … ", end="")
    try:
        yield
        outcome = "ready"
    finally:
        say(f"{outcome} ({time.monotonic() - began:.1f} s)")
