"""Sweeping at a time of day, and reading what arrived."""

from casework.notices.models import Notice
from casework.notices.sweep import sweep

OFFICER, LAWYER, HEAD = "officer@sss.example", "lawyer@sss.example", "supervisor@sss.example"


def sweep_at(clock, words):
    """Let it be this time in Baku, and sweep once."""
    clock(words)
    return sweep()


def about_cases(relay, address):
    """Return what this address received, in order, without the summaries of the morning."""
    subjects = [mail["Subject"] for to, mail in relay.mails if to == address]
    return [words.removeprefix("MLA Desk: ") for words in subjects if "Summary" not in words]


def statuses(**which):
    """Return how often each status occurs among these notices."""
    found = {}
    for status in Notice.objects.filter(**which).values_list("status", flat=True):
        found[status] = found.get(status, 0) + 1
    return found
