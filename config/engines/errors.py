"""What is said when an embedded engine cannot do its work: one sentence that names the remedy."""

import errno
from pathlib import Path


class EngineError(Exception):
    """An embedded engine could not be started or stopped; the message is for the person."""


def disk_full(folder: Path) -> EngineError:
    """Return the error for a disk without room below `folder`."""
    return EngineError(
        f"The disk that holds {folder} is full: make some room there, then try again."
    )


def from_os_error(error: OSError, folder: Path) -> EngineError:
    """Return the sentence for a system call that failed on something below `folder`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(folder)
    return EngineError(f"{error.filename or folder} cannot be used: {error.strerror}.")


def from_log(engine: str, log: str, folder: Path, log_path: Path) -> EngineError:
    """Return the sentence for a server that ended while it was starting.

    log       what it wrote since its start; its last line that names a fault is quoted
    log_path  where the person can read all of it
    """
    if "No space left on device" in log:
        return disk_full(folder)
    if is_taken(log):
        return EngineError(
            f"Another process still uses {engine}'s files or socket below {folder}: end it,"
            " or set MLA_RUN_DIR to another folder."
        )
    faults = [line for line in log.splitlines() if "FATAL" in line or "rror" in line]
    reason = faults[-1].strip() if faults else "it gave no reason"
    return EngineError(f"{engine} did not start: {reason} (see {log_path})")


def is_taken(log: str) -> bool:
    """Return whether a server gave up because another one has its socket or its data."""
    signs = ("already exists", "still in use", "Is another postmaster", "Address already in use")
    return any(sign in log for sign in signs)
