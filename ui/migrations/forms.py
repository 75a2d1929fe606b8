"""The plan as a form sends it: `e.<element>` what it becomes, `f.<element>` which form its open
tasks show, `w.<flow>` the flow that tokens in a join wait on.

In `e.` nothing means that the plan decides, `-` that nothing becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.bpmn.migration import Edits

ELEMENT, FORM, FLOW = "e.", "f.", "w."
NOTHING = "-"
NEW = "new"
MOST = 2_000


def edits_in(pairs: Iterable[tuple[str, str]]) -> Edits:
    """The edits of a query or a form; what is not of the plan is passed by."""
    given = dict(list(pairs)[:MOST])
    return Edits(
        {
            name: None if value == NOTHING else value
            for name, value in _named(given, ELEMENT).items()
            if value
        },
        {name: value for name, value in _named(given, FLOW).items() if value},
        frozenset(name for name, value in _named(given, FORM).items() if value == NEW),
    )


def pairs_of(edits: Edits) -> dict[str, str]:
    """The same edits as fields of a form."""
    return {
        **{ELEMENT + name: value or NOTHING for name, value in edits.elements.items()},
        **{FLOW + name: value for name, value in edits.flows.items()},
        **{FORM + name: NEW for name in sorted(edits.new_forms)},
    }


def _named(given: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in given.items()
        if name.startswith(prefix) and len(name) > len(prefix)
    }
