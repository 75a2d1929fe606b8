"""Bodies inside bodies: embedded and event subprocesses, calls, errors, escalations, signals."""

from decimal import Decimal

import pytest

from engine.bpmn import (
    ErrorUncaught,
    JobRequested,
    MessageAwaited,
    MessageDropped,
    SignalAwaited,
    SignalThrown,
    StepFailed,
    TaskClosed,
    compile_program,
)

ROOTS = (
    '<bpmn:error id="er" name="falla" errorCode="FALLA"/><bpmn:error id="otro" errorCode="OTRO"/>'
    '<bpmn:escalation id="es" escalationCode="AVISO"/><bpmn:signal id="sg" name="alarma"/>'
    '<bpmn:message id="m" name="aviso"/>'
)


def sub(inside, name="sub"):
    return f'<bpmn:subProcess id="{name}">{inside}</bpmn:subProcess>'


def end(name, definition):
    return f'<bpmn:endEvent id="{name}">{definition}</bpmn:endEvent>'


def error(ref="er"):
    return f'<bpmn:errorEventDefinition errorRef="{ref}"/>'


ESCALATION = '<bpmn:escalationEventDefinition escalationRef="es"/>'
SIGNAL = '<bpmn:signalEventDefinition signalRef="sg"/>'
MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'
TERMINATE = "<bpmn:terminateEventDefinition/>"


def test_a_subprocess_is_done_when_nothing_in_it_is_left(pen, play):
    inside = (
        '<bpmn:startEvent id="s2"/>' + pen.user("a") + pen.user("b")
        + pen.flow("s2", "a") + pen.flow("s2", "b")
    )  # fmt: skip
    body = pen.ends("e") + sub(inside) + pen.user("c") + pen.flow("s", "sub", "c", "e")
    case = play(body).start()
    assert case.names() == ["a", "b"]
    assert case.do("a").names() == ["b"]
    assert case.do("b").names() == ["c"]


def test_terminate_ends_the_innermost_scope_only(pen, play):
    inside = (
        '<bpmn:startEvent id="s2"/>' + pen.user("a") + pen.user("b") + end("t", TERMINATE)
        + pen.flow("s2", "a", "t") + pen.flow("s2", "b")
    )  # fmt: skip
    body = pen.ends("e") + sub(inside) + pen.user("c") + pen.flow("s", "sub", "c", "e")
    case = play(body).start().do("a")
    assert case.names() == ["c"]
    assert case.changes(TaskClosed)[-1].cancelled


def test_terminate_at_the_top_ends_the_case(pen, play):
    body = (
        pen.ends("e") + pen.user("a") + pen.user("b") + end("t", TERMINATE)
        + pen.flow("s", "a", "t") + pen.flow("s", "b", "e")
    )  # fmt: skip
    case = play(body).start().do("a")
    assert (case.status, case.names(), case.outcome.end_events) == ("terminated", [], ("t",))


def failing(pen, ref="er"):
    return sub(
        '<bpmn:startEvent id="s2"/>' + pen.user("a") + pen.user("b") + end("x", error(ref))
        + pen.flow("s2", "a", "x") + pen.flow("s2", "b")
    )  # fmt: skip


def test_an_error_end_is_caught_at_the_border_and_cancels_the_rest_of_the_scope(pen, play):
    body = pen.ends("e") + failing(pen) + pen.user("mend") + pen.user("after")
    body += pen.boundary("b1", "sub", error()) + pen.flow("s", "sub", "after", "e")
    body += pen.flow("b1", "mend", "e")
    case = play(body, roots=ROOTS).start().do("a")
    assert case.names() == ["mend"]
    assert case.do("mend").status == "completed"


def test_a_specific_code_beats_catch_all_and_another_code_is_not_caught(pen, play):
    body = pen.ends("e") + failing(pen, "otro") + pen.user("all") + pen.user("one")
    body += pen.boundary("b0", "sub", "<bpmn:errorEventDefinition/>") + pen.flow("b0", "all", "e")
    body += pen.boundary("b1", "sub", error()) + pen.flow("b1", "one", "e")
    body += pen.flow("s", "sub", "e")
    assert play(body, roots=ROOTS).start().do("a").names() == ["all"]
    assert play(body.replace('errorRef="otro"', 'errorRef="er"'), roots=ROOTS).start().do(
        "a"
    ).names() == ["one"]


def test_an_uncaught_error_ends_the_case_as_failed(pen, play):
    body = pen.ends("e") + failing(pen) + pen.user("beside")
    body += pen.flow("s", "sub", "e") + pen.flow("s", "beside", "e")
    case = play(body, roots=ROOTS).start().do("a")
    assert (case.status, case.names()) == ("failed", [])
    assert case.last(ErrorUncaught).code == "FALLA"


def test_an_error_is_not_caught_by_the_border_of_a_neighbour(pen, play):
    body = pen.ends("e") + failing(pen) + pen.user("neighbour") + pen.user("wrong")
    body += pen.boundary("b1", "neighbour", error()) + pen.flow("b1", "wrong", "e")
    body += pen.flow("s", "sub", "e") + pen.flow("s", "neighbour", "e")
    assert play(body, roots=ROOTS).start().do("a").status == "failed"


def test_a_job_may_end_with_an_error_that_its_own_border_catches(pen, play):
    body = pen.ends("e") + pen.job("j") + pen.user("mend") + pen.flow("s", "j", "e")
    body += pen.boundary("b1", "j", error()) + pen.flow("b1", "mend", "e")
    case = play(body, roots=ROOTS).start()
    assert case.throw(case.last(JobRequested).token, "FALLA").names() == ["mend"]


def test_an_escalation_need_not_interrupt(pen, play):
    inside = (
        '<bpmn:startEvent id="s2"/>'
        f'<bpmn:intermediateThrowEvent id="th">{ESCALATION}</bpmn:intermediateThrowEvent>'
        + pen.user("a") + pen.flow("s2", "th", "a")
    )  # fmt: skip
    body = pen.ends("e") + sub(inside) + pen.user("told") + pen.flow("s", "sub", "e")
    body += pen.boundary("b1", "sub", ESCALATION, interrupting=False) + pen.flow("b1", "told", "e")
    assert play(body, roots=ROOTS).start().names() == ["told", "a"]


def test_an_uncaught_escalation_does_nothing(pen, play):
    body = pen.ends() + end("e", ESCALATION) + pen.flow("s", "e")
    assert play(body, roots=ROOTS).start().status == "completed"


def handler(pen, definition, *, interrupting=True, name="h", task="handle"):
    flag = "" if interrupting else ' isInterrupting="false"'
    inside = (
        f'<bpmn:startEvent id="{name}s"{flag}>{definition}</bpmn:startEvent>'
        + pen.user(task) + pen.flow(f"{name}s", task)
    )  # fmt: skip
    return f'<bpmn:subProcess id="{name}" triggeredByEvent="true">{inside}</bpmn:subProcess>'


def test_an_interrupting_handler_takes_the_place_of_its_scope(pen, play):
    body = pen.ends("e") + pen.user("a") + pen.flow("s", "a", "e") + handler(pen, MESSAGE)
    case = play(body, roots=ROOTS).start()
    case.deliver(case.last(MessageAwaited).token)
    assert case.names() == ["handle"]
    assert case.do("handle").status == "completed"


def test_a_non_interrupting_handler_runs_beside_and_can_come_again(pen, play):
    body = pen.ends("e") + pen.user("a") + pen.flow("s", "a", "e")
    body += handler(pen, MESSAGE, interrupting=False)
    case = play(body, roots=ROOTS).start()
    token = case.last(MessageAwaited).token
    assert case.deliver(token).deliver(token).names() == ["a", "handle", "handle"]
    assert case.do("a").do("handle").names() == ["handle"]
    assert case.do("handle").status == "completed"
    assert case.last(MessageDropped).received is False


def test_an_armed_handler_does_not_keep_its_scope_open(pen, play):
    body = pen.ends("e") + pen.user("a") + pen.flow("s", "a", "e") + handler(pen, MESSAGE)
    case = play(body, roots=ROOTS).start().do("a")
    assert case.status == "completed"
    assert case.last(MessageDropped).received is False


def test_an_interrupting_handler_ends_a_handler_that_runs(pen, play):
    body = pen.ends("e") + pen.user("a") + pen.flow("s", "a", "e")
    body += handler(pen, MESSAGE, interrupting=False, name="h1", task="first")
    body += handler(pen, pen.timer("timeDuration", "P1D"), name="h2", task="second")
    case = play(body, roots=ROOTS).start()
    case.deliver(case.last(MessageAwaited).token)
    timer = next(c.token for c in case.log if type(c).__name__ == "TimerArmed")
    assert case.fire(timer).names() == ["second"]


def test_an_error_is_handled_inside_before_it_reaches_the_border(pen, play):
    inside = (
        '<bpmn:startEvent id="s2"/>' + end("x", error()) + pen.flow("s2", "x")
        + handler(pen, error())
    )  # fmt: skip
    body = pen.ends("e") + sub(inside) + pen.user("after") + pen.user("outside")
    body += pen.flow("s", "sub", "after", "e")
    body += pen.boundary("b1", "sub", error()) + pen.flow("b1", "outside", "e")
    case = play(body, roots=ROOTS).start()
    assert case.names() == ["handle"]
    assert case.do("handle").names() == ["after"]


def test_what_a_handler_throws_passes_by_the_handlers_of_its_own_scope(pen, play):
    thrower = (
        '<bpmn:subProcess id="h" triggeredByEvent="true">'
        f'<bpmn:startEvent id="hs">{error()}</bpmn:startEvent>' + end("again", error())
        + pen.flow("hs", "again") + "</bpmn:subProcess>"
    )  # fmt: skip
    inside = '<bpmn:startEvent id="s2"/>' + end("x", error()) + pen.flow("s2", "x") + thrower
    body = pen.ends("e") + sub(inside) + pen.user("outside") + pen.flow("s", "sub", "e")
    body += pen.boundary("b1", "sub", error()) + pen.flow("b1", "outside", "e")
    assert play(body, roots=ROOTS).start().names() == ["outside"]


def test_a_signal_reaches_every_listener_of_the_case(pen, play):
    body = (
        pen.ends("e") + pen.user("a") + pen.user("heard")
        + f'<bpmn:intermediateCatchEvent id="c">{SIGNAL}</bpmn:intermediateCatchEvent>'
        + f'<bpmn:intermediateThrowEvent id="th">{SIGNAL}</bpmn:intermediateThrowEvent>'
        + pen.user("other") + pen.boundary("b1", "other", SIGNAL) + pen.user("left")
        + pen.flow("s", "a", "th", "e") + pen.flow("s", "c", "heard", "e")
        + pen.flow("s", "other", "e") + pen.flow("b1", "left", "e")
    )  # fmt: skip
    case = play(body, roots=ROOTS).start()
    assert len(case.changes(SignalAwaited)) == 2
    assert sorted(case.do("a").names()) == ["heard", "left"]
    assert case.last(SignalThrown).name == "alarma"


def test_a_throw_waits_until_a_catch_one_step_away_is_armed(pen, play):
    body = (
        pen.ends("e") + '<bpmn:parallelGateway id="f"/>' + pen.script("c", "=1", "x")
        + f'<bpmn:intermediateThrowEvent id="th">{SIGNAL}</bpmn:intermediateThrowEvent>'
        + f'<bpmn:intermediateCatchEvent id="ca">{SIGNAL}</bpmn:intermediateCatchEvent>'
        + pen.flow("s", "f") + pen.flow("f", "th", "e") + pen.flow("f", "c", "ca", "e")
    )  # fmt: skip
    assert play(body, roots=ROOTS).start().status == "completed"


def test_an_interrupting_signal_from_inside_stops_the_very_next_task(pen, play):
    inside = (
        '<bpmn:startEvent id="s2"/>'
        f'<bpmn:intermediateThrowEvent id="th">{SIGNAL}</bpmn:intermediateThrowEvent>'
        + pen.user("never") + pen.flow("s2", "th", "never")
    )  # fmt: skip
    body = pen.ends("e") + sub(inside) + pen.user("out") + pen.flow("s", "sub", "e")
    body += pen.boundary("b1", "sub", SIGNAL) + pen.flow("b1", "out", "e")
    case = play(body, roots=ROOTS).start()
    assert case.names() == ["out"]
    assert case.changes(TaskClosed) == []


# ---- calls ----


def two(file, pen, call_attributes="", io="", inner=None):
    call = (
        f'<bpmn:callActivity id="call"><bpmn:extensionElements>'
        f'<zeebe:calledElement processId="q" {call_attributes}/>{io}</bpmn:extensionElements>'
        f"</bpmn:callActivity>"
    )
    outer = file(pen.ends("e") + call + pen.user("after") + pen.flow("s", "call", "after", "e"))
    default = (
        '<bpmn:startEvent id="qs"/>' + pen.script("sum", "=n + 1", "n") + pen.user("in")
        + pen.flow("qs", "sum", "in")
    )  # fmt: skip
    text = file(inner or default).replace(b'id="p"', b'id="q"')
    return {"p.bpmn": outer, "q.bpmn": text}


def called_play(play_class, files):
    return play_class(compile_program(files, also_reads={"r"}))


@pytest.fixture
def player(play, pen):
    return type(play(pen.ends("e") + pen.flow("s", "e")))


def test_a_called_process_works_on_copies_and_gives_its_variables_back(pen, file, player):
    case = called_play(player, two(file, pen)).start(n=Decimal(1))
    assert case.names() == ["in"]
    assert case.data() == {"n": Decimal(1)}
    assert case.data(case.open()[0].token) == {"n": Decimal(2)}
    assert case.do("in").data() == {"n": Decimal(2)}
    assert case.names() == ["after"]


def test_mappings_say_what_goes_into_a_call_and_what_comes_out(pen, file, player):
    io = (
        '<zeebe:ioMapping><zeebe:input source="=a" target="n"/>'
        '<zeebe:output source="=n" target="r"/></zeebe:ioMapping>'
    )
    attributes = 'propagateAllParentVariables="false" propagateAllChildVariables="false"'
    case = called_play(player, two(file, pen, attributes, io)).start(a=Decimal(5), n=Decimal(0))
    assert case.data(case.open()[0].token) == {"n": Decimal(6)}
    assert case.do("in").data() == {"a": Decimal(5), "n": Decimal(0), "r": Decimal(6)}


def test_the_diagram_shows_where_the_case_stands_inside_the_call(pen, file, player):
    case = called_play(player, two(file, pen)).start(n=Decimal(1))
    assert case.seen().here == {"call": 1, "in": 1}


def test_a_process_that_calls_itself_is_stopped(pen, file, player):
    again = '<bpmn:startEvent id="qs"/><bpmn:callActivity id="more" calledElement="q"/>' + pen.flow(
        "qs", "more"
    )
    with pytest.raises(StepFailed, match="uno dentro de otro"):
        called_play(player, two(file, pen, inner=again)).start()
