"""Several sets of inputs or outputs of a task: which of them counts (BPMN 2.0.2, 10.4.2).

Input sets are looked at in their order when the task begins: the first whose required inputs are
all available is taken in, and nothing of the others. Output sets are looked at in their order when
it ends: the first whose required outputs are all there is copied out; a set of inputs may name the
sets of outputs that may follow it. Where no set of outputs is complete the step fails, as the
standard says. An input is available when whatever its association copies has a value.

A task for which no set of inputs is available would have to wait for data: the deployment check
refuses a drawing in which that could happen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.bpmn.data import associated, variable_of
from engine.bpmn.tree import Node, child, children, identity, words
from engine.values import Value

SIDES = {
    "input": ("inputSet", "dataInputRefs", "optionalInputRefs", "outputSetRefs"),
    "output": ("outputSet", "dataOutputRefs", "optionalOutputRefs", "inputSetRefs"),
}


@dataclass(frozen=True, slots=True)
class DataSet:
    """One set: its data, those of it that must be there, and the sets of the other side that it
    names (none: any)."""

    id: str
    members: frozenset[str]
    required: tuple[str, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sets:
    """The sets of a task. `copied_in` and `copied_out` say, for each of its mappings in their
    order, to which input or output it belongs ("" where to none); `sources` what must have a value
    for an input, None where nothing brings it; `variables` what each output is called."""

    inputs: tuple[DataSet, ...]
    outputs: tuple[DataSet, ...]
    copied_in: tuple[str, ...]
    copied_out: tuple[str, ...]
    sources: Mapping[str, tuple[str, ...] | None]
    variables: Mapping[str, str]

    def first_available(self, seen: Mapping[str, Value]) -> int | None:
        """The number of the set of inputs that the task begins with."""
        return _first(self.inputs, lambda name: self._is_available(name, seen))

    def first_complete(self, known: Mapping[str, Value], begun: int) -> int | None:
        """The number of the set of outputs that it ends with, where it began with a set."""
        follows = self.inputs[begun].names if self.inputs else frozenset()
        return _first(
            self.outputs,
            lambda name: known.get(self.variables[name]) is not None,
            lambda one: not follows or one.id in follows,
        )

    def _is_available(self, name: str, seen: Mapping[str, Value]) -> bool:
        needed = self.sources.get(name)
        return needed is not None and all(seen.get(source) is not None for source in needed)


def sets_of(node: Node, mapped_in: int, mapped_out: int) -> Sets | None:
    """The sets of a task that has several on some side, given how many mappings it has; else
    None: one set is simply copied."""
    drawn = child(node, "ioSpecification")
    if drawn is None or not has_several(drawn):
        return None
    coming = list(associated(node, "dataInputAssociation"))
    going = list(associated(node, "dataOutputAssociation"))
    return Sets(
        inputs=drawn_sets(drawn, "input"),
        outputs=drawn_sets(drawn, "output"),
        copied_in=_owners([(end, count) for end, _, count in coming], mapped_in),
        copied_out=_owners([(end, count) for end, _, count in going], mapped_out),
        sources={end: sources for end, sources, _ in coming},
        variables={identity(one): variable_of(one) for one in children(drawn, "dataOutput")},
    )


def has_several(drawn: Node) -> bool:
    """Whether a specification has several sets on some side."""
    return any(len(list(children(drawn, name))) > 1 for name in ("inputSet", "outputSet"))


def drawn_sets(drawn: Node, side: str) -> tuple[DataSet, ...]:
    """The sets of one side, in their order."""
    name, members, optional, others = SIDES[side]
    return tuple(_set(one, members, optional, others) for one in children(drawn, name))


def _set(one: Node, members: str, optional: str, others: str) -> DataSet:
    listed, free = _named(one, members), set(_named(one, optional))
    required = tuple(name for name in listed if name not in free)
    return DataSet(identity(one), frozenset(listed), required, frozenset(_named(one, others)))


def _named(one: Node, name: str) -> list[str]:
    return [words(part).rpartition(":")[2] for part in children(one, name)]


def _owners(found: list[tuple[str, int]], total: int) -> tuple[str, ...]:
    """One name a mapping; mappings that are no associations come after those and belong to none."""
    names = [end for end, count in found for _ in range(count)]
    return (*names, *[""] * (total - len(names)))


def _first(
    sets: tuple[DataSet, ...],
    has: Callable[[str], bool],
    may: Callable[[DataSet], bool] = lambda _: True,
) -> int | None:
    for at, one in enumerate(sets):
        if may(one) and all(map(has, one.required)):
            return at
    return None
