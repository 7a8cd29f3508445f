"""The rules of the house that reviewers forget."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from config import catalogue

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["casework", "contact_point", "mla", "config"]
# Imports point one way: a package may import those on its right, never those on its left.
PACKAGE_ORDER = {"config": 3, "contact_point": 2, "mla": 2, "casework": 1}
# The rooms of casework, lower ones first; a room never imports a higher one.
ROOMS = [
    "clock", "directory.procedures", "directory", "access", "explain", "calculation",
    "calculation_input", "rulebook", "cases", "search", "audit", "notices", "files", "letters",
    "figures", "workflow", "registers", "demo", "desk", "tasks", "admin", "models", "management",
    "urls",
]  # fmt: skip
LONG_FILES = {
    "config.settings": "one file of plain constants, where everybody looks for them",
    "contact_point.procedure": "the whole procedure in one place, for lawyers",
}
LONG_FUNCTIONS: dict[str, str] = {}  # name: reason
LONGEST_FILE, LONGEST_FUNCTION = 250, 30


def python_files():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


ALL_FILES = list(python_files())
BY_NAME = pytest.mark.parametrize("path", ALL_FILES, ids=module_of)


def room_of(module):
    inside = module.removeprefix("casework.")
    found = [room for room in ROOMS if inside == room or inside.startswith(room + ".")]
    return max(found, key=len) if found else None


@BY_NAME
def test_imports_point_one_way(path):
    here = module_of(path)
    package = here.split(".")[0]
    for imported in imports_of(path):
        other = imported.split(".")[0]
        if other in PACKAGE_ORDER and other != package:
            assert PACKAGE_ORDER[other] < PACKAGE_ORDER[package], f"{here} imports {imported}"


@BY_NAME
def test_a_room_of_casework_never_imports_a_higher_one(path):
    here = module_of(path)
    room = room_of(here) if here.startswith("casework.") else None
    if room is None:
        return
    for imported in imports_of(path):
        other = room_of(imported) if imported.startswith("casework.") else None
        if other and here != "casework.models":
            assert ROOMS.index(other) <= ROOMS.index(room), f"{here} imports {imported}"


def test_every_module_of_casework_has_its_room():
    homeless = [
        module_of(path)
        for path in ALL_FILES
        if path.parts[len(ROOT.parts)] == "casework" and room_of(module_of(path)) is None
    ]
    assert sorted(homeless) == ["casework", "casework.apps"]


def test_the_clock_knows_nothing_of_django():
    for path in (ROOT / "casework" / "clock").rglob("*.py"):
        assert not [name for name in imports_of(path) if name.split(".")[0] == "django"], path


def test_only_the_clock_asks_the_machine_for_the_time():
    asking = re.compile(r"\bdatetime\.now\(|\bdate\.today\(|\btimezone\.now\(|\butcnow\(")
    found = [module_of(path) for path in ALL_FILES if asking.search(path.read_text())]
    assert found == ["casework.clock.zone"]


@BY_NAME
def test_a_file_says_what_it_is_and_stays_short(path):
    text = path.read_text()
    if not text.strip():
        return
    assert ast.get_docstring(ast.parse(text)), f"{path} does not say what it is"
    if len(text.splitlines()) > LONGEST_FILE:
        assert module_of(path) in LONG_FILES


@BY_NAME
def test_functions_stay_short(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            length = node.end_lineno - node.lineno + 1 - len(doc_lines(node))
            name = f"{module_of(path)}.{node.name}"
            assert length <= LONGEST_FUNCTION or name in LONG_FUNCTIONS, f"{name}: {length} lines"


def doc_lines(node):
    return (ast.get_docstring(node, clean=False) or "").splitlines()


@BY_NAME
def test_imports_stand_at_the_top_but_in_ready(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef) and node.name != "ready":
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not inner, f"{module_of(path)}.{node.name} imports inside"


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_both_procedures_register_themselves():
    assert {config.name for config in apps.get_app_configs()} >= {"contact_point", "mla"}


def test_the_catalogue_is_current_and_complete():
    catalog = catalogue.updated()
    assert catalogue.untranslated(catalog) == []
    assert (catalogue.FOLDER / "django.po").read_bytes() == catalogue.as_po(catalog)
    assert (catalogue.FOLDER / "django.mo").read_bytes() == catalogue.as_mo(catalog)


def test_translations_keep_the_names_of_values():
    name = re.compile(r"%\(\w+\)[sd]|%[sd]|%%")
    for message in catalogue.current():
        texts = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for string in strings if message.id else []:
            assert sorted(name.findall(string)) == sorted(name.findall(texts[-1])), message.id


def test_every_template_is_used():
    sources = [path.read_text() for path in ALL_FILES]
    templates = sorted((ROOT / "templates").rglob("*.*"))
    sources += [path.read_text() for path in templates]
    everything = "\n".join(sources)
    # These are found by name by Django, allauth, the administration and casework.letters.drafts.
    by_convention = (
        "account/",
        "mfa/",
        "admin/",
        "400",
        "403",
        "404",
        "409",
        "429",
        "500",
        "allauth/",
        "letters/",
    )
    for path in templates:
        name = str(path.relative_to(ROOT / "templates"))
        assert name.startswith(by_convention) or name in everything, f"{name} is not used"


def test_no_template_has_inline_script_or_style():
    forbidden = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(?:click|change|submit|input|load|error|focus|blur|key\w+|mouse\w+)=",
        re.I,
    )
    for path in (ROOT / "templates").rglob("*.html"):
        if path.is_relative_to(ROOT / "templates" / "mail"):
            continue  # mail programs know no style sheets, and no policy of ours
        assert not forbidden.search(path.read_text()), path


def test_every_pinned_requirement_is_exact():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", line), line


def test_a_test_that_commits_is_flushed_by_the_owner():
    """Only the owner may empty tables; the rows would stay for the tests after it."""
    here = Path(__file__).parent
    found = [
        f"{path.relative_to(here)}: {line.strip()}"
        for path in sorted(here.rglob("*.py"))
        for line in path.read_text().splitlines()
        if "django_db(transaction=True" in line and '"owner"' not in line and path != Path(__file__)
    ]
    assert found == []
