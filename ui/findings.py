"""What the checks found, in the reader's words: for the command line, the API and pages alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.bpmn.problems import filled
from engine.refusals import Fault

Translate = Callable[[str], str]


def spanish(sentence: str) -> str:
    """The language that the sentences are written in."""
    return sentence


def told(fault: Fault, translate: Translate = spanish) -> str:
    """«compra.bpmn hay_credito ¿Hay crédito?: qué pasa. Qué hacer.»"""
    where = " ".join(part for part in (fault.file, fault.element_id, fault.element_name) if part)
    return ": ".join(part for part in (where, what(fault, translate)) if part) + (
        f" {instead(fault, translate)}".rstrip()
    )


def what(fault: Fault, translate: Translate = spanish) -> str:
    """What is wrong."""
    return filled(translate(fault.sentence), fault.facts) if fault.sentence else fault.message


def instead(fault: Fault, translate: Translate = spanish) -> str:
    """What to do instead, or ""."""
    return filled(translate(fault.hint), fault.facts) if fault.hint else fault.advice


def as_json(fault: Fault, translate: Translate = spanish) -> dict[str, Any]:
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
            "attribute": fix.attribute,
            "value": fix.value,
            "title": translate(fix.title),
        },
    }
