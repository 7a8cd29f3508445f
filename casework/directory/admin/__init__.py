"""The directory in the supervisors' administration: they add and change, auditors look."""

from casework.directory.admin import calendar, offices, policies, recipients, reference

__all__ = ["calendar", "offices", "policies", "recipients", "reference"]
