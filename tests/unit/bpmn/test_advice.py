"""Advice on names, conditions that meet, and the diagram: warnings, each with its reason."""

import pytest

from engine.bpmn import Severity, compile_program

FORMAL = 'xsi:type="bpmn:tFormalExpression"'


def told(file, body, rule):
    warnings = compile_program({"p.bpmn": file(body)}).warnings
    assert {found.severity for found in warnings} <= {Severity.WARNING}
    return [(found.element_id, found.message_es) for found in warnings if found.rule == rule]


def task(name):
    return (
        f'<bpmn:startEvent id="s"/><bpmn:task id="t"{name}/><bpmn:endEvent id="e"/>'
        '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>'
        '<bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/>'
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", ["La tarea no tiene nombre."]),
        (' name="Revisión"', ["El nombre de la tarea es una sola palabra."]),
        (' name="Revisión del pedido"', ["El nombre de la tarea no empieza con un verbo."]),
        (' name="Análise do pedido"', []),
        (' name="Revisar el pedido"', []),
        (' name="Convocar"', []),
    ],
)
def test_a_task_is_named_by_what_is_done(file, name, said):
    assert told(file, task(name), "naming") == [("t", sentence) for sentence in said]


def choice(first, second, *, names=("Sí", "No"), name="¿Hay crédito?", kind="exclusive"):
    def way(key, condition, label):
        return (
            f'<bpmn:sequenceFlow id="{key}" name="{label}" sourceRef="g" targetRef="{key}_e">'
            f"<bpmn:conditionExpression {FORMAL}>={condition}</bpmn:conditionExpression>"
            f'</bpmn:sequenceFlow><bpmn:endEvent id="{key}_e"/>'
        )

    return (
        f'<bpmn:startEvent id="s"/><bpmn:{kind}Gateway id="g" name="{name}"/>'
        '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="g"/>'
        + way("a", first, names[0]) + way("b", second, names[1])
    )  # fmt: skip


def test_a_choice_asks_and_its_ways_answer(file):
    body = choice("x = 1", "x = 2", names=("", "No"), name="")
    assert told(file, body, "naming") == [
        ("g", "La compuerta divide y no pregunta nada."),
        ("g", "Hay salidas sin nombre: a."),
    ]
    same = choice("x = 1", "x = 2", names=("Sí", "sí"))
    assert told(file, same, "naming") == [("g", "Dos salidas tienen el mismo nombre.")]


@pytest.mark.parametrize(
    ("first", "second", "case"),
    [
        ("monto &gt; 100", "monto &gt; 50", "monto = 101"),
        ("a", "b", "a = true, b = true"),
        ("monto &gt; 100 and tipo = &quot;obra&quot;", "monto &gt;= 50", "monto = 101, tipo"),
        ("n &lt;= 10", "n &gt;= 10", "n = 10"),
    ],
)
def test_two_conditions_that_meet_are_told_with_a_case(file, first, second, case):
    (found,) = [one for one in told(file, choice(first, second), "condition") if one[0] == "b"]
    assert "Se cumple a la vez que «Sí», por ejemplo con" in found[1]
    assert case in found[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("monto &gt; 100", "monto &lt;= 100"), ("tipo = &quot;a&quot;", "tipo = &quot;b&quot;"),
        ("ok", "not(ok)"), ("a.b", "c.d"), ("today() &gt; limite", "today() &lt;= limite"),
    ],
)  # fmt: skip
def test_conditions_that_exclude_each_other_get_no_alarm(file, first, second):
    assert [one for one in told(file, choice(first, second), "condition") if one[0] == "b"] == []


def test_an_inclusive_choice_may_take_several(file):
    body = choice("a", "b", kind="inclusive")
    assert [one for one in told(file, body, "condition") if one[0] == "b"] == []


DIAGRAM = (
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="di"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><bpmndi:BPMNPlane id="pl" bpmnElement="p">'
    "{}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
)


def shape(name, label=""):
    bounds = f'<bpmndi:BPMNLabel><dc:Bounds {label} width="40" height="20"/></bpmndi:BPMNLabel>'
    kind = "Edge" if name.startswith("f") else "Shape"
    return (
        f'<bpmndi:BPMN{kind} id="{name}_di" bpmnElement="{name}">{bounds if label else ""}'
        f"</bpmndi:BPMN{kind}>"
    )


def test_the_diagram_shows_each_thing_once_and_its_name_alone(file):
    named = task(' name="Revisar el pedido"').replace('id="s"', 'id="s" name="Inicio"')
    named = named.replace('id="e"', 'id="e" name="Fin"')
    shapes = shape("s", 'x="0" y="0"') + shape("e", 'x="10" y="5"') + shape("gone")
    whole = shapes + shape("t") + shape("f1")
    data = file(named).replace(
        b"</bpmn:definitions>", (DIAGRAM.format(whole) + "</bpmn:definitions>").encode()
    )
    warnings = compile_program({"p.bpmn": data}).warnings
    assert [(found.element_id, found.message_es) for found in warnings] == [
        ("gone_di", "Hay una figura de «gone», que no existe."),
        ("f2", "El elemento no está dibujado: nadie lo ve."),
        ("e", "Su nombre tapa el de «Inicio»."),
    ]
