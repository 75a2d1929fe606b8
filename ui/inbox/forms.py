"""What an address of the inbox asks for: which list, narrowed by what, from where on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from storage.queries.inbox import After, Tab

LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """The inbox as its address says it. `after` is the place in the list where a page begins."""

    tab: Tab = Tab.MINE
    process: str = ""
    text: str = ""
    after: tuple[int, int] | None = None

    def place(self) -> After | None:
        """The place in the list where the page begins, as the query takes it."""
        return None if self.after is None else ((self.after[0],), self.after[1])

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Whatever cannot be understood is as if it were not asked for."""
        known = {tab.value: tab for tab in Tab}
        return cls(
            tab=known.get(query.get("tab", ""), Tab.MINE),
            process=query.get("process", "")[:LONGEST_TEXT],
            text=query.get("text", "").strip()[:LONGEST_TEXT],
            after=place_of(query.get("after", "")),
        )

    def query(self) -> dict[str, str]:
        """The same as the parameters of an address; what is usual is left out."""
        after = "-".join(str(part) for part in self.after) if self.after else ""
        tab = "" if self.tab is Tab.MINE else self.tab.value
        return {"tab": tab, "process": self.process, "text": self.text, "after": after}

    def on(self, tab: Tab) -> Asked:
        """The same filters on another tab, from its beginning."""
        return replace(self, tab=tab, after=None)

    @property
    def narrowed(self) -> bool:
        """Whether something is filtered out."""
        return bool(self.process or self.text)


def place_of(text: str) -> tuple[int, int] | None:
    """«due-id» as two numbers; nothing for anything else."""
    due, dash, id_ = text.partition("-")
    if dash and due.isdigit() and id_.isdigit() and len(text) <= 40:
        return int(due), int(id_)
    return None
