"""A town hall that four other processes have opened too."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from engine.history.kinds import EventKind
from storage.queries.history import history_of
from tests.rivals import Act, Rivals, rivals
from tests.town import Town

FOUR = 4
CLERKS = ("ana", "bea", "carla", "delia")


@dataclass(frozen=True, slots=True)
class Arena:
    """The town and its rivals; every race is looked over when it has been run."""

    town: Town
    rivals: Rivals

    def race(self, *acts: Act) -> list[Any]:
        """One act for each process, at the same moment; what each answers."""
        return self.rivals.race(self.town, *acts)

    def told(self, case_id: int) -> list[EventKind]:
        """What the history of a case tells, in its order."""
        rows = self.town.reads(lambda c: history_of(c, self.town.municipality_id, case_id))
        return [EventKind(row.kind) for row in rows]

    def is_sound(self, *case_ids: int) -> None:
        """The chains hold, and every task that was opened is done, withdrawn or open: once."""
        assert self.town.verification().faults == ()
        for case_id in case_ids:
            told = self.told(case_id)
            ended = told.count(EventKind.TASK_COMPLETED) + told.count(EventKind.TASK_WITHDRAWN)
            waiting = len(self.town.open_tasks(case_id))
            assert told.count(EventKind.TASK_OPENED) == ended + waiting


@pytest.fixture(scope="session")
def _rivals() -> Iterator[Rivals]:
    with rivals(FOUR) as found:
        yield found


@pytest.fixture
def arena(town: Town, _rivals: Rivals) -> Arena:
    """Four clerks, and four processes beside this one."""
    for who in CLERKS:
        town.person(who, "clerk")
    _rivals.meet(town)
    return Arena(town, _rivals)
