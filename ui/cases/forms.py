"""What an address of the list of cases asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ui.numbers import number_in

LONGEST_TEXT = 80
STATES = ("open", "suspended", "completed", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class CasesAsked:
    """Which cases: by text over number and title, process, state; after which one."""

    text: str = ""
    process: str = ""
    state: str = ""
    after: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> CasesAsked:
        """Whatever cannot be understood is as if it were not asked for."""
        after = query.get("after", "")
        state = query.get("state", "")
        return cls(
            text=query.get("q", "").strip()[:LONGEST_TEXT],
            process=query.get("process", "")[:LONGEST_TEXT],
            state=state if state in STATES else "",
            after=number_in(after),
        )

    def query(self) -> dict[str, str]:
        """The same as the parameters of an address."""
        after = "" if self.after is None else str(self.after)
        return {"q": self.text, "process": self.process, "state": self.state, "after": after}
