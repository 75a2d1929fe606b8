"""Loops and multi-instance: one kind, and what it needs to know how often."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import ZEEBE, Node, child, extension, kind, words
from engine.sentences import N_

REPEATS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


def check_repetition(found: Findings) -> None:
    """Each loop."""
    for node in found.flow_nodes():
        drawn = [part for part in node if kind(part) in REPEATS]
        if len(drawn) > 1:
            found.refuse("repetition", node, N_("Una actividad se repite de una sola manera."))
        if drawn and node.get("triggeredByEvent") == "true":
            found.refuse("repetition", node, N_("Un subproceso de evento no se repite."))
    for node in found.nodes("standardLoopCharacteristics"):
        _look_at_loop(found, node)
    for node in found.nodes("multiInstanceLoopCharacteristics"):
        _look_at_several(found, node)


def _look_at_loop(found: Findings, node: Node) -> None:
    maximum = (node.get("loopMaximum") or "").strip()
    if not maximum and child(node, "loopCondition") is None:
        found.refuse(
            "repetition", node, N_("El ciclo no tiene condición ni máximo: no terminaría nunca.")
        )
    if maximum and not maximum.startswith("=") and not (maximum.isdecimal() and int(maximum) > 0):
        found.refuse(
            "repetition", node, N_("El máximo de vueltas «%(maximum)s» no es un número positivo."),
            maximum=maximum,
        )  # fmt: skip


def _look_at_several(found: Findings, node: Node) -> None:
    several = extension(node, ZEEBE, "loopCharacteristics")
    collection = (several.get("inputCollection") or "").strip() if several is not None else ""
    cardinality = words(child(node, "loopCardinality"))
    if bool(collection) == bool(cardinality):
        found.refuse(
            "repetition", node,
            N_("Falta saber cuántas veces: inputCollection o loopCardinality, y no ambos."),
        )  # fmt: skip
    if cardinality and not cardinality.startswith("=") and not cardinality.isdecimal():
        found.refuse(
            "repetition", node, N_("«%(cardinality)s» no es un número de veces."),
            cardinality=cardinality,
        )  # fmt: skip
    if several is not None and bool(several.get("outputCollection")) != bool(
        several.get("outputElement")
    ):
        found.refuse("repetition", node, N_("outputCollection y outputElement van juntos."))
