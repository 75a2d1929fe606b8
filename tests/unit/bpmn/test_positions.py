"""Every event runs wherever the standard allows it, interrupting or not (table 10.93)."""

import pytest

from engine.bpmn import MessageAwaited, SignalAwaited, TimerArmed, deliver

ROOTS = (
    '<bpmn:message id="ms" name="m"/><bpmn:signal id="sg" name="sg"/>'
    '<bpmn:error id="er" errorCode="E"/><bpmn:escalation id="es" escalationCode="S"/>'
)
DEFINED = {
    "message": '<bpmn:messageEventDefinition messageRef="ms"/>',
    "signal": '<bpmn:signalEventDefinition signalRef="sg"/>',
    "timer": '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D'
    "</bpmn:timeDuration></bpmn:timerEventDefinition>",
    "conditional": "<bpmn:conditionalEventDefinition><bpmn:condition>=x = 1</bpmn:condition>"
    "</bpmn:conditionalEventDefinition>",
    "error": '<bpmn:errorEventDefinition errorRef="er"/>',
    "escalation": '<bpmn:escalationEventDefinition escalationRef="es"/>',
}
OUTSIDE = ("message", "signal", "timer", "conditional")
THROWN = ("error", "escalation")
HOSTS = ("userTask", "subProcess", "transaction", "callActivity", "adHocSubProcess")


def catcher(tag, name, definition, **attributes):
    """An event."""
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<bpmn:{tag} id="{name}"{given}>{definition}</bpmn:{tag}>'


def inside(pen, thrown=""):
    """Two ways at once: one that waits, one that throws after its task."""
    end = catcher("endEvent", "ix", DEFINED[thrown]) if thrown else '<bpmn:endEvent id="ix"/>'
    return (
        '<bpmn:startEvent id="is"/><bpmn:endEvent id="ie"/><bpmn:parallelGateway id="ig"/>' + end
        + pen.user("t") + pen.user("push") + pen.flow("is", "ig", "t", "ie")
        + pen.flow("ig", "push", "ix")
    )  # fmt: skip


def host(pen, tag, thrown=""):
    """The activity `h` and what must stand beside its process."""
    if tag == "userTask":
        return pen.user("h") + pen.user("push"), ""
    if tag == "callActivity":
        called = f'<bpmn:process id="deep" isExecutable="true">{inside(pen, thrown)}</bpmn:process>'
        return '<bpmn:callActivity id="h" calledElement="deep"/>', called
    if tag == "adHocSubProcess":
        return f'<bpmn:adHocSubProcess id="h">{pen.user("t")}{pen.user("push")}' + (
            "</bpmn:adHocSubProcess>"
        ), ""
    return f'<bpmn:{tag} id="h">{inside(pen, thrown)}</bpmn:{tag}>', ""


def occur(case, kind):
    """What the outside, or the person who pushes, does."""
    if kind == "timer":
        case.wait(days=1).fire(case.last(TimerArmed).token)
    elif kind == "message":
        case.deliver(case.last(MessageAwaited).token)
    elif kind == "signal":
        token = case.last(SignalAwaited).token
        given = (case.program, case.snapshot, token, {})
        case._take(deliver(*given, surroundings=case.around, kind="signal"))
    elif kind == "conditional":
        case.do("push", x=1)
    else:
        case.do("push")
    return case


# What a called process sets is its own until it ends: no condition outside sees it.
BORDERS = [
    (kind, tag)
    for kind in OUTSIDE
    for tag in HOSTS
    if (kind, tag) != ("conditional", "callActivity")
]


@pytest.mark.parametrize("interrupting", [True, False])
@pytest.mark.parametrize(("kind", "tag"), BORDERS)
def test_what_comes_from_outside_is_caught_at_every_border(pen, play, kind, tag, interrupting):
    drawn, beside = host(pen, tag)
    body = (
        pen.ends("e", "e2") + drawn + pen.user("after") + pen.user("caught")
        + pen.boundary("b", "h", DEFINED[kind], interrupting=interrupting)
        + pen.flow("h", "after", "e") + pen.flow("b", "caught", "e2")
    )  # fmt: skip
    if tag == "userTask":
        body += '<bpmn:parallelGateway id="g"/><bpmn:endEvent id="e3"/>'
        body += pen.flow("s", "g", "h") + pen.flow("g", "push", "e3")
    else:
        body += pen.flow("s", "h")
    case = occur(play(body, roots=ROOTS + beside).start(x=0), kind)
    waiting = {"h" if tag == "userTask" else "t", "push"}
    gone = {"push"} if kind == "conditional" else set()
    kept = waiting - gone if not interrupting else {"push"} - gone if tag == "userTask" else set()
    assert sorted(case.names()) == sorted({*kept, "caught"})
    finish(case)


@pytest.mark.parametrize("tag", ["subProcess", "transaction", "callActivity"])
@pytest.mark.parametrize(
    ("kind", "interrupting"), [("error", True), ("escalation", True), ("escalation", False)]
)
def test_what_is_thrown_inside_is_caught_at_every_border(pen, play, kind, tag, interrupting):
    drawn, beside = host(pen, tag, kind)
    body = (
        pen.ends("e", "e2") + drawn + pen.user("after") + pen.user("caught")
        + pen.boundary("b", "h", DEFINED[kind], interrupting=interrupting)
        + pen.flow("s", "h", "after", "e") + pen.flow("b", "caught", "e2")
    )  # fmt: skip
    case = occur(play(body, roots=ROOTS + beside).start(), kind)
    assert sorted(case.names()) == (["caught"] if interrupting else ["caught", "t"])
    finish(case)


@pytest.mark.parametrize("scope", ["process", "subProcess", "callActivity"])
@pytest.mark.parametrize(
    ("kind", "interrupting"),
    [*((kind, flag) for kind in (*OUTSIDE, "escalation") for flag in (True, False)),
     ("error", True)],
)  # fmt: skip
def test_an_event_subprocess_begins_by_every_event_in_every_scope(
    pen, play, kind, scope, interrupting
):
    flag = {} if interrupting else {"isInterrupting": "false"}
    handler = (
        '<bpmn:subProcess id="eh" triggeredByEvent="true">'
        + catcher("startEvent", "hs", DEFINED[kind], **flag) + pen.user("handled")
        + '<bpmn:endEvent id="he"/>' + pen.flow("hs", "handled", "he") + "</bpmn:subProcess>"
    )  # fmt: skip
    thrown = kind if kind in THROWN else ""
    beside, within = "", inside(pen, thrown) + handler
    if scope == "callActivity":
        beside = f'<bpmn:process id="deep" isExecutable="true">{within}</bpmn:process>'
        within = '<bpmn:callActivity id="h" calledElement="deep"/>'
    elif scope == "subProcess":
        within = f'<bpmn:subProcess id="h">{within}</bpmn:subProcess>'
    if scope != "process":
        within = pen.ends("e") + within + pen.user("after") + pen.flow("s", "h", "after", "e")
    case = occur(play(within, roots=ROOTS + beside).start(x=0), kind)
    kept = [] if interrupting else ["t"] if kind in ("conditional", *THROWN) else ["push", "t"]
    assert sorted(case.names()) == sorted(["handled", *kept])
    finish(case)


@pytest.mark.parametrize("kind", OUTSIDE)
@pytest.mark.parametrize("after", ["flow", "gateway"])
def test_an_intermediate_event_waits_in_the_flow_and_after_an_event_gateway(pen, play, kind, after):
    body = (
        pen.ends("e", "e2") + '<bpmn:parallelGateway id="g"/>' + pen.user("push")
        + catcher("intermediateCatchEvent", "c", DEFINED[kind]) + pen.user("after")
        + pen.flow("s", "g", "push", "e2") + pen.flow("c", "after", "e")
    )  # fmt: skip
    if after == "gateway":
        late = pen.timer("timeDuration", "P9D")
        body += '<bpmn:eventBasedGateway id="eg"/><bpmn:endEvent id="e3"/>'
        body += catcher("intermediateCatchEvent", "late", late)
        body += pen.flow("g", "eg", "late", "e3") + pen.flow("eg", "c")
    else:
        body += pen.flow("g", "c")
    case = play(body, roots=ROOTS).start(x=0)
    if kind == "timer":
        first = min(case.changes(TimerArmed), key=lambda armed: armed.due)
        case.wait(days=1).fire(first.token)
    else:
        occur(case, kind)
    assert "after" in case.names()
    finish(case)


@pytest.mark.parametrize("kind", ["message", "signal", "escalation"])
@pytest.mark.parametrize("tag", ["intermediateThrowEvent", "endEvent"])
def test_a_throw_that_nobody_hears_leads_on(pen, play, kind, tag):
    body = '<bpmn:startEvent id="s"/>' + catcher(tag, "x", DEFINED[kind]) + pen.flow("s", "x")
    if tag == "intermediateThrowEvent":
        body += '<bpmn:endEvent id="e"/>' + pen.flow("x", "e")
    assert play(body, roots=ROOTS).start().status == "completed"


def finish(case):
    """Every task that is left is done: nothing stays behind."""
    for _ in range(20):
        if case.status != "running" or not case.open():
            break
        case.do(case.open()[0].name)
    assert case.status == "completed"
    assert case.seen().here == {}
