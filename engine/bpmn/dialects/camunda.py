"""What of the `camunda:` dialect has its exact counterpart here, an attribute or element each.

Each function looks at one thing on one element, changes it, and says in a word what it became; what
it cannot change exactly it leaves, and the list of what is left (left.py) names it.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from engine.bpmn.dialects import juel
from engine.bpmn.dialects.advice import CAMUNDA
from engine.bpmn.dialects.tree import extend, put, take_away
from engine.bpmn.tree import ZEEBE, Node, attributes, child, kind, local, namespace, words

Change = tuple[str, str]  # what it was, what it became
# Attribute of a user task -> the element and attribute that say the same.
PLAIN: Mapping[str, tuple[str, str]] = {
    "assignee": ("assignmentDefinition", "assignee"),
    "candidateGroups": ("assignmentDefinition", "candidateGroups"),
    "formKey": ("formDefinition", "formKey"),
    "formRef": ("formDefinition", "formId"),
    "dueDate": ("taskSchedule", "dueDate"),
    "followUpDate": ("taskSchedule", "followUpDate"),
    "priority": ("priorityDefinition", "priority"),
}
FORMED = frozenset({"userTask", "startEvent"})
WORKED = frozenset({"serviceTask", "sendTask"})
# What steers another engine's threads, shelves and menus: here every step is committed at its end.
NEEDLESS = frozenset({
    "asyncBefore", "asyncAfter", "exclusive", "jobPriority", "taskPriority", "historyTimeToLive",
    "isStartableInTasklist", "versionTag", "modelerTemplate", "modelerTemplateVersion",
    "modelerTemplateIcon", "decisionRefBinding", "calledElementBinding", "formRefBinding",
})  # fmt: skip
NEWEST = frozenset({"decisionRefBinding", "calledElementBinding", "formRefBinding"})
TRUTHS = ("conditionExpression", "condition", "completionCondition", "loopCondition",
          "activationCondition")  # fmt: skip
VALUES = ("timeDate", "timeDuration", "timeCycle", "loopCardinality")


def changes_of(node: Node) -> Iterator[Change]:
    """Everything that can be changed at one element, changed."""
    for change in CHANGES:
        yield from change(node)


def _get(node: Node, name: str) -> str:
    return str(node.get(f"{{{CAMUNDA}}}{name}", "")).strip()


def _drop(node: Node, name: str) -> None:
    del node.attrib[f"{{{CAMUNDA}}}{name}"]


def _held(node: Node, name: str) -> list[Node]:
    holder = child(node, "extensionElements")
    return [] if holder is None else list(holder.iterchildren(f"{{{CAMUNDA}}}{name}"))


def _feel(text: str) -> str | None:
    """A constant as it is, an expression in FEEL; None where it has no counterpart."""
    if not juel.is_foreign(text):
        return text
    try:
        return juel.feel_of(text)
    except juel.Untranslatable:
        return None


def _source(text: str) -> str | None:
    """The same as an expression: a constant is a quoted text."""
    feel = _feel(text)
    if feel is None or feel.startswith("="):
        return feel
    escaped = feel.replace("\\", "\\\\").replace('"', '\\"')
    return f'="{escaped}"'


def people(node: Node) -> Iterator[Change]:
    """Who does a user task, with which form, until when."""
    for name, (element, attribute) in PLAIN.items():
        text = _get(node, name)
        formed = element == "formDefinition" and kind(node) in FORMED
        if not text or not (kind(node) == "userTask" or formed):
            continue
        value = _feel(text)
        several = name == "candidateGroups" and "," in text
        elsewhere = name == "formKey" and ":" in text  # a page of another application
        if value is None or several or elsewhere:
            continue
        extend(node, element, {attribute: value})
        _drop(node, name)
        yield f"camunda:{name}", f"zeebe:{element}"


def work(node: Node) -> Iterator[Change]:
    """An external task becomes a job of the same name."""
    topic = _get(node, "topic")
    if kind(node) not in WORKED or _get(node, "type") != "external" or not topic:
        return
    value = _feel(topic)
    if value is None:
        return
    extend(node, "taskDefinition", {"type": value})
    _drop(node, "type")
    _drop(node, "topic")
    yield "camunda:topic", "zeebe:taskDefinition"


def decision(node: Node) -> Iterator[Change]:
    """A decision with one result of one value is the same here."""
    reference = _get(node, "decisionRef")
    exact = _get(node, "mapDecisionResult") in ("singleEntry", "singleResult")
    if kind(node) != "businessRuleTask" or not reference or not exact:
        return
    value = _feel(reference)
    if value is None or not _get(node, "resultVariable"):
        return
    given = {"decisionId": value, "resultVariable": _get(node, "resultVariable")}
    extend(node, "calledDecision", given)
    for name in ("decisionRef", "resultVariable", "mapDecisionResult"):
        _drop(node, name)
    yield "camunda:decisionRef", "zeebe:calledDecision"


def call(node: Node) -> Iterator[Change]:
    """What goes into a called process and comes out of it."""
    if kind(node) != "callActivity":
        return
    ins, outs = _held(node, "in"), _held(node, "out")
    if not ins and not outs:
        return
    called = (node.get("calledElement") or "").strip()
    if not called or juel.is_foreign(called):
        return
    extend(node, "calledElement", {
        "processId": called,
        "propagateAllParentVariables": _flag(any(part.get("variables") for part in ins)),
        "propagateAllChildVariables": _flag(any(part.get("variables") for part in outs)),
    })  # fmt: skip
    for part, name in [(part, "input") for part in ins] + [(part, "output") for part in outs]:
        if _carried(node, part, name):
            take_away(part)
            yield f"camunda:{local(part)}", "zeebe:calledElement"


def _flag(truth: bool) -> str:
    return "true" if truth else "false"


def _carried(node: Node, part: Node, name: str) -> bool:
    if part.get("local") or part.get("businessKey"):
        return False
    if part.get("variables") == "all":
        return True
    target, variable = part.get("target"), part.get("source")
    source = f"={variable}" if variable else _source(part.get("sourceExpression", ""))
    if not target or source is None:
        return False
    put(extend(node, "ioMapping", {}), name, {"source": source, "target": target})
    return True


def mappings(node: Node) -> Iterator[Change]:
    """Inputs and outputs, one by one; those that stay keep their element."""
    for holder in _held(node, "inputOutput"):
        for part in list(holder):
            name = {"inputParameter": "input", "outputParameter": "output"}.get(local(part), "")
            source = _parameter(part)
            if not name or source is None or not part.get("name"):
                continue
            put(extend(node, "ioMapping", {}), name,
                {"source": source, "target": part.get("name", "")})  # fmt: skip
            holder.remove(part)
            yield f"camunda:{local(part)}", f"zeebe:{name}"
        if not len(holder):
            take_away(holder)


def _parameter(part: Node) -> str | None:
    """A text, an expression, a list or a map as FEEL."""
    inner = next((each for each in part if namespace(each) == CAMUNDA), None)
    if inner is None:
        return _source((part.text or "").strip())
    entries = [(each.get("key") or "", _source((each.text or "").strip())) for each in inner]
    if any(value is None or len(each) for (_, value), each in zip(entries, inner, strict=True)):
        return None
    pieces = [(key, str(value)[1:]) for key, value in entries]
    if local(inner) == "map":
        return "={" + ", ".join(f'"{key}": {value}' for key, value in pieces) + "}"
    if local(inner) == "list":
        return "=[" + ", ".join(value for _, value in pieces) + "]"
    return None


def repeats(node: Node) -> Iterator[Change]:
    """The collection of a multi-instance."""
    collection = _get(node, "collection")
    if kind(node) != "multiInstanceLoopCharacteristics" or not collection:
        return
    value = _feel(collection)
    if value is None:
        return
    given = {"inputCollection": value if value.startswith("=") else f"={value}"}
    if _get(node, "elementVariable"):
        given["inputElement"] = _get(node, "elementVariable")
        _drop(node, "elementVariable")
    extend(node, "loopCharacteristics", given)
    _drop(node, "collection")
    yield "camunda:collection", "zeebe:loopCharacteristics"


def expression(node: Node) -> Iterator[Change]:
    """Conditions, times and counts in `${...}`."""
    name = kind(node)
    if name not in (*TRUTHS, *VALUES) or not juel.is_foreign(words(node)) or len(node):
        return
    write = juel.feel_of_condition if name in TRUTHS else juel.feel_of
    try:
        feel = write(words(node))
    except juel.Untranslatable:
        return
    before = words(node)
    node.text = feel
    if node.get("language") is not None:
        del node.attrib["language"]
    yield before, feel


def named(node: Node) -> Iterator[Change]:
    """The title of a task that is an expression."""
    text = node.get("name", "")
    value = _feel(text)
    if kind(node) == "userTask" and value is not None and value != text:
        node.set("name", value)
        yield text, value


def narrowing(node: Node) -> Iterator[Change]:
    """Which variable a condition watches: here, those that it reads."""
    name = _get(node, "variableName")
    conditional = kind(node) == "conditionalEventDefinition"
    condition = words(child(node, "condition")) if conditional else ""
    if name and re.search(rf"\b{re.escape(name)}\b", condition):
        _drop(node, "variableName")
        yield "camunda:variableName", ""


def needless(node: Node) -> Iterator[Change]:
    """Attributes that mean nothing here."""
    for full, value in list(attributes(node)):
        name = full.rpartition("}")[2]
        if full != f"{{{CAMUNDA}}}{name}" or name not in NEEDLESS:
            continue
        if name in NEWEST and value != "latest":
            continue
        _drop(node, name)
        yield f"camunda:{name}", ""
    for holder in _held(node, "properties"):
        holder.tag = f"{{{ZEEBE}}}properties"
        for part in holder:
            part.tag = f"{{{ZEEBE}}}property"
        yield "camunda:properties", "zeebe:properties"


CHANGES: tuple[Callable[[Node], Iterator[Change]], ...] = (
    people, work, decision, call, mappings, repeats, expression, named, narrowing, needless,
)  # fmt: skip
