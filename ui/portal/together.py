"""Several services in one application: which go along with the first, and one form out of all.

Which ones lies in the draft beside the answers, under a name that no form has. What is no longer
offered, or was never offered with the first, does not come along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.cases.opening import may_start
from engine.cases.prefilling import known_around
from engine.cases.starting import plain_start
from engine.catalogue.listing import closed_in
from engine.definitions.loading import Definition, active_program_of
from engine.documents.places import Asked, Place, asked_at
from engine.forms import Form
from engine.forms.joining import joined
from engine.refusals import Refused
from storage.database import Connection
from ui.start.scene import StartScene
from ui.visit import Member

WITH = "_with"
MOST = 8


@dataclass(frozen=True, slots=True)
class Along:
    """What goes along: the other services, and which service asks for each kind of document."""

    others: tuple[Definition, ...] = ()
    asked: Mapping[str, Mapping[str, Asked]] | None = None

    def place_of(self, kind: str, place: Place) -> Place:
        """Where a file of that kind waits: with the service that asks for it first."""
        for key, kinds in (self.asked or {}).items():
            if kind in kinds:
                return replace(place, process_key=key)
        return place


def wanted_in(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that a draft holds."""
    found = answers.get(WITH)
    return tuple(str(each) for each in found)[:MOST] if isinstance(found, list) else ()


def joined_scene(
    here: Member, connection: Connection, scene: StartScene, wanted: Sequence[str]
) -> tuple[StartScene, Along]:
    """The beginning of all of them; as it was where nothing goes along."""
    others = tuple(_others(here, connection, scene.definition, wanted))
    if not others:
        return replace(scene, changed=scene.changed or bool(wanted)), Along()
    place = scene.place
    asked: dict[str, Mapping[str, Asked]] = {scene.definition.key: scene.asked}
    for each in others:
        own = replace(place, process_key=each.key)
        found = asked_at(here.installation, here.actor, connection, own)
        asked[each.key] = {} if isinstance(found, Refused) else found
    whole = joined([*_forms([scene.definition, *others])])
    kinds = {kind: one for found in reversed(asked.values()) for kind, one in found.items()}
    gone = len(others) < len(set(wanted))
    around = known_around(connection, here.actor, whole)
    drawn = replace(scene, form=whole, asked=kinds, around=around, changed=scene.changed or gone)
    return drawn, Along(others, asked)


def _others(
    here: Member, connection: Connection, lead: Definition, wanted: Sequence[str]
) -> list[Definition]:
    service = lead.manifest.service
    offered = {key for each in (service.joint if service else ()) for key in each.parts}
    closed = closed_in(here.municipality.settings) if here.actor.outside else frozenset()
    found = []
    for key in dict.fromkeys(wanted):
        if key not in offered or key in closed or key == lead.key:
            continue
        one = active_program_of(here.installation, connection, here.municipality.id, key)
        if one is not None and may_start(here.actor, one):
            found.append(one)
    return found


def _forms(definitions: Sequence[Definition]) -> list[tuple[str, Form]]:
    found = ((each.title, each.form_of(plain_start(each).form_key)) for each in definitions)
    return [(title, form) for title, form in found if form is not None]
