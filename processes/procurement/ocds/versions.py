"""Each value of a purchase with its history: the versioned release of OCDS 1.1. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from processes.procurement.ocds.text import Json

_OWN = ("ocid", "id", "date", "tag")


def versioned(releases: Iterable[Mapping[str, Any]]) -> Json:
    """What each value was since which release, oldest first; empty when there is no release."""
    found: Json = {}
    for release in releases:
        found.setdefault("ocid", release["ocid"])
        about = {
            "releaseDate": release["date"],
            "releaseID": release["id"],
            "releaseTag": release["tag"],
        }
        _lay(found, {key: value for key, value in release.items() if key not in _OWN}, about)
    return found


def _lay(found: Json, told: Mapping[str, Any], about: Json, *, listed: bool = False) -> None:
    for key, value in told.items():
        if key == "id" and listed:
            found["id"] = value
        elif isinstance(value, Mapping):
            _lay(found.setdefault(key, {}), value, about)
        elif _has_ids(value):
            _lay_list(found.setdefault(key, []), value, about)
        else:
            _note(found.setdefault(key, []), value, about)


def _lay_list(found: list[Json], told: list[Json], about: Json) -> None:
    by_id = {each["id"]: each for each in found}
    for item in told:
        if item["id"] not in by_id:
            by_id[item["id"]] = {"id": item["id"]}
            found.append(by_id[item["id"]])
        _lay(by_id[item["id"]], item, about, listed=True)


def _note(values: list[Json], value: Any, about: Json) -> None:
    if not values or values[-1]["value"] != value:
        values.append({**about, "value": value})


def _has_ids(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, Mapping) and "id" in each for each in value)
    )
