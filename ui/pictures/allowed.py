"""Whose the pictures of a process are."""

from __future__ import annotations

from engine.cases.permission import may_operate
from engine.definitions.loading import Definition
from engine.identity import AUDITOR
from ui.visit import Member


def may_picture(here: Member, definition: Definition) -> bool:
    """Who runs the process, and who audits the municipality."""
    return AUDITOR in here.actor.roles or may_operate(here.actor, definition)
