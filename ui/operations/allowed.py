"""Whose pages these are, and what of them: the processes whose cases the person operates."""

from __future__ import annotations

from engine.cases.permission import OPERATOR
from engine.operations.rights import operated_processes
from storage.database import Connection
from ui.errors import forbidden
from ui.visit import Member


def operated_by(here: Member, connection: Connection) -> frozenset[str] | None:
    """The keys of the processes, None for every one; who operates none is sent away in words."""
    if OPERATOR in here.actor.roles:
        return None
    keys = operated_processes(connection, here.actor)
    if not keys:
        raise forbidden(here.words, here.words.gettext("Operaciones"))
    return keys


def is_operated(key: str, keys: frozenset[str] | None) -> bool:
    """Whether a process is among them."""
    return keys is None or key in keys
