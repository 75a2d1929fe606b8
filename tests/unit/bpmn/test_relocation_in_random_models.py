"""Tokens of random models are moved at random: what is accepted comes to an end, and every token,
task and timer is accounted for; what is refused changes nothing.
"""

from collections import Counter
from random import Random

import pytest

from engine.bpmn import (
    MoveRefused,
    TaskClosed,
    TaskOpened,
    TimerArmed,
    TimerDisarmed,
    move_tokens,
    proposed,
    standings,
    targets,
)
from tests.unit.bpmn.test_random_models import Drawing, Maker, armed, top

MOST = 400


def drawn(pen, model):
    drawing = Drawing(pen)
    first, last = drawing.draw(model)
    body = pen.ends("e") + "".join(drawing.parts) + pen.flow("s", first)
    return body if last is None else body + pen.flow(last, "e")


def act(case, random):
    """Any task that is open is done, or, now and then, a timer fires."""
    waiting = sorted(armed(case).values())
    if waiting and (not case.open() or random.random() < 0.2):
        case.fire(random.choice(waiting))
    else:
        case.complete(random.choice(case.open()).token, {})


def moved(case, random):
    """Whether a random move was accepted."""
    target = random.choice(targets(case.program)).id
    keys = sorted(each.key for each in standings(case.program, case.snapshot))
    chosen = random.sample(keys, random.randint(1, len(keys)))
    if random.random() < 0.5:
        chosen = proposed(case.program, case.snapshot, target) or chosen
    before = case.snapshot
    try:
        outcome = move_tokens(case.program, before, chosen, target, surroundings=case.around)
    except MoveRefused:
        assert case.snapshot == before
        return False
    case._take(outcome)
    return True


@pytest.mark.parametrize("seed", range(150))
def test_a_random_move_leaves_a_case_that_comes_to_its_end(pen, play, seed):
    random = Random(seed)  # noqa: S311 -- a reproducible model, no secret
    maker = Maker(random)
    body = drawn(pen, top(maker))
    case = play(body, roots='<bpmn:error id="er" errorCode="E"/>')
    case.start(**maker.facts)
    for _ in range(random.randint(0, 6)):
        if case.status == "running":
            act(case, random)
    for _ in range(3):
        if case.status == "running":
            moved(case, random)
    for _ in range(MOST):
        if case.status != "running":
            break
        assert case.open() or armed(case), "it waits for nobody"
        act(case, random)
    assert (case.status != "running", case.seen().here) == (True, {})
    opened = Counter(change.token for change in case.changes(TaskOpened))
    closed = Counter(change.token for change in case.changes(TaskClosed))
    assert opened == closed
    set_going = Counter(change.token for change in case.changes(TimerArmed))
    assert set_going == Counter(change.token for change in case.changes(TimerDisarmed))


def test_moves_of_every_kind_are_tried(pen, play):
    """So many are accepted and refused that the test above means something."""
    told = Counter()
    for seed in range(150):
        random = Random(seed)  # noqa: S311 -- a reproducible model, no secret
        maker = Maker(random)
        case = play(drawn(pen, top(maker)), roots='<bpmn:error id="er" errorCode="E"/>')
        case.start(**maker.facts)
        if case.status == "running":
            told[moved(case, random)] += 1
    assert min(told[True], told[False]) >= 20
