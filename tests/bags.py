"""Exported cases for the tests: made by the engine, and changed by whoever has no key."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.cases import Facts
from engine.documents.bag import bag_of
from engine.documents.file import CaseFile, file_of
from engine.history.offline import verify_bag
from engine.identity import AUDITOR
from tests.diagrams import bundle, end, field, form, path, start, user
from tests.town import PDF, Town

WORK = bundle(
    start(),
    user("study", form="study"),
    user("bid", "bidder", more='<cauce:sealed opens="open"/>'),
    user("close", "clerk"),
    user("open", "clerk"),
    end(),
    path("start", "study", "bid", "close", "open", "end"),
    forms={"study": form(field("monto", "number"))},
    roles=("clerk", "bidder"),
)
DOCUMENT = "data/documents/0001-acta-acta.pdf"
Files = dict[str, bytes]


def worked_on(town: Town) -> int:
    """A case with two documents and something declared."""
    town.deploys(WORK)
    town.person("ana", "clerk")
    town.person("sur", "bidder")
    town.person("vera", AUDITOR)
    case_id = town.open_case("ana", "test", Facts({}))
    town.attach("ana", case_id)
    town.attach("ana", case_id, title="Otra", stream=io.BytesIO(PDF + b"\n"))
    town.does("ana", case_id, "study", {"monto": "10"})
    return case_id


def exported(town: Town, case_id: int, who: str = "ana") -> bytes:
    """The case as that person gets it."""
    actor = town.people[who]
    found = file_of(town.installation, actor, case_id)
    assert isinstance(found, CaseFile)
    return b"".join(bag_of(town.installation, actor, found))


def files_in(bag: bytes) -> Files:
    """The files of a bag, by their path below its folder."""
    with zipfile.ZipFile(io.BytesIO(bag)) as pack:
        root = pack.namelist()[0].partition("/")[0] + "/"
        return {name.removeprefix(root): pack.read(name) for name in pack.namelist()}


def written(files: Files, target: Path) -> Path:
    """A bag of these files."""
    with zipfile.ZipFile(target, "w") as pack:
        for name, content in files.items():
            pack.writestr(f"case/{name}", content)
    return target


def faults(files: Files, tmp_path: Path) -> list[str]:
    """What is found in a bag of these files."""
    return verify_bag(written(files, tmp_path / "bag.zip")).faults


def consistent(files: Files) -> Files:
    """Everything that anybody can do without the key: the manifests say what is there."""
    payload = {name: each for name, each in files.items() if name.startswith("data/")}
    lines = (f"{sha256(each).hexdigest()}  {name}\n" for name, each in payload.items())
    changed = {**files, "manifest-sha256.txt": "".join(lines).encode()}
    tags = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "signature.json")
    told = (f"{sha256(changed[name]).hexdigest()}  {name}\n" for name in tags)
    return {**changed, "tagmanifest-sha256.txt": "".join(told).encode()}


def history(change: Callable[[dict[str, object]], object]) -> Callable[[Files], Files]:
    """Changes the history of a bag, and makes its manifests anew."""

    def changed(files: Files) -> Files:
        told = json.loads(files["data/history.json"])
        change(told)
        return consistent({**files, "data/history.json": json.dumps(told).encode()})

    return changed


def _swap(events: list[Any], one: int, other: int) -> None:
    """Two events change their places and their numbers."""
    events[one]["seq"], events[other]["seq"] = events[other]["seq"], events[one]["seq"]
    events[one], events[other] = events[other], events[one]


HISTORIES: tuple[tuple[Callable[[Any], object], str], ...] = (
    (lambda told: told["events"].pop(3), "Falta la actuación 4: fue retirada."),
    (lambda told: told["events"].pop(), "el final del historial fue cortado."),
    (
        lambda told: told["events"][2].update(at=told["events"][2]["at"] - 1),
        "La actuación 3 fue modificada después de registrarse.",
    ),
    (
        lambda told: told["events"][1].update(person_id="7"),
        "La actuación 2 fue modificada después de registrarse.",
    ),
    (
        lambda told: next(e for e in told["events"] if e["detail"]).update(detail='{"title":"x"}'),
        "fue modificada después de registrarse.",
    ),
    (
        lambda told: told["entered"][-1].update(data='{"monto":99}'),
        "ya no son los que se registraron.",
    ),
    (lambda told: told["events"].append(told["events"][2]), "es copia de una anterior."),
    (lambda told: _swap(told["events"], 2, 4), "no está en su lugar"),
    (lambda told: told["head"].update(hash="0" * 64), "El historial fue escrito de nuevo"),
    (
        lambda told: told.update(case_id="7"),
        "La actuación 1 fue modificada después de registrarse.",
    ),
)
"""Changes of a history, and what is said of each."""
