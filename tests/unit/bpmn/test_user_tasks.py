"""User tasks reach a role, carry what was drawn, and take in what was entered."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.bpmn import DeadlineSet, TaskClosed, TokenGone, compile_program, start


def one(pen, extra="", inside=""):
    return pen.ends("e") + pen.user("t", inside, extra) + pen.flow("s", "t", "e")


def test_a_user_task_opens_for_its_role_and_the_process_waits(pen, play):
    case = play(one(pen)).start()
    (task,) = case.open()
    assert (task.name, task.role, task.priority, task.assignee) == ("t", "clerk", 50, None)
    assert case.program.elements[task.element].id == "t"
    assert case.status == "running"


def test_completing_the_task_ends_the_process_and_names_the_end(pen, play):
    case = play(one(pen)).start().do("t")
    assert case.status == "completed"
    assert case.outcome.end_events == ("e",)
    assert case.last(TaskClosed).cancelled is False


def test_a_completed_task_cannot_be_completed_again(pen, play):
    case = play(one(pen)).start()
    token = case.open()[0].token
    case.do("t")
    with pytest.raises(TokenGone):
        case.complete(token, {})


def test_schedule_priority_assignee_and_form_are_carried(pen, play):
    extra = (
        '<zeebe:taskSchedule dueDate="=@&quot;2026-03-09&quot;" followUpDate="P2D"/>'
        '<zeebe:priorityDefinition priority="80"/><zeebe:formDefinition formId="formulario"/>'
    )
    (task,) = play(one(pen, extra)).start().open()
    assert task.due == datetime(2026, 3, 10, 4, 59, 59, tzinfo=UTC)  # the end of that day in Lima
    assert task.follow_up == datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
    assert (task.priority, task.form_key) == (80, "formulario")


def test_a_legal_term_sets_the_due_date_and_its_reason(pen, play):
    extra = (
        '<cauce:deadline title="Plazo de apelación" start="=fecha" length="=dias" unit="business"'
        ' source="Reglamento, art. 304" effect="escalate"/>'
    )
    (task,) = play(one(pen, extra)).start(fecha=date(2026, 3, 2), dias=8).open()
    assert task.deadline == DeadlineSet(
        title="Plazo de apelación", start=date(2026, 3, 2), unit="business", length=8,
        due=date(2026, 3, 12), fires_at=datetime(2026, 3, 13, 5, tzinfo=UTC),
        near_at=datetime(2026, 3, 10, 5, tzinfo=UTC),
        source="Reglamento, art. 304", effect="escalate", owner="entity",
        fires="next-business-day", month_end="next_business_day",
    )  # fmt: skip
    assert task.due == datetime(2026, 3, 13, 4, 59, 59, tzinfo=UTC)


def test_only_what_the_process_reads_is_kept_with_the_state(pen, play):
    body = one(pen).replace('candidateGroups="clerk"', 'candidateGroups="=group"')
    case = play(body).start(group="clerk", noise="x" * 1000)
    assert case.data() == {"group": "clerk"}


def test_also_read_variables_are_kept(pen, play):
    case = play(one(pen) + "", also_reads={"note"}).start(note="hola")
    assert case.data() == {"note": "hola"}


def test_output_mappings_choose_what_leaves_the_task(pen, play):
    io = '<zeebe:ioMapping><zeebe:output source="=a + b" target="total.sum"/></zeebe:ioMapping>'
    body = pen.ends("e") + pen.user("t", "", io) + pen.user("u") + pen.flow("s", "t", "u", "e")
    case = play(body).start().do("t", a=Decimal(1), b=Decimal(2))
    assert case.data() == {"total": {"sum": Decimal(3)}}


def test_input_mappings_are_seen_by_the_task_only(pen, play):
    io = '<zeebe:ioMapping><zeebe:input source="=n * 2" target="twice"/></zeebe:ioMapping>'
    body = pen.ends("e") + pen.user("t", "", io) + pen.user("u") + pen.flow("s", "t", "u", "e")
    case = play(body).start(n=Decimal(4))
    assert case.data(case.open()[0].token) == {"n": Decimal(4), "twice": Decimal(8)}
    assert case.do("t").data() == {"n": Decimal(4)}


def test_a_lane_gives_the_role_that_the_manifest_names(play):
    body = (
        '<bpmn:laneSet id="ls"><bpmn:lane id="l" name="Mesa de partes">'
        "<bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
        '<bpmn:startEvent id="s"/><bpmn:userTask id="t" name="Recibir"/>'
        '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>'
    )
    case = play(body, roles={"l": "mesa"}).start()
    assert case.open()[0].role == "mesa"
    assert case.program.element("t").role == "mesa"


def test_the_program_tells_documents_deadlines_and_seals(pen, file):
    extra = (
        '<cauce:document kind="acta" title="Acta" required="=conforme"/><cauce:sealed opens="e"/>'
    )
    element = compile_program({"p.bpmn": file(one(pen, extra))}).element("t")
    assert [(rule.kind, rule.title, rule.required.text) for rule in element.documents] == [
        ("acta", "Acta", "conforme")
    ]
    assert element.sealed_until == "e"


def test_the_case_is_named_and_priced_by_its_process(pen, play):
    body = (
        "<bpmn:extensionElements><cauce:subject expression='=\"Compra de \" + what'/>"
        '<cauce:amount expression="=price"/></bpmn:extensionElements>' + one(pen)
    )
    case = play(body).start(what="bombas", price=Decimal("180000.00"))
    assert [type(change).__name__ for change in case.log][-2:] == ["TitleChanged", "AmountChanged"]
    assert case.log[-2].title == "Compra de bombas"
    assert case.log[-1].amount == Decimal("180000.00")
    assert case.data() == {"what": "bombas", "price": Decimal("180000.00")}


def test_cancelling_the_case_closes_what_is_open(pen, play):
    case = play(one(pen)).start().cancel()
    assert case.last(TaskClosed).cancelled
    assert case.status == "terminated"


def test_the_same_step_twice_gives_the_same_outcome(pen, play):
    case = play(one(pen)).start()
    again = start(case.program, {}, surroundings=case.around)
    assert again == case.outcome
