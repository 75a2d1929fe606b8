"""Conditions stand where they mean something; a choice has one on every way but the default.

Conditions are tried in document order (never in the order of the drawing); a warning says when two
look the same, so that the first always wins.
"""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.flows import outgoing_of
from engine.bpmn.tree import Node, child, identity, kind, words

CHOICES = ("exclusiveGateway", "inclusiveGateway")
UNCONDITIONAL = ("eventBasedGateway", "startEvent")


def check_conditions(found: Findings) -> None:
    """Each node with its flows."""
    flows = outgoing_of(found)
    for node in found.flow_nodes():
        ways = flows.get(identity(node), [])
        if kind(node) in CHOICES and len(ways) > 1:
            _look_at_choice(found, node, ways)
        elif kind(node) in CHOICES:
            _look_at_merge(found, node, ways)
        elif kind(node) == "parallelGateway":
            for way in ways:
                if child(way, "conditionExpression") is not None:
                    found.warn(
                        "condition", way, "Después de una compuerta paralela no tiene efecto."
                    )
        elif kind(node) in UNCONDITIONAL:
            for way in ways:
                if child(way, "conditionExpression") is not None:
                    found.refuse(
                        "condition",
                        way,
                        f"Una condición no tiene efecto después de «{kind(node)}».",
                    )


def _look_at_choice(found: Findings, node: Node, ways: list[Node]) -> None:
    seen: set[str] = set()
    for way in ways:
        condition = child(way, "conditionExpression")
        if condition is None and identity(way) != node.get("default"):
            found.refuse(
                "condition", way, "A este flujo le falta la condición.",
                "Escríbala, o márquelo como flujo por defecto.",
            )  # fmt: skip
        elif condition is not None:
            if words(condition) in seen and kind(node) == "exclusiveGateway":
                found.warn(
                    "condition", way,
                    "Otra salida tiene la misma condición: siempre gana la primera del documento.",
                )  # fmt: skip
            seen.add(words(condition))
    if not node.get("default"):
        found.warn(
            "condition",
            node,
            "No hay flujo por defecto: si ninguna condición se cumple, el paso falla.",
        )


def _look_at_merge(found: Findings, node: Node, ways: list[Node]) -> None:
    for way in ways:
        if child(way, "conditionExpression") is not None and not node.get("default"):
            found.warn(
                "condition",
                way,
                "La única salida lleva una condición: si no se cumple, el paso falla.",
            )
