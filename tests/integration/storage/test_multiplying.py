"""Copies of a case are whole: every row that belongs to it, under numbers of its own."""

from engine.cases import Facts
from storage.multiplying import multiply_case
from storage.queries.case_lists import list_cases
from storage.queries.history import history_of
from tests.diagrams import boundary, bundle, end, path, start, timer, user
from tests.town import Town

WAITS = bundle(
    start(),
    user("file"),
    user("check"),
    boundary("late", "check", timer("P3D")),
    user("chase"),
    end(),
    path("start", "file", "check", "end"),
    path("late", "chase", "end"),
)


def test_a_copy_waits_where_the_case_waits_and_goes_on_by_itself(town: Town) -> None:
    town.person("ana", "clerk")
    town.deploys(WAITS)
    case_id = town.open_case("ana", "test", Facts({"a": "b"}))
    town.does("ana", case_id, "file", Facts({"c": "d"}))
    town.installation.database.run(
        lambda connection: multiply_case(
            connection, town.municipality_id, case_id, first=1, count=3
        ),
        municipality=town.municipality_id,
    )
    found = town.reads(lambda c: list_cases(c, town.municipality_id))
    number = town.case(case_id).number
    copied = [f"{number}-0000000{n}" for n in (1, 2, 3)]
    assert [case.number for case in found] == [number, *copied]
    by_its_end = town.reads(lambda c: list_cases(c, town.municipality_id, text="1-00000002"))
    assert [case.number for case in by_its_end] == [copied[1]]
    assert [town.steps(case.id) for case in found] == [["check"]] * 4
    told = [
        town.reads(lambda c, i=case.id: history_of(c, town.municipality_id, i)) for case in found
    ]
    assert {tuple(event.kind for event in events) for events in told} == {
        tuple(event.kind for event in told[0])
    }
    town.does("ana", found[1].id, "check")
    assert [town.case(case.id).state for case in found] == ["open", "completed", "open", "open"]
    town.waits(days=4)
    assert [town.steps(case.id) for case in found] == [["chase"], [], ["chase"], ["chase"]]
