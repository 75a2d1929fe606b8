"""A call of a global task is that task in its place (BPMN 2.0.2, 10.3.7)."""

from copy import deepcopy

from engine.bpmn.tree import Node, bpmn, child, identity, kind

PLAIN = {
    "globalTask": "task", "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask", "globalBusinessRuleTask": "businessRuleTask",
    "globalUserTask": "userTask",
}  # fmt: skip


def place_global_tasks(trees: dict[str, Node]) -> None:
    """Each call keeps its id, flows, loops and borders."""
    found = {
        identity(node): node for root in trees.values() for node in root if kind(node) in PLAIN
    }
    for root in trees.values():
        for call in list(root.iter(bpmn("callActivity"))):
            task = found.get((call.get("calledElement") or "").rpartition(":")[2])
            if task is not None:
                _become(call, task)


def _become(call: Node, task: Node) -> None:
    call.tag = bpmn(PLAIN[kind(task)])
    del call.attrib["calledElement"]
    if not call.get("name") and task.get("name"):
        call.set("name", task.get("name", ""))
    theirs, ours = child(task, "extensionElements"), child(call, "extensionElements")
    if theirs is None:
        return
    if ours is None:
        call.insert(0, deepcopy(theirs))
    else:
        ours.extend(deepcopy(part) for part in theirs)
