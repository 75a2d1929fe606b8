"""Which process a case runs: the named one, or the only one that no other calls."""

from engine.bpmn.lint.catalogue import consequence_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import set_to
from engine.bpmn.problems import Fix, Problem, Severity
from engine.bpmn.tree import ZEEBE, Node, children, extension, identity
from engine.sentences import N_


def find_main(found: Findings, wanted: str | None) -> None:
    """Fill in `process_id`, or say why it cannot be known."""
    processes = [node for root in found.trees.values() for node in children(root, "process")]
    ids = [identity(node) for node in processes if node.get("isExecutable", "true") != "false"]
    if wanted is not None:
        if wanted in ids:
            found.process_id = wanted
        else:
            _refuse(found, processes, wanted)
        return
    called = {called_by(call) for call in found.nodes("callActivity")}
    mains = [process_id for process_id in ids if process_id not in called]
    if len(mains) == 1:
        found.process_id = mains[0]
    elif not mains:
        _refuse_all(found, processes)
    else:
        for node in processes:
            if identity(node) in mains:
                found.refuse(
                    "main-process", node,
                    N_("Hay varios procesos y no se sabe cuál abre el expediente: %(names)s."),
                    N_("Nombre el proceso en manifest.toml, o llame a los demás desde él."),
                    names=", ".join(mains),
                )  # fmt: skip


def called_by(call: Node) -> str:
    """The id of the process that a call activity calls, as drawn."""
    drawn = extension(call, ZEEBE, "calledElement")
    called = (drawn.get("processId") if drawn is not None else None) or call.get("calledElement")
    return (called or "").rpartition(":")[2]


def _refuse_all(found: Findings, processes: list[Node]) -> None:
    """Name each process that is only a drawing, or else each file."""
    for node in processes or list(found.trees.values()):
        found.refuse(
            "main-process", node, N_('No hay ningún proceso ejecutable (isExecutable="true").'),
            N_("Marque como ejecutable el proceso que abre el expediente."),
            fix=_made_executable(node) if len(processes) == 1 else None,
        )  # fmt: skip


def _made_executable(node: Node) -> Fix:
    return set_to(node, N_("Marcarlo como ejecutable"), "isExecutable", "true")


def _refuse(found: Findings, processes: list[Node], wanted: str) -> None:
    """The process that is wanted is only a drawing, or not there."""
    sentence = N_("No hay un proceso ejecutable con el id «%(name)s».")
    for node in processes:
        if identity(node) == wanted:
            fix = _made_executable(node)
            found.refuse("main-process", node, sentence, name=wanted, fix=fix)
            return
    file, rule = next(iter(found.trees), ""), "main-process"
    found.problems.append(
        Problem(
            file, "", "", Severity.ERROR, rule, sentence, facts={"name": wanted},
            consequence=consequence_of(rule),
        )
    )  # fmt: skip
