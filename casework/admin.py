"""Django looks for the administration here; each room keeps its own."""

from casework.access import admin as access
from casework.directory import admin as directory
from casework.workflow import admin as workflow

__all__ = ["access", "directory", "workflow"]
