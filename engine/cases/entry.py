"""What a person or a program hands to a step, before it is believed.

People fill in forms: raw text that the form of the element turns into values, and nothing that
the form does not ask for comes in. Code that already has typed values says so with `Facts`;
where the element has a form, facts must still be among its fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.values import Value


@dataclass(frozen=True, slots=True)
class Facts:
    """Typed values from code, never from a browser."""

    values: Mapping[str, Value]


RawEntry = Mapping[str, object]
"""A filled-in form as the browser sent it: texts and lists of texts by field."""

Entry = RawEntry | Facts
