"""Which data sets a municipality publishes, and under which licence: its own decision, in its
settings and in its history."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.people import administering, because
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.writes.municipalities import update_settings

SETTING = "open_data"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence of open data by its SPDX id."""

    id: str
    title: str
    url: str


LICENCES = (
    Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    Licence("ODC-By-1.0", "ODC-By 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
)
"""The first where a municipality said nothing."""


@dataclass(frozen=True, slots=True)
class Offering:
    """What a municipality decided: the data sets that it holds back, and the licence."""

    held: frozenset[str]
    licence: Licence


def offering_in(settings: str) -> Offering:
    """Of the settings of a municipality, JSON text."""
    told = json.loads(settings or "{}").get(SETTING, {})
    by_id = {each.id: each for each in LICENCES}
    return Offering(
        frozenset(told.get("held", ())), by_id.get(told.get("licence", ""), LICENCES[0])
    )


def decide_offering(
    installation: Installation,
    actor: Actor,
    *,
    held: Collection[str],
    licence: str,
    reason: str,
    known: Collection[str],
) -> Offering | Refused:
    """Hold back some of the data sets that may be (`known`), and say the licence; needs a reason.
    The same decision again is no act."""

    def verb(connection: Connection, history: TownHistory) -> Offering | Refused:
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        if licence not in {each.id for each in LICENCES} or not set(held) <= set(known):
            return Refused(RefusalKind.INVALID_DATA, {"field": "licence"})
        town = municipality_by_id(connection, actor.municipality_id)
        assert town is not None  # noqa: S101  # the actor's own
        told = json.loads(town.settings or "{}")
        told[SETTING] = {"held": sorted(held), "licence": licence}
        after = json.dumps(told)
        if offering_in(after) != offering_in(town.settings):
            update_settings(connection, town.id, settings=after)
            history.add(
                TownEventKind.OPEN_DATA_DECIDED,
                data={"held": sorted(held), "value": licence},
                detail=because(reason),
            )
        return offering_in(after)

    return administering(installation, actor, verb)
