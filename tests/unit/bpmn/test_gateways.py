"""Gateways choose, split and join as BPMN says."""

import pytest

from engine.bpmn import MessageAwaited, MessageDropped, StepFailed, TimerArmed, TimerDisarmed


def choice(pen, default="", second="=n &gt; 5"):
    attribute = f' default="{default}"' if default else ""
    return (
        pen.ends("e")
        + f'<bpmn:exclusiveGateway id="x"{attribute}/>'
        + pen.flow("s", "x")
        + pen.user("big") + pen.user("middle") + pen.user("small")
        + pen.flow("x", "big", condition="=n &gt; 10")
        + pen.flow("x", "middle", condition=second)
        + (pen.flow("x", "small") if default else pen.flow("x", "small", condition="=n &lt; 0"))
        + pen.flow("big", "e") + pen.flow("middle", "e") + pen.flow("small", "e")
    )  # fmt: skip


@pytest.mark.parametrize(("n", "task"), [(11, "big"), (7, "middle"), (1, "small")])
def test_an_exclusive_gateway_takes_the_first_condition_that_holds(pen, play, n, task):
    assert play(choice(pen, default="f4")).start(n=n).names() == [task]


def test_conditions_are_tried_in_document_order_whatever_their_place_on_the_page(pen, play):
    assert play(choice(pen, default="f4", second="=n &gt; 2")).start(n=100).names() == ["big"]


def test_a_choice_without_a_way_fails_the_step_and_names_the_gateway(pen, play):
    with pytest.raises(StepFailed, match="Ninguna condición") as failure:
        play(choice(pen)).start(n=1)
    assert failure.value.element_id == "x"


def test_a_condition_that_is_neither_true_nor_false_fails_the_step(pen, play):
    with pytest.raises(StepFailed, match="no dio verdadero ni falso"):
        play(choice(pen, default="f4")).start()


def fork(pen, kind="parallelGateway", conditions=("", "")):
    return (
        pen.ends("e")
        + f'<bpmn:{kind} id="f"/><bpmn:{kind} id="j"/>'
        + pen.flow("s", "f") + pen.user("a") + pen.user("b") + pen.user("after")
        + pen.flow("f", "a", condition=conditions[0])
        + pen.flow("f", "b", condition=conditions[1])
        + pen.flow("a", "j") + pen.flow("b", "j") + pen.flow("j", "after", "e")
    )  # fmt: skip


def test_a_parallel_join_waits_for_every_branch(pen, play):
    case = play(fork(pen)).start()
    assert case.names() == ["a", "b"]
    assert case.do("b").names() == ["a"]
    assert case.do("a").names() == ["after"]
    assert case.do("after").status == "completed"


@pytest.mark.parametrize(
    ("x", "open_tasks"), [("a", ["a"]), ("b", ["b"]), ("ab", ["a", "b"])]
)  # fmt: skip
def test_an_inclusive_join_waits_only_for_branches_that_were_taken(pen, play, x, open_tasks):
    conditions = ('=contains(x, "a")', '=contains(x, "b")')
    case = play(fork(pen, "inclusiveGateway", conditions)).start(x=x)
    assert case.names() == open_tasks
    for task in open_tasks:
        case.do(task)
    assert case.names() == ["after"]


def test_an_inclusive_join_lets_go_when_the_awaited_branch_ends_elsewhere(pen, play):
    body = (
        pen.ends("e", "out")
        + '<bpmn:parallelGateway id="f"/><bpmn:inclusiveGateway id="j"/>'
        + '<bpmn:exclusiveGateway id="x" default="leaves"/>'
        + pen.flow("s", "f") + pen.user("a") + pen.user("b") + pen.user("after")
        + pen.flow("f", "a", "j") + pen.flow("f", "b", "x")
        + pen.flow("x", "j", condition='=go = "join"')
        + '<bpmn:sequenceFlow id="leaves" sourceRef="x" targetRef="out"/>'
        + pen.flow("j", "after", "e")
    )  # fmt: skip
    case = play(body).start()
    assert case.do("a").names() == ["b"]
    assert case.do("b", go="away").names() == ["after"]


def test_excess_tokens_stay_at_a_parallel_join(pen, play):
    body = (
        pen.ends("e")
        + '<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>'
        + '<bpmn:exclusiveGateway id="m"/>'
        + pen.flow("s", "f") + pen.flow("f", "m") + pen.flow("f", "m") + pen.user("a")
        + pen.flow("m", "a", "j") + pen.user("b") + pen.flow("f", "b", "j") + pen.user("after")
        + pen.flow("j", "after", "e")
    )  # fmt: skip
    case = play(body).start().do("a").do("a")
    assert case.do("b").names() == ["after"]
    case.do("after")
    assert case.status == "running"
    assert case.seen().here == {"j": 1}


def test_an_exclusive_merge_lets_every_token_through(pen, play):
    body = (
        pen.ends("e")
        + '<bpmn:parallelGateway id="f"/><bpmn:exclusiveGateway id="m"/>'
        + pen.flow("s", "f") + pen.flow("f", "m") + pen.flow("f", "m")
        + pen.user("a") + pen.flow("m", "a", "e")
    )  # fmt: skip
    assert play(body).start().names() == ["a", "a"]


def test_flows_out_of_a_task_are_taken_as_conditions_say_and_the_default_if_none_holds(pen, play):
    body = (
        pen.ends("e")
        + pen.user("t", default="d") + pen.user("a") + pen.user("b") + pen.user("other")
        + pen.flow("s", "t")
        + pen.flow("t", "a", condition="=n &gt; 1") + pen.flow("t", "b", condition="=n &gt; 2")
        + '<bpmn:sequenceFlow id="d" sourceRef="t" targetRef="other"/>'
        + pen.flow("a", "e") + pen.flow("b", "e") + pen.flow("other", "e")
    )  # fmt: skip
    assert play(body).start().do("t", n=3).names() == ["a", "b"]
    assert play(body).start().do("t", n=0).names() == ["other"]


def test_several_plain_flows_out_of_a_task_are_all_taken(pen, play):
    body = (
        pen.ends("e") + pen.flow("s", "t") + pen.user("t") + pen.user("a") + pen.user("b")
        + pen.flow("t", "a", "e") + pen.flow("t", "b", "e")
    )  # fmt: skip
    assert play(body).start().do("t").names() == ["a", "b"]


def test_ten_forks_in_a_row_leave_no_more_than_one_token(pen, play):
    body, before = pen.ends("e"), "s"
    for k in range(10):
        body += f'<bpmn:parallelGateway id="f{k}x"/><bpmn:parallelGateway id="j{k}"/>'
        body += pen.flow(before, f"f{k}x")
        for branch in "abc":
            body += f'<bpmn:task id="t{k}{branch}"/>'
            body += pen.flow(f"f{k}x", f"t{k}{branch}", f"j{k}")
        before = f"j{k}"
    body += pen.user("last") + pen.flow(before, "last", "e")
    case = play(body).start()
    assert case.seen().here == {"last": 1}


def event_choice(pen):
    return (
        pen.ends("e")
        + '<bpmn:eventBasedGateway id="g"/>' + pen.flow("s", "g")
        + '<bpmn:intermediateCatchEvent id="reply"><bpmn:messageEventDefinition messageRef="m"/>'
        + "</bpmn:intermediateCatchEvent>"
        + f'<bpmn:intermediateCatchEvent id="late">{pen.timer("timeDuration", "P5D")}'
        + "</bpmn:intermediateCatchEvent>"
        + pen.user("answered") + pen.user("silent")
        + pen.flow("g", "reply", "answered", "e") + pen.flow("g", "late", "silent", "e")
    )  # fmt: skip


MESSAGE = '<bpmn:message id="m" name="reply"/>'


def test_an_event_gateway_goes_on_with_the_first_event_and_drops_the_others(pen, play):
    case = play(event_choice(pen), roots=MESSAGE).start()
    awaited, armed = case.last(MessageAwaited), case.last(TimerArmed)
    case.deliver(awaited.token)
    assert case.names() == ["answered"]
    assert case.last(MessageDropped).received
    assert case.last(TimerDisarmed).token == armed.token
    seen = case.seen()
    assert "reply" in seen.elements
    assert "late" not in seen.elements
    case = play(event_choice(pen), roots=MESSAGE).start()
    assert case.fire(case.last(TimerArmed).token).names() == ["silent"]
