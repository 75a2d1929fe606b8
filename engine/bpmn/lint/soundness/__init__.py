"""Soundness: what is drawn can come to an end, and everything in it can happen.

Each level is a net (net.py), made small by rules that keep soundness (reduction.py), whose games
are all played up to a limit (exploring.py). Conditions are not looked at, so: what never happens in
any game is an error, for it never happens at all; what goes wrong in some game is a warning, for
the conditions may rule that game out. Beyond the limit the check says that it proved nothing.

Event subprocesses and borders of the host may end a level at any time; a level that they can end
may run in circles. Ad-hoc levels and levels with token quantities have no games to play.
"""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.soundness.exploring import MOST_MARKINGS, NONE, Explored, explore
from engine.bpmn.lint.soundness.net import Join, Net, Step, net_of
from engine.bpmn.lint.soundness.reduction import reduced
from engine.bpmn.problems import Severity
from engine.bpmn.tree import ACTIVITIES, EVENTS, SCOPES, Node, children, flow_nodes, identity, kind
from engine.sentences import N_

# Rules that a drawing must keep before a game means anything.
FIRST = frozenset({"flow", "reference", "id", "reachability", "link", "ends", "required"})


def check_soundness(found: Findings) -> None:
    """Each level; a drawing whose flows are broken is not played."""
    if any(one.rule in FIRST and one.severity is Severity.ERROR for one in found.problems):
        return
    for scope in found.nodes(*sorted(SCOPES - {"adHocSubProcess"})):
        if not _has_quantities(scope):
            _look(found, scope)


def _look(found: Findings, scope: Node) -> None:
    net = reduced(net_of(found, scope))
    explored = explore(net)
    if net.too_wide or (not explored.whole and not explored.crowded):
        found.warn(
            "soundness", scope,
            N_("No se pudo demostrar que todos los caminos terminan (más de %(count)s estados)."),
            N_("Reparta el diagrama en subprocesos."), count=MOST_MARKINGS,
        )  # fmt: skip
    never = _never(net, explored) if explored.whole and not net.too_wide else []
    for step in never:
        found.say(
            found.unsound, "soundness", found.by_id[step.node],
            N_("Nunca continúa: los caminos que une no pueden llegar todos."),
            _advice(step),
        )  # fmt: skip
    if not net.loose:
        _look_at_crowds(found, net, explored)
        _look_at_ends(found, scope, net, explored, never)


def _never(net: Net, explored: Explored) -> list[Step]:
    """Joins that some token reaches and no game passes."""
    marked = {place for marking in explored.after for place, _ in marking}
    return [
        step
        for step in net.steps
        if step.node not in explored.fired and marked.intersection(step.ins)
    ]


def _advice(step: Step) -> str:
    if step.join is Join.ALL:
        return N_("Una con una compuerta exclusiva lo que se dividió con una exclusiva.")
    return N_("Una los caminos con la misma clase de compuerta que los divide.")


def _look_at_crowds(found: Findings, net: Net, explored: Explored) -> None:
    """Two tokens before a step that takes one: what follows happens twice."""
    for name in sorted({net.arrives[place] for place in explored.crowded}):
        node = found.by_id.get(name)
        if node is not None and _matters(found, name):
            found.warn(
                "soundness", node,
                N_("Pueden llegar dos caminos a la vez: lo que sigue ocurriría dos veces."),
                N_("Únalos antes con una compuerta paralela o inclusiva."),
            )  # fmt: skip


def _matters(found: Findings, name: str) -> bool:
    """Whether any work follows."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        at = waiting.pop()
        node = found.by_id.get(at)
        if at in seen or node is None:
            continue
        seen.add(at)
        if kind(node) in ACTIVITIES or (kind(node) in EVENTS and len(node) > 2):
            return True
        waiting += [flow.get("targetRef", "") for flow in found.outgoing.get(at, [])]
    return False


def _look_at_ends(
    found: Findings, scope: Node, net: Net, explored: Explored, never: list[Step]
) -> None:
    """Tokens that wait for ever, and ways that go round for ever."""
    blocked = {step.node for step in never}
    stuck = explored.stuck
    waiting = {
        step.node
        for marking in stuck
        for step in net.steps
        if step.node not in blocked and {place for place, _ in marking}.intersection(step.ins)
    }
    for name in sorted(waiting):
        found.warn(
            "soundness", found.by_id[name],
            N_("Puede quedar esperando para siempre un camino que no llegará."),
            N_("Una los caminos con la misma clase de compuerta que los divide."),
        )  # fmt: skip
    if explored.whole and not blocked and not _is_ended_from_outside(scope):
        _look_at_circles(found, scope, net, explored)


def _look_at_circles(found: Findings, scope: Node, net: Net, explored: Explored) -> None:
    ends = explored.reaching({NONE, *explored.stuck})
    endless = [marking for marking in explored.after if marking not in ends]
    if any(marking not in ends for marking in explored.begun):
        found.say(
            found.unsound, "soundness", scope, N_("No hay ningún camino que llegue a un final."),
            N_("Dibuje una salida del ciclo, o un evento que lo interrumpa."),
        )  # fmt: skip
        return
    for name in sorted({net.arrives[place] for marking in endless for place, _ in marking}):
        found.warn(
            "soundness", found.by_id[name], N_("De aquí no se sale: el camino da vueltas."),
            N_("Dibuje una salida del ciclo, o un evento que lo interrumpa."),
        )  # fmt: skip


def _has_quantities(scope: Node) -> bool:
    return any(
        node.get(name, "1") != "1"
        for node in flow_nodes(scope)
        for name in ("startQuantity", "completionQuantity")
    )


def _is_ended_from_outside(scope: Node) -> bool:
    """Whether a border of the host or an event subprocess may interrupt the level."""
    around = scope.getparent()
    borders = [] if around is None else list(children(around, "boundaryEvent"))
    handlers = [
        start
        for handler in children(scope, "subProcess")
        if handler.get("triggeredByEvent") == "true"
        for start in children(handler, "startEvent")
    ]
    return any(
        border.get("attachedToRef") == identity(scope) and border.get("cancelActivity") != "false"
        for border in borders
    ) or any(start.get("isInterrupting") != "false" for start in handlers)
