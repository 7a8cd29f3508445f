"""Spontaneous information (Art. 26): a record of what another State told us unasked.

Nothing is asked of us, so no limit of review or execution runs (docs/decisions/024).

    procedure   states and steps, for lawyers
    steps       what each step records, and what stands against it
    forms       their forms
    model       the record itself
    paper       the boxes of its registration page
    figures     what it is counted by; figure_tables shows it
    known       what casework is told of it
"""
