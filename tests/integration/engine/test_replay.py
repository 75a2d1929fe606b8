"""The committed history of a case, done again from nothing, gives the state that lies there."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import update

from engine.bpmn.migration import Edits
from engine.cases import CaseMoved, Facts, move, resume, suspend
from engine.cases import Order as Move
from engine.jobs.results import Done
from engine.migrations import Migrated, Order, Undone, migrate, undo
from engine.refusals import Refused
from engine.tasks import (
    ActUndone,
    Completed,
    assign,
    claim,
    complete,
    delegate,
    release,
    set_due,
    set_priority,
    undo_act,
)
from engine.tasks.postponing import postpone
from engine.tasks.undoing import StepUndone, undo_step
from storage.queries.acts import acts_upon
from storage.tables import instances, tasks
from tests.chaos.procedure import ANSWERED, TRAMITE
from tests.diagrams import (
    boundary,
    bundle,
    catch,
    end,
    field,
    form,
    message,
    message_root,
    path,
    start,
    timer,
    user,
)
from tests.replay import Replayed, replay
from tests.town import Town

FORMS = {
    "ask": form(field("asunto"), field("lugar", required=False)),
    "note": form(field("nota")),
}
OFFICE = {"forms": FORMS, "manifest": 'operators = ["boss"]'}
FIRST = bundle(
    start(form="ask"),
    user("write", form="note"),
    boundary("late", "write", timer("P9D")),
    user("sign"),
    catch("answer", message("answered")),
    user("chase"),
    end(),
    path("start", "write", "sign", "answer", "end"),
    path("late", "chase", "end"),
    roots=message_root("answered", "asunto"),
    **OFFICE,
)
SECOND = bundle(
    # Other numbers, another name for a step, one more on the way, and a reminder beside it.
    user("chase"),
    user("check"),
    user("subscribe").replace('name="subscribe"', 'name="sign"'),
    user("remind"),
    start(form="ask"),
    catch("answer", message("answered")),
    user("write", form="note"),
    boundary("late", "write", timer("P20D")),
    boundary("stale", "write", timer("P2D"), interrupts=False),
    end(),
    path("late", "chase", "end"),
    path("stale", "remind", "end"),
    path("start", "write", "check", "subscribe", "answer", "end"),
    roots=message_root("answered", "asunto"),
    **OFFICE,
)
THERE = Order("test", 1, 2, Edits({"sign": "subscribe"}))


@pytest.fixture
def office(town: Town) -> Town:
    """Two clerks, of whom one operates, and two versions of a process; the first is in force."""
    town.person("ana", "clerk", "boss")
    town.person("luis", "clerk")
    town.deploys(FIRST)
    return town


def opens(town: Town) -> int:
    return town.open_case("ana", "test", Facts({"asunto": "Bombas", "lugar": "Tambo"}))


def goes_over(town: Town, case_id: int, order: Order = THERE) -> object:
    return migrate(town.installation, town.people["ana"], case_id, order, reason="Nueva ley")


def is_moved(town: Town, case_id: int, to: str) -> object:
    return move(town.installation, town.people["ana"], case_id, Move(to), "Nulidad")


def replayed(town: Town, case_id: int) -> Replayed:
    return replay(town.installation, town.municipality_id, case_id)


@pytest.fixture
def case_id(town: Town) -> int:
    town.person("ana", "clerk")
    town.deploys(TRAMITE)
    return town.open_case("ana", "tramite", {"folio": "F1"})


def test_every_stage_of_a_case_is_what_its_history_says(town: Town, case_id: int) -> None:
    handlers = {"cobro": lambda _: Done(), "aviso": lambda _: Done()}
    assert replayed(town, case_id).agrees
    town.attach("ana", case_id, task_id=town.open_task(case_id, "registrar"))
    town.does("ana", case_id, "registrar", Facts({"nota": "Recibido"}))
    assert replayed(town, case_id).agrees
    town.works(handlers)
    town.waits(hours=1)
    assert (town.steps(case_id), replayed(town, case_id).agrees) == (["apurar"], True)
    town.publish(ANSWERED, "F1")
    town.does("ana", case_id, "apurar", Facts({"nota": "Tarde"}))
    town.clock.advance(timedelta(hours=1))
    town.listens()
    town.works(handlers)
    assert (town.steps(case_id), replayed(town, case_id).agrees) == (["archivar"], True)
    town.does("ana", case_id, "archivar", Facts({"nota": "Fin"}))
    assert (town.case(case_id).state, replayed(town, case_id).agrees) == ("completed", True)


def test_a_cancelled_case_is_what_its_history_says(town: Town, case_id: int) -> None:
    town.cancel("ana", case_id, "Ya no")
    assert replayed(town, case_id).agrees


def test_a_state_that_its_history_does_not_imply_is_seen(town: Town, case_id: int) -> None:
    before = replayed(town, case_id).stored.tokens
    town.attach("ana", case_id, task_id=town.open_task(case_id, "registrar"))
    town.does("ana", case_id, "registrar", Facts({"nota": "Recibido"}))
    town.installation.database.run(
        lambda connection: connection.execute(update(instances).values(tokens=before)),
        municipality=town.municipality_id,
    )
    assert not replayed(town, case_id).agrees


def test_a_migrated_case_is_what_its_history_says_at_every_stage(office: Town) -> None:
    case_id = opens(office)
    office.does("ana", case_id, "write", Facts({"nota": "Lista"}))
    office.deploys(SECOND)
    assert isinstance(goes_over(office, case_id), Migrated)
    assert (office.steps(case_id), replayed(office, case_id).agrees) == (["subscribe"], True)
    undo(office.installation, office.people["ana"], case_id, reason="Error")
    assert (office.steps(case_id), replayed(office, case_id).agrees) == (["sign"], True)
    assert isinstance(goes_over(office, case_id), Migrated)
    assert isinstance(is_moved(office, case_id, "write"), CaseMoved)
    assert (office.steps(case_id), replayed(office, case_id).agrees) == (["write"], True)
    office.waits(days=3)
    assert (office.steps(case_id), replayed(office, case_id).agrees) == (["write", "remind"], True)
    for step in ("write", "check", "subscribe", "remind"):
        office.does("ana", case_id, step, Facts({"nota": "x"}))
    office.publish("answered", "Bombas")
    assert (office.case(case_id).state, replayed(office, case_id).agrees) == ("completed", True)


def test_a_step_that_was_taken_back_and_done_otherwise_is_what_its_history_says(
    office: Town,
) -> None:
    case_id, chance = opens(office), Random(1)  # noqa: S311  a test, not a secret
    assert completes(office, case_id, chance) == "completes"
    assert takes_back(office, case_id, chance) == "taken back"
    assert (office.steps(case_id), replayed(office, case_id).agrees) == (["write"], True)
    office.does("ana", case_id, "write", Facts({"nota": "otra"}))
    assert (office.steps(case_id), replayed(office, case_id).agrees) == (["sign"], True)


def test_a_task_in_other_hands_than_its_history_says_is_seen(office: Town) -> None:
    case_id, chance = opens(office), Random(1)  # noqa: S311  a test, not a secret
    while handles(office, case_id, chance) != "assign":
        assert replayed(office, case_id).agrees
    office.installation.database.run(
        lambda connection: connection.execute(update(tasks).values(assignee_id=None)),
        municipality=office.municipality_id,
    )
    assert not replayed(office, case_id).agrees


@pytest.mark.parametrize("seed", range(16))
def test_whatever_is_done_to_a_case_its_history_implies_its_state(office: Town, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  a test, not a secret
    cases = [opens(office) for _ in range(2)]
    office.deploys(SECOND)
    seen = set()
    for _ in range(20):
        case_id = chance.choice(cases)
        act = chance.choice(ACTS)
        seen.add(act(office, case_id, chance))
        assert replayed(office, case_id).agrees, act.__name__
    assert len(seen) > 2, "the seed does too little"
    assert office.verification().faults == ()


def completes(town: Town, case_id: int, chance: Random) -> str:
    """Who holds a task completes it; a free one, Ana."""
    waiting = town.open_tasks(case_id)
    if not waiting or town.case(case_id).state != "open":
        return ""
    task, ana, luis = chance.choice(waiting), town.people["ana"], town.people["luis"]
    actor = luis if task.assignee_id == luis.person_id else ana
    facts = Facts({"nota": str(chance.random())})
    done = complete(town.installation, actor, task.id, facts, undoable=True)
    return "completes" if isinstance(done, Completed) else ""


def completes_for_nothing(town: Town, case_id: int, chance: Random) -> str:
    done = completes(town, case_id, chance)
    return (done and takes_back(town, case_id, chance)) or done


def takes_back(town: Town, case_id: int, _: Random) -> str:
    people = (town.people["ana"], town.people["luis"])
    answers = [undo_step(town.installation, each, case_id) for each in people]
    return "taken back" if any(isinstance(each, StepUndone) for each in answers) else ""


def handles(town: Town, case_id: int, chance: Random) -> str:
    """One of the clerks takes a task, gives it away, puts it aside or back, and may take that back;
    or somebody's act of before is taken back."""
    waiting = town.open_tasks(case_id)
    if not waiting:
        return ""
    ana, luis = town.people["ana"], town.people["luis"]
    actor, other = chance.choice(((ana, luis), (luis, ana)))
    do, task_id = chance.choice(HANDLING), chance.choice(waiting).id
    more: tuple[object, ...] = ()
    if do in (assign, delegate):
        more = (other.person_id,)
    elif do is set_priority:
        more = (chance.choice((20, 50, 80)),)
    elif do in (postpone, set_due):
        more = (town.clock.now().date() + timedelta(days=chance.randint(2, 9)),)
    elif do is undo_act:
        more = (chance.choice(acts_of(town, case_id, task_id)),)
    answer = do(town.installation, actor, task_id, *more)
    if isinstance(answer, Refused):
        return ""
    if getattr(answer, "seq", None) and chance.random() < 0.4:
        again = undo_act(town.installation, actor, task_id, answer.seq)
        assert isinstance(again, ActUndone), (do, again)
        return undo_act.__name__
    return str(do.__name__)


def acts_of(town: Town, case_id: int, task_id: int) -> list[int]:
    """The numbers of the events upon a task; 1 where there are none."""
    key = town.municipality_id
    found = town.reads(lambda c: acts_upon(c, key, case_id, task_id, since=1))
    return [row.seq for row in found][-3:] or [1]


HANDLING: tuple[Any, ...] = (
    *(claim, claim, release, assign, delegate, postpone),
    *(set_due, set_priority, undo_act),
)


def time_passes(town: Town, case_id: int, chance: Random) -> str:
    town.waits(days=chance.choice((1, 3, 10)))
    return "waits"


def is_answered(town: Town, case_id: int, _: Random) -> str:
    town.publish("answered", "Bombas")
    return "answered"


def is_moved_somewhere(town: Town, case_id: int, chance: Random) -> str:
    to = chance.choice(("write", "chase", "sign", "subscribe", "check"))
    return "moved" if isinstance(is_moved(town, case_id, to), CaseMoved) else ""


def changes_version(town: Town, case_id: int, chance: Random) -> str:
    back = Order("test", 2, 1, Edits({"subscribe": "sign", "check": None, "remind": None}))
    answer = goes_over(town, case_id, chance.choice((THERE, THERE, back)))
    return "migrated" if isinstance(answer, Migrated) else ""


def comes_back(town: Town, case_id: int, _: Random) -> str:
    answer = undo(town.installation, town.people["ana"], case_id, reason="Error")
    return "undone" if isinstance(answer, Undone) else ""


def rests(town: Town, case_id: int, _: Random) -> str:
    stopped = town.case(case_id).state == "suspended"
    act = resume if stopped else suspend
    return str(isinstance(act(town.installation, town.people["ana"], case_id, "Pausa"), Refused))


ACTS = (
    completes,
    completes,
    completes_for_nothing,
    takes_back,
    *(handles,) * 4,
    time_passes,
    is_answered,
    is_moved_somewhere,
    changes_version,
    changes_version,
    comes_back,
    rests,
)
