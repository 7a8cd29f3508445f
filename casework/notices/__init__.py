"""Notices: what people should have been told by now, the outbox, its sender, and who watches them.

    expected    the pure function: of every date of a case, what is due to be said now
    kinds       what a notice can be about, and whom it concerns
    watching    the dates of many cases at once, read from what is recorded
    staff       who is reached: officer, lawyers, supervisors, duty address, deputies
    wakes       when a case is looked at next
    planning    the first half of a sweep: writes what is missing, supersedes what no longer applies
    telling     notices that follow from a step at once: assignment, arrival, departure
    ledger      locks, attempts and outcomes, one statement each
    checking    the last look before a mail leaves
    sending     the second half of a sweep: one mail at a time, no transaction open meanwhile
    relay       the mail server, and what its answers mean
    again, acknowledging   what people do about notices
    mail        a notice as a mail
    digest      the morning's summary for each person
    host        whether this machine may send: not on a copy, not after a restore
    health      whether reminders are alive, for pages and machines
    waking      asks a worker to sweep now; nothing depends on it
    sweep       both halves

Nothing is counted up and no task carries anything: a sweep looks at the cases whose time has come
and writes what is missing under a unique key. Any number of sweeps may run at once, and one that
was missed loses nothing (docs/developers/reminders.md).
"""
