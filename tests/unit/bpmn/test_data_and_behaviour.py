"""Data that is changed on its way, states that only document, behaviour told by condition, and
user tasks that are drawn once and called."""

from decimal import Decimal

import pytest

from engine.bpmn import Computed, ModelRefused, TaskOpened

SIGNAL = '<bpmn:signal id="sg" name="avance"/>'


def copying(pen, how):
    """`b` takes from the data object `a`, in the way that is drawn, into its input `i`."""
    task = (
        '<bpmn:scriptTask id="t"><bpmn:extensionElements>'
        "<zeebe:script expression='=i' resultVariable='seen'/></bpmn:extensionElements>"
        '<bpmn:ioSpecification><bpmn:dataInput id="i" name="i"><bpmn:dataState name="listo"/>'
        "</bpmn:dataInput><bpmn:inputSet><bpmn:dataInputRefs>i</bpmn:dataInputRefs></bpmn:inputSet>"
        "<bpmn:outputSet/></bpmn:ioSpecification>"
        f"<bpmn:dataInputAssociation>{how}</bpmn:dataInputAssociation></bpmn:scriptTask>"
    )
    data = '<bpmn:dataObject id="a" name="a"/><bpmn:dataObjectReference id="r" dataObjectRef="a">'
    data += '<bpmn:dataState name="recibido"/></bpmn:dataObjectReference>'
    first = pen.script("w", "={x: 2, y: 3}", "a")
    return pen.ends("e") + data + first + task + pen.user("u") + pen.flow("s", "w", "t", "u", "e")


ENDS = "<bpmn:sourceRef>r</bpmn:sourceRef><bpmn:targetRef>i</bpmn:targetRef>"


@pytest.mark.parametrize(
    ("how", "seen"),
    [
        (ENDS, {"x": Decimal(2), "y": Decimal(3)}),
        (ENDS + "<bpmn:transformation>=a.x * 10</bpmn:transformation>", Decimal(20)),
        (
            ENDS + "<bpmn:assignment><bpmn:from>=a.x + a.y</bpmn:from>"
            '<bpmn:to xsi:type="bpmn:tFormalExpression">i.suma</bpmn:to></bpmn:assignment>'
            "<bpmn:assignment><bpmn:from>=a.y</bpmn:from><bpmn:to>=i.otra</bpmn:to>"
            "</bpmn:assignment>",
            {"suma": Decimal(5), "otra": Decimal(3)},
        ),
    ],
    ids=["the whole", "a transformation", "assignments"],
)
def test_data_is_copied_whole_transformed_or_part_by_part(pen, play, how, seen):
    case = play(copying(pen, how)).start()
    assert case.last(Computed).value == seen
    assert case.names() == ["u"]


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        (
            ENDS + "<bpmn:transformation>=a</bpmn:transformation><bpmn:assignment>"
            "<bpmn:from>=a</bpmn:from><bpmn:to>=i</bpmn:to></bpmn:assignment>",
            "de una sola manera",
        ),
        (
            ENDS + "<bpmn:assignment><bpmn:from>=a</bpmn:from><bpmn:to>=otro</bpmn:to>"
            "</bpmn:assignment>",
            "«otro», que no es su destino",
        ),
        (ENDS + "<bpmn:transformation>a.x</bpmn:transformation>", "transformation"),
    ],
)
def test_a_change_on_the_way_that_cannot_be_read_is_refused(pen, play, how, sentence):
    with pytest.raises(ModelRefused, match=sentence):
        play(copying(pen, how))


def counted(pen, definitions, behaviour="Complex"):
    """Three reviews in parallel, with a border that hears of them."""
    marks = (
        f'<bpmn:multiInstanceLoopCharacteristics behavior="{behaviour}">'
        f"<bpmn:loopCardinality>=3</bpmn:loopCardinality>{definitions}"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    border = '<bpmn:signalEventDefinition signalRef="sg"/>'
    return (
        pen.ends("e", "e2") + pen.user("review", marks) + pen.boundary("b", "review", border)
        + pen.user("note") + pen.flow("s", "review", "e") + pen.flow("b", "note", "e2")
    )  # fmt: skip


def when(condition):
    return (
        f"<bpmn:complexBehaviorDefinition><bpmn:condition>{condition}</bpmn:condition>"
        '<bpmn:event id="ev"><bpmn:signalEventDefinition signalRef="sg"/></bpmn:event>'
        "</bpmn:complexBehaviorDefinition>"
    )


def test_complex_behaviour_tells_the_border_each_time_its_condition_holds(pen, play):
    drawn = counted(pen, when("=numberOfCompletedInstances = 2"))
    case = play(drawn, roots=SIGNAL).start()
    told = []
    for _ in range(3):
        case.do("review")
        told.append(case.names().count("note"))
    assert told == [0, 1, 1]
    assert case.do("note").status == "completed"


def test_several_complex_definitions_are_looked_at_one_by_one(pen, play):
    twice = when("=numberOfCompletedInstances = 1") + when("=numberOfActiveInstances = 2").replace(
        'id="ev"', 'id="ev2"'
    )
    case = play(counted(pen, twice), roots=SIGNAL).start().do("review")
    assert case.names() == ["review", "review", "note", "note"]


@pytest.mark.parametrize(
    ("definitions", "behaviour", "sentence"),
    [
        ("", "Complex", "Falta cuándo avisa"),
        (when("=true"), "All", "pide el comportamiento Complex"),
        (when(""), "Complex", "Falta la condición"),
    ],
)
def test_complex_behaviour_that_says_too_little_is_refused(
    pen, play, definitions, behaviour, sentence
):
    with pytest.raises(ModelRefused, match=sentence):
        play(counted(pen, definitions, behaviour), roots=SIGNAL)


GLOBAL = (
    '<bpmn:globalUserTask id="sign" name="Firmar"><bpmn:extensionElements>'
    '<zeebe:assignmentDefinition candidateGroups="{group}"/>'
    '<zeebe:formDefinition formKey="signature"/><zeebe:priorityDefinition priority="80"/>'
    "</bpmn:extensionElements></bpmn:globalUserTask>"
)


def test_a_call_of_a_global_user_task_is_that_task_in_its_place(pen, play):
    calls = "".join(f'<bpmn:callActivity id="{name}" calledElement="sign"/>' for name in "ab")
    drawn = pen.ends("e") + calls + pen.flow("s", "a", "b", "e")
    case = play(drawn, roots=GLOBAL.format(group="mayor"), form_keys={"signature"}).start()
    opened = case.last(TaskOpened)
    assert (opened.name, opened.role, opened.form_key, opened.priority) == (
        "Firmar", "mayor", "signature", 80,
    )  # fmt: skip
    element = case.program.element("a")
    assert (element.kind, element.form_key) == ("userTask", "signature")
    assert case.do("Firmar").do("Firmar").status == "completed"


def test_a_global_user_task_that_nobody_receives_is_refused_where_it_is_called(pen, play):
    drawn = pen.ends("e") + '<bpmn:callActivity id="a" calledElement="sign"/>'
    with pytest.raises(ModelRefused, match="Nadie recibiría esta tarea"):
        play(drawn + pen.flow("s", "a", "e"), roots=GLOBAL.format(group=""))
