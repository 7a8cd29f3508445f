"""Django looks for the administration here; each room keeps its own."""

from casework.access import admin as access

__all__ = ["access"]
