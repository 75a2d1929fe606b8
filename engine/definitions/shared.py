"""Calls that are drawn once for several families, and how they become part of each of them.

`uses = ["recepcion"]` in a manifest names them. They lie in `common/calls`, beside the family or
beside the folder that holds it. What belongs to a call begins with its name: `recepcion.bpmn`,
`recepcion.dmn`, `forms/recepcion.json`, `forms/recepcion_calificar.json`. A file of the same path
in the family goes before: a municipality may draw its own, and a version that was taken out of the
house is whole by itself.
Where a family lies in the folder of another, `uses` also names decisions of that one (`metodo`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from engine.definitions.manifest import FILE, Manifest
from engine.refusals import Fault
from engine.sentences import N_

PLACE = "common/calls"


def uses_of(content: bytes) -> tuple[str, ...]:
    """The calls that a manifest names; none where it does not read, which the check then tells."""
    try:
        named = tomllib.loads(content.decode()).get("uses", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ()
    return tuple(each for each in named if isinstance(each, str)) if isinstance(named, list) else ()


def place_of(folder: Path) -> Path | None:
    """Where the shared calls of a family lie; None where there are none."""
    above = list(folder.resolve().parents)[:2]
    return next((each / PLACE for each in above if (each / PLACE).is_dir()), None)


def calls_in(files: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    """The files of these calls."""
    wanted = tuple(names)
    return {path: body for path, body in files.items() if _owner(path, files) in wanted}


def decisions_in(files: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    """The decisions of these names: of the family in whose folder another one lies."""
    wanted = {f"{name}.dmn" for name in names}
    return {path: body for path, body in files.items() if path in wanted}


def check_uses(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """A call, or a decision of the family around, that is named and is not there."""
    for name in manifest.uses:
        if f"{name}.bpmn" not in files and f"{name}.dmn" not in files:
            sentence = N_(
                "«uses» nombra «%(name)s», pero %(name)s.bpmn no está en la carpeta ni en"
                " common/calls, junto a ella."
            )
            yield Fault(FILE, sentence, facts={"name": name})


def _owner(path: str, files: Mapping[str, bytes]) -> str:
    """The call that a file belongs to: the longest name that it begins with."""
    stem = PurePosixPath(path).stem
    calls = [each.removesuffix(".bpmn") for each in files if each.endswith(".bpmn")]
    found = [each for each in calls if stem == each or stem.startswith(f"{each}_")]
    return max(found, key=len, default="")
