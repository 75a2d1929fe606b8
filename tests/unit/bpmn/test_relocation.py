"""Tokens moved by hand: where they may go, what ends with them, and what is refused."""

from collections.abc import Callable

import pytest

from engine.bpmn import (
    JobWithdrawn,
    MessageDropped,
    MoveRefused,
    TimerArmed,
    TimerDisarmed,
    TokenGone,
    Why,
    compile_program,
    move_tokens,
    proposed,
    standings,
    targets,
)
from engine.bpmn.relocation.completion import Marking, can_end
from engine.bpmn.relocation.targets import node_of
from tests.unit.bpmn.conftest import Pen, Play

Playing = Callable[..., Play]
DAY = "P1D"


def keys(play: Play) -> dict[str, str]:
    """The key of what stands at each element."""
    found = standings(play.program, play.snapshot)
    return {each.element_id + ("+" if each.in_join else ""): each.key for each in found}


def move(play: Play, target: str, *at: str) -> Play:
    """Move what stands at these elements; what is proposed when none is named."""
    chosen = [keys(play)[each] for each in at] or proposed(play.program, play.snapshot, target)
    return play._take(
        move_tokens(play.program, play.snapshot, chosen, target, surroundings=play.around)
    )


def refused(play: Play, target: str, *at: str) -> Why:
    with pytest.raises(MoveRefused) as found:
        move(play, target, *at)
    return found.value.why


def line(pen: Pen) -> str:
    return (
        pen.ends("e")
        + pen.user("a")
        + pen.user("b")
        + pen.user("c")
        + pen.flow("s", "a", "b", "c", "e")
    )


def fork(pen: Pen) -> str:
    gates = '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>'
    tasks = "".join(pen.user(name) for name in ("a", "b", "c", "d"))
    flows = pen.flow("s", "a", "split", "b", "join", "d", "e") + pen.flow("split", "c", "join")
    return pen.ends("e") + gates + tasks + flows


def test_a_case_goes_back_to_an_earlier_stage(play: Playing, pen: Pen) -> None:
    one = play(line(pen)).start().do("a").do("b")
    move(one, "a")
    assert one.names() == ["a"]
    assert one.do("a").do("b").do("c").status == "completed"


def test_a_case_goes_forward_over_what_is_left_out(play: Playing, pen: Pen) -> None:
    one = play(line(pen)).start()
    assert move(one, "c").names() == ["c"]
    assert one.do("c").status == "completed"


def test_a_step_can_begin_anew(play: Playing, pen: Pen) -> None:
    one = play(line(pen)).start()
    before = one.open()[0].token
    move(one, "a", "a")
    assert [task.token > before for task in one.open()] == [True]


def test_what_follows_the_new_place_is_still_to_come(play: Playing, pen: Pen) -> None:
    one = play(line(pen)).start().do("a").do("b")
    move(one, "b", "c")
    seen = one.seen()
    assert (seen.elements, seen.flows) == ({"s", "a", "b"}, {"f1", "f2"})


def test_a_move_to_an_end_ends_the_case(play: Playing, pen: Pen) -> None:
    assert move(play(line(pen)).start(), "e", "a").status == "completed"


def test_branches_go_back_before_their_fork_together(play: Playing, pen: Pen) -> None:
    one = play(fork(pen)).start().do("a")
    move(one, "a", "b", "c")
    assert one.do("a").do("b").do("c").do("d").status == "completed"


def test_one_branch_does_not_go_back_alone(play: Playing, pen: Pen) -> None:
    one = play(fork(pen)).start().do("a")
    assert refused(one, "a", "b") is Why.JOIN_STARVES
    assert one.names() == ["b", "c"]


def test_a_branch_that_waits_in_the_join_is_chosen_with_the_others(play: Playing, pen: Pen) -> None:
    one = play(fork(pen)).start().do("a").do("c")
    assert refused(one, "a", "b") is Why.JOIN_STARVES
    move(one, "a")
    assert one.do("a").do("b").do("c").do("d").status == "completed"


def test_nothing_goes_into_a_branch_whose_join_would_starve(play: Playing, pen: Pen) -> None:
    one = play(fork(pen)).start()
    assert refused(one, "b") is Why.JOIN_STARVES
    assert refused(one.do("a"), "d", "b") is Why.JOIN_STARVES
    assert refused(one, "c", "b") is Why.JOIN_STARVES
    assert move(one, "d", "b", "c").do("d").status == "completed"


def test_a_step_of_a_branch_begins_anew_beside_the_other(play: Playing, pen: Pen) -> None:
    one = play(fork(pen)).start().do("a")
    move(one, "b", "b")
    assert sorted(one.names()) == ["b", "c"]
    assert one.do("b").do("c").do("d").status == "completed"


def test_nothing_is_put_beyond_a_join_by_entering_it(play: Playing, pen: Pen) -> None:
    assert refused(play(fork(pen)).start().do("a"), "join", "b", "c") is Why.JOIN


def test_what_was_asked_for_is_withdrawn_and_asked_anew(play: Playing, pen: Pen) -> None:
    body = pen.ends("e") + pen.user("a") + pen.user("b") + pen.user("late")
    body += pen.boundary("t", "b", pen.timer("timeDuration", DAY))
    body += pen.flow("s", "a", "b", "e") + pen.flow("t", "late")
    one = play(body).start().do("a")
    move(one, "b", "b")
    armed, dropped = one.changes(TimerArmed), one.changes(TimerDisarmed)
    assert [timer.token for timer in dropped] == [armed[0].token]
    assert len(armed) == 2
    one.fire(armed[1].token)
    assert one.names() == ["late"]


def test_messages_and_jobs_are_withdrawn(play: Playing, pen: Pen) -> None:
    waits = '<bpmn:intermediateCatchEvent id="m"><bpmn:messageEventDefinition messageRef="r"/>'
    gates = '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>'
    body = pen.ends("e") + gates + waits + "</bpmn:intermediateCatchEvent>" + pen.job("j")
    body += pen.user("a") + pen.flow("s", "a", "split", "m", "join", "e")
    body += pen.flow("split", "j", "join")
    one = play(body, roots='<bpmn:message id="r" name="r"/>').start().do("a")
    move(one, "a")
    assert (len(one.changes(MessageDropped)), len(one.changes(JobWithdrawn))) == (1, 1)


def inside(pen: Pen, loop: str = "") -> str:
    inner = '<bpmn:startEvent id="is"/><bpmn:endEvent id="ie"/>' + pen.user("x") + pen.user("y")
    inner += pen.flow("is", "x", "y", "ie")
    body = pen.ends("e") + pen.user("a") + pen.user("z")
    body += f'<bpmn:subProcess id="sub">{loop}{inner}</bpmn:subProcess>'
    border = pen.boundary("t", "sub", pen.timer("timeDuration", DAY))
    return body + border + pen.flow("s", "a", "sub", "z", "e") + pen.flow("t", "z")


def test_a_subprocess_that_is_left_empty_ends_with_its_border(play: Playing, pen: Pen) -> None:
    one = play(inside(pen)).start().do("a")
    move(one, "a", "x")
    assert (one.names(), len(one.changes(TimerDisarmed))) == (["a"], 1)
    assert one.do("a").do("x").do("y").do("z").status == "completed"


def test_a_subprocess_begins_around_what_lies_inside_it(play: Playing, pen: Pen) -> None:
    one = play(inside(pen)).start()
    move(one, "y", "a")
    assert (one.names(), len(one.changes(TimerArmed))) == (["y"], 1)
    assert one.do("y").do("z").status == "completed"


def test_inside_a_running_subprocess_it_goes_on_running(play: Playing, pen: Pen) -> None:
    one = play(inside(pen)).start().do("a").do("x")
    move(one, "x", "y")
    assert (one.names(), one.changes(TimerDisarmed)) == (["x"], [])


SEVERAL = (
    "<bpmn:multiInstanceLoopCharacteristics>"
    '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def test_nothing_goes_into_or_out_of_one_instance_of_several(play: Playing, pen: Pen) -> None:
    one = play(inside(pen, SEVERAL)).start()
    assert refused(one, "x", "a") is Why.INSTANCES
    one.do("a")
    first = next(
        each.key for each in standings(one.program, one.snapshot) if each.element_id == "x"
    )
    with pytest.raises(MoveRefused) as found:
        move_tokens(one.program, one.snapshot, [first], "a", surroundings=one.around)
    assert found.value.why is Why.INSTANCES


def test_inside_one_instance_of_several_a_step_goes_back(play: Playing, pen: Pen) -> None:
    one = play(inside(pen, SEVERAL)).start().do("a").do("x")
    move(one, "x", "y")
    assert one.names() == ["x", "x"]
    one.do("x").do("x").do("y").do("y")
    assert one.do("z").status == "completed"


def test_all_instances_of_several_go_back_as_one(play: Playing, pen: Pen) -> None:
    one = play(inside(pen, SEVERAL)).start().do("a")
    standing = {each.element_id: each.count for each in standings(one.program, one.snapshot)}
    assert standing["sub"] == 2
    move(one, "a", "sub")
    assert one.names() == ["a"]
    one.do("a")
    assert one.names() == ["x", "x"]


def test_an_event_after_a_gateway_a_border_and_a_handler_are_not_entered(
    play: Playing, pen: Pen
) -> None:
    def catch(name: str, form: str) -> str:
        drawn = pen.timer("timeDuration", form)
        return f'<bpmn:intermediateCatchEvent id="{name}">{drawn}</bpmn:intermediateCatchEvent>'

    handler = (
        '<bpmn:subProcess id="h" triggeredByEvent="true"><bpmn:startEvent id="hs">'
        f"{pen.timer('timeDuration', DAY)}</bpmn:startEvent>{pen.user('hu')}"
        f'<bpmn:endEvent id="he"/>{pen.flow("hs", "hu", "he")}</bpmn:subProcess>'
    )
    body = pen.ends("e") + '<bpmn:eventBasedGateway id="g"/>' + catch("t1", "P1D")
    body += catch("t2", "P2D") + pen.user("a") + handler + pen.user("late")
    body += pen.boundary("b", "a", pen.timer("timeDuration", DAY)) + pen.flow("b", "late", "e")
    body += pen.flow("s", "a", "g", "t1", "e") + pen.flow("g", "t2", "e")
    one = play(body).start()
    assert [refused(one, each, "a") for each in ("t1", "b", "h", "hs", "hu")] == [
        Why.AFTER_GATEWAY,
        Why.NOT_ENTERED,
        Why.EVENT_SUBPROCESS,
        Why.EVENT_SUBPROCESS,
        Why.EVENT_SUBPROCESS,
    ]
    assert [each.id for each in targets(one.program)] == ["s", "e", "g", "a", "hu", "he", "late"]
    move(one, "g", "a")
    assert keys(one) == {"g": keys(one)["g"]}


def test_an_interrupted_scope_waits_for_its_event_again(play: Playing, pen: Pen) -> None:
    handler = (
        '<bpmn:subProcess id="h" triggeredByEvent="true"><bpmn:startEvent id="hs">'
        f"{pen.timer('timeDuration', DAY)}</bpmn:startEvent>{pen.user('hu')}"
        f'<bpmn:endEvent id="he"/>{pen.flow("hs", "hu", "he")}</bpmn:subProcess>'
    )
    one = play(pen.ends("e") + pen.user("a") + handler + pen.flow("s", "a", "e")).start()
    one.fire(one.last(TimerArmed).token)
    assert one.names() == ["hu"]
    move(one, "a", "hu")
    assert (one.names(), len(one.changes(TimerArmed))) == (["a"], 2)
    one.fire(one.last(TimerArmed).token)
    assert one.names() == ["hu"]


def test_what_stands_there_no_more_is_gone(play: Playing, pen: Pen) -> None:
    one = play(line(pen)).start()
    key = keys(one)["a"]
    one.do("a")
    with pytest.raises(TokenGone):
        move_tokens(one.program, one.snapshot, [key], "a", surroundings=one.around)


def test_nothing_chosen_and_nothing_known_are_refused(play: Playing, pen: Pen) -> None:
    one = play(line(pen)).start()
    assert refused(one, "nowhere", "a") is Why.UNKNOWN
    with pytest.raises(MoveRefused) as found:
        move_tokens(one.program, one.snapshot, [], "a", surroundings=one.around)
    assert found.value.why is Why.NOTHING_CHOSEN


def test_inclusive_joins_wait_for_what_can_still_come(pen: Pen, file: Callable[..., bytes]) -> None:
    gates = '<bpmn:inclusiveGateway id="split" default="f5"/><bpmn:inclusiveGateway id="join"/>'
    body = pen.ends("e") + gates + pen.user("b") + pen.user("c")
    body += pen.flow("s", "split") + pen.flow("split", "b", condition="=true")
    body += pen.flow("b", "join", "e") + pen.flow("split", "c") + pen.flow("c", "join")
    program = compile_program({"p.bpmn": file(body)})

    def places(*names: str) -> Marking:
        found = (node_of(program, program.element(name)).place for name in names)
        return Marking(tuple(sorted(found)))

    assert [can_end(program, places(*each)) for each in (("b",), ("b", "c"), ("split",))] == [
        True,
        True,
        True,
    ]


def test_a_called_process_begins_around_what_lies_inside_it(
    pen: Pen, file: Callable[..., bytes], running: Callable[..., Play]
) -> None:
    call = (
        '<bpmn:callActivity id="call"><bpmn:extensionElements>'
        '<zeebe:calledElement processId="q"/></bpmn:extensionElements></bpmn:callActivity>'
    )
    outer = file(pen.ends("e") + pen.user("a") + call + pen.flow("s", "a", "call", "e"))
    inner = '<bpmn:startEvent id="qs"/><bpmn:endEvent id="qe"/>' + pen.user("x") + pen.user("y")
    called = file(inner + pen.flow("qs", "x", "y", "qe")).replace(b'id="p"', b'id="q"')
    program = compile_program({"p.bpmn": outer, "q.bpmn": called}, process="p")
    one = running(program).start()
    move(one, "y", "a")
    assert one.names() == ["y"]
    move(one, "x")
    assert one.names() == ["x"]
    move(one, "a")
    assert (one.names(), one.seen().elements) == (["a"], {"s", "a"})
