"""Who may change a process, and who may let a change come into force."""

from __future__ import annotations

from collections.abc import Collection

from engine.cases.permission import operates
from engine.definitions.manifest import Manifest
from engine.identity import AUDITOR, Actor
from engine.identity.house import ADMINISTRATOR


def may_edit(actor: Actor, manifest: Manifest) -> bool:
    """Who operates the process, as the version in force says: a draft gives nobody a right."""
    return actor.person_id is not None and operates(actor, manifest)


def may_look(actor: Actor, manifest: Manifest) -> bool:
    """Who may read a draft: who may change it or let it come into force, and the auditor."""
    return may_edit(actor, manifest) or not actor.roles.isdisjoint((AUDITOR, ADMINISTRATOR))


def may_approve(actor: Actor, manifest: Manifest, authors: Collection[int]) -> bool:
    """A second person: who operates the process, or administers the municipality, and has written
    nothing of the draft."""
    if actor.person_id is None or actor.person_id in authors:
        return False
    return operates(actor, manifest) or ADMINISTRATOR in actor.roles
