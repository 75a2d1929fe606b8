"""What of another engine's dialect stays for a person: which thing, where, and what to do."""

from collections.abc import Iterator

from engine.bpmn.dialects import juel
from engine.bpmn.dialects.advice import CAMUNDA, advice_for
from engine.bpmn.lint.catalogue import consequence_of
from engine.bpmn.problems import Problem, Severity
from engine.bpmn.tree import BPMN, Node, attributes, identity, kind, local, namespace, title, words
from engine.sentences import N_

_SCRIPT = N_("Escriba una expresión FEEL en zeebe:script: ningún código corre aquí.")
_FEEL = N_("Escriba lo mismo en FEEL, después de «=».")


def left_in(root: Node, file: str) -> tuple[Problem, ...]:
    """Everything foreign, in document order."""
    return tuple(_problems(root, file))


def _problems(root: Node, file: str) -> Iterator[Problem]:
    for node in root.iter("{*}*"):
        if namespace(node) == CAMUNDA:
            if local(node) not in ("inputOutput", "map", "list", "entry", "value"):
                yield _problem(node, file, local(node), _shown(node), advice_for(local(node)))
            continue
        for full, value in attributes(node):
            name = full.rpartition("}")[2]
            if full == f"{{{CAMUNDA}}}{name}":
                yield _problem(node, file, name, value, advice_for(name))
            elif juel.is_foreign(value):
                yield _problem(node, file, name, value, _FEEL)
        if namespace(node) == BPMN and kind(node) != "documentation" and not len(node):
            text = words(node)
            if juel.is_foreign(text):
                yield _problem(node, file, kind(node), text, _FEEL)
            elif kind(node) == "script":
                yield _problem(node, file, "script", text, _SCRIPT)


def _problem(node: Node, file: str, name: str, value: str, advice: str) -> Problem:
    at: Node | None = node
    while at is not None and (namespace(at) != BPMN or not at.get("id")):
        at = at.getparent()
    named = node if at is None else at
    return Problem(
        file, identity(named), title(named), Severity.ERROR, "dialect",
        N_("«%(name)s» es de otro motor: %(value)s"), advice,
        {"name": name, "value": " ".join(value.split())[:80]}, consequence_of("dialect"),
    )  # fmt: skip


def _shown(node: Node) -> str:
    told = [value for _, value in attributes(node)]
    return " ".join([*told, " ".join("".join(map(str, node.itertext())).split())]).strip()
