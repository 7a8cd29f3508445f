"""Reminders under faults: real processes are killed, frozen and flushed; every mail is counted.

`make faults` runs all at full size; `python -m tests.faults --help` lists the options. Each fault
has its own database, broker, mail server, worker and timetable in a folder of its own; the clock
of all processes is a file. docs/operators/reminders.md says what was found.
"""
