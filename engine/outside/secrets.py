"""Secrets by name: a model names one, and never sees it.

Each is bound to the host it is for, and where it belongs to one municipality, to that one: a model
of another town cannot send it, nor can one send it elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """`municipality_id` None: every municipality of the installation may use it."""

    value: str = field(repr=False)
    host: str
    municipality_id: int | None = None

    def may_go(self, *, to: str, of: int) -> bool:
        """Whether a municipality may send it to a host."""
        return self.host == to and self.municipality_id in (None, of)
