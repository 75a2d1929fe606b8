"""Sealed tasks say where they are opened; those that take envelopes can be opened as drawn.

A task takes envelopes when it names the variable of what they hold (`into`). Many file theirs in it
and nobody finishes it: the term on its border closes it, so no way leads out of the task itself.
"""

from collections import Counter

from engine.bpmn.drawn import form_key
from engine.bpmn.lint.extensions import holders_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import CAUCE, Node, enclosing, extension, identity, kind
from engine.sentences import N_


def check_seals(found: Findings) -> None:
    """Each sealed task."""
    nodes = {identity(node): node for node in found.flow_nodes()}
    sealed = [(drawn, drawn.get("opens") or "") for drawn in holders_of(found, CAUCE, "sealed")]
    several = Counter(opens for drawn, opens in sealed if drawn.get("into") is not None)
    for drawn, opens in sealed:
        if opens not in nodes:
            found.refuse(
                "sealed", drawn, N_("El sobre se abre en «%(node)s», que no existe."), node=opens
            )  # fmt: skip
        elif drawn.get("into") is not None:
            _look_at_opening(found, drawn, nodes[opens], several[opens])
            _look_at_envelopes(found, drawn)


def _look_at_opening(found: Findings, drawn: Node, opening: Node, several: int) -> None:
    if kind(opening) != "userTask" or _repeats(opening):
        found.refuse(
            "sealed", drawn,
            N_("Los sobres se abren en «%(node)s», que no es tarea de una persona, hecha una vez."),
            N_("Nombre en «opens» una tarea de persona sin repetición."), node=identity(opening),
        )  # fmt: skip
    if several > 1:
        found.refuse(
            "sealed", drawn, N_("«%(node)s» abre los sobres de más de una tarea."),
            N_("Dibuje una apertura para cada tarea que recibe sobres."), node=identity(opening),
        )  # fmt: skip


def _look_at_envelopes(found: Findings, drawn: Node) -> None:
    task = enclosing(drawn, "userTask")
    if task is None:
        return
    if not (drawn.get("into") or "").isidentifier():
        found.refuse(
            "sealed", drawn, N_("A los sobres les falta la variable de su contenido (into).")
        )
    if form_key(task) is None:
        found.refuse("sealed", drawn, N_("La tarea recibe sobres y no tiene formulario."))
    if _repeats(task) or found.outgoing.get(identity(task)):
        found.refuse(
            "sealed", drawn,
            N_("La tarea recibe sobres de varios a la vez: no se repite ni sigue por una salida."),
            N_("Quite la repetición y las salidas; la cierra el plazo que lleva en su borde."),
        )  # fmt: skip
    if not any(_closes(border, task) for border in found.nodes("boundaryEvent")):
        found.refuse(
            "sealed", drawn, N_("Ningún plazo cierra la recepción de los sobres."),
            N_("Dibuje en el borde un evento de tiempo que interrumpa, con cauce:deadline."),
        )  # fmt: skip


def _closes(border: Node, task: Node) -> bool:
    there = border.get("attachedToRef") == identity(task)
    interrupts = border.get("cancelActivity", "true") == "true"
    return there and interrupts and extension(border, CAUCE, "deadline") is not None


def _repeats(node: Node) -> bool:
    return any(kind(part).endswith("LoopCharacteristics") for part in node)
