"""What begins a case by itself knows of no case yet (BPMN 2.0.2, table 10.84).

Names are constants, since whoever sends looks them up; timers and conditions read the calendar, the
law and the moment, never data of a case.
"""

from collections.abc import Iterator

from engine.bpmn.formula import formula
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.positions import definitions, position_of
from engine.bpmn.tree import CAUCE, TIMER_FORMS, Node, extension, identity, kind, words
from engine.feel import FeelSyntaxError
from engine.sentences import N_

NAMED = {"messageEventDefinition": "messageRef", "signalEventDefinition": "signalRef",
         "receiveTask": "messageRef"}  # fmt: skip


def check_beginnings(found: Findings) -> None:
    """Start events of processes, receive tasks and event gateways that begin one."""
    for node in found.nodes("startEvent"):
        if position_of(node) == "process":
            _look_at_event(found, node)
    for node in found.nodes("receiveTask"):
        if node.get("instantiate") == "true":
            _look(found, node, node)
    for node in _first_of_gateways(found):
        _look_at_event(found, node)
    for gateway in found.nodes("eventBasedGateway"):
        waits_for_all = gateway.get("eventGatewayType") == "Parallel"
        if waits_for_all and gateway.get("instantiate") != "true":
            found.refuse(
                "start", gateway,
                N_(
                    "Solo espera todos sus eventos una compuerta que abre el proceso"
                    " (instantiate)."
                ),
                N_("Espere cada evento por separado después de una compuerta paralela."),
            )  # fmt: skip


def _first_of_gateways(found: Findings) -> Iterator[Node]:
    """The events by which a gateway begins the process."""
    for gateway in found.nodes("eventBasedGateway"):
        if gateway.get("instantiate") == "true":
            for flow in found.outgoing.get(identity(gateway), []):
                node = found.by_id.get(flow.get("targetRef", ""))
                if node is not None and kind(node) == "intermediateCatchEvent":
                    yield node


def _look_at_event(found: Findings, node: Node) -> None:
    for part in definitions(found, node):
        _look(found, node, part)
    if extension(node, CAUCE, "deadline") is not None:
        found.refuse(
            "start", node, N_("Un plazo legal no abre expedientes: todavía no hay ninguno."),
            N_("Use una fecha o un ciclo."),
        )  # fmt: skip


def _look(found: Findings, node: Node, part: Node) -> None:
    attribute = NAMED.get(kind(part))
    reference = part.get(attribute, "").rpartition(":")[2] if attribute else ""
    for root in found.trees.values():
        for top in root:
            named = identity(top) == reference and reference
            if named and (top.get("name") or "").strip().startswith("="):
                found.refuse(
                    "start", node,
                    N_("El nombre «%(name)s» depende de un expediente que todavía no existe."),
                    N_("Escriba un nombre fijo."), name=top.get('name'),
                )  # fmt: skip
    for inside in part:
        if kind(inside) in (*TIMER_FORMS, "condition"):
            _look_at_formula(found, node, words(inside))


def _look_at_formula(found: Findings, node: Node, text: str) -> None:
    try:
        names = sorted(formula(text).names)
    except FeelSyntaxError:
        return  # told by the rule of expressions
    if names:
        found.refuse(
            "start", node,
            N_("Lo que abre el expediente no puede leer «%(name)s»: todavía no hay expediente."),
            N_("Use la fecha, el calendario o un parámetro de la ley."), name=names[0],
        )  # fmt: skip
