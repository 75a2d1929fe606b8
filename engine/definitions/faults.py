"""A fault of a process that is told in one sentence."""

from __future__ import annotations

from engine.refusals import Fault
from engine.sentences import Sentence


def fault_of(file: str, said: Sentence, element_id: str = "", name: str = "") -> Fault:
    """An error that is one sentence."""
    return Fault(file, said.text, element_id, name, facts=said.facts)
