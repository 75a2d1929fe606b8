"""Conditions stand where they mean something; a choice has one on every way but the default.

Conditions are tried in document order (never in the order of the drawing); a warning says when two
look the same, so that the first always wins.
"""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import remove_part, set_to
from engine.bpmn.problems import Fix
from engine.bpmn.tree import ACTIVITIES, EVENTS, Node, child, identity, kind, title, words
from engine.sentences import N_

CHOICES = ("exclusiveGateway", "inclusiveGateway")
UNCONDITIONAL = EVENTS | {"eventBasedGateway"}


def check_conditions(found: Findings) -> None:
    """Each node with its flows."""
    flows = found.outgoing
    for node in found.flow_nodes():
        ways = flows.get(identity(node), [])
        if kind(node) in CHOICES and len(ways) > 1:
            _look_at_choice(found, node, ways)
        elif kind(node) in CHOICES:
            _look_at_merge(found, node, ways)
        elif kind(node) == "parallelGateway":
            for way in ways:
                _look_at_parallel(found, way)
        elif kind(node) in UNCONDITIONAL:
            for way in ways:
                _look_at_unconditional(found, node, way)
        elif kind(node) in ACTIVITIES and len(ways) == 1:
            _look_at_only_way(found, node, ways[0])


def _look_at_parallel(found: Findings, way: Node) -> None:
    """All ways are taken whatever is written on them (BPMN 2.0.2, 10.6.4)."""
    if child(way, "conditionExpression") is not None:
        fix = remove_part(way, N_("Quitar la condición"), "conditionExpression")
        found.warn(
            "condition", way, N_("Después de una compuerta paralela no tiene efecto."), fix=fix
        )


def _look_at_unconditional(found: Findings, node: Node, way: Node) -> None:
    if child(way, "conditionExpression") is not None:
        found.refuse(
            "condition", way, N_("Una condición no tiene efecto después de «%(kind)s»."),
            N_("Quite la condición, o use una compuerta exclusiva o inclusiva."), kind=kind(node),
        )  # fmt: skip


def _look_at_only_way(found: Findings, node: Node, way: Node) -> None:
    """A conditional flow out of an activity has another beside it (BPMN 2.0.2, 8.3.13)."""
    if child(way, "conditionExpression") is not None:
        found.refuse(
            "condition", way, N_("La única salida de «%(node)s» lleva una condición."),
            N_("Quite la condición, o dibuje el camino para cuando no se cumple."),
            node=title(node) or identity(node),
        )  # fmt: skip


def _look_at_choice(found: Findings, node: Node, ways: list[Node]) -> None:
    seen: set[str] = set()
    fix = _as_default(node, ways)
    for way in ways:
        condition = child(way, "conditionExpression")
        if condition is None and identity(way) != node.get("default"):
            found.refuse(
                "condition", way, N_("A este flujo le falta la condición."),
                N_("Escríbala, o márquelo como flujo por defecto."), fix=fix,
            )  # fmt: skip
        elif condition is not None:
            if words(condition) in seen and kind(node) == "exclusiveGateway":
                found.warn(
                    "condition", way,
                    N_(
                        "Otra salida tiene la misma condición: siempre gana la primera"
                        " del documento."
                    ),
                )  # fmt: skip
            seen.add(words(condition))
    if not node.get("default"):
        found.warn(
            "condition", node,
            N_("No hay flujo por defecto: si ninguna condición se cumple, el paso falla."),
        )  # fmt: skip


def _as_default(node: Node, ways: list[Node]) -> Fix | None:
    """The only way without a condition is the one for when no condition holds."""
    bare = [way for way in ways if child(way, "conditionExpression") is None]
    if node.get("default") or len(bare) != 1 or not bare[0].get("id"):
        return None
    return set_to(node, N_("Marcarlo como flujo por defecto"), "default", identity(bare[0]))


def _look_at_merge(found: Findings, node: Node, ways: list[Node]) -> None:
    for way in ways:
        if child(way, "conditionExpression") is not None and not node.get("default"):
            found.warn(
                "condition", way,
                N_("La única salida lleva una condición: si no se cumple, el paso falla."),
            )  # fmt: skip
