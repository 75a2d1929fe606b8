"""Bounds of what a case may do and keep: beyond them the step fails, at an element."""

from decimal import Decimal

import pytest

from engine.bpmn import Limits, MessageAwaited, StepFailed, TooManySteps

ROUND = "<bpmn:exclusiveGateway id='again'/>"


def turning(pen, expression):
    """A loop that computes and never waits."""
    return (
        pen.ends("e") + pen.user("first") + ROUND.replace("'/>", "' default='out'/>")
        + pen.script("grow", expression, "a") + pen.flow("s", "first", "grow", "again")
        + pen.flow("again", "grow", condition="=true")
        + '<bpmn:sequenceFlow id="out" sourceRef="again" targetRef="e"/>'
    )  # fmt: skip


def test_a_loop_without_a_wait_is_stopped_and_names_its_element(pen, play):
    case = play(turning(pen, "=1"), limits=Limits(steps=50)).start()
    with pytest.raises(TooManySteps, match="50 pasos") as stopped:
        case.do("first")
    assert stopped.value.element_id in ("grow", "again")
    assert case.names() == ["first"]


@pytest.mark.parametrize("expression", ["=a + a", "=[a, a]", "={x: a, y: a}"])
def test_a_variable_that_doubles_is_stopped_long_before_it_fills_the_machine(pen, play, expression):
    limits = Limits(variable_characters=10_000)
    case = play(turning(pen, expression), limits=limits).start(a="ab" * 10)
    with pytest.raises(StepFailed, match="«a» pasa de 10000 caracteres") as stopped:
        case.do("first")
    assert stopped.value.element_id == "grow"


def test_what_a_person_or_a_message_brings_is_bounded_too(pen, play):
    root = '<bpmn:message id="m" name="m"/>'
    body = (
        pen.ends("e") + pen.user("t") + '<bpmn:receiveTask id="r" messageRef="m"/>'
        + pen.flow("s", "t", "r", "e")
    )  # fmt: skip
    limits = Limits(variable_characters=100)
    case = play(body, roots=root, limits=limits, also_reads={"x"}).start()
    with pytest.raises(StepFailed, match="«x» pasa de 100") as stopped:
        case.do("t", x="y" * 101)
    assert stopped.value.element_id == "t"
    case.do("t", x="y" * 100)
    with pytest.raises(StepFailed, match="«x» pasa de 100") as stopped:
        case.deliver(case.last(MessageAwaited).token, x=["y" * 99])
    assert stopped.value.element_id == "r"


def test_a_case_keeps_so_many_variables_and_no_more(pen, play):
    body = pen.ends("e") + pen.user("t") + pen.flow("s", "t", "e")
    names = {f"v{number}" for number in range(5)}
    case = play(body, also_reads=names, limits=Limits(variables=4))
    with pytest.raises(StepFailed, match="guarda 5 variables y el límite es 4"):
        case.start(**dict.fromkeys(names, Decimal(1)))


def test_processes_that_call_one_another_are_bounded_in_depth(pen, play, file):
    inner = (
        '<bpmn:process id="deep" isExecutable="true"><bpmn:startEvent id="ds"/>'
        + pen.user("du") + '<bpmn:endEvent id="de"/>' + pen.flow("ds", "du", "de")
        + "</bpmn:process>"
    )  # fmt: skip
    body = pen.ends("e") + '<bpmn:callActivity id="c" calledElement="deep"/>'
    case = play(body + pen.flow("s", "c", "e"), roots=inner, limits=Limits(call_depth=0))
    with pytest.raises(StepFailed, match="uno dentro de otro") as stopped:
        case.start()
    assert stopped.value.element_id == "c"
