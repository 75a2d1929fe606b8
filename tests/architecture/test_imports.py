"""The module of any page can be the first that is loaded: no circle hides behind a lucky order."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

HOUSE = Path(__file__).parents[2]
FLOOR = "ui"


def test_no_modules_of_the_pages_need_each_other_to_be_loaded() -> None:
    modules = dict(_modules())
    needs = {name: set(_needs(name, path, modules)) - {name} for name, path in modules.items()}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as circle:
        raise AssertionError(f"they need each other: {circle.args[1]}") from None
    assert len(order) > 200


def _modules() -> Iterator[tuple[str, Path]]:
    for path in (HOUSE / FLOOR).rglob("*.py"):
        if "node_modules" not in path.parts:
            parts = path.relative_to(HOUSE).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def _needs(name: str, path: Path, modules: dict[str, Path]) -> Iterator[str]:
    """What is loaded before the module is: its imports, and the packages that they lie in."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            parts = [each for each in inner if each in modules]
            named = parts if len(parts) == len(inner) else [node.module, *parts]
        else:
            continue
        for each in named:
            yield from _with_packages(each, name, modules)


def _with_packages(module: str, importer: str, modules: dict[str, Path]) -> Iterator[str]:
    parts = module.split(".")
    for length in range(1, len(parts) + 1):
        above = ".".join(parts[:length])
        if above in modules and not importer.startswith(f"{above}."):
            yield above
