"""Ad-hoc subprocesses: what begins, in which order, and when it is enough (13.3.5)."""

import pytest


def ad_hoc(pen, inside, condition="", attributes=""):
    when = (
        f'<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">{condition}'
        "</bpmn:completionCondition>"
        if condition
        else ""
    )
    return (
        pen.ends("e") + f'<bpmn:adHocSubProcess id="h" {attributes}>{inside}{when}'
        "</bpmn:adHocSubProcess>" + pen.user("after") + pen.flow("s", "h", "after", "e")
    )  # fmt: skip


def two(pen):
    return pen.user("a") + pen.user("b") + pen.user("c") + pen.flow("b", "c")


def test_parallel_activities_are_enabled_at_once_and_all_are_done(pen, play):
    case = play(ad_hoc(pen, two(pen))).start()
    assert case.names() == ["a", "b"]
    assert case.do("b").names() == ["a", "c"]
    assert case.do("a").do("c").names() == ["after"]


def test_sequential_activities_come_one_after_the_other_in_document_order(pen, play):
    case = play(ad_hoc(pen, two(pen), attributes='ordering="Sequential"')).start()
    assert case.names() == ["a"]
    assert case.do("a").names() == ["b"]
    assert case.do("b").names() == ["c"]
    assert case.do("c").names() == ["after"]
    assert case.do("after").status == "completed"


@pytest.mark.parametrize(("cancels", "left"), [("true", ["after"]), ("false", ["b"])])
def test_the_completion_condition_cancels_what_remains_or_lets_it_finish(pen, play, cancels, left):
    body = ad_hoc(pen, two(pen), "=enough = true", f'cancelRemainingInstances="{cancels}"')
    case = play(body).start().do("a", enough=True)
    assert case.names() == left
    if left == ["b"]:
        assert case.do("b").names() == ["after"], "what finishes leads nowhere"


def test_sequential_activities_stop_when_it_is_enough(pen, play):
    body = ad_hoc(pen, two(pen), "=enough = true", 'ordering="Sequential"')
    assert play(body).start().do("a", enough=True).names() == ["after"]


@pytest.mark.parametrize(("ordering", "again"), [("Parallel", ["a", "b"]), ("Sequential", ["a"])])
def test_while_it_is_not_enough_the_activities_can_be_done_again(pen, play, ordering, again):
    body = ad_hoc(pen, two(pen), "=enough = true", f'ordering="{ordering}"')
    case = play(body).start().do("a", enough=False).do("b").do("c")
    assert case.names() == again
    assert case.do("a", enough=True).names() == ["after"]
