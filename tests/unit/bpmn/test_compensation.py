"""Undoing what was completed: newest first, one at a time; cancelling a transaction."""

COMPENSATE = "<bpmn:compensateEventDefinition/>"
CANCEL = "<bpmn:cancelEventDefinition/>"


def undoable(pen, name, scope_parts=""):
    """A user task with the task that undoes it."""
    return (
        pen.user(name)
        + pen.user(f"undo_{name}", isForCompensation="true")
        + f'<bpmn:boundaryEvent id="c_{name}" attachedToRef="{name}">{COMPENSATE}'
        + "</bpmn:boundaryEvent>"
        + f'<bpmn:association id="a_{name}" sourceRef="c_{name}" targetRef="undo_{name}"/>'
    )


def throw(name, attributes="", kind="intermediateThrowEvent"):
    definition = f"<bpmn:compensateEventDefinition {attributes}/>"
    return f'<bpmn:{kind} id="{name}">{definition}</bpmn:{kind}>'


def test_completed_work_is_undone_newest_first_and_one_at_a_time(pen, play):
    body = (
        pen.ends("e") + undoable(pen, "a") + undoable(pen, "b") + throw("t") + pen.user("after")
        + pen.flow("s", "a", "b", "t", "after", "e")
    )  # fmt: skip
    case = play(body).start().do("a").do("b")
    assert case.names() == ["undo_b"]
    assert case.do("undo_b").names() == ["undo_a"]
    assert case.do("undo_a").names() == ["after"]
    assert case.do("after").status == "completed"


def test_what_was_not_completed_is_not_undone(pen, play):
    body = (
        pen.ends("e") + undoable(pen, "a") + undoable(pen, "b") + throw("t") + pen.user("after")
        + pen.flow("s", "a", "t", "after", "e") + pen.flow("s", "b", "e")
    )  # fmt: skip
    case = play(body).start().do("a")
    assert case.names() == ["b", "undo_a"]


def test_one_activity_can_be_undone_by_name_and_only_once(pen, play):
    body = (
        pen.ends("e") + undoable(pen, "a") + undoable(pen, "b")
        + throw("t1", 'activityRef="a"') + throw("t2", 'activityRef="a"') + pen.user("after")
        + pen.flow("s", "a", "b", "t1", "t2", "after", "e")
    )  # fmt: skip
    case = play(body).start().do("a").do("b")
    assert case.names() == ["undo_a"]
    assert case.do("undo_a").names() == ["after"]


def test_a_throw_that_does_not_wait_goes_on_beside(pen, play):
    body = (
        pen.ends("e") + undoable(pen, "a") + throw("t", 'waitForCompletion="false"')
        + pen.user("after") + pen.flow("s", "a", "t", "after", "e")
    )  # fmt: skip
    case = play(body).start().do("a")
    assert sorted(case.names()) == ["after", "undo_a"]
    assert case.do("after").status == "running"
    assert case.do("undo_a").status == "completed"


def test_a_finished_subprocess_is_undone_from_its_inside(pen, play):
    inside = '<bpmn:startEvent id="s2"/>' + undoable(pen, "a") + undoable(pen, "b")
    inside += pen.flow("s2", "a", "b")
    body = (
        pen.ends("e") + f'<bpmn:subProcess id="sub">{inside}</bpmn:subProcess>' + throw("t")
        + pen.flow("s", "sub", "t", "e")
    )  # fmt: skip
    case = play(body).start().do("a").do("b")
    assert case.names() == ["undo_b"]
    assert case.do("undo_b").names() == ["undo_a"]
    assert case.do("undo_a").status == "completed"


def test_a_compensation_handler_inside_takes_over(pen, play):
    handler = (
        f'<bpmn:subProcess id="h" triggeredByEvent="true"><bpmn:startEvent id="hs">{COMPENSATE}'
        "</bpmn:startEvent>" + pen.user("by_hand") + throw("rest", kind="endEvent")
        + pen.flow("hs", "by_hand", "rest") + "</bpmn:subProcess>"
    )  # fmt: skip
    inside = '<bpmn:startEvent id="s2"/>' + undoable(pen, "a") + pen.flow("s2", "a") + handler
    body = (
        pen.ends("e") + f'<bpmn:subProcess id="sub">{inside}</bpmn:subProcess>' + throw("t")
        + pen.flow("s", "sub", "t", "e")
    )  # fmt: skip
    case = play(body).start().do("a")
    assert case.names() == ["by_hand"]
    assert case.do("by_hand").names() == ["undo_a"]
    assert case.do("undo_a").status == "completed"


def transaction(pen):
    cancel = f'<bpmn:endEvent id="x">{CANCEL}</bpmn:endEvent>'
    inside = (
        '<bpmn:startEvent id="s2"/>' + undoable(pen, "a") + pen.user("b") + pen.user("beside")
        + cancel + pen.flow("s2", "a", "b", "x") + pen.flow("s2", "beside")
    )  # fmt: skip
    return (
        pen.ends("e") + f'<bpmn:transaction id="tx">{inside}</bpmn:transaction>'
        + pen.boundary("bc", "tx", CANCEL) + pen.user("cancelled") + pen.user("done")
        + pen.flow("s", "tx", "done", "e") + pen.flow("bc", "cancelled", "e")
    )  # fmt: skip


def test_cancelling_stops_the_others_undoes_and_leaves_by_the_border(pen, play):
    case = play(transaction(pen)).start().do("a").do("b")
    assert case.names() == ["undo_a"]
    assert case.do("undo_a").names() == ["cancelled"]
    assert case.do("cancelled").status == "completed"


def test_a_transaction_that_is_not_cancelled_goes_on(pen, play):
    body = transaction(pen).replace(CANCEL, "", 1)
    body = body.replace('<bpmn:endEvent id="x"></bpmn:endEvent>', '<bpmn:endEvent id="x"/>')
    case = play(body).start().do("a").do("b").do("beside")
    assert case.names() == ["done"]
