"""Who may read a kind of document, as its process says."""

from __future__ import annotations

from engine.definitions.loading import Definition
from storage.tables.documents import Level


def level_of(definition: Definition, kind: str) -> Level:
    """The level of a kind of document: what the process says of it, else public where it is
    among what is published, else internal."""
    known = definition.manifest.kinds.get(kind)
    if known is not None:
        return Level(known.level)
    public = definition.manifest.publicity.get("public", [])
    return Level.PUBLIC if kind in public else Level.INTERNAL
