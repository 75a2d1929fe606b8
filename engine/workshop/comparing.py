"""What tells two versions of a process apart, in words: diagrams, decisions, forms, its sheet.

Nothing goes unseen: what has no words of its own is told as a file or an element that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.sentences import N_
from engine.workshop.changes import Change, ChangeKind
from engine.workshop.differing_diagrams import diagrams_differ
from engine.workshop.differing_forms import forms_differ
from engine.workshop.differing_sheets import manifests_differ
from engine.workshop.differing_tables import decisions_differ

Differ = Callable[[str, bytes, bytes], Iterator[Change]]
SORTS: Mapping[str, str] = {
    ".bpmn": N_("Diagrama"),
    ".dmn": N_("Decisión"),
    ".json": N_("Formulario"),
    ".toml": N_("Ficha del proceso"),
    ".feature": N_("Prueba"),
}
_DIFFER: Mapping[str, Differ] = {
    ".bpmn": diagrams_differ,
    ".dmn": decisions_differ,
    ".json": forms_differ,
    ".toml": manifests_differ,
}


def compare(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[Change, ...]:
    """Every difference, file by file; the sheet of the process first, then diagrams."""
    paths = sorted({*old, *new}, key=lambda path: (_rank(path), path))
    return tuple(
        change for path in paths for change in _in_file(path, old.get(path), new.get(path))
    )


def _in_file(path: str, before: bytes | None, after: bytes | None) -> Iterator[Change]:
    sort = SORTS.get(_ending(path), N_("Archivo"))
    if before is None or after is None:
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED
        yield Change(kind, path, sort, path)
        return
    if before == after:
        return
    found = list(_DIFFER.get(_ending(path), _whole)(path, before, after))
    yield from found


def _whole(path: str, _before: bytes, _after: bytes) -> Iterator[Change]:
    yield Change(ChangeKind.CHANGED, path, SORTS.get(_ending(path), N_("Archivo")), path)


def _ending(path: str) -> str:
    return path[path.rfind(".") :] if "." in path else ""


def _rank(path: str) -> int:
    order = (".toml", ".bpmn", ".dmn", ".json")
    return order.index(_ending(path)) if _ending(path) in order else len(order)
