"""What was typed, on its way back to whoever typed it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ui.form.fields import Shown, shown_fields
from ui.form.written import typed_in
from ui.tasks.scene import TaskScene
from ui.visit import Member


def typed_back(
    scene: TaskScene, typed: Mapping[str, Any] | None, here: Member
) -> list[tuple[str, str]]:
    """What the person had typed, to read and copy: nothing is lost when the task is gone."""
    if not typed:
        return []
    return [
        (part.label or part.name, typed_value(part))
        for part in flattened(shown_fields(scene.fields(typed), here))
        if typed_in(part.value) and part.kind not in ("words", "computed")
    ]


def typed_value(part: Shown) -> str:
    """What was typed, or the words of what was chosen."""
    chosen = next((each.label for each in part.choices if each.value == part.value), "")
    return chosen or typed_in(part.value)


def flattened(parts: Collection[Shown]) -> list[Shown]:
    """The parts and, after each container, what it holds."""
    found: list[Shown] = []
    for part in parts:
        found.append(part)
        found += flattened(part.children)
    return found
