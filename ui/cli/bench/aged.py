"""The models of `bench age`, drawn in few words: a loop, blocks, a chain, many instances."""

from __future__ import annotations

from itertools import pairwise

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:cauce:bench">'
    '<bpmn:process id="age" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>'
)


def loop(*, waits: bool) -> bytes:
    """A task that comes again, perhaps beside a task that waits."""
    body = _parts("exclusiveGateway", "m", "x") + _user("t")
    body += _path("s", "g", "m", "t", "x") if waits else _path("s", "m", "t", "x")
    body += _flow("x", "m", "=again") + _flow("x", "e", "=not(again)")
    beside = _parts("parallelGateway", "g") + _user("w") + _path("g", "w", "e")
    return _drawn(body + beside if waits else body)


def blocks(count: int) -> bytes:
    """Forks and joins of three branches in a row."""
    body, before = "", "s"
    for block in range(count):
        fork, join = f"f{block}", f"j{block}"
        body += _parts("parallelGateway", fork, join) + _path(before, fork)
        for branch in range(3):
            task = f"k{block}_{branch}"
            body += _parts("task", task) + _path(fork, task, join)
        before = join
    return _drawn(body + _path(before, "e"))


def chain(count: int) -> bytes:
    """User tasks in a row."""
    names = [f"t{number}" for number in range(count)]
    return _drawn("".join(map(_user, names)) + _path("s", *names, "e"))


def many() -> bytes:
    """One task for each item."""
    several = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
        '<zeebe:loopCharacteristics inputCollection="=items" inputElement="it"'
        ' outputCollection="res" outputElement="=v"/></bpmn:extensionElements>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    return _drawn(_user("t", several) + _path("s", "t", "e"))


def _drawn(body: str) -> bytes:
    return f"{HEAD}{body}</bpmn:process></bpmn:definitions>".encode()


def _parts(kind: str, *names: str) -> str:
    return "".join(f'<bpmn:{kind} id="{name}"/>' for name in names)


def _user(name: str, inside: str = "") -> str:
    return (
        f'<bpmn:userTask id="{name}" name="{name}"><bpmn:extensionElements>'
        '<zeebe:assignmentDefinition candidateGroups="clerk"/></bpmn:extensionElements>'
        f"{inside}</bpmn:userTask>"
    )


def _path(*names: str) -> str:
    return "".join(_flow(one, other) for one, other in pairwise(names))


def _flow(source: str, target: str, condition: str = "") -> str:
    when = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    return (
        f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">'
        f"{when}</bpmn:sequenceFlow>"
    )
