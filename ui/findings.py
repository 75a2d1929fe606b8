"""What the checks found, in the reader's words: for the command line, the API and pages alike."""

from __future__ import annotations

from typing import Any

from engine.refusals import Fault
from engine.sentences import Sentence, Translate, as_written


def told(fault: Fault, translate: Translate = as_written) -> str:
    """«compra.bpmn hay_credito ¿Hay crédito?: qué pasa. Qué hacer.»"""
    where = " ".join(part for part in (fault.file, fault.element_id, fault.element_name) if part)
    return ": ".join(part for part in (where, what(fault, translate)) if part) + (
        f" {instead(fault, translate)}".rstrip()
    )


def what(fault: Fault, translate: Translate = as_written) -> str:
    """What is wrong."""
    return Sentence(fault.sentence, fault.facts).told(translate)


def instead(fault: Fault, translate: Translate = as_written) -> str:
    """What to do instead, or ""."""
    return Sentence(fault.hint, fault.facts).told(translate)


def as_json(fault: Fault, translate: Translate = as_written) -> dict[str, Any]:
    """The finding as the API and `cauce check --json` give it."""
    fix = fault.fix
    return {
        "severity": fault.severity,
        "rule": fault.rule,
        "file": fault.file,
        "element": fault.element_id,
        "name": fault.element_name,
        "what": what(fault, translate),
        "consequence": translate(fault.consequence) if fault.consequence else "",
        "instead": instead(fault, translate),
        "fix": None
        if fix is None
        else {
            "act": str(fix.act),
            "element": fix.element_id,
            "path": fix.path,
            "attribute": fix.attribute,
            "value": fix.value,
            "title": translate(fix.title),
        },
    }
