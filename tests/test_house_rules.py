"""The rules of the house that reviewers forget."""

import ast
import re
from functools import cache
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
    "languages", "clock", "directory.procedures", "directory", "access", "explain", "calculation",
    "calculation_input", "rulebook", "cases", "search", "audit", "notices", "files", "letters",
    "figures", "workflow", "registers", "subtasks", "incoming", "desk", "demo", "templatetags",
    "tasks", "admin", "models", "management", "urls",
]  # fmt: skip
LONG_FILES = {
    "config.settings": "one file of plain constants, where everybody looks for them",
    "contact_point.procedure": "the whole procedure in one place, for lawyers",
    "mla.procedure": "the whole procedure in one place, for lawyers",
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


@cache
def tree_of(path):
    return ast.parse(path.read_text())


@cache
def nodes_of(path):
    """Every node of a file: the rules below ask for them again and again."""
    return list(ast.walk(tree_of(path)))


@cache
def imports_of(path):
    return list(imported_by(nodes_of(path)))


def imported_by(nodes):
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions_of(path):
    return [node for node in nodes_of(path) if isinstance(node, ast.FunctionDef)]


# Each rule looks at all of them: one test a rule, which names whoever breaks it.
ALL_FILES = list(python_files())


def test_there_are_files_to_look_at():
    assert len(ALL_FILES) > 300


def room_of(module):
    inside = module.removeprefix("casework.")
    found = [room for room in ROOMS if inside == room or inside.startswith(room + ".")]
    return max(found, key=len) if found else None


def test_imports_point_one_way():
    found = [
        f"{module_of(path)} imports {imported}"
        for path in ALL_FILES
        for imported in imports_of(path)
        if is_wrong_way(module_of(path).split(".")[0], imported.split(".")[0])
    ]
    assert found == []


def is_wrong_way(package, other):
    if other == package or other not in PACKAGE_ORDER:
        return False
    return PACKAGE_ORDER[other] >= PACKAGE_ORDER[package]


def test_a_room_of_casework_never_imports_a_higher_one():
    found = [
        f"{here} imports {imported}"
        for path in ALL_FILES
        if (here := module_of(path)).startswith("casework.") and here != "casework.models"
        for imported in imports_of(path)
        if imported.startswith("casework.") and is_higher(room_of(imported), room_of(here))
    ]
    assert found == []


def is_higher(other, room):
    return bool(other and room) and ROOMS.index(other) > ROOMS.index(room)


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


def test_a_file_says_what_it_is_and_stays_short():
    silent, long = [], []
    for path in ALL_FILES:
        text = path.read_text()
        if text.strip() and not ast.get_docstring(tree_of(path)):
            silent.append(module_of(path))
        if len(text.splitlines()) > LONGEST_FILE and module_of(path) not in LONG_FILES:
            long.append(module_of(path))
    assert (silent, long) == ([], [])


def test_functions_stay_short():
    found = []
    for path in ALL_FILES:
        for node in functions_of(path):
            length = node.end_lineno - node.lineno + 1 - len(doc_lines(node))
            name = f"{module_of(path)}.{node.name}"
            if length > LONGEST_FUNCTION and name not in LONG_FUNCTIONS:
                found.append(f"{name}: {length} lines")
    assert found == []


def doc_lines(node):
    return (ast.get_docstring(node, clean=False) or "").splitlines()


def test_imports_stand_at_the_top_but_in_ready():
    found = [
        f"{module_of(path)}.{function.name} imports inside"
        for path in ALL_FILES
        for function in functions_of(path)
        if function.name != "ready"
        and any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]
    assert found == []


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


def test_no_sentence_hides_in_an_f_string():
    """The catalogue does not find it there: it would stay English in every language."""
    found = [
        f"{module_of(path)}:{node.lineno}"
        for path in ALL_FILES
        for joined in nodes_of(path)
        if isinstance(joined, ast.JoinedStr)
        for node in ast.walk(joined)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext")
    ]
    assert found == []


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
