"""A text to be written in a file of a draft, as the editors of tables and forms show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A cell to write in: its field, what to call it aloud, its text, whether something is wrong
    with it, and what the numbers of the law in it are today. `kind`: «value» is one expression of
    FEEL, «tests» are the tests of a condition."""

    name: str
    label: str
    text: str
    wrong: bool = False
    legal: tuple[str, ...] = ()
    feel: bool = True
    kind: str = "value"
