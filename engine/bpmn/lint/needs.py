"""What an element needs to run: a script, a decision, a job, a message, a form that exists."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.positions import definitions
from engine.bpmn.tree import (
    CAUCE,
    TIMER_FORMS,
    ZEEBE,
    Node,
    child,
    enclosing,
    extension,
    identity,
    kind,
    title,
    words,
)
from engine.sentences import N_

NAMED = {"messageEventDefinition": "messageRef", "signalEventDefinition": "signalRef"}
# What is thrown -> its reference, and the attribute of its code.
CODES = {
    "errorEventDefinition": ("errorRef", "errorCode"),
    "escalationEventDefinition": ("escalationRef", "escalationCode"),
}


def check_needs(found: Findings) -> None:
    """Each kind of node has its own needs."""
    for node in found.nodes("scriptTask", "globalScriptTask"):
        _need(
            found, node, "script", "expression", N_("Falta la expresión del script (zeebe:script).")
        )
        _need(
            found, node, "script", "resultVariable",
            N_("Falta la variable del resultado del script."),
        )  # fmt: skip
    for node in found.nodes("businessRuleTask", "globalBusinessRuleTask"):
        _look_at_decision(found, node)
    for node in found.nodes("serviceTask"):
        _need(
            found, node, "taskDefinition", "type",
            N_("Falta el tipo de trabajo (zeebe:taskDefinition)."),
        )  # fmt: skip
    for node in found.nodes("receiveTask", "sendTask"):
        if not node.get("messageRef") and extension(node, ZEEBE, "taskDefinition") is None:
            found.refuse("need", node, N_("Falta el mensaje (messageRef)."))
    for node in found.nodes("message", "signal"):
        if not node.get("name"):
            found.refuse("need", node, N_("Falta el nombre."))
    for node in found.nodes("message"):
        if extension(node, ZEEBE, "subscription") is None and _is_awaited(found, node):
            found.warn(
                "need", node,
                N_(
                    "El mensaje no tiene clave de correlación: uno solo llega a todos los"
                    " expedientes."
                ),
                N_("Escriba una en zeebe:subscription."),
            )  # fmt: skip
    for node in found.flow_nodes():
        for part in definitions(found, node):
            _look_at_definition(found, node, part)
        _look_at_form(found, node)
    for node in found.nodes("globalUserTask"):
        _look_at_form(found, node)


def _is_awaited(found: Findings, message: Node) -> bool:
    uses = [*found.nodes("messageEventDefinition"), *found.nodes("receiveTask")]
    return any(
        (use.get("messageRef") or "").rpartition(":")[2] == message.get("id")
        and enclosing(use, "intermediateThrowEvent", "endEvent") is None
        for use in uses
    )


def _need(found: Findings, node: Node, name: str, attribute: str, sentence: str) -> None:
    drawn = extension(node, ZEEBE, name)
    if drawn is None or not (drawn.get(attribute) or "").strip():
        found.refuse("need", node, sentence)


def _look_at_decision(found: Findings, node: Node) -> None:
    _need(
        found, node, "calledDecision", "decisionId", N_("Falta la decisión (zeebe:calledDecision).")
    )
    _need(found, node, "calledDecision", "resultVariable", N_("Falta la variable del resultado."))
    drawn = extension(node, ZEEBE, "calledDecision")
    decision = (drawn.get("decisionId") or "").strip() if drawn is not None else ""
    missing = found.decisions is not None and decision not in found.decisions
    if decision and not decision.startswith("=") and missing:
        found.refuse(
            "need", node, N_("La decisión «%(decision)s» no está entre los archivos DMN."),
            decision=decision,
        )  # fmt: skip


def _look_at_definition(found: Findings, node: Node, part: Node) -> None:
    name = kind(part)
    if name in NAMED and not part.get(NAMED[name]) and not _has_job(node, part):
        found.refuse(
            "need", node, N_("Falta el nombre de lo que se espera o lanza (%(attribute)s)."),
            attribute=NAMED[name],
        )  # fmt: skip
    if name == "errorEventDefinition" and kind(node) == "endEvent" and not part.get("errorRef"):
        found.refuse("need", node, N_("Falta el error que se lanza (errorRef)."))
    thrown = kind(node) in ("endEvent", "intermediateThrowEvent")
    if name == "escalationEventDefinition" and thrown and not part.get("escalationRef"):
        found.refuse("need", node, N_("Falta el escalamiento que se lanza (escalationRef)."))
    if thrown and name in CODES:
        _look_at_code(found, node, part, *CODES[name])
    if name == "conditionalEventDefinition" and not words(child(part, "condition")):
        found.refuse("need", node, N_("Falta la condición que se espera."))
    if name == "timerEventDefinition":
        _look_at_timer(found, node, part)


def _look_at_code(found: Findings, node: Node, part: Node, reference: str, code: str) -> None:
    """What is thrown has the code by which it is caught (BPMN 2.0.2, 8.3.4 and 10.5.5)."""
    root = found.by_id.get((part.get(reference) or "").rpartition(":")[2])
    if root is not None and not (root.get(code) or "").strip():
        found.refuse(
            "need", root, N_("«%(event)s» lo lanza y le falta su código (%(code)s)."),
            N_("Escriba el código: por él lo reconoce quien lo recibe."),
            event=title(node) or identity(node), code=code,
        )  # fmt: skip


def _has_job(node: Node, part: Node) -> bool:
    return any(extension(place, ZEEBE, "taskDefinition") is not None for place in (node, part))


def _look_at_timer(found: Findings, node: Node, part: Node) -> None:
    forms = [form for form in part if kind(form) in TIMER_FORMS]
    deadline = extension(node, CAUCE, "deadline")
    if len(forms) + (deadline is not None) != 1:
        found.refuse(
            "need", node,
            N_(
                "El temporizador necesita una sola fecha, duración, ciclo o plazo"
                " (cauce:deadline)."
            ),
        )  # fmt: skip
    for form in forms:
        if not words(form):
            found.refuse("need", node, N_("El temporizador está vacío."))


def _look_at_form(found: Findings, node: Node) -> None:
    drawn = extension(node, ZEEBE, "formDefinition")
    if drawn is None:
        return
    key = drawn.get("formKey") or drawn.get("formId") or ""
    if not key:
        found.refuse("need", node, N_("Falta el nombre del formulario."))
    elif found.form_keys is not None and key not in found.form_keys:
        found.refuse("need", node, N_("El formulario «%(key)s» no existe."), key=key)
