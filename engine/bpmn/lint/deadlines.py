"""Legal terms, sealed tasks and required documents say what they need to say."""

from engine.bpmn.lint.extensions import holders_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import CAUCE, Node, enclosing, identity, kind

UNITS = ("business", "calendar", "month", "year")
FIRES = ("next-business-day", "next-day", "due-day")


def check_deadlines(found: Findings) -> None:
    """Each cauce element."""
    for drawn in holders_of(found, CAUCE, "deadline"):
        _look_at_deadline(found, drawn)
    ids = {identity(node) for node in found.flow_nodes()}
    for drawn in holders_of(found, CAUCE, "sealed"):
        if drawn.get("opens") not in ids:
            found.refuse(
                "sealed", drawn, f"El sobre se abre en «{drawn.get('opens')}», que no existe."
            )
    for drawn in holders_of(found, CAUCE, "document"):
        _look_at_document(found, drawn)


def _look_at_deadline(found: Findings, drawn: Node) -> None:
    if not (drawn.get("length") or "").strip():
        found.refuse("deadline", drawn, "Al plazo le falta su duración (length).")
    if (drawn.get("unit") or "business") not in UNITS:
        found.refuse("deadline", drawn, f"La unidad del plazo debe ser una de: {', '.join(UNITS)}.")
    if (drawn.get("fires") or FIRES[0]) not in FIRES:
        found.refuse("deadline", drawn, f"«fires» debe ser uno de: {', '.join(FIRES)}.")
    if not (drawn.get("source") or "").strip():
        found.warn("deadline", drawn, "El plazo no cita su fuente legal (source).")
    event = enclosing(drawn, "startEvent", "intermediateCatchEvent", "boundaryEvent")
    if event is not None and not any(kind(part) == "timerEventDefinition" for part in event):
        found.refuse(
            "deadline", drawn, "Un plazo en un evento necesita que el evento sea de tiempo."
        )


def _look_at_document(found: Findings, drawn: Node) -> None:
    required = (drawn.get("required") or "true").strip()
    if not (drawn.get("kind") or "").strip():
        found.refuse("document", drawn, "Al documento le falta su clase (kind).")
    if required not in ("true", "false") and not required.startswith("="):
        found.refuse("document", drawn, "«required» debe ser true, false o una expresión.")
