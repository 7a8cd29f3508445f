"""Telling one process from another that got the same number later."""

from pathlib import Path


def identity(pid: int) -> str | None:
    """Return a text that no other process ever has, or None if `pid` is not running.

    It is the boot's id and the tick of the process's start, both from the kernel, so setting the
    machine's clock does not change it. A zombie is not running.
    """
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state in "ZX" else f"{boot}:{fields[18]}"
