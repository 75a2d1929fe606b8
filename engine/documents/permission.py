"""Who may read a document of a case that they may see.

Three things close it: a seal that has not been opened, people from outside the municipality for
what is not public, and the level of the document itself.
"""

from __future__ import annotations

from engine.bpmn import Visited
from engine.cases.permission import may_operate
from engine.cases.sealing import may_read as may_unseal
from engine.definitions.loading import Definition
from engine.definitions.manifest import Manifest
from engine.identity import AUDITOR, Actor
from engine.refusals import RefusalKind, Refused
from storage.queries.documents import DocumentRow
from storage.tables.documents import Level


def may_read(
    actor: Actor, definition: Definition, visited: Visited, document: DocumentRow
) -> Refused | None:
    """None when the person may; otherwise why not. Asked of one who may see the case."""
    unsealed = document.sealed == 0 or may_unseal(
        document.sealed,
        visited=visited,
        program=definition.program,
        person_id=actor.person_id,
        filed_by=document.created_by,
    )
    if not unsealed:
        return Refused(RefusalKind.SEALED)
    return None if may_know(actor, definition, document) else Refused(RefusalKind.NOT_FOUND)


def may_know(actor: Actor, definition: Definition, document: DocumentRow) -> bool:
    """Whether the document is there at all for this person, sealed or not."""
    if document.created_by is not None and document.created_by == actor.person_id:
        return True
    if document.level == Level.PUBLIC:
        return True
    if is_outsider(actor, definition):
        return False
    return document.level == Level.INTERNAL or reads_reserved(actor, definition, document.kind)


def reads_reserved(actor: Actor, definition: Definition, kind: str) -> bool:
    """One of the person's roles is among the readers that the process names for this kind."""
    known = definition.manifest.kinds.get(kind)
    readers = known.readers if known else frozenset()
    return AUDITOR in actor.roles or not actor.roles.isdisjoint(readers)


def may_classify(actor: Actor, definition: Definition, document: DocumentRow) -> bool:
    """Who filed it, who reads what is reserved of its kind, and the operators."""
    mine = document.created_by is not None and document.created_by == actor.person_id
    if mine and not is_outsider(actor, definition):
        return True
    known = definition.manifest.kinds.get(document.kind)
    readers = known.readers if known else frozenset()
    return not actor.roles.isdisjoint(readers) or may_operate(actor, definition)


def is_outsider(actor: Actor, definition: Definition) -> bool:
    """Every role of the person is one that the process gives to outsiders (a supplier)."""
    return from_outside(actor, definition.manifest)


def has_a_portal(actor: Actor, manifest: Manifest) -> bool:
    """Somebody with an account of the staff who belongs at the portal: every role of theirs is an
    outsider's, and the process says what anybody may do there (`anybody`)."""
    outside = not actor.outside and from_outside(actor, manifest)
    return outside and "anybody" in manifest.publicity


def from_outside(actor: Actor, manifest: Manifest) -> bool:
    """The same, asked of the manifest alone."""
    outside = set(manifest.publicity.get("outsiders", []))
    return bool(actor.roles) and actor.roles <= outside
