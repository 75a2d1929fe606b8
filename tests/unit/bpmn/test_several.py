"""Activities that run more than once: multi-instance and loops."""

from decimal import Decimal

import pytest

from engine.bpmn import StepFailed, TaskClosed, TimerArmed
from engine.bpmn.surroundings import Limits


def marker(completion="", *, sequential="false", output="res"):
    done = (
        f"<bpmn:completionCondition>{completion}</bpmn:completionCondition>" if completion else ""
    )
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">'
        '<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=people"'
        f' inputElement="who" outputCollection="{output}" outputElement="={{who: who, score: n}}"/>'
        f"</bpmn:extensionElements>{done}</bpmn:multiInstanceLoopCharacteristics>"
    )


def evaluators(pen, inside):
    return (
        pen.ends("e") + pen.user("t", inside) + pen.user("after") + pen.flow("s", "t", "after", "e")
    )


PEOPLE = ["Ana", "Luis", "Rosa"]


def test_each_item_has_its_own_task_with_its_label_and_sees_only_its_own_data(pen, play):
    case = play(evaluators(pen, marker())).start(people=PEOPLE, n=Decimal(0))
    assert [task.item for task in case.open()] == PEOPLE
    first, second = case.open()[0].token, case.open()[1].token
    assert case.data(first) == {
        "people": PEOPLE, "n": Decimal(0), "who": "Ana", "loopCounter": Decimal(1),
        "res": [None, None, None],
    }  # fmt: skip
    case.complete(second, {"n": Decimal(80)})
    assert case.data(first)["n"] == Decimal(0)


def test_results_are_collected_in_the_order_of_the_items_whoever_is_first(pen, play):
    case = play(evaluators(pen, marker())).start(people=PEOPLE)
    tokens = [task.token for task in case.open()]
    for token, score in zip(reversed(tokens), (3, 2, 1), strict=True):
        case.complete(token, {"n": Decimal(score)})
    assert case.names() == ["after"]
    assert case.data() == {
        "people": PEOPLE,
        "res": [{"who": name, "score": Decimal(k + 1)} for k, name in enumerate(PEOPLE)],
    }


def test_a_sequence_opens_one_after_another(pen, play):
    case = play(evaluators(pen, marker(sequential="true"))).start(people=PEOPLE)
    seen = []
    while case.names() == ["t"]:
        seen.append(case.open()[0].item)
        case.do("t", n=Decimal(len(seen)))
    assert seen == PEOPLE
    assert [row["score"] for row in case.data()["res"]] == [1, 2, 3]


def test_the_completion_condition_cancels_the_rest(pen, play):
    case = play(evaluators(pen, marker("=numberOfCompletedInstances = 2"))).start(people=PEOPLE)
    case.do("t", n=Decimal(1)).do("t", n=Decimal(2))
    assert case.names() == ["after"]
    assert [change.cancelled for change in case.changes(TaskClosed)] == [False, False, True]
    assert case.data()["res"][2] is None


def test_an_empty_list_passes_at_once(pen, play):
    case = play(evaluators(pen, marker())).start(people=[])
    assert case.names() == ["after"]
    assert case.data()["res"] == []


def test_too_many_instances_fail_with_advice(pen, play):
    with pytest.raises(StepFailed, match="abra expedientes aparte"):
        play(evaluators(pen, marker()), limits=Limits(instances=2)).start(people=PEOPLE)


def test_what_is_no_list_fails(pen, play):
    with pytest.raises(StepFailed, match="debe dar una lista"):
        play(evaluators(pen, marker())).start(people="Ana")


def test_an_interrupting_boundary_ends_all_instances(pen, play):
    body = evaluators(pen, marker()) + pen.user("late")
    body += pen.boundary("b", "t", pen.timer("timeDuration", "P1D")) + pen.flow("b", "late", "e")
    case = play(body).start(people=PEOPLE)
    case.do("t", n=Decimal(1))
    assert len(case.changes(TimerArmed)) == 1
    assert case.fire(case.last(TimerArmed).token).names() == ["late"]


def test_a_number_of_times_needs_no_list(pen, play):
    inside = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=k</bpmn:loopCardinality>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    case = play(evaluators(pen, inside)).start(k=Decimal(3))
    assert [task.item for task in case.open()] == ["1", "2", "3"]


def test_a_subprocess_runs_once_for_each_item(pen, play):
    inner = '<bpmn:startEvent id="s2"/>' + pen.user("a") + pen.user("b") + pen.flow("s2", "a", "b")
    body = (
        pen.ends("e") + f'<bpmn:subProcess id="t">{marker()}{inner}</bpmn:subProcess>'
        + pen.user("after") + pen.flow("s", "t", "after", "e")
    )  # fmt: skip
    case = play(body).start(people=PEOPLE)
    assert case.names() == ["a", "a", "a"]
    case.do("a", n=Decimal(5)).do("a", n=Decimal(6)).do("b").do("b").do("a", n=Decimal(7)).do("b")
    assert case.names() == ["after"]
    assert [row["score"] for row in case.data()["res"]] == [5, 6, 7]


def loop(pen, attributes, condition="=again"):
    inside = (
        f"<bpmn:standardLoopCharacteristics {attributes}>"
        f"<bpmn:loopCondition>{condition}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
    )
    return pen.ends("e") + pen.user("t", inside) + pen.flow("s", "t", "e")


def test_a_loop_goes_on_while_its_condition_holds(pen, play):
    case = play(loop(pen, "")).start(again=False)
    assert case.do("t", again=True).do("t", again=True).names() == ["t"]
    assert case.do("t", again=False).status == "completed"


def test_a_loop_that_is_tested_first_may_not_run_at_all(pen, play):
    assert play(loop(pen, 'testBefore="true"')).start(again=False).status == "completed"


def test_a_loop_stops_at_its_maximum(pen, play):
    case = play(loop(pen, 'loopMaximum="2"', "=true")).start()
    assert case.do("t").do("t").status == "completed"


def test_the_loop_counter_counts_passes(pen, play):
    case = play(loop(pen, "", "=loopCounter &lt; 3")).start()
    assert case.do("t").do("t").do("t").status == "completed"
