"""The first content of the directory, in tables that a lawyer reads; `manage.py setup` sows it.

Sowing again adds what is missing and leaves alone what supervisors have changed. Sources: the
country profile of Azerbaijan (2022), the Convention on Cybercrime; what no source confirms is
marked as not verified.
"""

from casework.directory.seeds.sowing import CALENDAR_YEARS, seed_all

__all__ = ["CALENDAR_YEARS", "seed_all"]
