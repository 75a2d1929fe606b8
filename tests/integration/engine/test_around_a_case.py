"""What stands around a case: notes, cases beside it, people in it; told in both histories."""

from __future__ import annotations

import pytest

from engine.cases import Facts
from engine.cases.linking import Linked, link, unlink
from engine.cases.noting import Noted, note
from engine.cases.parties import Entered, Party, add_party, remove_party
from engine.cases.permission import OPERATOR
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from storage.queries.casefile import links_of_case, people_of_case
from storage.queries.history import events_of_case
from storage.tables.casefile import LinkKind, PartyRole
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

PLAIN = bundle(start(), user("study"), end(), path("start", "study", "end"))


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(PLAIN)
    town.person("ana", "clerk")
    town.person("eva", "cashier")
    town.person("ofelia", OPERATOR)
    return town.open_case("ana", "test", Facts({}))


@pytest.fixture
def other(town: Town, case_id: int) -> int:
    return town.open_case("ana", "test", Facts({}))


def kinds(town: Town, case_id: int) -> list[EventKind]:
    rows = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    return [EventKind(row.kind) for row in rows]


def kind_of(answer: object) -> RefusalKind | None:
    return answer.kind if isinstance(answer, Refused) else None


def test_a_note_stands_in_the_history_outside_the_hashed_form(town: Town, case_id: int) -> None:
    answer = note(town.installation, town.people["ana"], case_id, "Llamó la señora Núñez.")
    assert isinstance(answer, Noted)
    (event, *_) = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    assert EventKind(event.kind) is EventKind.NOTE_ADDED
    assert "Núñez" in (event.detail or "")
    assert "Núñez" not in event.data
    assert kind_of(note(town.installation, town.people["eva"], case_id, "x")) is RefusalKind.NO_ROLE
    assert kind_of(note(town.installation, town.people["ana"], case_id, " ")) is (
        RefusalKind.INVALID_DATA
    )
    assert town.verification().faults == ()


@pytest.mark.parametrize("kind", [LinkKind.RELATED, LinkKind.ATTACHED])
def test_cases_are_joined_and_separated_in_both_histories(
    town: Town, case_id: int, other: int, kind: LinkKind
) -> None:
    number = town.case(other).number
    answer = link(town.installation, town.people["ana"], case_id, number, kind, "Misma obra")
    assert isinstance(answer, Linked)
    again = link(town.installation, town.people["ana"], case_id, number, kind, "Misma obra")
    assert again == answer
    for each in (case_id, other):
        (row,) = town.reads(lambda c, each=each: links_of_case(c, town.municipality_id, each))
        assert row.number != town.case(each).number
        assert kinds(town, each)[0] is EventKind.CASE_LINKED
    assert town.case(other).state == "open"
    unlink(town.installation, town.people["ana"], other, answer.link_id, "No era la misma")
    for each in (case_id, other):
        assert town.reads(lambda c, each=each: links_of_case(c, town.municipality_id, each)) == ()
        assert kinds(town, each)[0] is EventKind.CASE_UNLINKED
    assert town.verification().faults == ()


def test_what_is_incorporated_stands_still(town: Town, case_id: int, other: int) -> None:
    number, ana = town.case(other).number, town.people["ana"]
    refused = link(town.installation, ana, case_id, number, LinkKind.INCORPORATED, "Se acumula")
    assert kind_of(refused) is RefusalKind.NO_ROLE
    ofelia = town.people["ofelia"]
    answer = link(town.installation, ofelia, case_id, number, LinkKind.INCORPORATED, "Se acumula")
    assert isinstance(answer, Linked)
    assert (town.case(case_id).state, town.case(other).state) == ("open", "suspended")
    assert town.verification().faults == ()


def test_a_case_is_not_joined_to_itself_nor_to_none(town: Town, case_id: int) -> None:
    ana = town.people["ana"]
    for number in (town.case(case_id).number, "NO-1"):
        answer = link(town.installation, ana, case_id, number, LinkKind.RELATED, "x")
        assert kind_of(answer) is RefusalKind.INVALID_DATA


def test_people_come_into_a_case_and_leave_it(town: Town, case_id: int) -> None:
    ana, party = town.people["ana"], Party(PartyRole.APPLICANT, "Julia Ccori", "40112233", "9")
    answer = add_party(town.installation, ana, case_id, party)
    assert isinstance(answer, Entered)
    (row,) = town.reads(lambda c: people_of_case(c, town.municipality_id, case_id))
    assert (row.name, row.role, row.national_id) == ("Julia Ccori", "applicant", "40112233")
    assert kind_of(remove_party(town.installation, ana, case_id, answer.party_id, "")) is (
        RefusalKind.INVALID_DATA
    )
    remove_party(town.installation, ana, case_id, answer.party_id, "Desistió")
    assert town.reads(lambda c: people_of_case(c, town.municipality_id, case_id)) == ()
    assert kinds(town, case_id)[:2] == [EventKind.PARTY_REMOVED, EventKind.PARTY_ADDED]
    assert kind_of(add_party(town.installation, town.people["eva"], case_id, party)) is (
        RefusalKind.NO_ROLE
    )
    assert town.verification().faults == ()
