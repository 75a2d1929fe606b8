"""A running case goes over to another version: what waits goes on, the rest says why it cannot."""

from datetime import timedelta

import pytest

from engine.bpmn import (
    MessageAwaited,
    MessageDropped,
    TaskClosed,
    TimerArmed,
    TimerDisarmed,
    compile_program,
)
from engine.bpmn.migration import (
    Edits,
    Obstacle,
    ObstacleKind,
    Reason,
    differences,
    make_plan,
    move,
    suggestions,
)
from engine.migrations.wording import obstacles_as_text, obstacles_from_text

AVISO = (
    '<bpmn:message id="m" name="{name}"><bpmn:extensionElements>'
    '<zeebe:subscription correlationKey="=clave"/></bpmn:extensionElements></bpmn:message>'
)
RECEIVED = '<bpmn:messageEventDefinition messageRef="m"/>'


@pytest.fixture
def version(file):
    """The program of a drawing."""

    def compiled(body, **settings):
        roots = settings.pop("roots", "")
        return compile_program({"p.bpmn": file(body, roots=roots)}, **settings)

    return compiled


def straight(pen, *names, extra=""):
    tasks = "".join(pen.user(name) for name in names)
    return pen.ends("e") + tasks + extra + pen.flow("s", *names, "e")


def test_a_case_goes_on_in_the_same_task_of_the_new_version(pen, running, version):
    case = running(version(straight(pen, "a", "b"))).start()
    token = case.open()[0].token
    case.migrate(version(straight(pen, "a", "c", "b")))
    assert [(task.name, task.token) for task in case.open()] == [("a", token)]
    assert case.do("a").names() == ["c"]
    assert case.do("c").do("b").status == "completed"


def test_a_removed_task_that_somebody_has_needs_a_target(pen, running, version):
    case = running(version(straight(pen, "a", "b"))).start()
    new = version(straight(pen, "z", "b"))
    assert case.migrate(new) == (Obstacle(ObstacleKind.NO_TARGET, "a"),)
    assert case.names() == ["a"]
    case.migrate(new, elements={"a": "z"})
    assert case.names() == ["z"]
    assert case.do("z").names() == ["b"]


def test_a_removed_task_that_nobody_has_is_no_obstacle(pen, running, version):
    case = running(version(straight(pen, "a", "b"))).start()
    assert case.migrate(version(straight(pen, "a"))).do("a").status == "completed"


def test_a_task_takes_its_name_and_role_from_the_new_version_and_its_form_only_as_planned(
    pen, running, version
):
    old = version(straight(pen, "a"))
    case = running(old).start()
    drawn = pen.user("a").replace('name="a"', 'name="Otra"').replace('"clerk"', '"head"')
    new = version(pen.ends("e") + drawn + pen.flow("s", "a", "e"))
    moved = move(make_plan(old, new), case.snapshot, surroundings=case.around)
    (task,) = moved.tasks
    assert (task.name, task.role, task.new_form) == ("Otra", "head", False)
    edited = Edits(new_forms=frozenset({"a"}))
    moved = move(make_plan(old, new, edited), case.snapshot, surroundings=case.around)
    assert moved.tasks[0].new_form


def bordered(pen, name, length, *, host="a"):
    timer = pen.boundary(name, host, pen.timer("timeDuration", length))
    return straight(pen, "a", "b", extra=timer + pen.user("late") + pen.flow(name, "late"))


def test_a_new_timer_is_armed_and_one_that_is_gone_is_disarmed_in_the_old_words(
    pen, running, version
):
    case = running(version(straight(pen, "a", "b"))).start()
    new = version(bordered(pen, "t", "P3D"))
    case.migrate(new)
    armed = case.last(TimerArmed)
    assert armed.due == case.now + timedelta(days=3)
    moved = move(
        make_plan(new, version(straight(pen, "a", "b"))), case.snapshot, surroundings=case.around
    )
    assert moved.before == (TimerDisarmed(armed.token, new.element("t").index),)


def test_a_timer_keeps_its_date_where_the_element_still_has_one(pen, running, version):
    case = running(version(bordered(pen, "t", "P3D"))).start()
    due = case.last(TimerArmed).due
    case.wait(days=1).migrate(version(bordered(pen, "t", "P9D")))
    assert [change.due for change in case.changes(TimerArmed)] == [due]
    assert case.changes(TimerDisarmed) == []
    assert case.fire(case.last(TimerArmed).token).names() == ["late"]


def test_a_timer_that_becomes_a_cycle_is_armed_anew(pen, running, version):
    def catching(form, text):
        event = pen.boundary("t", "a", pen.timer(form, text), interrupting=False)
        return straight(pen, "a", extra=event + pen.user("note") + pen.flow("t", "note"))

    case = running(version(catching("timeDuration", "P1D"))).start()
    case.migrate(version(catching("timeCycle", "R3/P2D")))
    assert len(case.changes(TimerDisarmed)) == 1
    assert case.last(TimerArmed).due == case.now + timedelta(days=2)
    case.wait(days=2).fire(case.last(TimerArmed).token)
    assert sorted(case.names()) == ["a", "note"]


def waiting(pen):
    catch = f'<bpmn:intermediateCatchEvent id="w">{RECEIVED}</bpmn:intermediateCatchEvent>'
    return pen.ends("e") + catch + pen.flow("s", "w", "e")


def test_a_message_of_another_name_is_awaited_anew_and_one_of_the_same_goes_on(
    pen, running, version
):
    case = running(version(waiting(pen), roots=AVISO.format(name="uno"))).start(clave="K1")
    case.migrate(version(waiting(pen), roots=AVISO.format(name="uno")))
    assert len(case.changes(MessageAwaited)) == 1
    case.migrate(version(waiting(pen), roots=AVISO.format(name="dos")))
    assert [change.received for change in case.changes(MessageDropped)] == [False]
    awaited = case.last(MessageAwaited)
    assert (awaited.name, awaited.key) == ("dos", "K1")
    assert case.deliver(awaited.token).status == "completed"


def handled(pen, condition):
    kind = "bpmn:conditionalEventDefinition"
    definition = f"<{kind}><bpmn:condition>{condition}</bpmn:condition></{kind}>"
    inside = f'<bpmn:startEvent id="hs">{definition}</bpmn:startEvent>'
    inside += pen.user("h") + pen.flow("hs", "h")
    handler = f'<bpmn:subProcess id="hp" triggeredByEvent="true">{inside}</bpmn:subProcess>'
    return straight(pen, "a", "b", extra=handler)


def test_a_new_handler_is_armed_and_its_condition_is_looked_at_at_once(pen, running, version):
    case = running(version(straight(pen, "a", "b"))).start(monto=1)
    assert case.migrate(version(handled(pen, "=listo"))).names() == ["a"]
    assert case.do("a", listo=True).names() == ["h"]
    again = running(version(handled(pen, "=listo"))).start(listo=False)
    assert again.migrate(version(handled(pen, "=not(listo)"))).names() == ["h"]
    assert again.changes(TaskClosed)[-1].cancelled


def test_an_interrupted_scope_does_not_get_its_handler_armed_again(pen, running, version):
    case = running(version(handled(pen, "=listo"))).start(listo=True)
    assert case.names() == ["h"]
    renamed = handled(pen, "=listo").replace('"hs"', '"hs2"')
    case.migrate(version(renamed))
    assert case.names() == ["h"]
    assert case.do("h").status == "completed"


def chosen(pen, *names):
    gateway = '<bpmn:eventBasedGateway id="g"/>'
    events = ""
    for number, name in enumerate(names, start=1):
        timer = pen.timer("timeDuration", f"P{number}D")
        events += f'<bpmn:intermediateCatchEvent id="{name}">{timer}</bpmn:intermediateCatchEvent>'
        events += pen.user(f"after_{name}") + pen.flow("g", name, f"after_{name}", "e")
    return pen.ends("e") + gateway + events + pen.flow("s", "g")


def test_an_event_gateway_gains_and_loses_ways(pen, running, version):
    case = running(version(chosen(pen, "x", "y"))).start()
    case.migrate(version(chosen(pen, "y", "z")))
    assert len(case.changes(TimerDisarmed)) == 1
    assert case.fire(case.last(TimerArmed).token).names() == ["after_z"]


def several(pen, tag, output):
    name = "bpmn:multiInstanceLoopCharacteristics"
    more = f'<zeebe:loopCharacteristics inputCollection="=[1,2,3]" inputElement="n" {output}/>'
    inside = f"<{name} {tag}><bpmn:extensionElements>{more}</bpmn:extensionElements></{name}>"
    script = pen.script("fin", "=r", "copia")
    return pen.ends("e") + pen.user("a", inside) + script + pen.flow("s", "a", "fin", "e")


def test_instances_of_several_go_on_and_their_results_come_out_under_the_new_name(
    pen, running, version
):
    old = version(several(pen, "", 'outputCollection="viejo" outputElement="=n * x"'))
    case = running(old).start()
    case.complete(case.open()[0].token, {"x": 10})
    case.migrate(version(several(pen, "", 'outputCollection="r" outputElement="=n * x"')))
    for _ in range(2):
        case.complete(case.open()[0].token, {"x": 1})
    assert case.status == "completed"
    assert case.data()["copia"] == [10, 2, 3]


def parts_of_several(pen, *names):
    name = "bpmn:multiInstanceLoopCharacteristics"
    more = '<zeebe:loopCharacteristics inputCollection="=[1,2]" inputElement="n"/>'
    inside = f"<{name}><bpmn:extensionElements>{more}</bpmn:extensionElements></{name}>"
    body = (
        '<bpmn:startEvent id="is"/><bpmn:endEvent id="ie"/>'
        + "".join(pen.user(each) for each in names)
        + pen.flow("is", *names, "ie")
    )
    part = f'<bpmn:subProcess id="part" name="part">{inside}{body}</bpmn:subProcess>'
    return pen.ends("e") + part + pen.flow("s", "part", "e")


def test_what_is_inside_of_instances_of_several_finds_its_place_by_itself(pen, running, version):
    old, new = version(parts_of_several(pen, "a")), version(parts_of_several(pen, "a", "b"))
    assert make_plan(old, new).left == ()
    case = running(old).start()
    case.complete(case.open()[0].token, {})
    case.migrate(new)
    assert case.names() == ["a"]
    case.do("a")
    assert case.names() == ["b"]
    assert case.do("b").status == "completed"


def test_instances_in_turn_do_not_become_instances_at_once(pen, version):
    plan = make_plan(
        version(several(pen, 'isSequential="true"', "")), version(several(pen, "", ""))
    )
    assert [(each.element_id, each.reason) for each in plan.left] == [("a", Reason.KIND)]


def forked(pen, *, joined="j"):
    gateways = f'<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="{joined}"/>'
    tasks = pen.user("a") + pen.user("b")
    flows = pen.flow("s", "f", "a", joined, "e") + pen.flow("f", "b", joined)
    return pen.ends("e") + gateways + tasks + flows


def test_a_token_in_a_join_that_is_gone_needs_a_target_for_the_join(pen, running, version):
    case = running(version(forked(pen))).start().do("a")
    new = version(forked(pen, joined="k"))
    assert case.migrate(new) == (Obstacle(ObstacleKind.NO_TARGET, "j"),)
    assert case.migrate(new, elements={"j": "k"}).do("b").status == "completed"


def test_a_join_that_waits_for_nothing_more_lets_go(pen, running, version):
    case = running(version(forked(pen))).start().do("b")
    body = pen.ends("e") + '<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>'
    body += pen.user("a") + pen.user("b") + pen.user("c") + pen.user("d")
    body += (
        pen.flow("s", "f", "a", "d", "e") + pen.flow("f", "b", "j") + pen.flow("f", "c", "j", "e")
    )
    moved = case.migrate(version(body))
    assert moved.names() == ["a"]
    assert moved.seen().here == {"a": 1, "j": 1}


def undone(pen, *, undoes=True):
    boundary = pen.boundary("bc", "a", "<bpmn:compensateEventDefinition/>")
    undo = pen.user("undo", isForCompensation="true")
    link = '<bpmn:association id="as" sourceRef="bc" targetRef="undo" associationDirection="One"/>'
    kind = "bpmn:intermediateThrowEvent"
    throw = f'<{kind} id="t"><bpmn:compensateEventDefinition/></{kind}>'
    drawn = pen.ends("e") + pen.user("a") + (boundary + undo + link if undoes else "")
    if not undoes:
        return drawn + pen.user("b") + pen.flow("s", "a", "b", "e")
    return drawn + pen.user("b") + throw + pen.flow("s", "a", "b", "t", "e")


def test_what_was_completed_can_still_be_undone_after_the_move(pen, running, version):
    case = running(version(undone(pen))).start().do("a")
    more = undone(pen).replace('<bpmn:endEvent id="e"/>', pen.user("x"))
    more = more.replace('targetRef="e"', 'targetRef="x"')
    assert case.migrate(version(more)).do("b").names() == ["undo"]
    assert case.do("undo").do("x").status == "completed"


def test_what_could_be_undone_is_forgotten_only_when_a_person_says_so(pen, running, version):
    case = running(version(undone(pen))).start().do("a")
    new = version(undone(pen, undoes=False))
    assert case.migrate(new) == (Obstacle(ObstacleKind.UNDOING, "a"),)
    assert case.migrate(new, elements={"a": None}).do("b").status == "completed"


def called(pen, inside, name="q"):
    tag = f'<zeebe:calledElement processId="{name}"/>'
    tag = f"<bpmn:extensionElements>{tag}</bpmn:extensionElements>"
    call = f'<bpmn:callActivity id="c">{tag}</bpmn:callActivity>'
    other = f'</bpmn:process><bpmn:process id="{name}" isExecutable="true">'
    other += '<bpmn:startEvent id="qs"/><bpmn:endEvent id="qe"/>' + inside
    return pen.ends("e") + call + pen.flow("s", "c", "e") + other


def test_a_called_process_goes_over_too_even_under_another_name(pen, running, version):
    case = running(version(called(pen, pen.user("x") + pen.flow("qs", "x", "qe")))).start()
    inside = pen.user("x") + pen.user("y") + pen.flow("qs", "x", "y", "qe")
    case.migrate(version(called(pen, inside, name="q2")))
    assert case.do("x").do("y").status == "completed"


def nested(pen, inner, outer):
    inside = '<bpmn:startEvent id="is"/><bpmn:endEvent id="ie"/>' + pen.user(inner)
    inside += pen.flow("is", inner, "ie")
    sub = f'<bpmn:subProcess id="sub">{inside}</bpmn:subProcess>'
    return pen.ends("e") + sub + pen.user(outer) + pen.flow("s", "sub", outer, "e")


def test_a_task_that_is_drawn_in_another_scope_does_not_map(pen, running, version):
    case = running(version(nested(pen, "a", "b"))).start()
    new = version(nested(pen, "b", "a"))
    plan = make_plan(case.program, new)
    assert {(each.element_id, each.reason) for each in plan.left} == {
        ("a", Reason.SCOPE),
        ("b", Reason.SCOPE),
    }
    assert case.migrate(new) == (Obstacle(ObstacleKind.NO_TARGET, "a"),)


def test_what_people_declared_and_the_new_version_reads_is_taken_in(pen, running, version):
    old = version(straight(pen, "a"))
    case = running(old).start(monto=5)
    new = version(
        pen.ends("e") + pen.user("a") + pen.script("x", "=monto + 1", "y")
        + pen.flow("s", "a", "x", "e")
    )  # fmt: skip
    moved = move(
        make_plan(old, new), case.snapshot, surroundings=case.around, submitted={"monto": 5, "n": 1}
    )
    case.went_over(new, moved)
    assert case.data() == {"monto": 5}


def test_an_expression_of_the_new_version_that_fails_is_told_and_nothing_moves(
    pen, running, version
):
    case = running(version(straight(pen, "a"))).start()
    (obstacle,) = case.migrate(version(bordered(pen, "t", "=plazo")))
    assert (obstacle.kind, obstacle.element_id) == (ObstacleKind.FAILS, "t")
    assert str(obstacle.told).startswith("El temporizador no sirve")
    assert obstacles_from_text(obstacles_as_text((obstacle,))) == (obstacle,)


def test_what_was_asked_for_and_cannot_be_is_a_fault_of_the_plan(pen, version):
    old, new = version(straight(pen, "a", "b")), version(straight(pen, "a", "c"))
    edits = Edits(elements={"a": "e", "b": "nada", "x": "c"}, flows={"f1": "no"})
    assert [(each.element_id, each.reason) for each in make_plan(old, new, edits).problems] == [
        ("x", Reason.UNKNOWN),
        ("f1", Reason.UNKNOWN),
        ("a", Reason.KIND),
        ("b", Reason.REMOVED),
    ]


def test_renamed_elements_are_suggested_by_name_then_by_place(pen, version):
    old = version(straight(pen, "revisar", "x", "aprobar"))
    drawn = straight(pen, "paso1", "y", "aprobar").replace('name="paso1"', 'name="Revisar"')
    assert suggestions(make_plan(old, version(drawn))) == {"revisar": "paso1", "x": "y"}


def test_two_drawings_are_told_apart(pen, file):
    one = straight(pen, "a", "b") + pen.user("gone")
    pen.flows = 0
    two = straight(pen, "a", "b").replace('name="b"', 'name="B"')
    two += pen.boundary("t", "a", pen.timer("timeDuration", "P1D")) + pen.user("late")
    two += pen.flow("t", "late", "e")
    found = differences({"p.bpmn": file(one)}, {"p.bpmn": file(two)})
    assert found.added == {"t", "late", "f4", "f5"}
    assert found.changed == {"b"}
    assert found.removed == {"gone"}
