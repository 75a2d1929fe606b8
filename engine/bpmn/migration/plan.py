"""The plan of a migration: which element of the new version each element of the old one becomes.

Made by element ids (the same id and the same sort maps by itself), changed by a person's edits,
checked at once: what is drawn elsewhere, at another host or as something else does not map, and is
listed with its reason. Only what a person asked for and cannot be is a fault of the plan.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.bpmn.migration.sorts import Sort, part_of, sort_of
from engine.bpmn.program import Element, Program


class Reason(StrEnum):
    """Why an element of the old version becomes nothing in the new one.

    removed: the new version has no element with this id.
    dropped: whoever made the plan said so.
    kind: the element there is of another kind, or repeats otherwise.
    scope: it is drawn in another subprocess or process.
    host: the boundary event is attached to another activity.
    taken: another element becomes that one already, and two cannot.
    opening: what was filed under seal is opened here: it must keep its id.
    unknown: the plan names an element that one of the versions does not have.
    """

    REMOVED = "removed"
    DROPPED = "dropped"
    KIND = "kind"
    SCOPE = "scope"
    HOST = "host"
    TAKEN = "taken"
    OPENING = "opening"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Edits:
    """What a person changes of the plan: element ids to element ids (None: becomes nothing), flow
    ids to flow ids for tokens in joins, and the elements whose open tasks take the new form."""

    elements: Mapping[str, str | None] = field(default_factory=dict)
    flows: Mapping[str, str] = field(default_factory=dict)
    new_forms: frozenset[str] = frozenset()


NO_EDITS = Edits()


@dataclass(frozen=True, slots=True)
class Left:
    """An element that becomes nothing; `wanted` is the id that was asked for or tried."""

    element_id: str
    reason: Reason
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`targets` from old to new element ids; `scopes` the same for processes and subprocesses;
    `left` what becomes nothing; `problems` what was asked for and cannot be."""

    old: Program
    new: Program
    edits: Edits
    targets: Mapping[str, str]
    scopes: Mapping[str, str]
    left: tuple[Left, ...]
    problems: tuple[Left, ...]

    def target(self, element: Element) -> Element | None:
        """What an element becomes."""
        found = self.targets.get(element.id)
        return None if found is None else self.new.element(found)

    def index_of(self, index: int) -> int | None:
        """The same by number."""
        target = self.target(self.old.elements[index])
        return None if target is None else target.index

    def forgets(self, element: Element) -> bool:
        """A person said that nothing is to become of it."""
        return element.id in self.edits.elements and self.edits.elements[element.id] is None


def make_plan(old: Program, new: Program, edits: Edits = NO_EDITS) -> Plan:
    """The plan from one version to another, with a person's edits."""
    return _Maker(old, new, edits).plan()


class _Maker:
    """Outer scopes before inner ones, hosts before their boundary events."""

    def __init__(self, old: Program, new: Program, edits: Edits) -> None:
        self.old, self.new, self.edits = old, new, edits
        self.targets: dict[str, str] = {}
        self.scopes: dict[str, str] = {old.process_id: new.process_id}
        self.left: dict[str, Left] = {}
        self.taken: set[str] = set()
        self.openings = {each.sealed_until for each in old.elements if each.sealed_until}
        self.new_ids = {each.id for each in new.elements}

    def plan(self) -> Plan:
        for element in self.in_order():
            self.place(element)
        left = tuple(self.left[each.id] for each in self.old.elements if each.id in self.left)
        return Plan(
            self.old, self.new, self.edits, self.targets, self.scopes, left,
            (*self.unknown(), *(each for each in left if self.was_asked_for(each))),
        )  # fmt: skip

    def in_order(self) -> Iterator[Element]:
        """The main process, then what it calls; in each the hosts first."""
        waiting, seen = [self.old.process_id], {self.old.process_id}
        by_process: dict[str, list[Element]] = {}
        for element in self.old.elements:
            by_process.setdefault(element.process_id, []).append(element)
        while waiting:
            own = by_process.pop(waiting.pop(0), [])
            yield from sorted(own, key=lambda each: each.attached_to is not None)
            called = [each for each in self.called_by(own) if each not in seen]
            waiting += called
            seen.update(called)
        for process_id, rest in by_process.items():
            self.scopes.setdefault(process_id, process_id)
            yield from sorted(rest, key=lambda each: each.attached_to is not None)

    def called_by(self, elements: list[Element]) -> list[str]:
        """The processes that those elements call, each paired with what is called in its place."""
        found: dict[str, None] = {}
        for element in elements:
            if element.kind != "callActivity" or element.id not in self.targets:
                continue
            target = self.new.element(self.targets[element.id])
            called = _called(self.old, element)
            self.scopes.setdefault(called, _called(self.new, target))
            found[called] = None
        return list(found)

    def place(self, element: Element) -> None:
        """Map one element, or say why not."""
        asked = element.id in self.edits.elements
        wanted = self.edits.elements[element.id] if asked else element.id
        reason = self.obstacle(element, wanted)
        if wanted is None or reason is not None:
            self.left[element.id] = Left(element.id, reason or Reason.DROPPED, wanted or "")
            return
        self.targets[element.id] = wanted
        self.taken.add(wanted)
        if hasattr(part_of(self.old, element), "spec"):
            self.scopes[element.id] = wanted

    def obstacle(self, element: Element, wanted: str | None) -> Reason | None:
        if element.id in self.openings and wanted != element.id:
            return Reason.OPENING
        if wanted is None:
            return Reason.DROPPED
        if wanted not in self.new_ids:
            return Reason.REMOVED
        return self.misfit(element, self.new.element(wanted))

    def misfit(self, element: Element, target: Element) -> Reason | None:
        sort = sort_of(self.old, element)
        if not _fits(sort, element, sort_of(self.new, target), target):
            return Reason.KIND
        if self.scopes.get(element.parent_id) != target.parent_id:
            return Reason.SCOPE
        host = element.attached_to
        if host is not None and self.targets.get(host) != target.attached_to:
            return Reason.HOST
        if target.id in self.taken and not _may_share(sort):
            return Reason.TAKEN
        return None

    def was_asked_for(self, left: Left) -> bool:
        return left.reason is Reason.OPENING or (
            left.reason is not Reason.DROPPED and left.element_id in self.edits.elements
        )

    def unknown(self) -> Iterator[Left]:
        ids = {each.id for each in self.old.elements}
        for name in sorted({*self.edits.elements, *self.edits.new_forms} - ids):
            yield Left(name, Reason.UNKNOWN)
        for source, target in sorted(self.edits.flows.items()):
            if source not in self.old.flows or target not in self.new.flows:
                yield Left(source, Reason.UNKNOWN, target)


def _fits(sort: Sort, element: Element, other: Sort, target: Element) -> bool:
    """The same sort; where no token ever waits, the same drawn kind."""
    return sort == other and (sort.can_wait or element.kind == target.kind)


def _may_share(sort: Sort) -> bool:
    """Two may become one where two tokens can stand: at activities and catching events."""
    return sort.part in ("user", "job", "catch", "") and not sort.repeats


def _called(program: Program, element: Element) -> str:
    return str(part_of(program, element).spec)
