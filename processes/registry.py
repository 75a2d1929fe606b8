"""The families of processes that come with the house, found as data of this package.

A family is a folder with a manifest. It works from a checkout and from the installed wheel alike;
deploying a bundle, and what a municipality activates, belong to `engine.definitions`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from engine.definitions.bundle import Bundle, read_folder
from engine.definitions.manifest import FILE, Manifest, parse_manifest
from engine.installation import Installation
from engine.jobs.results import Handler
from engine.payments.paid_into import PaidInto
from engine.registers import Registers, offered
from engine.registers.people import PEOPLE
from engine.registers.plan import PLAN
from processes.improvement.evidence import evidence_handlers
from processes.improvement.handlers import improvement_handlers
from processes.improvement.milestones import milestone_handlers
from processes.improvement.participating import participation_handlers
from processes.indicators.evidence import evidences
from processes.indicators.handlers import indicator_handlers
from processes.taxes.countering import counter
from processes.taxes.handlers import tax_handlers
from processes.taxes.registers import PARCELS, TAXPAYERS


@dataclass(frozen=True, slots=True)
class Family:
    """One family: the path of its folder and what would be deployed from it."""

    name: str
    bundle: Bundle


def families() -> tuple[Family, ...]:
    """Every family of the house, by name."""
    return tuple(_read(path) for path in _places())


def families_of(country: str) -> tuple[Family, ...]:
    """Those that a municipality of a country (`PE`) may put in force."""
    return tuple(
        one
        for one in families()
        if not manifest_of(one).country or country in manifest_of(one).country.split()
    )


def manifest_of(one: Family) -> Manifest:
    """What a family says of itself."""
    return _parsed(one.bundle.files[FILE])


_parsed = cache(parse_manifest)


def family(name: str) -> Family:
    """The family in the folder `name`, a path or its last part; KeyError when there is none."""
    for path in _places():
        if name in (path, path.rpartition("/")[2]):
            return _read(path)
    raise KeyError(f"there is no family of processes named {name!r}")


@cache
def _read(path: str) -> Family:
    """Once a process: what came with the house does not change while it runs."""
    folder, around = _places()[path]
    return Family(path, read_folder(folder, _house() / "common" / "calls", around))


@cache
def _places() -> Mapping[str, tuple[Traversable, Traversable | None]]:
    return {path: (folder, around) for path, folder, around in _families()}


def scenarios_of(key: str) -> Mapping[str, bytes]:
    """The scenarios that came with a process, by the path that they have in a draft: those that can
    be run at the workshop, and those that the house's own tests check."""
    own = _house() / "rehearsals" / f"{key}.feature"
    found = {"scenarios/ensayo.feature": own.read_bytes()} if own.is_file() else {}
    for folder, _around in _places().values():
        kept = folder / "scenarios"
        if kept.is_dir() and parse_manifest((folder / FILE).read_bytes()).key == key:
            named = sorted((one for one in kept.iterdir()), key=_name_of)
            features = (one for one in named if one.name.endswith(".feature"))
            found |= {f"scenarios/{one.name}": one.read_bytes() for one in features}
    return found


def decisions_without_process() -> Mapping[str, Mapping[str, bytes]]:
    """The decision models of the house that no process runs yet: by folder, by file."""
    folders = [each for each in _house().iterdir() if each.is_dir()]
    found = {
        folder.name: _models_in(folder)
        for folder in sorted(folders, key=_name_of)
        if not (folder / FILE).is_file()
    }
    return {name: models for name, models in found.items() if models}


def _models_in(folder: Traversable) -> Mapping[str, bytes]:
    files_here = sorted(folder.iterdir(), key=_name_of)
    return {each.name: each.read_bytes() for each in files_here if each.name.endswith(".dmn")}


def registers() -> Registers:
    """What forms may bring data from, by name: the people whom a municipality knows, and what a
    family keeps and offers here."""
    return offered((PEOPLE, PLAN, PARCELS, TAXPAYERS))


def handlers(installation: Installation) -> Mapping[str, Handler]:
    """What processes of a family have the house do, by the kind that their diagrams name."""
    return {
        **improvement_handlers(evidences(installation)),
        **evidence_handlers(installation),
        **milestone_handlers(installation),
        **indicator_handlers(installation),
        **participation_handlers(installation),
        **tax_handlers(installation),
    }


def paid_into() -> tuple[PaidInto, ...]:
    """The registers that money of orders goes into: what a payment paid there is countered when it
    counts no more."""
    return (counter,)


def parameters_of(country: str) -> bytes:
    """The dated parameters of the law of a country (`PE`), as TOML."""
    return (_house() / "common" / f"parameters_{country.lower()}.toml").read_bytes()


@cache
def in_force(country: str, key: str, on: date) -> Decimal | str:
    """The number that the house ships for a day; LookupError where there is none. A municipality
    asks its own (`engine.parameters`)."""
    for one in _shipped(country):
        if one["key"] == key and one["valid_from"] <= on <= one.get("valid_to", date.max):
            return str(one["value"]) if one["unit"] == "text" else Decimal(one["value"])
    raise LookupError(f"no hay un valor de «{key}» vigente el {on:%d/%m/%Y}")


@cache
def _shipped(country: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(parameters_of(country).decode())["parameters"]
    return found


def countries_with_places() -> list[str]:
    """The countries (`PE`) of whose places the house has a list."""
    found = (each.name for each in (_house() / "common").iterdir())
    known = (name for name in found if name.startswith("places_") and name.endswith(".csv"))
    return sorted(name.removeprefix("places_").removesuffix(".csv").upper() for name in known)


def places_of(country: str) -> bytes | None:
    """The list of the places of a country (`PE`), as CSV; None where the house has none."""
    file = _house() / "common" / f"places_{country.lower()}.csv"
    return file.read_bytes() if file.is_file() else None


def _families() -> Iterator[tuple[str, Traversable, Traversable | None]]:
    """The folders of the families with their paths: of the house, and of a folder that holds
    several, such as `one_stop_shop`, or is a family itself, which the last then is (`procurement`
    with its annual plan); what only the demo has is not of the house."""
    for folder in _folders(_house()):
        if folder.name == "demo":
            continue
        around = folder if (folder / FILE).is_file() else None
        if around is not None:
            yield folder.name, folder, None
        for each in _folders(folder):
            if (each / FILE).is_file():
                yield f"{folder.name}/{each.name}", each, around


def _folders(place: Traversable) -> list[Traversable]:
    return sorted((each for each in place.iterdir() if each.is_dir()), key=_name_of)


def _house() -> Traversable:
    return files("processes")


def _name_of(folder: Traversable) -> str:
    return folder.name
