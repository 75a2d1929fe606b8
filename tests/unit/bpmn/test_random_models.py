"""Random block models agree step by step with a reference that was written from the standard.

The reference knows no tokens: what is left of a model is itself a model, and completing a task, or
firing a timer, rewrites it. Blocks: tasks, sequences, parallel, exclusive and inclusive branches,
loops, multi-instances, subprocesses and calls with borders (timers that interrupt or not, errors)
and event subprocesses (the same), error and terminate ends, compensation, joins that follow no
block, and merges that do not wait.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

import pytest

from engine.bpmn import Severity, TimerArmed, TimerDisarmed

# ---- the reference: what is left to do ----


@dataclass(frozen=True)
class Task:
    name: str


@dataclass(frozen=True)
class Seq:
    parts: tuple


@dataclass(frozen=True)
class Both:
    """All branches at once; `joined` ones are waited for together."""

    branches: tuple


@dataclass(frozen=True)
class Choice:
    """One branch, or all that hold; the last is the default."""

    kind: str
    names: tuple
    branches: tuple


@dataclass(frozen=True)
class Again:
    """A loop of a task, so many times."""

    task: Task
    times: int


@dataclass(frozen=True)
class Each:
    """A multi-instance of a task."""

    name: str
    count: int


@dataclass(frozen=True)
class Sub:
    """A subprocess or, `called`, another process, with borders and event subprocesses: (kind, name,
    path). `beside` is what event subprocesses that do not interrupt still do inside."""

    name: str
    inside: object
    borders: tuple
    handlers: tuple = ()
    called: bool = False
    beside: object = Seq(())


@dataclass(frozen=True)
class Undone:
    """Tasks one after the other, then all of them compensated, newest first."""

    names: tuple


@dataclass(frozen=True)
class Mesh:
    """Tasks, each with the earlier ones that it waits for; what is left of them."""

    waits: tuple


@dataclass(frozen=True)
class Merged:
    """Two branches that meet without waiting: each goes on with a task of its own."""

    branches: tuple
    name: str


@dataclass(frozen=True)
class End:
    """An error or terminate end."""

    kind: str


DONE = Seq(())


class Raised(Exception):
    """An error or terminate on its way outwards."""

    def __init__(self, kind):
        self.kind = kind


def settle(left, facts):
    """What waits, after everything that needs nobody has happened; raises what escapes."""
    match left:
        case Seq(parts):
            for at, part in enumerate(parts):
                part = settle(part, facts)
                if part != DONE:
                    return Seq((part, *parts[at + 1 :]))
            return DONE
        case Both(branches):
            settled = tuple(settle(branch, facts) for branch in branches)
            settled = tuple(branch for branch in settled if branch != DONE)
            return Both(settled) if settled else DONE
        case Choice(kind, names, branches):
            holding = [k for k, name in enumerate(names) if facts[name]]
            taken = (holding[:1] if kind == "exclusive" else holding) or [len(branches) - 1]
            return settle(Both(tuple(branches[k] for k in taken)), facts)
        case Again(_, times):
            return DONE if times == 0 else left
        case Each(_, count):
            return DONE if count == 0 else left
        case Sub(_, inside, borders):
            return settle_sub(left, inside, borders, facts)
        case Undone(names):
            undone = tuple(Task(f"{name}_undo") for name in reversed(names))
            return Seq((*map(Task, names), *undone))
        case Merged(branches, name):
            return settle(Both(tuple(Seq((branch, Task(name))) for branch in branches)), facts)
        case Mesh(waits):
            return left if waits else DONE
        case End(kind):
            raise Raised(kind)
    return left


def settle_sub(left, inside, borders, facts):
    try:
        rest = settle(inside, facts)
    except Raised as raised:
        if raised.kind == "terminate":
            return DONE
        handler = path_of(left.handlers)
        if handler is not None:
            cleared = replace(left, inside=handler, handlers=(), beside=DONE)
            return settle_sub(cleared, handler, borders, facts)
        return settle(escaped(borders, raised), facts)
    try:
        beside = settle(left.beside, facts)
    except Raised as raised:  # passes by the handlers of its own scope
        return settle(escaped(borders, raised), facts)
    if rest == beside == DONE:
        return DONE
    return replace(left, inside=rest, beside=beside)


def path_of(catchers):
    """Where an error is caught, if it is."""
    return next((path for kind, _, path in catchers if kind == "error"), None)


def escaped(borders, raised):
    path = path_of(borders)
    if path is None:
        raise raised
    return path


def tasks(left):
    """The names of the open tasks, each as often as it is open."""
    match left:
        case Task(name):
            return [name]
        case Seq((first, *_)):
            return tasks(first)
        case Both(branches):
            return [name for branch in branches for name in tasks(branch)]
        case Again(task, _):
            return tasks(task)
        case Each(name, count):
            return [name] * count
        case Sub(_, inside):
            return tasks(inside) + tasks(left.beside)
        case Mesh():
            return [name for name, before in left.waits if not before]
    return []


def timers(left):
    """The names of the armed timers."""
    match left:
        case Seq((first, *_)):
            return timers(first)
        case Both(branches):
            return [name for branch in branches for name in timers(branch)]
        case Sub(_, inside, borders):
            own = (*borders, *left.handlers)
            found = [name for kind, name, _ in own if kind != "error"]
            return found + timers(inside) + timers(left.beside)
    return []


def without(left, act):
    """The model after one act at its first place; None where it does not apply."""
    verb, wanted = act
    match left:
        case Task(name):
            return DONE if (verb, name) == ("do", wanted) else None
        case Seq((first, *rest)):
            after = without(first, act)
            return None if after is None else Seq((after, *rest))
        case Both(branches):
            for at, branch in enumerate(branches):
                after = without(branch, act)
                if after is not None:
                    return Both((*branches[:at], after, *branches[at + 1 :]))
        case Again(task, times):
            if without(task, act) is not None:
                return Again(task, times - 1)
        case Each(name, count):
            if (verb, name) == ("do", wanted):
                return Each(name, count - 1)
        case Sub(_, inside, borders):
            return without_sub(left, inside, borders, act)
        case Mesh(waits) if verb == "do" and (wanted, ()) in waits:
            rest = [(name, before) for name, before in waits if name != wanted]
            return Mesh(tuple((n, tuple(b for b in before if b != wanted)) for n, before in rest))
    return None


def without_sub(left, inside, borders, act):
    verb, wanted = act
    for kind, name, path in borders:
        if verb == "fire" and name == wanted:
            if kind == "interrupting":
                return path
            kept = tuple(border for border in borders if border[1] != name)
            return Both((replace(left, borders=kept), path))
    for kind, name, path in left.handlers:
        if verb == "fire" and name == wanted:
            if kind == "interrupting":
                return replace(left, inside=path, handlers=(), beside=DONE)
            kept = tuple(handler for handler in left.handlers if handler[1] != name)
            return replace(left, handlers=kept, beside=Both((left.beside, path)))
    after = without(inside, act)
    if after is not None:
        return replace(left, inside=after)
    after = without(left.beside, act)
    return None if after is None else replace(left, beside=after)


# ---- the same model as BPMN ----


def arrives(block):
    """Whether a way leads out of the block: a gateway joins two ways or more."""
    match block:
        case End():
            return False
        case Seq(parts):
            return all(map(arrives, parts))
        case Both(branches) | Choice(_, _, branches):
            return any(map(arrives, branches))
    return True


class Drawing:
    """Draws a block between two nodes; a non-interrupting path ends where it ends."""

    def __init__(self, pen):
        self.pen = pen
        self.count = 0
        self.parts = []
        self.processes = []

    def new(self, kind, attributes="", inside=""):
        self.count += 1
        name = f"{kind[0]}g{self.count}"
        self.parts.append(f'<bpmn:{kind} id="{name}" {attributes}>{inside}</bpmn:{kind}>')
        return name

    def draw(self, block):
        """The first and last node of the block."""
        match block:
            case Task(name):
                self.parts.append(self.pen.user(name))
                return name, name
            case Seq(parts):
                ends = [self.draw(part) for part in parts] or [(self.new("task"),) * 2]
                for (_, last), (first, _) in pairwise(ends):
                    self.join(last, first)
                return ends[0][0], ends[-1][1]
            case Both(branches):
                return self.fork("parallelGateway", branches, None)
            case Choice(kind, names, branches):
                return self.fork(f"{kind}Gateway", branches, names)
            case Again(task, times):
                condition = f"<bpmn:loopCondition>=loopCounter &lt; {times}</bpmn:loopCondition>"
                marks = f"<bpmn:standardLoopCharacteristics>{condition}"
                marks += "</bpmn:standardLoopCharacteristics>"
                self.parts.append(self.pen.user(task.name, marks))
                return task.name, task.name
            case Each(name, count):
                marks = f"<bpmn:loopCardinality>={count}</bpmn:loopCardinality>"
                tag = "bpmn:multiInstanceLoopCharacteristics"
                self.parts.append(self.pen.user(name, f"<{tag}>{marks}</{tag}>"))
                return name, name
            case Sub():
                return self.sub(block)
            case Undone(names):
                return self.undone(names)
            case Mesh(waits):
                return self.mesh(waits)
            case Merged():
                return self.merged(block)
            case End(kind):
                definition = "error" if kind == "error" else "terminate"
                reference = ' errorRef="er"' if kind == "error" else ""
                inside = f"<bpmn:{definition}EventDefinition{reference}/>"
                end = self.new("endEvent", inside=inside)
                return end, None
        raise AssertionError(block)

    def join(self, source, target, condition=""):
        if source is not None and target is not None:
            self.parts.append(self.pen.flow(source, target, condition=condition))

    def fork(self, kind, branches, names):
        split, at = self.new(kind), len(self.parts) - 1
        joins = sum(map(arrives, branches)) > 1
        merge = self.new(kind) if joins else None
        for k, branch in enumerate(branches):
            first, last = self.draw(branch)
            condition = f"={names[k]}" if names is not None and k < len(names) else ""
            self.join(split, first, condition)
            if names is not None and not condition:
                default = f"f{self.pen.flows}"
                self.parts[at] = self.parts[at].replace(" >", f' default="{default}">', 1)
            if joins:
                self.join(last, merge)
            else:
                merge = last or merge
        return split, merge

    def undone(self, names):
        """In a subprocess of its own, so that nothing else is compensated."""
        outer, self.parts = self.parts, []
        start, end = self.new("startEvent"), self.new("endEvent")
        throw = self.new("intermediateThrowEvent", inside="<bpmn:compensateEventDefinition/>")
        for name in names:
            undo = self.pen.user(f"{name}_undo", isForCompensation="true")
            border = self.pen.boundary(f"{name}_b", name, "<bpmn:compensateEventDefinition/>")
            ties = f'<bpmn:association id="{name}_a" sourceRef="{name}_b" targetRef="{name}_undo"/>'
            self.parts += [self.pen.user(name), undo, border, ties]
        for source, target in pairwise((start, *names, throw, end)):
            self.join(source, target)
        return self.closed(outer)

    def mesh(self, waits):
        """Each task behind a parallel join of the tasks that it waits for; a task that several
        wait for has a flow to each."""
        followed = {earlier for _, before in waits for earlier in before}
        for name, before in waits:
            self.parts.append(self.pen.user(name))
            behind = self.gate(before, name)
            for earlier in before:
                self.join(earlier, behind)
            self.join(behind if behind != name else None, name)
        first = [name for name, before in waits if not before]
        last = [name for name, _ in waits if name not in followed]
        split = self.gate(first, first[0])
        for name in first:
            self.join(split, name if split != name else None)
        merge = self.gate(last, last[0])
        for name in last:
            self.join(name if merge != name else None, merge)
        return split, merge

    def gate(self, names, alone):
        """A parallel gateway where there are several, else the one node."""
        return self.new("parallelGateway") if len(names) > 1 else alone

    def merged(self, block):
        outer, self.parts = self.parts, []
        start, end = self.new("startEvent"), self.new("endEvent")
        split, meet = self.new("parallelGateway"), self.new("exclusiveGateway")
        self.parts.append(self.pen.user(block.name))
        for branch in block.branches:
            first, last = self.draw(branch)
            self.join(split, first)
            self.join(last, meet)
        for source, target in pairwise((start, split)):
            self.join(source, target)
        for source, target in pairwise((meet, block.name, end)):
            self.join(source, target)
        return self.closed(outer)

    def closed(self, outer):
        """What was drawn last, as a subprocess."""
        inside, self.parts = "".join(self.parts), outer
        self.count += 1
        name = f"u{self.count}"
        self.parts.append(f'<bpmn:subProcess id="{name}">{inside}</bpmn:subProcess>')
        return name, name

    def handler(self, handler):
        kind, name, path = handler
        outer, self.parts = self.parts, []
        first, last = self.draw(path)
        self.join(name, first)
        if last is not None:
            self.join(last, self.new("endEvent"))
        interrupting = "false" if kind == "beside" else "true"
        start = (
            f'<bpmn:startEvent id="{name}" isInterrupting="{interrupting}">'
            f"{self.definition(kind)}</bpmn:startEvent>"
        )
        inside, self.parts = start + "".join(self.parts), outer
        self.parts.append(
            f'<bpmn:subProcess id="{name}_h" triggeredByEvent="true">{inside}</bpmn:subProcess>'
        )

    def definition(self, kind):
        if kind == "error":
            return '<bpmn:errorEventDefinition errorRef="er"/>'
        return self.pen.timer("timeDuration", "P1D")

    def sub(self, block):
        outer, self.parts = self.parts, []
        start = self.new("startEvent")
        first, last = self.draw(block.inside)
        self.join(start, first)
        if last is not None:
            self.join(last, self.new("endEvent"))
        for handler in block.handlers:
            self.handler(handler)
        inside, self.parts = "".join(self.parts), outer
        if block.called:
            self.processes.append(f'<bpmn:process id="{block.name}_p">{inside}</bpmn:process>')
            called = f'<bpmn:callActivity id="{block.name}" calledElement="{block.name}_p"/>'
            self.parts.append(called)
        else:
            self.parts.append(f'<bpmn:subProcess id="{block.name}">{inside}</bpmn:subProcess>')
        joins = any(kind != "beside" and arrives(path) for kind, _, path in block.borders)
        after = self.new("exclusiveGateway") if joins else block.name
        if joins:
            self.join(block.name, after)
        for kind, name, path in block.borders:
            definition = self.definition(kind)
            interrupting = kind != "beside"
            self.parts.append(
                self.pen.boundary(name, block.name, definition, interrupting=interrupting)
            )
            first, last = self.draw(path)
            self.join(name, first)
            self.join(last, after if interrupting else self.new("endEvent"))
        return block.name, after


# ---- random models ----


class Maker:
    """Makes blocks; ends that throw stand only where their scope can be left."""

    def __init__(self, random, *, rich=False):
        """`rich`: also calls, event subprocesses, compensation, joins and merges out of blocks."""
        self.random = random
        self.rich = rich
        self.count = 0
        self.facts = {}

    def name(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def block(self, depth):
        """A block, at most so deep."""
        kinds = ["task", "task", "again", "each"]
        if depth > 0:
            kinds += 2 * ["seq", "both", "exclusive", "inclusive", "inclusive", "sub", "sub"]
            kinds += ["undone", "mesh", "merged"] if self.rich else []
        match self.random.choice(kinds):
            case "task":
                return Task(self.name("t"))
            case "again":
                return Again(Task(self.name("t")), self.random.randint(1, 3))
            case "each":
                return Each(self.name("t"), self.random.randint(0, 3))
            case "seq":
                count = self.random.randint(1, 3)
                return Seq(tuple(self.block(depth - 1) for _ in range(count)))
            case "both":
                return Both(tuple(self.block(depth - 1) for _ in range(self.random.randint(2, 3))))
            case "sub":
                return self.sub(depth - 1)
            case "undone":
                return Undone(tuple(self.name("t") for _ in range(self.random.randint(1, 3))))
            case "mesh":
                return self.mesh()
            case "merged":
                return Merged((self.block(0), self.block(depth - 1)), self.name("t"))
            case kind:
                names = tuple(self.fact() for _ in range(self.random.randint(1, 3)))
                branches = tuple(self.block(depth - 1) for _ in range(len(names) + 1))
                return Choice(kind, names, branches)

    def mesh(self):
        """A task may wait for any of those before it; parts that cross each other are likely."""
        waits: list = []
        for at in range(self.random.randint(3, 6)):
            before = tuple(name for name, _ in waits if at > 1 and self.random.random() < 0.4)
            waits.append((self.name("t"), before))
        return Mesh(tuple(waits))

    def fact(self):
        name = self.name("v")
        self.facts[name] = self.random.random() < 0.7
        return name

    def sub(self, depth):
        inside, borders = self.block(depth), []
        handlers = [
            (kind, self.name("h"), self.block(0))
            for kind, often in (("interrupting", 0.15), ("beside", 0.25), ("error", 0.2))
            if self.rich and self.random.random() < often
        ]
        if self.random.random() < 0.4:
            borders.append(("interrupting", self.name("b"), self.block(0)))
        if self.random.random() < 0.5:
            borders.append(("error", self.name("b"), self.block(0)))
            inside = self.with_end(inside, "error")
        elif self.random.random() < 0.3:
            inside = self.with_end(inside, "terminate")
        elif any(kind == "error" for kind, *_ in handlers):
            inside = self.with_end(inside, "error")
        called = self.rich and self.random.random() < 0.3
        return Sub(self.name("s"), inside, tuple(borders), tuple(handlers), called)

    def with_end(self, inside, kind):
        way_out = Seq((Task(self.name("t")), End(kind)))
        return Both((inside, way_out)) if self.random.random() < 0.5 else Seq((inside, End(kind)))


def top(maker):
    """A model; at the top also a path beside, which outlives its host."""
    block = maker.block(3)
    if maker.random.random() < 0.4:
        beside = ("beside", maker.name("b"), maker.block(1))
        block = Sub(maker.name("s"), block, (beside,), ())
    return Seq((block, Task(maker.name("t")))) if not isinstance(block, Sub) else block


def armed(case):
    """The names of the armed timers and their tokens."""
    gone = {change.token for change in case.changes(TimerDisarmed)}
    return {
        case.program.elements[change.element].id: change.token
        for change in case.changes(TimerArmed)
        if change.token not in gone
    }


@pytest.mark.parametrize("seed", range(150))
def test_a_random_model_runs_as_the_standard_says(pen, play, seed):
    random = Random(seed)  # noqa: S311 -- a reproducible model, no secret
    maker = Maker(random, rich=True)
    model = top(maker)
    drawing = Drawing(pen)
    first, last = drawing.draw(model)
    body = pen.ends("e") + "".join(drawing.parts) + pen.flow("s", first)
    if last is not None:
        body += pen.flow(last, "e")
    roots = '<bpmn:error id="er" errorCode="E"/>' + "".join(drawing.processes)
    case = play(body, roots=roots, unsound=Severity.WARNING)
    (left, failed), acts = begin(model, maker.facts), []
    case.start(**maker.facts)
    for _ in range(60):
        assert sorted(case.names()) == sorted(tasks(left)), seed
        assert sorted(armed(case)) == sorted(timers(left)), seed
        if case.status != "running":
            break
        left, failed = move(case, left, maker.facts, random, acts)
    assert case.status == ("failed" if failed else "completed"), seed
    assert case.seen().here == {}
    again = type(case)(case.program).start(**maker.facts)
    for verb, token in acts:
        again.complete(token, {}) if verb == "do" else again.fire(token)
    assert again.snapshot == case.snapshot, "the same acts give the same state"


def begin(model, facts):
    try:
        return settle(model, facts), False
    except Raised as raised:
        return DONE, raised.kind == "error"


def move(case, left, facts, random, done=None):
    """One random act, on both."""
    acts = [("do", name) for name in set(tasks(left))] + [("fire", name) for name in timers(left)]
    verb, name = random.choice(sorted(acts))
    if verb == "do":
        token = next(task.token for task in case.open() if task.name == name)
        case.complete(token, {})
    else:
        token = armed(case)[name]
        case.fire(token)
    if done is not None:
        done.append((verb, token))
    after = without(left, (verb, name))
    assert after is not None
    return begin(after, facts)
