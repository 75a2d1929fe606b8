"""Data associations copy between data that exists; what waits for data sets is not run."""

from engine.bpmn.data import NAMED, resolved
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import SUBPROCESSES, Node, children, kind, words

ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")


def check_data_flow(found: Findings) -> None:
    """Each association, each specification."""
    for node in found.nodes(*ASSOCIATIONS):
        for name in ("sourceRef", "targetRef"):
            ends = list(children(node, name))
            if len(ends) != 1:
                found.refuse("data", node, "Una asociación de datos une un dato con otro.")
            for end in ends:
                _look_at_end(found, node, words(end))
    for node in found.nodes("ioSpecification"):
        around = node.getparent()
        if around is not None and kind(around) in SUBPROCESSES:
            found.refuse(
                "data", around, "Un subproceso no declara entradas ni salidas (ioSpecification).",
                "Use los datos del proceso, o una actividad que llama a otro proceso.",
            )  # fmt: skip
        if any(len(list(children(node, name))) > 1 for name in ("inputSet", "outputSet")):
            found.refuse("data", node, "Varios conjuntos de entradas o salidas no se ejecutan.")
    for name in sorted(NAMED):
        for node in found.nodes(name):
            if not node.get("id"):
                found.refuse("data", node, f"A un «{kind(node)}» le falta el id.")


def _look_at_end(found: Findings, node: Node, reference: str) -> None:
    if resolved(node, reference) is None:
        found.refuse("data", node, f"El dato «{reference}» no existe o no se puede leer aquí.")
