"""Whether a folder of packages is whole and true: hashes, identifiers, order, merging, schemas.

The schemas of the standard are asked where the machine has `jsonschema`; without it everything else
still is, and that is said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from processes.procurement.ocds.laying import merged
from processes.procurement.ocds.text import loads

SUMS = "SHA256SUMS"
_OWN = ("id", "date", "tag")


def faults_in(folder: Path) -> Iterator[str]:
    """One line for each fault; none when all is well."""
    listed = _listed(folder)
    if listed is None:
        yield f"{SUMS}: no está"
        return
    for name, digest in listed.items():
        file = folder / name
        if not file.is_file():
            yield f"{name}: no está"
        elif sha256(file.read_bytes()).hexdigest() != digest:
            yield f"{name}: no es lo que se exportó"
        elif file.suffix == ".json":
            yield from (f"{name}: {fault}" for fault in _faults_of(file))


def has_schemas() -> bool:
    """Whether this machine can hold packages against the schemas."""
    try:
        import_module("jsonschema")
    except ImportError:
        return False
    return True


def _listed(folder: Path) -> dict[str, str] | None:
    file = folder / SUMS
    if not file.is_file():
        return None
    lines = (line.split("  ", 1) for line in file.read_text("utf-8").splitlines() if line)
    return {name: digest for digest, name in lines}


def _faults_of(file: Path) -> Iterator[str]:
    try:
        package = loads(file.read_text("utf-8"))
    except ValueError as fault:
        yield f"no se lee como JSON: {fault}"
        return
    if "releases" in package:
        yield from _of_releases(package["releases"])
        yield from _of_schema(package, "release-package-schema")
    for record in package.get("records", ()):
        if "compiledRelease" in record:
            yield from _of_record(record)
    if file.parent.name == "records":
        yield from _of_schema(package, "record-package-schema")


def _of_releases(releases: Sequence[Any]) -> Iterator[str]:
    seen: set[str] = set()
    last: dict[str, str] = {}
    for release in releases:
        if release["id"] in seen:
            yield f"{release['id']} está dos veces"
        seen.add(release["id"])
        if release["date"] <= last.get(release["ocid"], ""):
            yield f"{release['id']} no sigue a lo anterior de {release['ocid']}"
        last[release["ocid"]] = release["date"]


def _of_record(record: Any) -> Iterator[str]:
    yield from _of_releases(record["releases"])
    told = {key: value for key, value in record["compiledRelease"].items() if key not in _OWN}
    if told != merged(record["releases"]):
        yield f"{record['ocid']}: sus publicaciones no dan lo que dice compiledRelease"


def _of_schema(package: Any, name: str) -> Iterator[str]:
    if not has_schemas():
        return
    validator = _validator(name)
    plain = json.loads(json.dumps(package, default=float))
    for fault in validator.iter_errors(plain):
        place = "/".join(map(str, fault.absolute_path))
        yield f"{place}: {fault.message[:200]}"


def _validator(name: str) -> Any:
    jsonschema, referencing = import_module("jsonschema"), import_module("referencing")
    parts = [_schema(each) for each in ("release-schema", "versioned-release-validation-schema")]
    registry = referencing.Registry().with_resources(
        [(each["id"], referencing.Resource.from_contents(each)) for each in parts]
    )
    return jsonschema.Draft4Validator(_schema(name), registry=registry)


def _schema(name: str) -> Any:
    file = files(__package__) / "schema" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))
