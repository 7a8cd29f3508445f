"""Cells of files for spreadsheets: none of them is ever taken for a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet would run what begins so


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; reading takes the sign away again."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return what guarded() was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
