"""Legal terms and required documents say what they need to say."""

from collections.abc import Iterator

from engine.bpmn.lint.extensions import holders_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.program import ANEW, GOING_ON
from engine.bpmn.tree import CAUCE, Node, enclosing, extension, identity, kind
from engine.calendar import MonthEnd, Unit
from engine.sentences import N_

UNITS = tuple(Unit)
MONTH_ENDS = tuple(MonthEnd)
FIRES = ("next-business-day", "next-day", "due-day")
EFFECTS = ("none", "positive_silence", "negative_silence", "abandonment", "decay", "escalate")
DECIDING = ("positive_silence", "negative_silence", "abandonment", "decay")
OWNERS = ("entity", "citizen")
CHOICES = {
    "unit": UNITS,
    "fires": FIRES,
    "effect": EFFECTS,
    "owner": OWNERS,
    "monthEnd": MONTH_ENDS,
}


def check_deadlines(found: Findings) -> None:
    """Each cauce element."""
    for drawn in holders_of(found, CAUCE, "deadline"):
        _look_at_deadline(found, drawn)
    for drawn in holders_of(found, CAUCE, "document"):
        _look_at_document(found, drawn)
    terms = {identity(node) for node in _with_terms(found)}
    for drawn in holders_of(found, CAUCE, "clock"):
        _look_at_clock(found, drawn, terms)


def _with_terms(found: Findings) -> Iterator[Node]:
    return (node for node in found.flow_nodes() if extension(node, CAUCE, "deadline") is not None)


def _look_at_clock(found: Findings, drawn: Node, terms: set[str]) -> None:
    term, how = drawn.get("term") or "", (drawn.get("resumes") or GOING_ON).strip()
    if term not in terms:
        found.refuse(
            "clock", drawn, N_("El reloj que se detiene es el de «%(term)s», que no tiene plazo."),
            N_("Nombre en «term» el elemento que lleva el plazo (cauce:deadline)."), term=term,
        )  # fmt: skip
    if not how.startswith("=") and how not in (GOING_ON, ANEW):
        found.refuse(
            "clock", drawn, N_("El plazo se reanuda con «%(how)s», que no se conoce."),
            N_("Escriba going_on (sigue), anew (se cuenta de nuevo) o una expresión."), how=how,
        )  # fmt: skip


def _look_at_deadline(found: Findings, drawn: Node) -> None:
    if not (drawn.get("length") or "").strip():
        found.refuse("deadline", drawn, N_("Al plazo le falta su duración (length)."))
    for name, words in CHOICES.items():
        told = (drawn.get(name) or words[0]).strip()
        if told not in words and not (name == "unit" and told.startswith("=")):
            listed = ", ".join(words)
            found.refuse(
                "deadline", drawn, N_("En el plazo, «%(name)s» debe ser uno de: %(listed)s."),
                name=name, listed=listed,
            )  # fmt: skip
    if not (drawn.get("source") or "").strip():
        found.warn("deadline", drawn, N_("El plazo no cita su fuente legal (source)."))
    if not all(each.isdigit() for each in (drawn.get("warns") or "").split()):
        found.refuse(
            "deadline", drawn,
            N_("«warns» son días antes del último, separados por espacios: 30 15 5."),
        )  # fmt: skip
    _look_at_effect(found, drawn)
    event = enclosing(drawn, "startEvent", "intermediateCatchEvent", "boundaryEvent")
    if event is not None and not any(kind(part) == "timerEventDefinition" for part in event):
        found.refuse(
            "deadline", drawn, N_("Un plazo en un evento necesita que el evento sea de tiempo.")
        )


def _look_at_effect(found: Findings, drawn: Node) -> None:
    """What the law decides when time is over needs a way that the process then takes."""
    if drawn.get("effect") in DECIDING and enclosing(drawn, "userTask") is not None:
        found.refuse(
            "deadline", drawn,
            N_("El plazo decide al vencer (%(effect)s), pero una tarea no puede actuar sola."),
            N_("Dibuje el plazo en un evento de tiempo sobre la tarea o sobre su subproceso."),
            effect=drawn.get("effect"),
        )  # fmt: skip


def _look_at_document(found: Findings, drawn: Node) -> None:
    required = (drawn.get("required") or "true").strip()
    if not (drawn.get("kind") or "").strip():
        found.refuse("document", drawn, N_("Al documento le falta su clase (kind)."))
    if required not in ("true", "false") and not required.startswith("="):
        found.refuse("document", drawn, N_("«required» debe ser true, false o una expresión."))
