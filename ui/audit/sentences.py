"""What verification found, in the reader's language."""

from __future__ import annotations

import re

from engine.history.sentences import SENTENCES, SEVERAL
from engine.history.verification import FaultKind
from engine.history.verify import Fault
from ui.visit import Visit


def told_fault(here: Visit, fault: Fault) -> str:
    """The sentence of `cauce audit verify`, in the reader's language."""
    return fault_sentence(fault.kind, fault.seq, fault.sentence_es, here)


def fault_sentence(kind: FaultKind, seq: int, spanish: str, here: Visit) -> str:
    """The same of a fault that was kept."""
    for patterns in (SENTENCES, SEVERAL):
        pattern = patterns.get(kind)
        if pattern is None:
            continue
        upto = _upto(pattern, spanish)
        if upto is not None:
            return here.words.gettext(pattern).format(seq=seq, upto=upto)
    return spanish


def _upto(pattern: str, spanish: str) -> str | None:
    """What stood at the end of a range; None where the sentence has another pattern."""
    told = re.escape(pattern).replace(r"\{seq\}", r"\d+").replace(r"\{upto\}", r"(\d+)")
    found = re.fullmatch(told, spanish)
    if found is None:
        return None
    return found[1] if found.groups() else ""
