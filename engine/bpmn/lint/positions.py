"""Which event may stand where (BPMN 2.0.2, table 10.93), as far as the engine runs it."""

from collections.abc import Iterator, Mapping

from engine.bpmn.lint.advice import instead_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import SUBPROCESSES, Node, enclosing, identity, kind, words
from engine.sentences import N_, phrase

SUFFIX = "EventDefinition"
NONE = ""
# Position -> what may stand there, and whether it may be non-interrupting.
MAY: Mapping[str, Mapping[str, bool]] = {
    "process": {
        NONE: False,
        "message": False,
        "timer": False,
        "signal": False,
        "conditional": False,
    },
    "subprocess": {NONE: False},
    "handler": {
        "message": True,
        "timer": True,
        "signal": True,
        "escalation": True,
        "conditional": True,
        "error": False,
        "compensate": False,
    },
    "catch": {
        "message": False,
        "timer": False,
        "signal": False,
        "conditional": False,
        "link": False,
    },
    "boundary": {
        "message": True,
        "timer": True,
        "signal": True,
        "escalation": True,
        "conditional": True,
        "error": False,
        "compensate": True,
        "cancel": False,
    },
    "throw": {
        NONE: False,
        "message": False,
        "signal": False,
        "escalation": False,
        "link": False,
        "compensate": False,
    },
    "end": {
        NONE: False,
        "message": False,
        "signal": False,
        "escalation": False,
        "error": False,
        "terminate": False,
        "compensate": False,
        "cancel": False,
    },
}
ALONE = frozenset({"error", "cancel", "compensate", "terminate", "link"})  # fmt: skip
TITLES = {
    "process": N_("el inicio de un proceso"), "subprocess": N_("el inicio de un subproceso"),
    "handler": N_("el inicio de un subproceso de evento"),
    "catch": N_("un evento intermedio que espera"),
    "boundary": N_("un evento de borde"), "throw": N_("un evento intermedio que lanza"),
    "end": N_("un evento de fin"),
}  # fmt: skip


def check_positions(found: Findings) -> None:
    """Every event."""
    for node in found.nodes(
        "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
        "boundaryEvent",
    ):  # fmt: skip
        _look(found, node, position_of(node))


def position_of(node: Node) -> str:
    """The name of the position of an event."""
    match kind(node):
        case "startEvent":
            around = enclosing(node, "process", *SUBPROCESSES)
            if around is None or kind(around) == "process":
                return "process"
            return "handler" if around.get("triggeredByEvent") == "true" else "subprocess"
        case "intermediateCatchEvent":
            return "catch"
        case "intermediateThrowEvent":
            return "throw"
        case "boundaryEvent":
            return "boundary"
        case _:
            return "end"


def definitions(found: Findings, node: Node) -> Iterator[Node]:
    """The definitions inside an event and those that it refers to."""
    for part in node:
        if kind(part).endswith(SUFFIX):
            yield part
        elif kind(part) == "eventDefinitionRef":
            wanted = words(part).rpartition(":")[2]
            for root in found.trees.values():
                yield from (top for top in root if identity(top) == wanted)


def _look(found: Findings, node: Node, position: str) -> None:
    names = [kind(part)[: -len(SUFFIX)] for part in definitions(found, node)]
    if len(names) > 1:
        _look_at_several(found, node, position, names)
    for name in names or [NONE]:
        _look_at_one(found, node, position, name)
    if position in ("process", "handler") and node.get("parallelMultiple") == "true" and not names:
        found.refuse("event", node, N_("El evento espera varias cosas y no nombra ninguna."))


def _look_at_one(found: Findings, node: Node, position: str, name: str) -> None:
    may = MAY[position]
    what = phrase(N_("de tipo «%(name)s»"), name=name) if name else phrase(N_("sin definición"))
    if name not in may:
        found.refuse(
            "event", node, N_("Un evento %(what)s no se puede ejecutar en %(where)s."),
            instead_of(f"{name}{SUFFIX}"), what=what, where=phrase(TITLES[position]),
        )  # fmt: skip
    elif not may[name] and is_non_interrupting(node, position):
        found.refuse(
            "event", node, N_("Un evento %(what)s en %(where)s siempre interrumpe."),
            N_('Quite cancelActivity="false" o isInterrupting="false".'), what=what,
            where=phrase(TITLES[position]),
        )  # fmt: skip


def _look_at_several(found: Findings, node: Node, position: str, names: list[str]) -> None:
    alone = sorted(ALONE.intersection(names))
    if alone and position not in ("end", "throw"):
        found.refuse(
            "event", node, N_("«%(name)s» no puede ir junto con otra definición."), name=alone[0]
        )


def is_non_interrupting(node: Node, position: str) -> bool:
    """Whether the drawing says that the event does not interrupt."""
    if position == "boundary":
        return node.get("cancelActivity") == "false"
    return position == "handler" and node.get("isInterrupting") == "false"
