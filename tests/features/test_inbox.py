"""A morning at the inbox, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from engine.cases import Facts
from engine.refusals import RefusalKind, Refused
from engine.tasks import assign, complete
from engine.tasks.undoing import undo_step
from storage.queries.inbox import Counts, InboxRow, counts, open_tasks
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

PROCESS = bundle(
    start(),
    user("aprobar").replace(
        "<zeebe:userTask/>",
        '<zeebe:userTask/><zeebe:taskSchedule dueDate="=now() + @&quot;P3D&quot;"/>',
    ),
    user("archivar"),
    end(),
    path("start", "aprobar", "archivar", "end"),
    roles=("clerk",),
    manifest='[[separate]]\nelements = ["start", "aprobar"]\n',
)

scenarios(str(Path(__file__).parent / "inbox"))


@dataclass(slots=True)
class Morning:
    """What happened this morning."""

    town: Town
    cases: list[int] = field(default_factory=list)
    rows: tuple[InboxRow, ...] = ()
    counted: Counts | None = None
    answers: list[object] = field(default_factory=list)

    def opens(self, who: str, number: int) -> None:
        for _ in range(number):
            self.cases.append(self.town.open_case(who, "test", Facts({})))

    def looks(self, who: str) -> None:
        actor, town = self.town.people[who], self.town.municipality_id
        now = self.town.clock.now()
        asked = {"people": actor.people, "roles": actor.roles, "now": now}
        self.rows = self.town.reads(lambda c: open_tasks(c, town, **asked))
        self.counted = self.town.reads(lambda c: counts(c, town, end_of_today=now, **asked))


@pytest.fixture
def morning(town: Town) -> Morning:
    return Morning(town)


@given("que Rosa y Luis atienden solicitudes")
def _clerks(morning: Morning) -> None:
    for name in ("rosa", "luis", "eva"):
        morning.town.person(name, "clerk")


@given("que quien registra una solicitud no la aprueba")
def _apart(morning: Morning) -> None:
    morning.town.deploys(PROCESS)


@given(parsers.parse("que hay {old:d} solicitudes de hace una semana y {new:d} de hoy"))
def _requests(morning: Morning, old: int, new: int) -> None:
    morning.opens("eva", old)
    morning.town.waits(days=7)
    morning.opens("eva", new)


@given(parsers.parse("que Eva registró {evas:d} solicitudes y Luis registró {his:d}"))
def _filed(morning: Morning, evas: int, his: int) -> None:
    morning.opens("eva", evas)
    morning.opens("luis", his)


@when("Rosa abre su bandeja")
def _looks(morning: Morning) -> None:
    morning.looks("rosa")


@when(parsers.parse("Rosa asigna las {number:d} a Luis"))
def _assigns(morning: Morning, number: int) -> None:
    morning.looks("rosa")
    assert len(morning.rows) == number
    rosa, luis = morning.town.people["rosa"], morning.town.people["luis"].person_id or 0
    morning.answers = [
        assign(morning.town.installation, rosa, row.task_id, luis) for row in morning.rows
    ]


@when("Rosa completa la primera")
def _completes(morning: Morning) -> None:
    task = morning.town.open_task(morning.cases[0], "aprobar")
    rosa = morning.town.people["rosa"]
    done = complete(morning.town.installation, rosa, task, Facts({}), undoable=True)
    assert not isinstance(done, Refused), done


@when("Luis toma la tarea que sigue")
def _follows(morning: Morning) -> None:
    morning.town.claim("luis", morning.town.open_task(morning.cases[0], "archivar"))


@when("Rosa deshace el paso")
def _undoes(morning: Morning) -> None:
    rosa = morning.town.people["rosa"]
    morning.answers = [undo_step(morning.town.installation, rosa, morning.cases[0])]


@then(parsers.parse("lee que {number:d} tareas vencieron"))
def _late(morning: Morning, number: int) -> None:
    assert morning.counted is not None
    assert morning.counted.overdue == number


@then(parsers.parse("las primeras {number:d} de su lista son las vencidas"))
def _first(morning: Morning, number: int) -> None:
    assert [row.case_id for row in morning.rows[:number]] == morning.cases[:number]


@then(parsers.parse("Luis tiene {number:d} tareas"))
def _holds(morning: Morning, number: int) -> None:
    morning.looks("luis")
    assert morning.counted is not None
    assert morning.counted.held == number


@then(parsers.parse("Rosa lee que {number:d} no se asignó porque Luis registró el expediente"))
def _told(morning: Morning, number: int) -> None:
    refused = [each for each in morning.answers if isinstance(each, Refused)]
    assert [each.kind for each in refused] == [RefusalKind.SEPARATED] * number
    assert refused[0].details["opened"] == "1"
    assert refused[0].details["person_id"] == str(morning.town.people["luis"].person_id)


@then(parsers.parse("la solicitud espera otra vez en «{step}»"))
def _waits(morning: Morning, step: str) -> None:
    assert morning.town.steps(morning.cases[0]) == [step]


@then("Rosa lee que alguien actuó después")
def _moved_on(morning: Morning) -> None:
    [answer] = morning.answers
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.ACTED_ON


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""
