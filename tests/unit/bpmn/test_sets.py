"""Several sets of inputs or outputs of a task: the first that is available counts (10.4.2)."""

from decimal import Decimal

import pytest

from engine.bpmn import JobRequested, ModelRefused, StepFailed, compile_program

LAST = "<bpmn:inputSet id='none'>{names}</bpmn:inputSet>"


def refs(name, *values):
    return "".join(f"<bpmn:{name}>{value}</bpmn:{name}>" for value in values)


def specified(inputs, outputs, sets):
    data = "".join(f'<bpmn:dataInput id="i_{n}" name="{n}"/>' for n in inputs)
    data += "".join(f'<bpmn:dataOutput id="o_{n}" name="{n}"/>' for n in outputs)
    whole = f"<bpmn:ioSpecification>{data}{sets}</bpmn:ioSpecification>"
    for at, n in enumerate(inputs):
        whole += (
            f'<bpmn:dataInputAssociation id="ai{at}"><bpmn:sourceRef>d_{inputs[n]}</bpmn:sourceRef>'
            f"<bpmn:targetRef>i_{n}</bpmn:targetRef></bpmn:dataInputAssociation>"
        )
    for at, n in enumerate(outputs):
        whole += (
            f'<bpmn:dataOutputAssociation id="ao{at}"><bpmn:sourceRef>o_{n}</bpmn:sourceRef>'
            f"<bpmn:targetRef>d_{outputs[n]}</bpmn:targetRef></bpmn:dataOutputAssociation>"
        )
    return whole


def drawn(pen, inside, *data):
    kept = "".join(f'<bpmn:dataObject id="d_{n}" name="{n}"/>' for n in data)
    task = (
        '<bpmn:serviceTask id="w"><bpmn:extensionElements><zeebe:taskDefinition type="post"/>'
        f"</bpmn:extensionElements>{inside}</bpmn:serviceTask>"
    )
    return pen.ends("e") + kept + pen.user("ask") + task + pen.flow("s", "ask", "w", "e")


def by_mail_or_by_post(pen, last=""):
    sets = (
        f'<bpmn:inputSet id="mail">{refs("dataInputRefs", "i_to", "i_copy")}'
        f"{refs('optionalInputRefs', 'i_copy')}</bpmn:inputSet>"
        f'<bpmn:inputSet id="post">{refs("dataInputRefs", "i_street")}</bpmn:inputSet>'
        f"{last}<bpmn:outputSet/>"
    )
    inputs = {"to": "address", "copy": "second", "street": "home"}
    return drawn(pen, specified(inputs, {}, sets), "address", "second", "home")


@pytest.mark.parametrize(
    ("given", "brought"),
    [
        ({"address": "a", "home": "h"}, {"to": "a", "copy": None, "street": None}),
        ({"address": "a", "second": "b"}, {"to": "a", "copy": "b", "street": None}),
        ({"second": "b", "home": "h"}, {"to": None, "copy": None, "street": "h"}),
        ({"second": "b"}, {"to": None, "copy": None, "street": None}),
    ],
)
def test_the_first_set_of_inputs_that_is_available_is_taken_in_and_no_other(
    pen, play, given, brought
):
    case = play(by_mail_or_by_post(pen, "<bpmn:inputSet id='none'/>")).start().do("ask", **given)
    payload = dict(case.last(JobRequested).payload)
    assert payload == brought


def test_a_task_that_might_have_to_wait_for_data_is_refused(pen, file):
    with pytest.raises(ModelRefused) as refused:
        compile_program({"p.bpmn": file(by_mail_or_by_post(pen))})
    told = [found.message_es for found in refused.value.problems if found.rule == "data"]
    assert told == [
        "Podría no estar disponible ningún conjunto: la tarea tendría que esperar un dato."
    ]


def test_what_is_optional_in_a_set_is_listed_in_it(pen, file):
    lost = f"<bpmn:inputSet id='none'>{refs('optionalInputRefs', 'i_to')}</bpmn:inputSet>"
    with pytest.raises(ModelRefused) as refused:
        compile_program({"p.bpmn": file(by_mail_or_by_post(pen, lost))})
    (told,) = [found.message_es for found in refused.value.problems if found.rule == "data"]
    assert told == "«i_to» es opcional en un conjunto y no está en su «dataInputRefs»."


def paid_or_refused(pen, rules=("", "")):
    sets = (
        f'<bpmn:inputSet id="big">{refs("dataInputRefs", "i_sum")}{rules[0]}</bpmn:inputSet>'
        f'<bpmn:inputSet id="none">{rules[1]}</bpmn:inputSet>'
        f'<bpmn:outputSet id="paid">{refs("dataOutputRefs", "o_receipt")}'
        f"{refs('inputSetRefs', 'big') if rules[0] else ''}</bpmn:outputSet>"
        f'<bpmn:outputSet id="no">{refs("dataOutputRefs", "o_reason", "o_receipt")}'
        f"{refs('optionalOutputRefs', 'o_receipt')}"
        f"{refs('inputSetRefs', 'none') if rules[1] else ''}</bpmn:outputSet>"
    )
    outputs = {"receipt": "paper", "reason": "why"}
    return drawn(pen, specified({"sum": "amount"}, outputs, sets), "amount", "paper", "why")


@pytest.mark.parametrize(
    ("result", "kept"),
    [
        ({"receipt": "F-1"}, {"paper": "F-1"}),
        ({"receipt": "F-1", "reason": "x"}, {"paper": "F-1"}),
        ({"reason": "sin saldo"}, {"paper": None, "why": "sin saldo"}),
    ],
)
def test_the_first_set_of_outputs_that_is_complete_is_copied_out_and_no_other(
    pen, play, result, kept
):
    case = play(paid_or_refused(pen)).start().do("ask", amount=Decimal(7))
    case.finish_job(case.last(JobRequested).token, **result)
    assert {name: case.data().get(name) for name in kept} == kept
    assert case.data().get("why") == kept.get("why")


def test_a_task_none_of_whose_outputs_are_there_fails_its_step(pen, play):
    case = play(paid_or_refused(pen)).start().do("ask", amount=Decimal(7))
    with pytest.raises(StepFailed, match="conjunto de salidas"):
        case.finish_job(case.last(JobRequested).token, other="x")


def test_a_set_of_outputs_follows_the_set_of_inputs_that_names_it(pen, play):
    rules = (refs("outputSetRefs", "paid"), refs("outputSetRefs", "no"))
    began = play(paid_or_refused(pen, rules)).start().do("ask")
    with pytest.raises(StepFailed):
        began.finish_job(began.last(JobRequested).token, receipt="F-1")
    began.finish_job(began.last(JobRequested).token, reason="x")
    assert began.data()["why"] == "x"
    other = play(paid_or_refused(pen, rules)).start().do("ask", amount=Decimal(7))
    with pytest.raises(StepFailed):
        other.finish_job(other.last(JobRequested).token, reason="x")
