"""From BPMN files to a Program: read, check, compile what is only notation, parse, wire.

Pure: the same bytes give the same program. Whatever would not run exactly as drawn is refused with
ModelRefused, all reasons at once; nothing is ever ignored.
"""

import hashlib
from collections.abc import Collection, Mapping

from engine.bpmn import drawn
from engine.bpmn.decisions import by_decision
from engine.bpmn.formula import Formula
from engine.bpmn.lint import check
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.main_process import called_by
from engine.bpmn.notation import placed, plain
from engine.bpmn.parse import parse
from engine.bpmn.problems import ModelRefused, Problem, Severity, unreadable
from engine.bpmn.program import Element, Program
from engine.bpmn.reading import names_read
from engine.bpmn.starting import starting_points
from engine.bpmn.state import HASH
from engine.bpmn.tree import (
    CAUCE,
    FLOW_NODES,
    SCOPES,
    ZEEBE,
    Node,
    Unreadable,
    bpmn,
    enclosing,
    extension,
    identity,
    kind,
    read,
    title,
)
from engine.bpmn.wiring import wire
from engine.dmn import Model
from engine.sentences import why_of


def compile_program(
    bpmn: Mapping[str, bytes],
    *,
    process: str | None = None,
    decisions: Mapping[str, Model] | None = None,
    roles: Mapping[str, str] | None = None,
    form_keys: Collection[str] | None = None,
    also_reads: Collection[str] = (),
    unsound: Severity = Severity.ERROR,
) -> Program:
    """The program of a deployment's BPMN files (name -> bytes).

    `process` is the id of the process that a case runs (default: the only one that no other
    calls); `roles` gives the role of each lane id; `form_keys` are the forms that exist (None: not
    checked); `also_reads` are further variables that the caller wants kept; `unsound` is how grave
    it is when a drawing surely comes to no end. Raises ModelRefused.
    """
    trees = _read_all(bpmn)
    found = check(
        Findings(
            trees,
            decisions=None if decisions is None else frozenset(by_decision(decisions)),
            roles=roles or {},
            form_keys=form_keys,
            unsound=unsound,
        ),
        process,
    )
    if any(problem.severity is Severity.ERROR for problem in found.problems):
        raise ModelRefused(tuple(found.problems))
    return _program(
        trees,
        process_id=found.process_id,
        fingerprint=_hash(bpmn),
        decisions=decisions or {},
        roles=roles or {},
        warnings=tuple(found.problems),
        reads=frozenset(also_reads),
    )


def _read_all(files: Mapping[str, bytes]) -> dict[str, Node]:
    trees, problems = {}, []
    for name in sorted(files):
        try:
            trees[name] = read(files[name])
        except Unreadable as fault:
            problems.append(unreadable(name, why_of(fault)))
    if problems:
        raise ModelRefused(tuple(problems))
    return trees


def _hash(files: Mapping[str, bytes]) -> bytes:
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(hashlib.sha256(files[name]).digest())
    return total.digest()[:HASH]


def _program(
    trees: dict[str, Node],
    *,
    process_id: str,
    fingerprint: bytes,
    decisions: Mapping[str, Model],
    roles: Mapping[str, str],
    warnings: tuple[Problem, ...],
    reads: frozenset[str],
) -> Program:
    elements = _elements(placed(trees), roles)
    flows = [
        identity(flow)
        for root in trees.values()
        for flow in root.iter(bpmn("sequenceFlow"))
        if enclosing(flow, *SCOPES) is not None
    ]
    model = drawn.gather(plain(trees))
    specs, made = parse(model.trees)
    by_id = {element.id: element for element in elements}
    places = wire(model, specs, made, by_id, {flow: at for at, flow in enumerate(flows)})
    main = model.processes[process_id]
    return Program(
        process_id=process_id,
        name=title(main) or process_id,
        hash=fingerprint,
        elements=elements,
        flows=tuple(flows),
        reads=names_read(trees, decisions) | reads,
        starts=starting_points(model, main),
        subject=_case_formula(main, "subject"),
        amount=_case_formula(main, "amount"),
        warnings=warnings,
        _processes=specs,
        _places=places,
        _by_id=by_id,
        _decisions=by_decision(decisions),
    )


def _elements(trees: dict[str, Node], roles: Mapping[str, str]) -> tuple[Element, ...]:
    found: list[Element] = []
    for root in trees.values():
        lanes, leaving = drawn.lanes_of(root), drawn.flows_by_source(root)
        for node in root.iter():
            if kind(node) in FLOW_NODES and enclosing(node, "process") is not None:
                found.append(_element(len(found), node, lanes, leaving, roles))
    return tuple(found)


def _element(
    index: int,
    node: Node,
    lanes: dict[str, tuple[str, str]],
    leaving: dict[str, tuple[str, ...]],
    roles: Mapping[str, str],
) -> Element:
    lane, lane_name = drawn.lane_around(node, lanes)
    sealed = extension(node, CAUCE, "sealed")
    return Element(
        index=index,
        id=identity(node),
        name=title(node),
        kind=kind(node),
        process_id=_id_around(node, "process"),
        parent_id=_id_around(node, *SCOPES),
        lane=lane,
        role=roles.get(lane, lane_name),
        form_key=drawn.form_key(node),
        documents=drawn.documents(node),
        deadline=drawn.deadline(node),
        clocks=drawn.clocks(node),
        sealed_until=sealed.get("opens") if sealed is not None else None,
        personal=_is_personal(node),
        sealed_into=sealed.get("into") if sealed is not None else None,
        bulk=drawn.bulk(node),
        event=_event_of(node),
        attached_to=node.get("attachedToRef"),
        outgoing=leaving.get(identity(node), ()),
        calls=called_by(node) if kind(node) == "callActivity" else "",
    )


def _is_personal(node: Node) -> bool:
    assignment = extension(node, ZEEBE, "assignmentDefinition")
    return assignment is not None and bool(assignment.get("assignee"))


def _id_around(node: Node, *names: str) -> str:
    around = enclosing(node, *names)
    return identity(around) if around is not None else ""


def _event_of(node: Node) -> str:
    kinds = [kind(part)[: -len("EventDefinition")] for part in node if _defines_event(part)]
    return kinds[0] if len(kinds) == 1 else "multiple" if kinds else ""


def _defines_event(node: Node) -> bool:
    return kind(node).endswith("EventDefinition")


def _case_formula(process: Node, name: str) -> Formula | None:
    return drawn.attribute(extension(process, CAUCE, name), "expression")
