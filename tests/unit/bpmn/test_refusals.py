"""Deployment refuses what would not run as drawn, naming file, element, reason and what to draw."""

import pytest

from engine.bpmn import ModelRefused, Severity, compile_program

LOOP = "<bpmn:standardLoopCharacteristics/>"
SCRIPT = '<bpmn:scriptTask id="t"/>'
ROOTS = (
    '<bpmn:signal id="sg" name="x"/><bpmn:error id="er" errorCode="E"/>'
    '<bpmn:message id="ms" name="m"/>'
)
IO = "<bpmn:extensionElements>{}</bpmn:extensionElements>"


def problems(file, body, *, roots="", **settings):
    with pytest.raises(ModelRefused) as refusal:
        compile_program({"p.bpmn": file(body, roots=roots)}, **settings)
    return [problem for problem in refusal.value.problems if problem.severity is Severity.ERROR]


def around(node):
    return (
        '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>' + node
        + '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>'
        + '<bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/>'
    )  # fmt: skip


CASES = {
    "unknown element": ('<bpmn:choreographyTask id="t"/>', "choreographyTask", "t"),
    "foreign extension": (
        '<bpmn:userTask id="t">' + IO.format("<camunda:formData/>") + "</bpmn:userTask>",
        "formData", "t",
    ),
    "foreign attribute": ('<bpmn:userTask id="t" camunda:assignee="x"/>', "assignee", "t"),
    "unknown attribute": ('<bpmn:task id="t" color="red"/>', "color", "t"),
    "script without text": (SCRIPT, "expresión del script", "t"),
    "service without a job": ('<bpmn:serviceTask id="t"/>', "tipo de trabajo", "t"),
    "rests that cannot be read": (
        '<bpmn:serviceTask id="t">'
        + IO.format(
            '<zeebe:taskDefinition type="mail"/><zeebe:taskHeaders>'
            '<zeebe:header key="retryBackoff" value="10 seconds"/></zeebe:taskHeaders>'
        )
        + "</bpmn:serviceTask>",
        "«10 seconds» no dice cuánto esperar", "t",
    ),
    "work that the house does not do": (
        '<bpmn:serviceTask id="t">' + IO.format('<zeebe:taskDefinition type="cauce:mial"/>')
        + "</bpmn:serviceTask>", "No hay un trabajo «cauce:mial»", "t",
    ),
    "work of the house without an input": (
        '<bpmn:sendTask id="t">' + IO.format(
            '<zeebe:taskDefinition type="cauce:mail"/><zeebe:ioMapping>'
            '<zeebe:input source="=x" target="to"/><zeebe:input source="=x" target="subject"/>'
            "</zeebe:ioMapping>"
        ) + "</bpmn:sendTask>", "le falta la entrada «body»", "t",
    ),
    "work of the house with a header that it does not know": (
        '<bpmn:serviceTask id="t">' + IO.format(
            '<zeebe:taskDefinition type="cauce:http"/><zeebe:ioMapping>'
            '<zeebe:input source="=x" target="url"/></zeebe:ioMapping><zeebe:taskHeaders>'
            '<zeebe:header key="metod" value="POST"/></zeebe:taskHeaders>'
        ) + "</bpmn:serviceTask>", "no conoce la cabecera «metod»", "t",
    ),
    "document of the house without its kind": (
        '<bpmn:serviceTask id="t">' + IO.format(
            '<zeebe:taskDefinition type="cauce:document"/><zeebe:ioMapping>'
            '<zeebe:input source="=x" target="title"/></zeebe:ioMapping>'
        ) + "</bpmn:serviceTask>", "le falta la cabecera «kind»", "t",
    ),
    "receive without a message": ('<bpmn:receiveTask id="t"/>', "Falta el mensaje", "t"),
    "missing decision": (
        '<bpmn:businessRuleTask id="t">'
        + IO.format('<zeebe:calledDecision decisionId="nada" resultVariable="x"/>')
        + "</bpmn:businessRuleTask>",
        "«nada» no está entre los archivos", "t",
    ),
    "missing form": (
        '<bpmn:userTask id="t">' + IO.format('<zeebe:formDefinition formId="nada"/>')
        + "</bpmn:userTask>", "El formulario «nada» no existe", "t",
    ),
    "nobody": ('<bpmn:userTask id="t"/>', "Nadie recibiría", "t"),
    "endless loop": (f'<bpmn:task id="t">{LOOP}</bpmn:task>', "no terminaría nunca", "t"),
    "missing process": ('<bpmn:callActivity id="t" calledElement="z"/>', "«z» no está", "t"),
    "unparsable script": (
        '<bpmn:scriptTask id="t">'
        + IO.format('<zeebe:script expression="=1 +" resultVariable="x"/>') + "</bpmn:scriptTask>",
        "no se entiende: Línea 1", "t",
    ),
    "script that adds a text to a number": (
        '<bpmn:scriptTask id="t">'
        + IO.format('<zeebe:script expression="=1 + string(monto)" resultVariable="x"/>')
        + "</bpmn:scriptTask>",
        "nunca sirve: «+» no se puede aplicar a number y string", "t",
    ),
    "condition that is a number": (
        '<bpmn:exclusiveGateway id="t" default="f2"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="e">'
        '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=count(ofertas)'
        '</bpmn:conditionExpression></bpmn:sequenceFlow>',
        "nunca sirve: number nunca puede ser una condición", "f3",
    ),
    "function without what it needs": (
        '<bpmn:scriptTask id="t">'
        + IO.format('<zeebe:script expression="=date(2026, 1)" resultVariable="x"/>')
        + "</bpmn:scriptTask>", "nunca sirve: date: se esperaba date(", "t",
    ),
    "expression of another engine": (
        '<bpmn:userTask id="t">' + IO.format(
            '<zeebe:assignmentDefinition candidateGroups="${x}"/>') + "</bpmn:userTask>",
        "sintaxis de otro motor", "t",
    ),
    "several groups": (
        '<bpmn:userTask id="t">' + IO.format(
            '<zeebe:assignmentDefinition candidateGroups="a,b"/>') + "</bpmn:userTask>",
        "un solo rol", "t",
    ),
    "sealed for ever": (
        '<bpmn:userTask id="t">' + IO.format(
            '<zeebe:assignmentDefinition candidateGroups="a"/><cauce:sealed opens="nunca"/>')
        + "</bpmn:userTask>", "«nunca», que no existe", "t",
    ),
    "deadline without length": (
        '<bpmn:userTask id="t">' + IO.format(
            '<zeebe:assignmentDefinition candidateGroups="a"/><cauce:deadline source="x"/>')
        + "</bpmn:userTask>", "le falta su duración", "t",
    ),
    "deadline in an unknown unit": (
        '<bpmn:userTask id="t">' + IO.format(
            '<zeebe:assignmentDefinition candidateGroups="a"/>'
            '<cauce:deadline length="5" unit="weeks" source="x"/>')
        + "</bpmn:userTask>", "«unit» debe ser uno de", "t",
    ),
    "gateway without a way out": (
        '<bpmn:task id="t"/><bpmn:exclusiveGateway id="g"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="g"/>', "no tiene salida", "g",
    ),
    "unreachable": (
        '<bpmn:task id="t"/><bpmn:task id="u"/>', "Nunca se llega", "u",
    ),
    "repeated id": ('<bpmn:task id="t"/><bpmn:task id="e"/>', "se repite", "e"),
    "no id": ('<bpmn:task id="t"/><bpmn:task/>', "le falta el id", "p"),
    "choice without condition": (
        '<bpmn:exclusiveGateway id="t"/><bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="e"/>',
        "le falta la condición", "f2",
    ),
    "dangling flow": (
        '<bpmn:task id="t"/><bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="nada"/>',
        "no une dos elementos", "f3",
    ),
    "default of another": (
        '<bpmn:task id="t" default="f1"/>', "El flujo por defecto «f1» no sale de aquí", "t",
    ),
    "boundary on nothing": (
        '<bpmn:task id="t"/><bpmn:boundaryEvent id="b" attachedToRef="nada">'
        '<bpmn:errorEventDefinition/></bpmn:boundaryEvent>', "no está unido", "b",
    ),
    "error that does not interrupt": (
        '<bpmn:task id="t"/><bpmn:boundaryEvent id="b" attachedToRef="t" cancelActivity="false">'
        '<bpmn:errorEventDefinition/></bpmn:boundaryEvent>', "siempre interrumpe", "b",
    ),
    "terminate in the middle": (
        '<bpmn:intermediateThrowEvent id="t"><bpmn:terminateEventDefinition/>'
        '</bpmn:intermediateThrowEvent>', "no se puede ejecutar en un evento intermedio", "t",
    ),
    "timer that is no time": (
        '<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition>'
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">mañana</bpmn:timeDuration>'
        '</bpmn:timerEventDefinition>'
        '</bpmn:intermediateCatchEvent>', "se esperaba una duración como P5D", "t",
    ),
    "task after an event gateway": (
        '<bpmn:eventBasedGateway id="t"/><bpmn:task id="u"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="u"/>',
        "solo van eventos que esperan", "u",
    ),
    "border of a handler": (
        '<bpmn:task id="t"/><bpmn:subProcess id="h" triggeredByEvent="true">'
        '<bpmn:startEvent id="hs"><bpmn:errorEventDefinition/></bpmn:startEvent></bpmn:subProcess>'
        '<bpmn:boundaryEvent id="b" attachedToRef="h"><bpmn:errorEventDefinition/>'
        '</bpmn:boundaryEvent><bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="e"/>',
        "no lleva eventos de borde", "b",
    ),
    "two plain starts": (
        '<bpmn:task id="t"/><bpmn:startEvent id="s2"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="s2" targetRef="t"/>',
        "más de un evento de inicio", "s2",
    ),
    "link to nowhere": (
        '<bpmn:task id="t"/><bpmn:intermediateThrowEvent id="l">'
        '<bpmn:linkEventDefinition name="L"/></bpmn:intermediateThrowEvent>'
        '<bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="l"/>',
        "debe llegar a un solo punto", "l",
    ),
    "compensation of nothing": (
        '<bpmn:task id="t"/><bpmn:boundaryEvent id="b" attachedToRef="t">'
        '<bpmn:compensateEventDefinition/></bpmn:boundaryEvent>',
        "no llega a una sola actividad", "b",
    ),
    "cancel outside of a transaction": (
        '<bpmn:task id="t"/><bpmn:endEvent id="x"><bpmn:cancelEventDefinition/></bpmn:endEvent>'
        '<bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="x"/>',
        "Solo se cancela desde dentro de una transacción", "x",
    ),
    "start that reads a case": (
        '<bpmn:task id="t"/><bpmn:startEvent id="s2"><bpmn:timerEventDefinition><bpmn:timeDate>'
        '=vence</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:startEvent>'
        '<bpmn:sequenceFlow id="f3" sourceRef="s2" targetRef="t"/>',
        "no puede leer «vence»", "s2",
    ),
    "start at a legal term": (
        '<bpmn:task id="t"/><bpmn:startEvent id="s2"><bpmn:extensionElements>'
        '<cauce:deadline length="5" unit="business" source="x"/></bpmn:extensionElements>'
        '<bpmn:timerEventDefinition/></bpmn:startEvent>'
        '<bpmn:sequenceFlow id="f3" sourceRef="s2" targetRef="t"/>',
        "Un plazo legal no abre expedientes", "s2",
    ),
    "event gateway that waits for all in the middle": (
        '<bpmn:eventBasedGateway id="t" eventGatewayType="Parallel"/>',
        "Solo espera todos sus eventos una compuerta que abre", "t",
    ),
    "complex join without a condition": (
        '<bpmn:complexGateway id="t"/><bpmn:sequenceFlow id="f3" sourceRef="s" targetRef="t"/>',
        "le falta su activationCondition", "t",
    ),
    "start quantity of none": (
        '<bpmn:task id="t" startQuantity="0"/>', "debe ser un número positivo", "t",
    ),
    "data that is not there": (
        '<bpmn:task id="t"><bpmn:dataInputAssociation id="d"><bpmn:sourceRef>nada</bpmn:sourceRef>'
        '<bpmn:targetRef>nada</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:task>',
        "El dato «nada» no existe", "d",
    ),
    "empty ad-hoc": ('<bpmn:adHocSubProcess id="t"/>', "lleva al menos una actividad", "t"),
    "empty timer": (
        '<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition/>'
        '</bpmn:intermediateCatchEvent>', "una sola fecha, duración, ciclo o plazo", "t",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_would_not_run_as_drawn_is_refused(file, case):
    node, sentence, element = CASES[case]
    found = problems(file, around(node), roots=ROOTS, decisions={}, form_keys=set())
    assert (element, True) in [
        (problem.element_id, sentence in problem.message_es) for problem in found
    ], [str(problem) for problem in found]
    assert {problem.file for problem in found} == {"p.bpmn"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<a>", "no es XML bien formado"),
        (b"", "no es XML bien formado"),
        (b"<a/>", "no es BPMN 2.0"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DOCTYPE"),
        (b" " * 5_000_001, "pesa más"),
    ],
)
def test_a_file_that_is_no_model_is_refused(data, sentence):
    with pytest.raises(ModelRefused, match=sentence):
        compile_program({"x.bpmn": data})


def test_all_problems_are_told_at_once(file):
    found = problems(file, around('<bpmn:userTask id="t"/><bpmn:task id="u"/>'))
    assert {problem.element_id for problem in found} == {"t", "u"}


def test_a_lane_without_a_role_is_refused_when_roles_are_given(file):
    body = (
        '<bpmn:laneSet id="ls"><bpmn:lane id="l" name="Caja"><bpmn:flowNodeRef>t</bpmn:flowNodeRef>'
        "</bpmn:lane></bpmn:laneSet>" + around('<bpmn:userTask id="t"/>')
    )
    (found,) = problems(file, body, roles={"other": "x"})
    assert "El carril «Caja» (l) no tiene rol" in found.message_es


def test_two_processes_need_a_word_about_which_one_opens_the_case(file):
    body = around('<bpmn:task id="t"/>')
    other = around('<bpmn:task id="t2"/>').replace('"t"', '"t2"')
    for old in ("s", "e", "f1", "f2"):
        other = other.replace(f'"{old}"', f'"{old}2"')
    files = {"p.bpmn": file(body), "q.bpmn": file(other).replace(b'id="p"', b'id="q"')}
    with pytest.raises(ModelRefused, match="no se sabe cuál"):
        compile_program(files)
    assert compile_program(files, process="q").process_id == "q"


def test_a_choice_without_default_is_only_a_warning(pen, file):
    body = (
        pen.ends("e") + '<bpmn:exclusiveGateway id="x"/>' + pen.flow("s", "x")
        + pen.flow("x", "e", condition="=a = 1") + pen.flow("x", "e", condition="=a = 1")
    )  # fmt: skip
    warnings = compile_program({"p.bpmn": file(body)}).warnings
    assert {problem.severity for problem in warnings} == {Severity.WARNING}
    assert [problem.rule for problem in warnings].count("condition") == 2


def test_names_of_functions_may_be_variables(file):
    script = '<zeebe:script expression="=count + 1 &gt; date.year" resultVariable="x"/>'
    node = '<bpmn:scriptTask id="t">' + IO.format(script) + "</bpmn:scriptTask>"
    program = compile_program({"p.bpmn": file(around(node), roots=ROOTS)}, decisions={})
    assert program.elements
