"""The shape of the house, read off the syntax tree: what may import what, and what every room keeps to."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(path for floor in ("sources", "claims", "project") for path in (ROOT / floor).rglob("*.py"))
PURE = ["facts", "quantities", "reasons", "agreement", "origins", "positions", "headlines", "disagreements", "charts"]
PURE += ["search/words", "search/query", "search/marks", "reliability", "suggestions/alike"]
PROPOSING = (
    "proposed sentences cues governing subjects stances manners figures days saying hedges voices reading groups"
)
PURE += [f"proposals/{room}" for room in (*PROPOSING.split(), "contents", "statements")]
MODELS = [
    model
    for app in ("sources", "claims")
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.startswith("Historical")
]
# What each floor may not import; nobody imports the project.
ABOVE = {"sources/lib": ("sources", "claims", "project"), "sources": ("claims", "project"), "claims": ("project",)}
QUERIES = r"\.(objects|_default_manager|filter|exclude|all|get_queryset|order_by|select_related)\b"
UNTRACKED = r"_base_manager|\.history\b"  # loaders write what history there is themselves


def name(path):
    return str(path.relative_to(ROOT))


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path):
    """The modules that a file imports, wherever in it: `sources.models`, `django.db`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def allowed(module, floor):
    tops = ABOVE[floor]
    return module.split(".")[0] not in tops or (floor == "sources/lib" and module.startswith("sources.lib"))


@pytest.mark.parametrize("floor", ABOVE)
def test_nothing_imports_what_stands_above_it(floor):
    found = [(name(path), module) for path in (ROOT / floor).rglob("*.py") for module in imports(path)]
    assert [pair for pair in found if not allowed(pair[1], floor)] == []


def test_nothing_in_sources_names_what_stands_on_it():
    files = [path for path in (ROOT / "sources").rglob("*") if path.suffix in {".py", ".html"}]
    named = [name(path) for path in files if re.search(r"(?<![a-z])claims?(?![a-z])", path.read_text(), re.I)]
    assert named == []


@pytest.mark.parametrize("room", PURE)
def test_the_reasoning_imports_no_orm(room):
    files = [path for path in CODE if name(path).startswith((f"claims/{room}.py", f"claims/{room}/"))]
    assert files
    mine = [module for path in files for module in imports(path) if re.match(r"django|sources|claims", module)]
    pure = tuple(f"claims.{other.replace('/', '.')}." for other in ("choices", *PURE))
    assert [module for module in mine if not module.startswith(pure)] == []


def test_every_file_says_what_is_inside():
    assert [name(path) for path in CODE if path.stem in {"utils", "helpers", "services", "common", "misc"}] == []


def test_no_code_stands_in_init_files():
    plain = (ast.Import, ast.ImportFrom)
    for path in (path for path in CODE if path.name == "__init__.py"):
        odd = [ast.unparse(node) for node in tree(path).body if not isinstance(node, plain)]
        assert [line for line in odd if not line.startswith(("__all__ =", '"""', "'"))] == [], name(path)


def test_migrations_are_named_after_what_they_do():
    files = [path.stem for path in CODE if path.parent.name == "migrations" and path.name != "__init__.py"]
    assert [file for file in files if not re.match(r"\d{4}_[a-z0-9_]+$", file)] == []
    assert [file for file in files if re.search("_auto_|_and_more|_initial", file)] == []


def test_only_the_settings_read_the_environment():
    reading = {name(path) for path in CODE if re.search(r"\bos\.(environ|getenv)|\benviron\b", path.read_text())}
    assert reading <= {"project/settings.py", "project/wsgi.py", "project/asgi.py"}


def writes_without_history(parsed):
    """Calls of update and bulk_* on a query set that is not plainly the base manager's."""
    for function in (node for node in ast.walk(parsed) if isinstance(node, ast.FunctionDef)):
        assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
        held = {ast.unparse(node.targets[0]): ast.unparse(node.value) for node in assigned}
        for node in (node.func for node in ast.walk(function) if isinstance(node, ast.Call)):
            if isinstance(node, ast.Attribute) and node.attr in {"update", "bulk_create", "bulk_update"}:
                chain = ast.unparse(node)
                chain = held.get(chain.split(".")[0], "") + chain
                if re.search(QUERIES, chain) and not re.search(UNTRACKED, chain):
                    yield f"line {node.lineno}: {chain}"


def test_no_write_leaves_no_history():
    for path in (path for path in CODE if "migrations" not in path.parts):
        assert list(writes_without_history(tree(path))) == [], name(path)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Claim.objects.filter(a=1).update(b=2)", 1),
        ("rows = Claim.objects; rows.all().update(b=2)", 1),
        ("rows = Claim._base_manager; rows.filter(a=1).update(b=2)", 0),
        ("found = {}; found.update(b=2)", 0),
    ],
)
def test_a_write_without_history_would_be_found(line, count):
    assert len(list(writes_without_history(ast.parse(f"def f():\n    {line}")))) == count


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_described_ordered_and_named(model):
    assert not model.__doc__.startswith(f"{model.__name__}("), "no docstring: say what one row is in the world"
    assert model.__str__ is not Model.__str__
    last = model._meta.ordering[-1].lstrip("-")
    assert last in {"id", "pk"} or model._meta.get_field(last).unique, "the ordering ends with something unique"
    for constraint in model._meta.constraints:
        assert constraint.name.startswith(f"{model._meta.label_lower.replace('.', '_')}_")
        assert constraint.violation_error_message != constraint.default_violation_error_message
