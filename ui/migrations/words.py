"""Why something cannot go over, in a sentence; what kinds of element are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from gettext import NullTranslations

from engine.bpmn import Program
from engine.bpmn.migration import Left, Obstacle, ObstacleKind, Reason
from engine.migrations import Planned
from engine.migrations.wording import obstacles_from_text
from engine.refusals import RefusalKind, Refused
from engine.sentences import filled
from engine.values import loads
from storage.queries.batches import ItemRow
from ui.refusals import told

Words = NullTranslations
K, R = ObstacleKind, Reason

OBSTACLES: Mapping[ObstacleKind, Callable[[Words], str]] = {
    K.NO_TARGET: lambda w: w.gettext("«%(what)s» espera y no tiene lugar en la otra versión."),
    K.SCOPE: lambda w: w.gettext("«%(what)s» está dibujado en otra parte del proceso."),
    K.FLOW: lambda w: w.gettext(
        "En «%(what)s» espera algo que llegó por un flujo que ya no está (%(told)s)."
    ),
    K.JOIN: lambda w: w.gettext("«%(what)s» ya no reúne caminos, y algo espera ahí."),
    K.UNDOING: lambda w: w.gettext("Lo que se hizo en «%(what)s» ya no se podría deshacer."),
    K.ITEMS: lambda w: w.gettext("«%(what)s» se repite y no hay lista de donde tomar cada caso."),
    K.TURN: lambda w: w.gettext("En «%(what)s» no se sabe qué actividad sigue."),
    K.HAPPENED: lambda w: w.gettext("Todo lo que «%(what)s» espera ya ocurrió."),
    K.ENDS: lambda w: w.gettext("El expediente terminaría con solo pasar, en «%(what)s»."),
    K.FAILS: lambda w: w.gettext("«%(what)s» falla: %(told)s"),
}

REASONS: Mapping[Reason, Callable[[Words], str]] = {
    R.REMOVED: lambda w: w.gettext("Ya no está en la versión nueva."),
    R.DROPPED: lambda w: w.gettext("El plan lo quita."),
    R.KIND: lambda w: w.gettext("Lo que hay allí es de otra clase."),
    R.SCOPE: lambda w: w.gettext("Está dibujado en otra parte del proceso."),
    R.HOST: lambda w: w.gettext("Está pegado a otra actividad."),
    R.TAKEN: lambda w: w.gettext("Otro elemento pasa ya a ese."),
    R.OPENING: lambda w: w.gettext(
        "Abre lo que se presentó en sobre cerrado: debe conservar su identificador."
    ),
    R.UNKNOWN: lambda w: w.gettext("No está en el proceso."),
}

SORTS: Mapping[str, Callable[[Words], str]] = {
    "user": lambda w: w.gettext("Tarea"),
    "job": lambda w: w.gettext("Trabajo del sistema"),
    "catch": lambda w: w.gettext("Espera"),
    "event-gateway": lambda w: w.gettext("Espera del primero"),
    "boundary": lambda w: w.gettext("Evento de borde"),
    "start": lambda w: w.gettext("Inicio de un subproceso de evento"),
    "join": lambda w: w.gettext("Reunión de caminos"),
    "complex": lambda w: w.gettext("Reunión de caminos"),
    "ad-hoc": lambda w: w.gettext("Subproceso"),
    "subprocess": lambda w: w.gettext("Subproceso"),
    "handler": lambda w: w.gettext("Subproceso de evento"),
    "undoing-handler": lambda w: w.gettext("Subproceso de evento"),
    "call": lambda w: w.gettext("Llamada a otro proceso"),
}


def title_of(words: Words, found: Planned) -> str:
    return words.gettext("Migrar expedientes de la versión %(source)s a la %(target)s") % {
        "source": found.old.version,
        "target": found.new.version,
    }


def obstacle_words(obstacle: Obstacle, old: Program, new: Program, words: Words) -> str:
    """One obstacle, with the name of its element."""
    facts = {"what": name_in(obstacle.element_id, old, new), "told": obstacle.told}
    return filled(OBSTACLES[obstacle.kind](words), facts, words.gettext)


def obstacles_words(
    obstacles: Iterable[Obstacle], old: Program, new: Program, words: Words
) -> list[str]:
    """Each of them."""
    return [obstacle_words(each, old, new, words) for each in obstacles]


def left_words(left: Left, old: Program, new: Program, words: Words) -> str:
    """«Firmar»: ya no está en la versión nueva."""
    return f"«{name_in(left.element_id, old, new)}»: {REASONS[left.reason](words)}"


def name_in(element_id: str, *programs: Program) -> str:
    """What an element is called, in the first version that has it; else its id."""
    for program in programs:
        for element in program.elements:
            if element.id == element_id:
                return element.name or element.id
    return element_id


def sort_words(sort: str, words: Words) -> str:
    """The kind of an element as people say it."""
    named = SORTS.get(sort)
    return words.gettext("Paso") if named is None else named(words)


def outcome_words(item: ItemRow, found: Planned | None, words: Words) -> str:
    """What came of one case of a batch; `found` is the plan it was judged by, if there is one."""
    if item.state == "waiting":
        return words.gettext("Espera su turno.")
    if item.state == "done":
        return words.gettext("Hecho.")
    if item.state == "failed":
        return words.gettext("Algo se rompió; el expediente quedó como estaba.")
    facts = {name: str(value) for name, value in loads(item.details).items()}
    if found is not None and "obstacles" in facts:
        seen = obstacles_from_text(facts["obstacles"])
        return " ".join(obstacles_words(seen, found.plan.old, found.plan.new, words))
    return told(Refused(RefusalKind(item.outcome), facts), words).sentence
