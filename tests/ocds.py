"""What is published beside two judges from outside: the schemas of the standard, and ocdsmerge."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from jsonschema import Draft4Validator, FormatChecker
from ocdsmerge import Merger
from referencing import Registry, Resource

from engine.installation import Installation
from engine.publishing.following import publish
from processes.procurement.ocds.plan import plan_publisher_of
from processes.procurement.ocds.publishing import publisher_of
from processes.procurement.ocds.releasing import Place
from processes.procurement.ocds.versions import versioned
from storage.queries.releases import RecordRow, ReleaseRow, record_of_case, releases_of_case
from tests.town import Town

HERE = Path(__file__).parents[1]
VENDORED = HERE / "processes" / "procurement" / "ocds" / "schema"
SHARED = Path(os.environ.get("CAUCE_CONFORMANCE", HERE.parent / "shared" / "conformance")) / "ocds"
PLACE = Place("ocds-xxxxxx", "https://cauce.example")


def schema(name: str) -> Any:
    """The schema of the outside suite where it is there, else the one that is kept here."""
    folder = SHARED if SHARED.is_dir() else VENDORED
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _registry() -> Registry[Any]:
    names = ("release-schema", "versioned-release-validation-schema")
    found = [schema(name) for name in names]
    return Registry().with_resources([(each["id"], Resource.from_contents(each)) for each in found])


@cache
def _validator(name: str) -> Draft4Validator:
    return Draft4Validator(schema(name), registry=_registry(), format_checker=FormatChecker())


def faults_of(package: Any, kind: str) -> list[str]:
    """What the schema of `release-package` or `record-package` finds."""
    found = _validator(f"{kind}-schema").iter_errors(package)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in found]


@cache
def merger() -> Merger:
    """The independent merge, by the schema of the standard."""
    return Merger(schema("release-schema"))


class House(Protocol):
    """Whatever has an installation."""

    @property
    def installation(self) -> Installation:
        """The one that publishes."""


def publishes(town: House, *, limit: int = 500) -> int:
    """The duty of the worker, until nothing is left; how many releases."""
    done, kinds = 0, {"ocds": publisher_of(PLACE), "ocds_plan": plan_publisher_of(PLACE)}
    while made := publish(town.installation, kinds, limit=limit):
        done += made
    return done


def releases_of(town: Town, case_id: int) -> tuple[ReleaseRow, ...]:
    """All that was published of a case."""
    return town.reads(lambda c: releases_of_case(c, town.municipality_id, case_id))


def record_of(town: Town, case_id: int) -> RecordRow:
    """What it comes to."""
    found = town.reads(lambda c: record_of_case(c, town.municipality_id, case_id))
    assert found is not None
    return found


def tags_of(town: Town, case_id: int) -> list[str]:
    """The tags of its releases, in order."""
    return [row.tag for row in releases_of(town, case_id)]


def judged(town: Town, case_id: int) -> tuple[list[Any], Any]:
    """The releases and the compiled release of a case, found valid and equal to what the
    independent merge makes of the releases."""
    rows = releases_of(town, case_id)
    told = [json.loads(row.body) for row in rows]
    compiled = json.loads(record_of(town, case_id).body)
    about = {
        "uri": "https://cauce.example/x.json",
        "version": "1.1",
        "publishedDate": "2026-01-01T00:00:00Z",
        "publisher": {"name": "x"},
    }
    faults = faults_of({**about, "releases": told}, "release-package")
    assert not faults, faults
    record = {
        "ocid": rows[0].ocid,
        "releases": told,
        "compiledRelease": compiled,
        "versionedRelease": versioned(told),
    }
    faults = faults_of({**about, "records": [record]}, "record-package")
    assert not faults, faults
    assert merger().create_compiled_release(told) == compiled
    assert merger().create_versioned_release(told) == versioned(told)
    return told, compiled
