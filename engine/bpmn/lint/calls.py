"""Called processes exist, may be called, and do not call themselves without end."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.main_process import called_by
from engine.bpmn.lint.positions import definitions
from engine.bpmn.notation.global_tasks import PLAIN
from engine.bpmn.tree import Node, child, children, identity
from engine.sentences import N_


def check_calls(found: Findings) -> None:
    """Each call activity."""
    processes = {identity(node): node for node in found.nodes("process")}
    tasks = {identity(node): node for node in found.nodes(*PLAIN)}
    for call in found.nodes("callActivity"):
        called = called_by(call)
        _look_at_data(found, call, processes.get(called, tasks.get(called)))
        if called.startswith("="):
            found.refuse("call", call, N_("El proceso llamado debe nombrarse, no calcularse."))
        elif called in tasks:
            continue
        elif called not in processes:
            found.refuse(
                "call", call, N_("El proceso llamado «%(called)s» no está entre los archivos."),
                called=called,
            )  # fmt: skip
        else:
            _look_at_start(found, call, processes[called])


def _look_at_start(found: Findings, call: Node, process: Node) -> None:
    starts = list(children(process, "startEvent"))
    if starts and all(list(definitions(found, start)) for start in starts):
        found.refuse(
            "call", call, N_("El proceso llamado no tiene un evento de inicio sin definición.")
        )


def _look_at_data(found: Findings, call: Node, called: Node | None) -> None:
    """What goes in and comes out of a call is what the called element declares (10.3.5)."""
    if called is None:
        return
    for name in ("dataInput", "dataOutput"):
        if _declared(call, name) != _declared(called, name):
            found.refuse(
                "call", call, N_("La llamada y lo llamado no tienen los mismos «%(name)s»."),
                N_("Use zeebe:ioMapping, o declare los mismos en ambos."), name=name,
            )  # fmt: skip


def _declared(node: Node, name: str) -> int:
    drawn = child(node, "ioSpecification")
    return 0 if drawn is None else len(list(children(drawn, name)))
