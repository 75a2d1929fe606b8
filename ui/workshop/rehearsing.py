"""The scenarios of a draft for its pages: asking that they are run, and what came of them."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from engine.sentences import Sentence
from engine.workshop.checking import checked_files
from engine.workshop.scenarios import Feature, Scenario
from engine.workshop.scenarios.by_hand import Standing, by_hand
from engine.workshop.scenarios.like import place_like
from engine.workshop.trials import SOON, Trial, Tried, trial_in, tried_of, try_out
from storage.database import Connection
from ui.visit import Member
from ui.workshop.lending import house_of
from ui.workshop.scene import Scene

WAIT = 20.0
"""Seconds that a sandbox played by hand waits for others of this server."""
_one_by_one = threading.Lock()


class Busy(Exception):
    """Other tries keep this server busy."""


def ran(here: Member, scene: Scene, path: str, *, seconds: float = SOON) -> Trial:
    """Every scenario of a file, as far as a page waits; the worker has the rest. Raises Faulty."""
    house = house_of(here.installation)
    with here.installation.database.read(here.municipality.id) as connection:
        found = tried(here, connection, scene)
    return try_out(here.installation, here.actor, house, found, path, seconds=seconds)


def known(here: Member, connection: Connection, scene: Scene) -> list[Trial]:
    """What is known of each file over exactly the files that the draft has now."""
    paths, town = scene.ending(".feature"), here.municipality.id
    if not paths:
        return []
    found, house = tried(here, connection, scene), house_of(here.installation)
    return [trial_in(connection, town, house, found, path) for path in paths]


def stood(
    here: Member,
    files: Mapping[str, bytes],
    feature: Feature,
    asked: str = "",
    typed: Mapping[str, Any] | None = None,
) -> Standing | Sentence:
    """Where a sandbox stands after its acts. Raises Faulty and Busy."""
    scenario = next(iter(feature.scenarios), Scenario(1, "", ()))
    house = house_of(here.installation)
    with here.installation.database.read(here.municipality.id) as connection:
        place = place_like(connection, here.municipality.id)
    if not _one_by_one.acquire(timeout=WAIT):
        raise Busy
    try:
        bundle = checked_files(files)
        return by_hand(house, place, bundle, scenario, asked=asked, typed=typed)
    finally:
        _one_by_one.release()


def tried(here: Member, connection: Connection, scene: Scene) -> Tried:
    """The draft as it is now."""
    last = scene.last
    assert scene.draft is not None  # noqa: S101  # pages of scenarios are those of a draft
    return tried_of(connection, here.municipality.id, scene.draft, last.revision if last else 0)
