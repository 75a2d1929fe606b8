"""What a migration is asked to do: from which version to which, with which edits of the plan.

As JSON in files, in batches and over the network:
`{"process": "compra", "from": 7, "to": 8, "elements": {"a": "b", "c": null}, "flows": {},
"new_forms": ["a"]}`. Whatever else is there, or is of another kind, is refused and named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn.migration import NO_EDITS, Edits, Plan, make_plan
from engine.definitions.loading import Definition, program_of
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage.database import Connection
from storage.queries.definitions import versions_of


@dataclass(frozen=True, slots=True)
class Order:
    """Versions are the numbers that people know."""

    process: str
    source: int
    target: int
    edits: Edits = NO_EDITS

    def as_values(self) -> dict[str, Value]:
        """As it is kept with a batch."""
        return {
            "process": self.process,
            "from": self.source,
            "to": self.target,
            **edits_as_values(self.edits),
        }


def edits_as_values(edits: Edits) -> dict[str, Value]:
    """A person's changes of a plan, as they are kept with a batch and in the history."""
    return {
        "elements": dict(edits.elements),
        "flows": dict(edits.flows),
        "new_forms": sorted(edits.new_forms),
    }


class OrderUnreadable(ValueError):
    """What was written is no plan; the message says where."""


def order_from(values: Mapping[str, Any]) -> Order:
    """The order of a batch, a file or a request. Raises OrderUnreadable."""
    return Order(
        _text(values, "process"),
        _number(values, "from"),
        _number(values, "to"),
        edits_from({name: values[name] for name in EDITS if name in values}),
    )


EDITS = ("elements", "flows", "new_forms")


def edits_from(values: Mapping[str, Any]) -> Edits:
    """The edits alone. Raises OrderUnreadable."""
    for name in values:
        if name not in EDITS:
            raise OrderUnreadable(f"«{name}» no es parte de un plan: se espera {', '.join(EDITS)}.")
    elements = _mapping(values, "elements")
    flows = _mapping(values, "flows")
    forms = values.get("new_forms", ())
    if any(not isinstance(each, str | None) for each in elements.values()):
        raise OrderUnreadable("En «elements» cada valor es un identificador o nulo.")
    if any(not isinstance(each, str) for each in flows.values()):
        raise OrderUnreadable("En «flows» cada valor es un identificador.")
    if not isinstance(forms, list | tuple) or any(not isinstance(each, str) for each in forms):
        raise OrderUnreadable("«new_forms» es una lista de identificadores.")
    return Edits(elements, flows, frozenset(forms))


@dataclass(frozen=True, slots=True)
class Planned:
    """Both versions, compiled, and the plan between them."""

    old: Definition
    new: Definition
    plan: Plan


def planned(
    installation: Installation, connection: Connection, municipality_id: int, order: Order
) -> Planned | Refused:
    """The plan of an order; refused where a version is not there."""
    ids = {row.version: row.id for row in versions_of(connection, municipality_id, order.process)}
    if order.source not in ids or order.target not in ids or order.source == order.target:
        return Refused(RefusalKind.NOT_FOUND, {"process": order.process})
    old, new = (
        program_of(installation, connection, municipality_id, ids[version])
        for version in (order.source, order.target)
    )
    return Planned(old, new, make_plan(old.program, new.program, order.edits))


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value:
        raise OrderUnreadable(f"Falta «{name}».")
    return value


def _number(values: Mapping[str, Any], name: str) -> int:
    value = values.get(name)
    if isinstance(value, bool) or value is None or int(value) != value:
        raise OrderUnreadable(f"«{name}» es el número de una versión.")
    return int(value)


def _mapping(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = values.get(name, {})
    if not isinstance(value, Mapping):
        raise OrderUnreadable(f"«{name}» es una lista de pares de identificadores.")
    return dict(value)
