"""The kinds of letter of a process, as its manifest names them, and who may write and sign them."""

from __future__ import annotations

from engine.cases.permission import takes_part
from engine.definitions.loading import Definition
from engine.definitions.manifest import LetterKind
from engine.documents.permission import is_outsider
from engine.identity import Actor


def kind_of(definition: Definition, key: str) -> LetterKind | None:
    """A kind of letter; None when the process has none of that name."""
    return definition.manifest.letters.get(key)


def may_write(actor: Actor, definition: Definition) -> bool:
    """Who takes part in the process from inside drafts its letters."""
    return takes_part(actor, definition) and not is_outsider(actor, definition)


def may_sign(actor: Actor, definition: Definition, key: str) -> bool:
    """One of the person's roles signs this kind of letter."""
    kind = kind_of(definition, key)
    return kind is not None and not actor.roles.isdisjoint(kind.signers)
