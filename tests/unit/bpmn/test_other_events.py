"""Conditions, links, several definitions, quantities, complex joins, data objects."""

from decimal import Decimal

import pytest

from engine.bpmn import MessageAwaited, MessageDropped, TimerArmed, TimerDisarmed

ROOTS = '<bpmn:message id="m" name="reply"/><bpmn:signal id="g" name="go"/>'


def condition(text):
    return (
        f"<bpmn:conditionalEventDefinition><bpmn:condition>{text}</bpmn:condition>"
        f"</bpmn:conditionalEventDefinition>"
    )


def test_a_condition_happens_when_a_variable_makes_it_true(pen, play):
    body = (
        pen.ends("e") + pen.user("t") + pen.user("u")
        + f'<bpmn:intermediateCatchEvent id="c">{condition("=n &gt; 5")}'
        + "</bpmn:intermediateCatchEvent>" + pen.user("seen")
        + pen.flow("s", "t", "u", "e") + pen.flow("s", "c", "seen", "e")
    )  # fmt: skip
    case = play(body).start()
    assert case.do("t", n=Decimal(3)).names() == ["u"]
    assert case.do("u", n=Decimal(9)).names() == ["seen"]


def test_a_condition_that_holds_already_interrupts_before_the_task_opens(pen, play):
    body = (
        pen.ends("e") + pen.user("t") + pen.user("instead") + pen.flow("s", "t", "e")
        + pen.boundary("b", "t", condition("=n &gt; 5")) + pen.flow("b", "instead", "e")
    )  # fmt: skip
    case = play(body).start(n=Decimal(9))
    assert [task.name for task in case.open()] == ["instead"]
    assert len(case.log) == 2


def test_a_repeatable_condition_happens_at_each_change_to_true(pen, play):
    loop = (
        "<bpmn:standardLoopCharacteristics><bpmn:loopCondition>=true</bpmn:loopCondition>"
        "</bpmn:standardLoopCharacteristics>"
    )
    body = (
        pen.ends("e") + pen.user("t", loop) + pen.user("alarm") + pen.flow("s", "t", "e")
        + pen.boundary("b", "t", condition("=n &gt; 5"), interrupting=False)
        + pen.flow("b", "alarm", "e")
    )  # fmt: skip
    case = play(body).start()
    for n in (9, 10, 1, 7):
        case.do("t", n=Decimal(n))
    assert case.names().count("alarm") == 2


def test_a_link_is_a_flow_that_is_not_drawn(pen, play):
    link = '<bpmn:linkEventDefinition name="L"/>'
    body = (
        pen.ends("e") + pen.user("a") + pen.user("b")
        + f'<bpmn:intermediateThrowEvent id="out">{link}</bpmn:intermediateThrowEvent>'
        + f'<bpmn:intermediateCatchEvent id="in">{link}</bpmn:intermediateCatchEvent>'
        + pen.flow("s", "a", "out") + pen.flow("in", "b", "e")
    )  # fmt: skip
    case = play(body).start().do("a")
    assert case.names() == ["b"]
    assert {"out", "in"} <= case.seen().elements


def several(pen, *, parallel="false"):
    return (
        pen.ends("e")
        + f'<bpmn:intermediateCatchEvent id="c" parallelMultiple="{parallel}">'
        + '<bpmn:messageEventDefinition messageRef="m"/>' + pen.timer("timeDuration", "P1D")
        + "</bpmn:intermediateCatchEvent>" + pen.user("after") + pen.flow("s", "c", "after", "e")
    )  # fmt: skip


def test_the_first_of_several_things_is_enough(pen, play):
    case = play(several(pen), roots=ROOTS).start()
    case.fire(case.last(TimerArmed).token)
    assert case.names() == ["after"]
    assert case.last(TimerDisarmed).fired
    assert case.last(MessageDropped).received is False


def test_all_of_several_things_are_waited_for(pen, play):
    case = play(several(pen, parallel="true"), roots=ROOTS).start()
    token = case.last(MessageAwaited).token
    assert case.fire(token).names() == []
    assert case.deliver(token).names() == ["after"]
    assert case.last(MessageDropped).received


def test_a_border_with_several_things_goes_on_waiting_for_the_rest(pen, play):
    body = (
        pen.ends("e") + pen.user("t") + pen.flow("s", "t", "e") + pen.user("extra")
        + '<bpmn:boundaryEvent id="b" attachedToRef="t" cancelActivity="false">'
        + '<bpmn:messageEventDefinition messageRef="m"/>' + pen.timer("timeDuration", "P1D")
        + "</bpmn:boundaryEvent>" + pen.flow("b", "extra", "e")
    )  # fmt: skip
    case = play(body, roots=ROOTS).start()
    token = case.last(MessageAwaited).token
    assert case.fire(token).deliver(token).deliver(token).names() == [
        "t",
        "extra",
        "extra",
        "extra",
    ]


def test_an_activity_begins_when_enough_tokens_have_come(pen, play):
    body = (
        pen.ends("e") + pen.user("a", completionQuantity="2") + pen.user("b", startQuantity="3")
        + pen.user("c") + pen.flow("s", "a", "b", "e") + pen.flow("s", "c", "b")
    )  # fmt: skip
    case = play(body).start().do("a")
    assert case.names() == ["c"]
    assert case.do("c").names() == ["b"]
    assert case.do("b").status == "completed"


def discriminator(pen):
    body = pen.ends("e") + (
        '<bpmn:complexGateway id="j"><bpmn:activationCondition>=activationCount &gt;= 2'
        "</bpmn:activationCondition></bpmn:complexGateway>"
    )
    for name in "abc":
        body += pen.user(name) + pen.flow("s", name, "j")
    return body + pen.user("after") + pen.flow("j", "after", "e")


def test_a_complex_join_fires_on_its_condition_and_swallows_what_comes_late(pen, play):
    case = play(discriminator(pen)).start()
    assert case.do("a").names() == ["b", "c"]
    assert case.do("c").names() == ["b", "after"]
    assert case.do("b").names() == ["after"]
    assert case.do("after").status == "completed"


def test_a_data_object_is_a_variable_of_its_scope(pen, play):
    written = (
        '<bpmn:scriptTask id="w"><bpmn:extensionElements><zeebe:script expression="=7"'
        ' resultVariable="out"/></bpmn:extensionElements><bpmn:ioSpecification>'
        '<bpmn:dataOutput id="do1" name="out"/><bpmn:inputSet/><bpmn:outputSet>'
        "<bpmn:dataOutputRefs>do1</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>"
        '<bpmn:dataOutputAssociation id="da"><bpmn:sourceRef>do1</bpmn:sourceRef>'
        "<bpmn:targetRef>ref</bpmn:targetRef></bpmn:dataOutputAssociation></bpmn:scriptTask>"
    )
    inside = (
        '<bpmn:startEvent id="s2"/><bpmn:dataObject id="obj" name="paper"/>'
        '<bpmn:dataObjectReference id="ref" dataObjectRef="obj"/>'
        + written + pen.user("t") + pen.flow("s2", "w", "t")
    )  # fmt: skip
    body = pen.ends("e") + f'<bpmn:subProcess id="sub">{inside}</bpmn:subProcess>'
    body += pen.user("after") + pen.flow("s", "sub", "after", "e")
    case = play(body).start()
    assert case.data(case.open()[0].token) == {"paper": Decimal(7)}
    assert case.do("t").data() == {}


def test_a_call_of_a_global_script_is_that_script_in_its_place(pen, play):
    task = (
        '<bpmn:globalScriptTask id="g1"><bpmn:extensionElements><zeebe:script expression="=n + 1"'
        ' resultVariable="n"/></bpmn:extensionElements></bpmn:globalScriptTask>'
    )
    body = pen.ends("e") + '<bpmn:callActivity id="call" calledElement="g1"/>' + pen.user("t")
    case = play(body + pen.flow("s", "call", "t", "e"), roots=task).start(n=Decimal(1))
    assert case.data() == {"n": Decimal(2)}


def test_a_process_can_begin_with_a_message(pen, play):
    body = (
        '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>' + pen.user("a") + pen.user("b")
        + '<bpmn:receiveTask id="first" instantiate="true" messageRef="m"/>'
        + '<bpmn:startEvent id="s2"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>'
        + pen.flow("s", "a", "e") + pen.flow("s2", "b", "e") + pen.flow("first", "b")
    )  # fmt: skip
    case = play(body, roots=ROOTS)
    starts = {point.element_id: (point.trigger, point.event_name) for point in case.program.starts}
    assert starts == {
        "s": ("none", ""), "s2": ("message", "reply"), "first": ("message", "reply"),
    }  # fmt: skip
    assert case.start(at="s2").names() == ["b"]
    assert play(body, roots=ROOTS).start().names() == ["a"]
    assert play(body, roots=ROOTS).start(at="first").names() == ["b"]


def caught(name, message):
    return (
        f'<bpmn:intermediateCatchEvent id="{name}"><bpmn:messageEventDefinition'
        f' messageRef="{message}"/></bpmn:intermediateCatchEvent>'
    )


def received(name, message):
    return f'<bpmn:receiveTask id="{name}" messageRef="{message}"/>'


@pytest.mark.parametrize("first", ["by_letter", "by_mail"])
@pytest.mark.parametrize("comes", [caught, received])
def test_a_process_can_begin_at_an_event_gateway_with_either_message(pen, play, first, comes):
    body = (
        '<bpmn:eventBasedGateway id="g" instantiate="true"/><bpmn:endEvent id="e"/>'
        + comes("by_letter", "m") + comes("by_mail", "n")
        + pen.user("read_letter") + pen.user("read_mail") + pen.flow("g", "by_letter")
        + pen.flow("g", "by_mail") + pen.flow("by_letter", "read_letter", "e")
        + pen.flow("by_mail", "read_mail", "e")
    )  # fmt: skip
    roots = '<bpmn:message id="m" name="letter"/><bpmn:message id="n" name="mail"/>'
    case = play(body, roots=roots).start(first)
    assert case.names() == [first.replace("by", "read")]
    assert [point.element_id for point in case.program.starts] == ["by_letter", "by_mail"]


def test_what_a_message_brings_makes_a_condition_true_at_once(pen, play):
    """Only the condition reads the variable: it is kept for its sake, wherever it comes from."""
    watched = (
        "<bpmn:conditionalEventDefinition><bpmn:condition>=saldo &lt; 0</bpmn:condition>"
        "</bpmn:conditionalEventDefinition>"
    )
    heard = '<bpmn:messageEventDefinition messageRef="m"/>'
    body = (
        pen.ends("e", "e2", "e3") + pen.user("work") + pen.user("alert") + pen.user("read")
        + pen.boundary("c", "work", watched, interrupting=False)
        + pen.boundary("b", "work", heard, interrupting=False)
        + pen.flow("s", "work", "e") + pen.flow("c", "alert", "e2") + pen.flow("b", "read", "e3")
    )  # fmt: skip
    case = play(body, roots='<bpmn:message id="m" name="balance"/>').start()
    token = case.last(MessageAwaited).token
    assert case.deliver(token, saldo=Decimal(5)).names() == ["work", "read"]
    case.deliver(token, saldo=Decimal(-1))
    assert sorted(case.names()) == ["alert", "read", "read", "work"]
    case.deliver(token, saldo=Decimal(-2))
    assert case.names().count("alert") == 1, "it was true already"
    case.do("read", saldo=Decimal(1)).do("read", saldo=Decimal(-3))
    assert case.names().count("alert") == 2
