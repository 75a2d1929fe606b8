"""Messages, jobs and scripts: what comes from outside and what is asked of it."""

from decimal import Decimal

import pytest

from engine.bpmn import (
    Computed,
    JobRequested,
    JobWithdrawn,
    MessageAwaited,
    MessageDropped,
    MessageThrown,
    StepFailed,
    TimerArmed,
    TooManySteps,
)
from engine.bpmn.surroundings import Limits

MESSAGE = (
    '<bpmn:message id="m" name="apelacion"><bpmn:extensionElements>'
    '<zeebe:subscription correlationKey="=numero"/></bpmn:extensionElements></bpmn:message>'
)
AWAITS = '<bpmn:messageEventDefinition messageRef="m"/>'


def test_a_message_is_awaited_by_name_and_key_and_its_payload_is_taken_in(pen, play):
    body = (
        pen.ends("e")
        + f'<bpmn:intermediateCatchEvent id="c">{AWAITS}</bpmn:intermediateCatchEvent>'
        + pen.user("after") + pen.flow("s", "c", "after", "e")
    )  # fmt: skip
    case = play(body, roots=MESSAGE, also_reads={"motivo"}).start(numero="CON-7")
    awaited = case.last(MessageAwaited)
    assert (awaited.name, awaited.key) == ("apelacion", "CON-7")
    case.deliver(awaited.token, motivo="puntaje")
    assert case.last(MessageDropped).received
    assert case.data()["motivo"] == "puntaje"
    assert case.names() == ["after"]


def test_a_missing_key_fails_the_step(pen, play):
    body = (
        pen.ends("e")
        + f'<bpmn:intermediateCatchEvent id="c">{AWAITS}</bpmn:intermediateCatchEvent>'
        + pen.flow("s", "c", "e")
    )  # fmt: skip
    with pytest.raises(StepFailed, match="clave de correlación"):
        play(body, roots=MESSAGE).start()


def test_a_receive_task_waits_for_its_message(pen, play):
    body = pen.ends("e") + '<bpmn:receiveTask id="r" messageRef="m"/>' + pen.flow("s", "r", "e")
    case = play(body, roots=MESSAGE).start(numero="1")
    assert case.deliver(case.last(MessageAwaited).token).status == "completed"


def test_a_non_interrupting_message_can_come_twice(pen, play):
    body = (
        pen.ends("e") + pen.user("t") + pen.flow("s", "t", "e") + pen.user("extra")
        + pen.boundary("b", "t", AWAITS, interrupting=False) + pen.flow("b", "extra", "e")
    )  # fmt: skip
    case = play(body, roots=MESSAGE).start(numero="1")
    token = case.last(MessageAwaited).token
    assert case.deliver(token).deliver(token).names() == ["t", "extra", "extra"]
    assert case.changes(MessageDropped) == []
    case.do("t")
    assert case.last(MessageDropped).received is False


def test_a_message_is_thrown_with_its_key_and_payload(pen, play):
    body = (
        pen.ends()
        + '<bpmn:endEvent id="e"><bpmn:extensionElements><zeebe:ioMapping>'
        + '<zeebe:input source="=monto * 2" target="doble"/></zeebe:ioMapping>'
        + f"</bpmn:extensionElements>{AWAITS}</bpmn:endEvent>" + pen.flow("s", "e")
    )  # fmt: skip
    case = play(body, roots=MESSAGE).start(numero="9", monto=Decimal(4))
    thrown = case.last(MessageThrown)
    assert (thrown.name, thrown.key, thrown.payload) == ("apelacion", "9", {"doble": Decimal(8)})


def test_a_job_is_requested_with_headers_and_payload_and_its_result_taken_in(pen, play):
    extra = (
        '<zeebe:taskHeaders><zeebe:header key="to" value="caja"/></zeebe:taskHeaders>'
        '<zeebe:ioMapping><zeebe:input source="=a + 1" target="x"/>'
        '<zeebe:output source="=answer" target="reply"/></zeebe:ioMapping>'
    )
    body = (
        pen.ends("e") + pen.job("j", "mail", extra) + pen.user("u") + pen.flow("s", "j", "u", "e")
    )
    case = play(body).start(a=Decimal(1))
    job = case.last(JobRequested)
    assert (job.kind, job.headers, job.payload, job.retries) == (
        "mail", {"to": "caja"}, {"x": Decimal(2)}, 3,
    )  # fmt: skip
    case.finish_job(job.token, answer="ok")
    assert case.data() == {"a": Decimal(1), "reply": "ok"}


def test_a_job_is_withdrawn_when_its_task_is_interrupted(pen, play):
    body = (
        pen.ends("e") + pen.job("j") + pen.flow("s", "j", "e") + pen.user("late")
        + pen.boundary("b", "j", pen.timer("timeDuration", "P1D")) + pen.flow("b", "late", "e")
    )  # fmt: skip
    case = play(body).start()
    case.fire(case.last(TimerArmed).token)
    assert case.last(JobWithdrawn).token == case.last(JobRequested).token


def test_a_script_sets_one_variable_and_says_so(pen, play):
    body = pen.ends("e") + pen.script("c", "=n * n", "square") + pen.user("u")
    case = play(body + pen.flow("s", "c", "u", "e")).start(n=Decimal(7))
    assert case.data()["square"] == Decimal(49)
    assert case.last(Computed) == Computed(case.program.element("c").index, "square", Decimal(49))


def test_a_loop_without_a_wait_is_stopped_and_named(pen, play):
    body = (
        pen.ends("e") + '<bpmn:exclusiveGateway id="m"/>' + pen.script("c", "=1", "x")
        + '<bpmn:exclusiveGateway id="g"/>' + pen.flow("s", "m", "c", "g")
        + pen.flow("g", "m", condition="=x = 1") + pen.flow("g", "e", condition="=x = 2")
    )  # fmt: skip
    with pytest.raises(TooManySteps, match="sin detenerse"):
        play(body, limits=Limits(steps=100)).start()
