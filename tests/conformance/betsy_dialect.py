"""betsy's markers and conditions in our dialect: what a script body asks becomes FEEL or a job."""

import re
from dataclasses import dataclass, field

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
JOBS = {"WAIT_TEN_SECONDS": "wait", "THROW_ERROR": "throw"}
SILENT = ("CREATE_LOG_FILE", "CREATE_TIMESTAMP_LOG_1", "CREATE_TIMESTAMP_LOG_2")
CONDITIONS = ("conditionExpression", "loopCondition", "completionCondition", "condition",
              "activationCondition")  # fmt: skip


@dataclass(slots=True)
class Marks:
    """What a counting script writes beside its count, and the processes in document order."""

    by_element: dict[str, str] = field(default_factory=dict)
    processes: list[str] = field(default_factory=list)


# What engines call the numbers of a multi-instance (BPMN 2.0.2, table 10.30).
COUNTS = {
    "nrOfInstances": "numberOfInstances",
    "nrOfActiveInstances": "numberOfActiveInstances",
    "nrOfCompletedInstances": "numberOfCompletedInstances",
}


def translated(data: bytes) -> tuple[bytes, Marks]:
    """The model in our dialect."""
    root = etree.fromstring(data)
    marks = Marks()
    for process in root.iter(f"{{{BPMN}}}process"):
        if process.get("isExecutable") != "false":
            marks.processes.append(process.get("id", ""))
    for task in list(root.iter(f"{{{BPMN}}}scriptTask", f"{{{BPMN}}}globalScriptTask")):
        _script(task, marks)
    for name in CONDITIONS:
        for node in root.iter(f"{{{BPMN}}}{name}"):
            node.text = condition("".join(node.itertext()))
    return etree.tostring(root), marks


def _script(task: etree._Element, marks: Marks) -> None:
    script = task.find(f"{{{BPMN}}}script")
    body = (script.text or "").strip() if script is not None else ""
    if script is not None:
        task.remove(script)
    if body in JOBS:
        task.tag = f"{{{BPMN}}}serviceTask"
        task.attrib.pop("scriptFormat", None)
        _extend(task, "taskDefinition", type=JOBS[body])
        return
    expression, variable = '=""', "ignored"
    if body.startswith("INCREMENT_INTEGER_VARIABLE"):
        expression, variable = "=integerVariable + 1", "integerVariable"
        marks.by_element[task.get("id", "")] = "Increment" if body.endswith("LOG") else ""
    elif body == "CREATE_MARKER_FILE":
        expression, variable = '="MarkerExists"', "mark"
    elif body == "SET_STRING_DATA":
        expression, variable = '="String"', _data_name(task, "dataOutput")
    elif body == "LOG_DATA":
        expression = f'=if {_data_name(task, "dataInput")} = "String" then "DataCorrect" else ""'
        variable = "mark"
    elif body not in SILENT:
        expression, variable = f'="{body}"', "mark"
    _extend(task, "script", expression=expression, resultVariable=variable)


def _data_name(task: etree._Element, kind: str) -> str:
    found = task.find(f".//{{{BPMN}}}{kind}")
    if found is None:
        name = task.find(f"{{{BPMN}}}property")
        return name.get("name", "data") if name is not None else "data"
    name = found.get("name", "")
    return name if re.fullmatch(r"\w+", name) else found.get("id", "")


def _extend(task: etree._Element, name: str, **attributes: str) -> None:
    holder = task.find(f"{{{BPMN}}}extensionElements")
    if holder is None:
        holder = etree.Element(f"{{{BPMN}}}extensionElements")
        task.insert(0, holder)
    etree.SubElement(holder, f"{{{ZEEBE}}}{name}", **attributes)


def condition(text: str) -> str:
    """A comparison on `test` and `integerVariable` in FEEL."""
    bare = re.sub(r"^[$#]\{(.*)\}$", r"\1", text.strip()).strip().rstrip(">").strip()
    bare = re.sub(r"test\.contains\((\"\w+\")\)", r"contains(test, \1)", bare)
    bare = re.sub(r"!\s*(contains\([^)]*\))", r"not(\1)", bare)
    for theirs, ours in COUNTS.items():
        bare = re.sub(rf"\b{theirs}\b", ours, bare)
    bare = bare.replace("&&", " and ").replace("||", " or ").replace("==", "=")
    return f"={bare}"
