"""Pools: how many may take part, and no message from a pool to itself (BPMN 2.0.2, 9.2.1, 9.3)."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import ACTIVITIES, EVENTS, Node, enclosing, identity, kind
from engine.sentences import N_

SPEAKERS = ACTIVITIES | EVENTS | {"participant"}


def check_participants(found: Findings) -> None:
    """Multiplicities, then message flows between pools."""
    for node in found.nodes("participantMultiplicity"):
        _look_at_multiplicity(found, node)
    for flow in found.nodes("messageFlow"):
        ends = [flow.get(name, "").rpartition(":")[2] for name in ("sourceRef", "targetRef")]
        owners = [_pool(found, end) for end in ends]
        if ends[0] == ends[1] or (owners[0] and owners[0] == owners[1]):
            found.refuse(
                "participant", flow, N_("El flujo de mensaje vuelve al mismo participante.")
            )
        for end in ends:
            _look_at_end(found, flow, end)


def _look_at_end(found: Findings, flow: Node, name: str) -> None:
    """Pools, activities and events write to each other (BPMN 2.0.2, 7.6.2 and 9.3)."""
    node = found.by_id.get(name)
    if node is None:
        found.refuse(
            "participant", flow, N_("El mensaje nombra «%(name)s», que no existe."), name=name
        )
    elif kind(node) not in SPEAKERS:
        found.refuse(
            "participant", flow, N_("Un flujo de mensaje no puede tocar «%(name)s» (%(kind)s)."),
            N_("Únalo con un participante, una actividad o un evento de mensaje."),
            name=name, kind=kind(node),
        )  # fmt: skip


def _look_at_multiplicity(found: Findings, node: Node) -> None:
    least, most = _number(node.get("minimum", "0")), _number(node.get("maximum", "1"))
    if least is None or most is None or least < 0 or most < 1 or most < least:
        found.refuse(
            "participant", node,
            N_(
                "La multiplicidad pide un mínimo de 0 o más y un máximo de 1 o más, no"
                " menor que él."
            ),
        )  # fmt: skip


def _number(text: str) -> int | None:
    bare = text.strip()
    return int(bare) if bare.removeprefix("-").isdecimal() else None


def _pool(found: Findings, name: str) -> str:
    """The pool that an end stands in, or is."""
    node = found.by_id.get(name)
    process = enclosing(node, "process") if node is not None else None
    if node is None or process is None:
        return name
    for pool in found.nodes("participant"):
        if (pool.get("processRef") or "").rpartition(":")[2] == identity(process):
            return identity(pool)
    return ""
