"""The deployment check: a rule a file, all findings at once.

A rule is a function from the trees to findings. Nothing that the engine cannot run exactly as drawn
passes: the list of what may be drawn is an allow-list (engine.bpmn.lint.allowed).
"""

from collections.abc import Collection, Mapping
from typing import Any

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.main_process import find_main
from engine.bpmn.tree import Node


def check(
    trees: dict[str, Node],
    *,
    process: str | None,
    decisions: Mapping[str, Any] | None,
    roles: Mapping[str, str],
    form_keys: Collection[str] | None,
) -> Findings:
    """Everything that is wrong, and which process a case runs."""
    found = Findings(trees)
    find_main(found, process)
    return found
