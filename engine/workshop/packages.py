"""A whole process as one file (ZIP): taken out, and taken in after it was looked into.

What comes in is foreign: its size is counted while it is unpacked, never believed; a name that
leads out of the folder of a process refuses the package. Other files (a README) are named and left
out.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.workshop.keeping import MOST_FILES, Kept, is_path, replace
from engine.workshop.working import bench_of, told
from storage.database import Connection

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same files are the same package
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Taken:
    """The files of a package by their path in the folder of a process, and the names left out."""

    files: Mapping[str, bytes]
    left: tuple[str, ...] = ()


def packed(files: Mapping[str, bytes]) -> bytes:
    """The package of these files; the same bytes for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for path, content in sorted(files.items()):
            about = zipfile.ZipInfo(path, _MOMENT)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            pack.writestr(about, content)
    return written.getvalue()


def unpacked(content: bytes, *, limit: int) -> Taken | Refused:
    """What a package holds; refused where it is none, is too large, or its names are tricks."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            return _read(pack, limit)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError):
        return _refused("no_package")
    except (RuntimeError, ValueError):  # what the library says to a password, or to a broken name
        return _refused("no_package")


def import_package(
    installation: Installation, actor: Actor, draft_id: int, files: Mapping[str, bytes]
) -> Kept | Refused:
    """Put the files of a package in the place of those of the draft, as one more state."""
    answer = replace(installation, actor, draft_id, files)
    if isinstance(answer, Refused):
        return answer

    def verb(connection: Connection, history: TownHistory) -> Kept | Refused:
        bench = bench_of(connection, actor, draft_id)
        if not isinstance(bench, Refused):
            data = {"key": bench.draft.process_key, "title": bench.draft.title}
            history.add(TownEventKind.DRAFT_IMPORTED, data=data)
        return answer

    return told(installation, actor, verb)


def _read(pack: zipfile.ZipFile, limit: int) -> Taken | Refused:
    members = [each for each in pack.infolist() if not each.is_dir()]
    if len(members) > MOST_FILES:
        return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(limit)})
    if any(_is_a_trick(each) for each in members):
        return _refused("tricks")
    names = _within([each.filename for each in members])
    if len(set(names)) < len(names):
        return _refused("tricks")
    files: dict[str, bytes] = {}
    room = limit
    for name, member in zip(names, members, strict=True):
        if not is_path(name):
            continue
        with pack.open(member) as stream:
            files[name] = stream.read(room + 1)
        room -= len(files[name])
        if room < 0:
            return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(limit)})
    left = tuple(name for name in names if name not in files)
    return Taken(files, left) if files else _refused("no_package")


def _is_a_trick(member: zipfile.ZipInfo) -> bool:
    """A way out of the folder, a link, something encrypted or without a name."""
    name, mode = member.filename, member.external_attr >> 16
    steps = name.split("/")
    odd = name.startswith("/") or "\\" in name or ":" in name or ".." in steps or "" in steps
    return odd or stat.S_ISLNK(mode) or bool(member.flag_bits & _ENCRYPTED)


def _within(names: list[str]) -> list[str]:
    """The names without the one folder that holds them all."""
    tops = {name.split("/", 1)[0] for name in names if "/" in name}
    alone = len(tops) == 1 and all("/" in name for name in names)
    if not alone or tops <= {"forms", "scenarios"}:
        return names
    return [name.split("/", 1)[1] for name in names]


def _refused(why: str) -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": why})
