"""Data associations copy between data that exists; what waits for data sets is not run."""

from engine.bpmn.data import NAMED, resolved, variable_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import unset
from engine.bpmn.sets import drawn_sets, has_several
from engine.bpmn.tree import ACTIVITIES, SUBPROCESSES, Node, child, children, kind, words
from engine.sentences import N_

TASKS = ACTIVITIES - SUBPROCESSES - {"callActivity"}
ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")


def check_data_flow(found: Findings) -> None:
    """Each association, each specification."""
    for node in found.nodes(*ASSOCIATIONS):
        _look_at_ends(found, node)
        _look_at_side(found, node)
    for node in found.nodes("dataObjectReference"):
        _look_at_reference(found, node)
    for node in found.nodes("ioSpecification"):
        around = node.getparent()
        if around is not None and kind(around) in SUBPROCESSES:
            found.refuse(
                "data", around,
                N_("Un subproceso no declara entradas ni salidas (ioSpecification)."),
                N_("Use los datos del proceso, o una actividad que llama a otro proceso."),
            )  # fmt: skip
        _look_at_sets(found, node)
    for name in sorted(NAMED):
        for node in found.nodes(name):
            if not node.get("id"):
                found.refuse("data", node, N_("A un «%(kind)s» le falta el id."), kind=kind(node))


def _look_at_sets(found: Findings, node: Node) -> None:
    """Several sets are run where it is known at once which of them counts (10.4.2)."""
    owner = node.getparent()
    if not has_several(node) or owner is None:
        return
    if kind(owner) not in TASKS:
        found.refuse(
            "data", node,
            N_("Varios conjuntos de entradas o salidas solo se ejecutan en una tarea."),
            N_("Declare un solo conjunto aquí."),
        )  # fmt: skip
    elif len(drawn_sets(node, "input")) > 1 and all(
        one.required for one in drawn_sets(node, "input")
    ):
        found.refuse(
            "data", node,
            N_("Podría no estar disponible ningún conjunto: la tarea tendría que esperar un dato."),
            N_("Agregue al final un conjunto cuyas entradas sean todas opcionales, o uno vacío."),
        )  # fmt: skip


def _look_at_ends(found: Findings, node: Node) -> None:
    sources, targets = (list(children(node, name)) for name in ("sourceRef", "targetRef"))
    if child(node, "transformation") is not None or child(node, "assignment") is not None:
        _look_at_change(found, node, targets)
        for end in (*sources, *targets):
            _look_at_end(found, node, words(end))
        return
    if not sources and targets:
        found.warn(
            "data", node, N_("La asociación no dice qué dato copia: se ve, y no copia nada."),
            N_("Use una asignación de salida (zeebe:ioMapping) si debe guardarse algo."),
        )  # fmt: skip
        return
    if len(sources) != 1 or len(targets) != 1:
        found.refuse("data", node, N_("Una asociación de datos une un dato con otro."))
    for end in (*sources, *targets):
        _look_at_end(found, node, words(end))


def _look_at_change(found: Findings, node: Node, targets: list[Node]) -> None:
    """A transformation makes the whole target; assignments set it, or parts of it, one by one."""
    assigned = list(children(node, "assignment"))
    if len(targets) != 1 or (assigned and child(node, "transformation") is not None):
        found.refuse(
            "data", node, N_("La asociación llega a un dato, y lo calcula de una sola manera."),
            N_("Use una transformación (transformation), o asignaciones (assignment)."),
        )  # fmt: skip
        return
    target = resolved(node, words(targets[0]))
    for one in assigned:
        place = words(child(one, "to")).lstrip("= ")
        if not words(child(one, "from")) or not place:
            found.refuse("data", node, N_("A la asignación le falta «from» o «to»."))
        elif target is not None and place.split(".")[0] != variable_of(target):
            found.refuse(
                "data", node, N_("La asignación escribe en «%(place)s», que no es su destino."),
                N_("Escriba el dato de destino, o una parte suya: dato.parte."), place=place,
            )  # fmt: skip


def _look_at_end(found: Findings, node: Node, reference: str) -> None:
    data = resolved(node, reference)
    drawn = found.by_id.get(reference.rpartition(":")[2])
    if drawn is not None and kind(drawn) == "dataStoreReference":
        found.refuse(
            "data", node, N_("Nada se lee ni se escribe en el almacén «%(name)s»."),
            N_("Use una tarea de servicio que lo haga, y un objeto de datos."), name=reference,
        )  # fmt: skip
    elif data is None:
        found.refuse(
            "data", node, N_("El dato «%(name)s» no existe o no se puede leer aquí."),
            name=reference,
        )  # fmt: skip
    elif not _is_seen(node, data):
        found.refuse(
            "data", node, N_("El dato «%(name)s» es de otro proceso, subproceso o actividad."),
            N_("Únalo con un dato de aquí o de un nivel que rodea a este."), name=reference,
        )  # fmt: skip


def _is_seen(association: Node, data: Node) -> bool:
    """Data is seen by what stands beside it or deeper (BPMN 2.0.2, 10.4.1)."""
    owner = data.getparent()
    if owner is not None and kind(owner) == "ioSpecification":
        owner = owner.getparent()
    return any(around is owner for around in association.iterancestors())


def _look_at_side(found: Findings, node: Node) -> None:
    """What goes in ends, and what comes out begins, at the activity or event itself."""
    into = kind(node) == "dataInputAssociation"
    owner = node.getparent()
    for end in children(node, "targetRef" if into else "sourceRef"):
        data = resolved(node, words(end))
        around = data.getparent() if data is not None else None
        if around is not None and kind(around) == "ioSpecification":
            around = around.getparent()
        if data is not None and around is not owner:
            found.refuse(
                "data", node, N_("«%(name)s» no es una entrada o salida de este elemento."),
                name=words(end),
            )  # fmt: skip


def _look_at_reference(found: Findings, node: Node) -> None:
    """A reference to a data object has the item of that object (BPMN 2.0.2, 10.4.1)."""
    if node.get("itemSubjectRef"):
        found.refuse(
            "data", node, N_("Una referencia a un dato no dice de qué es: lo dice el dato."),
            N_("Quite «itemSubjectRef» de la referencia."),
            fix=unset(node, N_("Quitar itemSubjectRef"), "itemSubjectRef"),
        )  # fmt: skip
