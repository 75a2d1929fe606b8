"""Looking for cases by what a person may know of them: people, who opened them, documents.

Who comes from outside finds by number and title only, and by documents that are public or their
own, exactly as far as the pages of the cases would show them.
"""

from __future__ import annotations

from collections import defaultdict

from engine.cases.permission import sees
from engine.definitions.manifest import Manifest, manifest_from_text
from engine.documents.permission import from_outside
from engine.identity import AUDITOR, Actor
from storage.database import Connection
from storage.queries.definitions import manifests_of
from storage.queries.inbox_text import NOTHING_FOUND, Finding, Reach, cases_found
from storage.queries.search import is_a_number


def find_cases(connection: Connection, actor: Actor, text: str, language: str = "") -> Finding:
    """The cases that a text finds for this person beyond those of its number and title; `language`
    is that of the municipality, in which its documents are written. The number of a case finds
    nothing beyond."""
    if not text.strip():
        return NOTHING_FOUND
    town = actor.municipality_id
    if is_a_number(connection, town, text):
        return NOTHING_FOUND
    return cases_found(connection, town, text, reach_of(connection, actor), language)


def reach_of(connection: Connection, actor: Actor) -> Reach:
    """What a person may know of the cases of each version of each process."""
    inside, outside = list[int](), list[int]()
    reserved: dict[frozenset[str], list[int]] = defaultdict(list)
    for version, text in manifests_of(connection, actor.municipality_id).items():
        manifest = manifest_from_text(text)
        if not sees(actor, manifest):
            continue
        if from_outside(actor, manifest):
            outside.append(version)
            continue
        inside.append(version)
        if kinds := _read_by(actor, manifest):
            reserved[kinds].append(version)
    return Reach(
        inside=tuple(sorted(inside)),
        outside=tuple(sorted(outside)),
        reserved=tuple(
            (tuple(sorted(kinds)), tuple(sorted(versions))) for kinds, versions in reserved.items()
        ),
        auditor=AUDITOR in actor.roles,
        person_id=actor.person_id or 0,
    )


def _read_by(actor: Actor, manifest: Manifest) -> frozenset[str]:
    """The kinds of document that this person reads where they are reserved."""
    return frozenset(
        kind for kind, known in manifest.kinds.items() if not actor.roles.isdisjoint(known.readers)
    )
