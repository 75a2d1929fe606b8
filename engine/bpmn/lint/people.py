"""Every user task reaches someone: a lane with a role, a group, or a person."""

from engine.bpmn.drawn import lane_around, lanes_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.main_process import called_by
from engine.bpmn.tree import ZEEBE, Node, bpmn, extension, kind
from engine.sentences import N_


def check_people(found: Findings) -> None:
    """Each user task, and each lane that a role is wanted for."""
    for root in found.trees.values():
        lanes = lanes_of(root)
        for node in root.iter(bpmn("userTask")):
            _look(found, node, *lane_around(node, lanes))
        for call in root.iter(bpmn("callActivity")):
            task = found.by_id.get(called_by(call))
            if task is not None and kind(task) == "globalUserTask":
                _look(found, call, *lane_around(call, lanes), task=task)


def _look(
    found: Findings, node: Node, lane: str, lane_name: str, *, task: Node | None = None
) -> None:
    drawn = extension(node if task is None else task, ZEEBE, "assignmentDefinition")
    group = (drawn.get("candidateGroups") or "").strip() if drawn is not None else ""
    person = (drawn.get("assignee") or "").strip() if drawn is not None else ""
    if "," in group and not group.startswith("="):
        found.refuse(
            "people", node, N_("Una tarea va a un solo rol, y aquí hay varios: %(group)s."),
            N_("Cree un rol que reúna a esas personas."), group=group,
        )  # fmt: skip
    if group or person:
        return
    if not lane:
        found.refuse(
            "people", node,
            N_("Nadie recibiría esta tarea: no está en un carril ni nombra a un rol."),
            N_("Póngala en un carril, o use zeebe:assignmentDefinition."),
        )  # fmt: skip
    elif found.roles and lane not in found.roles:
        found.refuse(
            "people", node, N_("El carril «%(title)s» (%(lane)s) no tiene rol."),
            N_("Agréguelo a [roles] en manifest.toml."), title=lane_name or lane, lane=lane,
        )  # fmt: skip
