"""`cauce check --fix`: what mending the diagrams changes, shown as a diff or written."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff
from gettext import NullTranslations
from pathlib import Path

import typer

from engine.definitions.bundle import read_folder
from engine.definitions.mending import Mended, mend_bundle, mend_diagram
from ui.cli.console import note
from ui.cli.findings import summary, tell
from ui.findings import told


def mend(place: Path, words: NullTranslations, *, write: bool) -> int:
    """Tell what is mended and what is left; 1 when an error is left."""
    before, found = _mended(place)
    for name, content in sorted(found.files.items()):
        if write:
            (place / name if place.is_dir() else place).write_bytes(content)
        else:
            typer.echo(_diff(name, before[name], content), nl=False)
    for fault in found.made:
        if fault.fix is not None:
            facts = {"finding": told(fault, words.gettext), "fix": words.gettext(fault.fix.title)}
            note(words.gettext("%(fix)s: %(finding)s") % facts)
    if found.files:
        number = len(found.files)
        sentence = (
            words.ngettext("Se escribió %(n)s archivo.", "Se escribieron %(n)s archivos.", number)
            if write
            else words.gettext("Nada se escribió: agregue --write.")
        )
        note(sentence % {"n": number})
    errors = sum(fault.is_error for fault in found.left)
    tell(found.left, words, aside=True)
    note(summary(errors, len(found.left) - errors, words))
    return int(errors > 0)


def _mended(place: Path) -> tuple[Mapping[str, bytes], Mended]:
    if place.is_dir():
        bundle = read_folder(place)
        return bundle.files, mend_bundle(bundle)
    content = place.read_bytes()
    return {place.name: content}, mend_diagram(place.name, content)


def _diff(name: str, before: bytes, after: bytes) -> str:
    old, new = (text.decode("utf-8", "replace").splitlines(True) for text in (before, after))
    lines = unified_diff(old, new, name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
