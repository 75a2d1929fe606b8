"""Where a fault of a form leads to, and what it says."""

from __future__ import annotations

from collections.abc import Iterable

from engine.forms import FieldError as Fault
from ui.parts import FieldError
from ui.visit import Visit

FORM = "f."
"""Ids of controls begin with it, so that no field can take the id of a part of the page."""


def message_of(fault: Fault, here: Visit) -> str:
    """A fault in the reader's language."""
    return fault.told(here.words.gettext)


def summary_of(faults: Iterable[Fault], here: Visit) -> list[FieldError]:
    """The faults as the summary on top lists them: the same words, a way to each field."""
    return [FieldError(FORM + fault.key, message_of(fault, here)) for fault in faults]
