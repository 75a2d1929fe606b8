"""The diagram: a shape for each thing and a thing for each shape, and labels that can be read.

Advice only: what runs is the model. A file without a diagram is not looked at.
"""

from itertools import combinations

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import remove
from engine.bpmn.tree import FLOW_NODES, Node, bpmn, identity, kind
from engine.sentences import N_

Box = tuple[float, float, float, float]  # left, top, right, bottom
MOST_COVERED = 0.25  # of the smaller label
SIDES = ("x", "y", "width", "height")
MOST_LABELS = 400  # of one file; a larger one is not compared


def check_diagram(found: Findings) -> None:
    """Each file that has one."""
    for root in found.trees.values():
        shapes = [*root.iter("{*}BPMNShape", "{*}BPMNEdge")]
        if not shapes:
            continue
        drawn = {_named(shape) for shape in shapes}
        for shape in shapes:
            _look_at_lost(found, shape)
        for node in root.iter(*map(bpmn, [*sorted(FLOW_NODES), "sequenceFlow"])):
            if identity(node) not in drawn and not _is_inside_folded(node, drawn):
                found.warn("diagram", node, N_("El elemento no está dibujado: nadie lo ve."))
        _look_at_labels(found, shapes)


def _look_at_lost(found: Findings, shape: Node) -> None:
    name = _named(shape)
    if name and name not in found.by_id:
        found.warn(
            "diagram", shape, N_("Hay una figura de «%(name)s», que no existe."),
            N_("Bórrela del diagrama."), name=name, fix=remove(shape, N_("Borrar la figura")),
        )  # fmt: skip


def _is_inside_folded(node: Node, drawn: set[str]) -> bool:
    """Whether nothing of its subprocess is drawn: it is folded."""
    around = node.getparent()
    if around is None or kind(around) == "process":
        return False
    return not any(identity(part) in drawn for part in around if part.get("id"))


def _named(shape: Node) -> str:
    return shape.get("bpmnElement", "").rpartition(":")[2]


def _look_at_labels(found: Findings, shapes: list[Node]) -> None:
    labels: dict[str, Box] = {}
    for shape in shapes:
        bounds = shape.find("{*}BPMNLabel/{*}Bounds")
        node = found.by_id.get(_named(shape))
        if bounds is not None and node is not None and node.get("name"):
            box = _box(bounds)
            if box is not None:
                labels[identity(node)] = box
    if len(labels) > MOST_LABELS:
        return
    for (one, box), (other, second) in combinations(labels.items(), 2):
        if _covered(box, second) > MOST_COVERED:
            found.warn(
                "diagram", found.by_id[other], N_("Su nombre tapa el de «%(other)s»."),
                N_("Sepárelos en el diagrama."), other=found.by_id[one].get("name"),
            )  # fmt: skip


def _box(bounds: Node) -> Box | None:
    try:
        x, y, width, height = (
            float(bounds.get(name, "")) for name in ("x", "y", "width", "height")
        )
    except ValueError:
        return None
    return (x, y, x + width, y + height)


def _covered(one: Box, other: Box) -> float:
    """The part of the smaller box that the other covers."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    least = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width * height / least if width > 0 and height > 0 and least > 0 else 0.0
