"""openpyxl, for the two pages that write a workbook and the one that reads them."""

from importlib import import_module
from typing import Any


def openpyxl() -> Any:
    """Return the package; it is imported when somebody first asks for it.

    It takes 5 MB of every web process, and most of them never see a workbook. No module may
    import it at its top: docs/performance.md, "What limits each".
    """
    return import_module("openpyxl")
