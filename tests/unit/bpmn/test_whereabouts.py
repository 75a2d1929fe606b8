"""In which instances of several something happens, and what that closes and opens."""

from collections.abc import Callable

from engine.bpmn import Computed, compile_program
from engine.bpmn.whereabouts import Instance, instance_at
from tests.unit.bpmn.conftest import HEAD, Pen, Play

Playing = Callable[..., Play]


def several(collection: str, item: str, more: str = "") -> str:
    """One instance for each."""
    return (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:extensionElements>'
        f'<zeebe:loopCharacteristics inputCollection="={collection}" inputElement="{item}"{more}/>'
        "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>"
    )


def items(pen: Pen, inside: str) -> str:
    """A subprocess for each item."""
    return (
        pen.ends("e")
        + f'<bpmn:subProcess id="each">{several("items", "item")}{inside}</bpmn:subProcess>'
        + pen.flow("s", "each", "e")
    )


def evaluated(pen: Pen) -> str:
    """For each item each person gives a score, then a script counts them."""
    seal = '<cauce:sealed opens="count"/>'
    collected = ' outputCollection="res" outputElement="={who: who, score: n}"'
    return items(
        pen,
        pen.user("t", several("people", "who", collected), seal)
        + pen.script("count", "=count(res)", "many")
        + pen.user("after")
        + pen.flow("t", "count", "after"),
    )


PEOPLE, ITEMS = ["Ana", "Luis"], ["Tubos", "Bombas"]


def test_a_task_says_of_which_item_it_is_and_whose(pen: Pen, play: Playing) -> None:
    case = play(evaluated(pen)).start(items=ITEMS, people=PEOPLE)
    assert [task.item for task in case.open()] == [
        "Tubos · Ana", "Tubos · Luis", "Bombas · Ana", "Bombas · Luis",
    ]  # fmt: skip


def test_where_there_is_but_one_item_nothing_is_to_be_told_apart(pen: Pen, play: Playing) -> None:
    case = play(evaluated(pen)).start(items=ITEMS[:1], people=PEOPLE)
    assert [task.item for task in case.open()] == PEOPLE
    for task in case.open():
        case.complete(task.token, {})
    assert [task.item for task in case.open()] == [None]


def test_the_path_names_each_instance_and_no_other_has_its_number(pen: Pen, play: Playing) -> None:
    case = play(evaluated(pen)).start(items=ITEMS, people=PEOPLE)
    paths = [task.within for task in case.open()]
    assert len(set(paths)) == 4
    around = {instance_at(path).around for path in paths}
    assert [(instance_at(path).element_id, instance_at(path).place) for path in paths] == [
        ("t", 1), ("t", 2), ("t", 1), ("t", 2),
    ]  # fmt: skip
    assert {(instance_at(path).element_id, instance_at(path).place) for path in around} == {
        ("each", 1), ("each", 2),
    }  # fmt: skip
    for task in case.open()[2:]:
        case.complete(task.token, {})
    assert instance_at(case.last(Computed).within).place == 2


def test_a_path_with_colons_in_a_name_is_read_from_its_end() -> None:
    assert instance_at("a:b:1:7/c:2:9") == Instance("c", 2, "a:b:1:7")


def test_what_is_filed_under_seal_is_closed_while_anybody_still_files(
    pen: Pen, play: Playing
) -> None:
    case = play(evaluated(pen)).start(items=ITEMS, people=PEOPLE)
    assert "count" not in case.seen().opened
    for task in case.open()[:2]:
        case.complete(task.token, {})
    assert "count" in case.seen().elements
    assert "count" not in case.seen().opened
    for task in case.open():
        if task.name == "t":
            case.complete(task.token, {})
    assert "count" in case.seen().opened


def test_a_sealed_task_of_one_person_is_shared_with_nobody(pen: Pen) -> None:
    seal = '<cauce:sealed opens="e"/>'
    body = pen.ends("e") + pen.user("t", "", seal) + pen.flow("s", "t", "e")
    drawn = (
        f'{HEAD}<bpmn:process id="p" isExecutable="true">{body}</bpmn:process></bpmn:definitions>'
    )
    named = drawn.replace('candidateGroups="clerk"', 'candidateGroups="clerk" assignee="ana@x.pe"')
    found = [compile_program({"p.bpmn": each.encode()}).element("t") for each in (drawn, named)]
    assert [(each.personal, each.shared) for each in found] == [(False, True), (True, False)]
