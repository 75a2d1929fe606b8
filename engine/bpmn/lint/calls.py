"""Called processes exist, may be called, and do not call themselves without end."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.main_process import called_by
from engine.bpmn.notation.global_tasks import PLAIN
from engine.bpmn.tree import Node, children, identity, kind


def check_calls(found: Findings) -> None:
    """Each call activity."""
    processes = {identity(node): node for node in found.nodes("process")}
    tasks = {identity(node) for node in found.nodes(*PLAIN)}
    for call in found.nodes("callActivity"):
        called = called_by(call)
        if called.startswith("="):
            found.refuse("call", call, "El proceso llamado debe nombrarse, no calcularse.")
        elif called in tasks:
            continue
        elif called not in processes:
            found.refuse("call", call, f"El proceso llamado «{called}» no está entre los archivos.")
        else:
            _look_at_start(found, call, processes[called])


def _look_at_start(found: Findings, call: Node, process: Node) -> None:
    starts = list(children(process, "startEvent"))
    if starts and not any(_plain(start) for start in starts):
        found.refuse(
            "call", call, "El proceso llamado no tiene un evento de inicio sin definición."
        )


def _plain(start: Node) -> bool:
    return not any(kind(part).endswith("EventDefinition") for part in start)
