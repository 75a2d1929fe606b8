"""Names: a reader of the diagram, the inbox and the history sees nothing else (advice only).

A process and a task have names; a task says what is done, with a verb and what it is done to; a
gateway that chooses asks a question, and each way out of it answers.
"""

import re

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import ACTIVITIES, SUBPROCESSES, Node, identity, kind, title
from engine.sentences import N_

CHOOSES = ("exclusiveGateway", "inclusiveGateway", "complexGateway")
# Endings of nouns that stand where a verb should: «Revisión de la solicitud», «Análise do pedido».
_VERB = re.compile(r"\w+[aei]r(?:se)?", re.IGNORECASE)
_NOUN = re.compile(r"\w+(?:ción|sión|miento|ção|são|mento|tion|ment)", re.IGNORECASE)


def check_naming(found: Findings) -> None:
    """Processes, tasks, choices."""
    for node in found.nodes("process"):
        if not title(node):
            found.warn("naming", node, N_("El proceso no tiene nombre."))
    for node in found.nodes("lane"):
        if not title(node):
            found.warn("naming", node, N_("El carril no tiene nombre: no se sabe quién trabaja."))
    for node in found.nodes(*sorted(ACTIVITIES - SUBPROCESSES)):
        _look_at_task(found, node)
    for node in found.nodes(*CHOOSES):
        ways = found.outgoing.get(identity(node), [])
        if len(ways) > 1:
            _look_at_choice(found, node, ways)


def _look_at_task(found: Findings, node: Node) -> None:
    name = title(node)
    advice = N_("Diga qué se hace y con qué: «Revisar la solicitud».")
    if not name:
        found.warn("naming", node, N_("La tarea no tiene nombre."), advice)
    elif name.startswith("="):
        return
    elif kind(node) == "callActivity":
        return  # named like what it calls
    elif " " not in name and not _VERB.fullmatch(name):
        found.warn("naming", node, N_("El nombre de la tarea es una sola palabra."), advice)
    elif _NOUN.fullmatch(name.split()[0]):
        found.warn("naming", node, N_("El nombre de la tarea no empieza con un verbo."), advice)


def _look_at_choice(found: Findings, node: Node, ways: list[Node]) -> None:
    if not title(node):
        found.warn(
            "naming", node, N_("La compuerta divide y no pregunta nada."),
            N_("Póngale una pregunta por nombre: «¿Hay crédito?»."),
        )  # fmt: skip
    unnamed = [identity(way) for way in ways if not title(way)]
    if unnamed:
        found.warn(
            "naming", node, N_("Hay salidas sin nombre: %(ways)s."),
            N_("Escriba en cada salida la respuesta: «Sí», «No»."), ways=", ".join(unnamed),
        )  # fmt: skip
    names = [title(way).casefold() for way in ways if title(way)]
    if len(set(names)) < len(names):
        found.warn("naming", node, N_("Dos salidas tienen el mismo nombre."))
