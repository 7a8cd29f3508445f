"""Cases, proposals and rules about steps in the administration.

cases      the list and the page of a case, read-only
filters    what a supervisor looks for in the list
bulk       steps for several cases: form, confirmation, result row by row
choices    which steps these are, and which fields they ask for
proposals  what waits for a second person
rules      what an authority decided about its steps
"""

from casework.workflow.admin import cases, proposals, rules

__all__ = ["cases", "proposals", "rules"]
