"""What is drawn, as data: root elements by id, lanes, and the extension elements of a node."""

from dataclasses import dataclass

from engine.bpmn.data import copied_in, copied_out
from engine.bpmn.formula import Formula, formula
from engine.bpmn.program import GOING_ON, BulkRule, ClockRule, DeadlineRule, DocumentRule
from engine.bpmn.tree import (
    CAUCE,
    ZEEBE,
    Node,
    bpmn,
    children,
    extension,
    extensions,
    identity,
    title,
    words,
)
from engine.calendar import MonthEnd, Unit

FIRES = ("next-business-day", "next-day", "due-day")


@dataclass(frozen=True, slots=True)
class Model:
    """All files of a deployment, compiled; `roots` are messages, signals, errors, escalations."""

    trees: dict[str, Node]
    roots: dict[str, Node]
    processes: dict[str, Node]
    files: dict[Node, str]


def gather(trees: dict[str, Node]) -> Model:
    """Index the trees."""
    roots: dict[str, Node] = {}
    processes: dict[str, Node] = {}
    files: dict[Node, str] = {}
    for file, root in trees.items():
        files[root] = file
        roots.update({identity(node): node for node in root if identity(node)})
        processes.update({identity(node): node for node in children(root, "process")})
    return Model(trees, roots, processes, files)


def lanes_of(root: Node) -> dict[str, tuple[str, str]]:
    """Of each flow node that lies in a lane: the innermost lane's id and name."""
    lanes: dict[str, tuple[str, str]] = {}
    for lane in root.iter("{*}lane"):
        for reference in children(lane, "flowNodeRef"):
            lanes[words(reference)] = (identity(lane), title(lane))
    return lanes


def flows_by_source(root: Node) -> dict[str, tuple[str, ...]]:
    """The ids of the flows that leave each node, in document order."""
    flows: dict[str, tuple[str, ...]] = {}
    for flow in root.iter(bpmn("sequenceFlow")):
        source = flow.get("sourceRef", "")
        flows[source] = (*flows.get(source, ()), identity(flow))
    return flows


def attribute(node: Node | None, name: str) -> Formula | None:
    """An attribute as a formula, None where it is missing or empty."""
    text = (node.get(name) or "").strip() if node is not None else ""
    return formula(text) if text else None


def text_formula(node: Node | None) -> Formula | None:
    """The text of an element as a formula."""
    text = words(node)
    return formula(text) if text else None


def mappings(node: Node, side: str) -> tuple[tuple[Formula, str], ...]:
    """The input or output mappings: data associations, then zeebe:ioMapping."""
    copied = copied_in(node) if side == "input" else copied_out(node)
    holder = extension(node, ZEEBE, "ioMapping")
    if holder is None:
        return copied
    return copied + tuple(
        (formula(mapping.get("source") or ""), mapping.get("target") or "")
        for mapping in holder.iterchildren(f"{{{ZEEBE}}}{side}")
    )


def headers(node: Node) -> tuple[tuple[str, str], ...]:
    """zeebe:taskHeaders."""
    holder = extension(node, ZEEBE, "taskHeaders")
    if holder is None:
        return ()
    return tuple((item.get("key") or "", item.get("value") or "") for item in holder)


def deadline(node: Node) -> DeadlineRule | None:
    """cauce:deadline."""
    drawn = extension(node, CAUCE, "deadline")
    length = attribute(drawn, "length")
    if drawn is None or length is None:
        return None
    unit = (drawn.get("unit") or Unit.BUSINESS).strip()
    return DeadlineRule(
        title=drawn.get("title") or title(node),
        start=attribute(drawn, "start"),
        length=length,
        unit=formula(unit) if unit.startswith("=") else unit,
        source=drawn.get("source") or "",
        effect=drawn.get("effect") or "none",
        fires=drawn.get("fires") or "",
        owner=drawn.get("owner") or "entity",
        month_end=drawn.get("monthEnd") or MonthEnd.NEXT_BUSINESS_DAY,
        warns=_days(drawn.get("warns") or ""),
    )


def _days(text: str) -> tuple[int, ...]:
    """Days before the last one, most first; what is no number was refused."""
    return tuple(sorted({int(each) for each in text.split() if each.isdigit()}, reverse=True))


def clocks(node: Node) -> tuple[ClockRule, ...]:
    """cauce:clock, one for each term that stands still."""
    return tuple(
        ClockRule(drawn.get("term") or "", formula(drawn.get("resumes") or GOING_ON))
        for drawn in extensions(node, CAUCE, "clock")
    )


def bulk(node: Node) -> BulkRule | None:
    """cauce:bulk."""
    drawn = extension(node, CAUCE, "bulk")
    if drawn is None:
        return None
    most = drawn.get("most")
    return BulkRule(formula(most) if most else None)


def documents(node: Node) -> tuple[DocumentRule, ...]:
    """cauce:document."""
    return tuple(
        DocumentRule(
            item.get("kind") or "", item.get("title") or item.get("kind") or "", _required(item)
        )
        for item in extensions(node, CAUCE, "document")
    )


def _required(item: Node) -> bool | Formula:
    text = (item.get("required") or "true").strip()
    return formula(text) if text.startswith("=") else text == "true"


def form_key(node: Node) -> str | None:
    """zeebe:formDefinition."""
    drawn = extension(node, ZEEBE, "formDefinition")
    if drawn is None:
        return None
    return drawn.get("formKey") or drawn.get("formId") or None


def correlation(message: Node | None) -> Formula | None:
    """The correlation key of a message."""
    return (
        attribute(extension(message, ZEEBE, "subscription"), "correlationKey")
        if (message is not None)
        else None
    )


def reference(model: Model, node: Node, name: str) -> Node | None:
    """The root element that a reference names (its prefix does not matter)."""
    key = (node.get(name) or "").rpartition(":")[2]
    return model.roots.get(key)


def lane_around(node: Node, lanes: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The lane of a node, or of the subprocess that it is drawn in."""
    at: Node | None = node
    while at is not None:
        if identity(at) in lanes:
            return lanes[identity(at)]
        at = at.getparent()
    return "", ""
