"""What is to be known of the cases of a page before their events can be told: the versions of each,
and what is still under seal. Asked for all of them at once: a page may show fifty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn import Snapshot, visited
from engine.cases.eras import Eras, eras_of_cases
from engine.definitions.loading import program_of
from storage.database import Connection
from storage.queries.cases import where_they_stand
from storage.queries.entries import NamedCaseRow
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Standing:
    """A case: its versions, which openings have come, and the elements whose opening has not."""

    eras: Eras
    opened: frozenset[str]
    closed: frozenset[str]


def standings_of(
    here: Member, connection: Connection, cases: Mapping[int, NamedCaseRow]
) -> dict[int, Standing]:
    """By case."""
    installation, town = here.installation, here.municipality.id
    now = {
        case_id: program_of(installation, connection, town, case.definition_id)
        for case_id, case in cases.items()
    }
    sealing = {
        case_id: [each for each in definition.program.elements if each.sealed_until]
        for case_id, definition in now.items()
    }
    asked = [case_id for case_id, sealed in sealing.items() if sealed]
    stands = where_they_stand(connection, town, asked) if asked else {}
    found = {}
    for case_id, eras in eras_of_cases(installation, connection, town, now).items():
        opened, closed = frozenset[str](), frozenset[str]()
        if stand := stands.get(case_id):
            snapshot = Snapshot(stand.tokens, stand.scopes)
            opened = visited(now[case_id].program, snapshot).opened
            sealed = sealing[case_id]
            closed = frozenset(each.id for each in sealed if each.sealed_until not in opened)
        found[case_id] = Standing(eras, opened, closed)
    return found
