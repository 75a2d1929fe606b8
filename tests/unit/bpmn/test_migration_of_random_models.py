"""Random models are changed while they run: the case goes over and agrees with the reference.

The reference of `test_random_models` says what is left to do; a change of the drawing is the same
change of what is left. Tasks are put in behind others or taken out, subprocesses get a timer.
"""

from random import Random

import pytest

from engine.bpmn import compile_program
from engine.bpmn.migration import ObstacleKind, make_plan, move
from tests.unit.bpmn.test_random_models import (
    DONE,
    Both,
    Choice,
    Drawing,
    Maker,
    Seq,
    Sub,
    Task,
    armed,
    begin,
    tasks,
    timers,
    top,
)
from tests.unit.bpmn.test_random_models import move as act

ROOTS = '<bpmn:error id="er" errorCode="E"/>'


class Hand:
    """A pen that names flows by their ends, as an editor keeps ids that it does not touch."""

    def __init__(self, pen):
        self.pen = pen
        self.flows = ""

    def __getattr__(self, name):
        return getattr(self.pen, name)

    def flow(self, source, target, condition=""):
        self.flows = f"_{source}_{target}"
        inside = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>"
        return (
            f'<bpmn:sequenceFlow id="f{self.flows}" sourceRef="{source}" targetRef="{target}">'
            f"{inside if condition else ''}</bpmn:sequenceFlow>"
        )


class Redrawing(Drawing):
    """What was taken out leaves a place with a name of its own."""

    gone = 0

    def draw(self, block):
        if block == DONE:
            self.gone += 1
            self.parts.append(f'<bpmn:task id="gone{self.gone}"/>')
            return (f"gone{self.gone}",) * 2
        return super().draw(block)


def drawn(pen, model, xml):
    drawing = Redrawing(Hand(pen))
    first, last = drawing.draw(model)
    body = pen.ends("e") + "".join(drawing.parts) + drawing.pen.flow("s", first)
    if last is not None:
        body += drawing.pen.flow(last, "e")
    return xml(body, roots=ROOTS)


def changed(block, change):
    """The same change of every part of a model."""
    match block:
        case Task():
            return change(block)
        case Seq(parts):
            return Seq(tuple(changed(each, change) for each in parts))
        case Both(branches):
            return Both(tuple(changed(each, change) for each in branches))
        case Choice(kind, names, branches):
            return Choice(kind, names, tuple(changed(each, change) for each in branches))
        case Sub(name, inside, borders):
            paths = tuple((kind, at, changed(path, change)) for kind, at, path in borders)
            return change(Sub(name, changed(inside, change), paths))
    return block


def some_change(model, left, random):
    """One random change, and whether the tokens can go along."""
    plain, subs = [], []

    def look(block):
        (plain if isinstance(block, Task) else subs).append(block.name)
        return block

    changed(model, look)
    verb = random.choice(["insert", "insert", "remove", "time"])
    if verb == "time" and subs:
        at = random.choice(subs)
        border = ("interrupting", f"new_{at}", Task(f"after_{at}"))
        return verb, at, lambda each: with_border(each, at, border)
    if not plain:
        return "nothing", "", lambda each: each
    at = random.choice(plain)
    if verb == "remove":
        return verb, at, lambda each: DONE if each == Task(at) else each
    return verb, at, lambda each: Seq((each, Task(f"new_{at}"))) if each == Task(at) else each


def with_border(block, at, border):
    return (
        Sub(at, block.inside, (*block.borders, border))
        if isinstance(block, Sub) and block.name == at
        else block
    )


@pytest.mark.parametrize("seed", range(150))
def test_a_case_of_a_changed_model_goes_on_as_the_new_drawing_says(pen, running, file, seed):
    random = Random(seed)  # noqa: S311 -- a reproducible model, no secret
    maker = Maker(random)
    model = top(maker)
    old = compile_program({"p.bpmn": drawn(pen, model, file)})
    case = running(old)
    left, failed = begin(model, maker.facts)
    case.start(**maker.facts)
    for _ in range(random.randint(0, 5)):
        if case.status == "running":
            left, failed = act(case, left, maker.facts, random)
    if case.status != "running":
        return
    verb, at, change = some_change(model, left, random)
    new = compile_program({"p.bpmn": drawn(pen, changed(model, change), file)})
    before = case.snapshot
    moved = move(make_plan(old, new), before, surroundings=case.around)
    if verb == "remove" and at in tasks(left):
        assert [(each.kind, each.element_id) for each in moved] == [(ObstacleKind.NO_TARGET, at)]
        return
    assert not isinstance(moved, tuple), (seed, verb, at, moved)
    case.went_over(new, moved)
    left = changed(left, change)
    for _ in range(60):
        assert sorted(case.names()) == sorted(tasks(left)), (seed, verb, at)
        assert sorted(armed(case)) == sorted(timers(left)), (seed, verb, at)
        if case.status != "running":
            break
        left, failed = act(case, left, maker.facts, random)
    assert case.status == ("failed" if failed else "completed"), seed
    assert case.seen().here == {}
