"""Event subprocesses stand beside the flow; a scope has at most one plain beginning."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.positions import definitions
from engine.bpmn.tree import SCOPES, ZEEBE, children, extension, identity, kind
from engine.sentences import N_

IMMEDIATE = ("startQuantity", "completionQuantity", "default")


def check_handlers(found: Findings) -> None:
    """Handlers, beginnings, pools and mappings where they would have no effect."""
    handlers = {
        identity(node)
        for node in found.nodes("subProcess")
        if node.get("triggeredByEvent") == "true"
    }
    for event in found.nodes("boundaryEvent"):
        if event.get("attachedToRef") in handlers:
            found.refuse("handler", event, N_("Un subproceso de evento no lleva eventos de borde."))
    for node in found.nodes("subProcess"):
        odd = node.get("isForCompensation") == "true" or any(map(node.get, IMMEDIATE))
        if identity(node) in handlers and odd:
            found.refuse(
                "handler", node, N_("Un subproceso de evento no lleva cantidades ni compensa.")
            )
    for scope in found.nodes(*sorted(SCOPES)):
        plain = [
            start for start in children(scope, "startEvent") if not list(definitions(found, start))
        ]
        for start in plain[1:]:
            found.refuse(
                "start", start, N_("Hay más de un evento de inicio sin definición."),
                N_("Una los caminos en un solo inicio."),
            )  # fmt: skip
    for node in found.nodes("boundaryEvent", "startEvent"):
        mapping = extension(node, ZEEBE, "ioMapping")
        if mapping is not None and mapping.find(f"{{{ZEEBE}}}input") is not None:
            found.refuse(
                "handler", node, N_("Un «%(kind)s» no lleva asignaciones de entrada."),
                kind=kind(node),
            )  # fmt: skip
