"""Django looks for the administration here; each room keeps its own."""

from casework.access import admin as access
from casework.directory import admin as directory

__all__ = ["access", "directory"]
