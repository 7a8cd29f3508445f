"""What few pages need is not imported by every web process."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = [
    p
    for room in ("casework", "config", "contact_point", "mla")
    for p in (ROOT / room).rglob("*.py")
]


def packages_of(path: Path) -> set[str]:
    """Return the packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", ["openpyxl"])
def test_no_file_of_ours_imports_it_with_the_pages(package):
    assert [str(path) for path in OURS if package in packages_of(path)] == []
