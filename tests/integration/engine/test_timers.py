"""Time: boundary timers, terms that end before somebody acts, downtime, cycles."""

from __future__ import annotations

from datetime import timedelta

from engine.cases import Facts
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from engine.worker.timekeeper import sweep
from storage.queries.documents import documents_of_case
from storage.queries.history import events_of_case
from tests.diagrams import boundary, bundle, catch, end, flow, path, start, timer, user
from tests.town import Town

TERM = bundle(
    start(),
    user("file"),
    boundary("late", "file", timer("P3D")),
    user("chase", "boss"),
    end("filed"),
    end("chased"),
    path("start", "file", "filed"),
    path("late", "chase", "chased"),
)
REMINDER = bundle(
    start(),
    user("file"),
    boundary("remind", "file", timer("P1D"), interrupts=False),
    user("nudge", "boss"),
    end("filed"),
    end("nudged"),
    path("start", "file", "filed"),
    path("remind", "nudge", "nudged"),
)
WAITING = bundle(
    start(), catch("rest", timer("P10D")), user("go"), end(), path("start", "rest", "go", "end")
)
LEGAL = bundle(
    start(),
    user(
        "answer",
        more='<cauce:deadline title="Plazo de respuesta" length="=5" unit="business"'
        ' source="Ley, art. 1" effect="escalate"/>',
    ),
    end(),
    path("start", "answer", "end"),
)


def kinds(town: Town, case_id: int) -> list[EventKind]:
    told = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id, limit=100))
    return [EventKind(event.kind) for event in reversed(told)]


def opened(town: Town, definition: object) -> int:
    town.person("ana", "clerk")
    town.person("luis", "boss")
    return town.open_case("ana", "test", Facts({}))


def test_an_interrupting_timer_withdraws_the_task_and_goes_its_own_way(town: Town) -> None:
    case_id = opened(town, town.deploys(TERM))
    town.waits(days=2)
    assert town.steps(case_id) == ["file"]
    town.waits(days=1)
    assert town.steps(case_id) == ["chase"]
    assert kinds(town, case_id)[2:] == [
        EventKind.TIMER_FIRED,
        EventKind.TASK_WITHDRAWN,
        EventKind.TASK_OPENED,
    ]
    assert town.verification().faults == ()


def test_a_task_completed_in_time_disarms_its_timer(town: Town) -> None:
    case_id = opened(town, town.deploys(TERM))
    town.does("ana", case_id, "file")
    town.waits(days=30)
    assert town.case(case_id).outcome == "filed"


def test_a_late_act_meets_the_timer_first_although_nobody_swept(town: Town) -> None:
    case_id = opened(town, town.deploys(TERM))
    task_id = town.open_task(case_id, "file")
    town.clock.advance(timedelta(days=3))
    answer = town.complete("ana", task_id, Facts({}))
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.LATE
    assert town.steps(case_id) == ["chase"]


def test_a_paper_that_comes_late_does_not_enter_the_file(town: Town) -> None:
    case_id = opened(town, town.deploys(TERM))
    task_id = town.open_task(case_id, "file")
    town.clock.advance(timedelta(days=3))
    answer = town.attach("ana", case_id, task_id=task_id)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.LATE
    assert town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id)) == ()


def test_a_late_act_is_told_so_after_the_sweep_too(town: Town) -> None:
    case_id = opened(town, town.deploys(TERM))
    task_id = town.open_task(case_id, "file")
    town.waits(days=4)
    answer = town.complete("ana", task_id, Facts({}))
    assert answer == Refused(RefusalKind.LATE, {"title": "late"})
    assert kinds(town, case_id)[-1] == EventKind.LATE_ATTEMPT
    assert town.verification().faults == ()


def test_who_comes_late_is_told_which_legal_term_is_over(town: Town) -> None:
    offers = bundle(
        start(),
        user("bid"),
        '<bpmn:boundaryEvent id="over" name="Cierre" attachedToRef="bid" cancelActivity="true">'
        '<bpmn:extensionElements><cauce:deadline title="Presentación de ofertas" length="3"'
        ' unit="business" source="Ley, art. 2" effect="none"/></bpmn:extensionElements>'
        "<bpmn:timerEventDefinition/></bpmn:boundaryEvent>",
        user("open", "boss"),
        end("filed"),
        end("opened"),
        path("start", "bid", "filed"),
        path("over", "open", "opened"),
    )
    case_id = opened(town, town.deploys(offers))
    task_id = town.open_task(case_id, "bid")
    town.waits(days=4)
    answer = town.complete("ana", task_id, Facts({}))
    told = {"title": "Presentación de ofertas", "due": "2026-03-05"}
    assert answer == Refused(RefusalKind.LATE, told)
    assert town.steps(case_id) == ["open"]


def test_an_act_in_the_last_moment_is_in_time(town: Town) -> None:
    case_id = opened(town, town.deploys(TERM))
    town.clock.advance(timedelta(days=3) - timedelta(microseconds=1))
    assert town.does("ana", case_id, "file").finished


def test_a_timer_that_fell_due_while_nobody_ran_fires_once(town: Town) -> None:
    case_id = opened(town, town.deploys(REMINDER))
    town.clock.advance(timedelta(days=40))
    town.reopen()
    assert town.listens() == 1
    assert town.listens() == 0
    assert sorted(town.steps(case_id)) == ["file", "nudge"]


def test_the_sweep_takes_no_more_than_it_is_told(town: Town) -> None:
    opened(town, town.deploys(WAITING))
    for _ in range(4):
        town.open_case("ana", "test", Facts({}))
    town.clock.advance(timedelta(days=10))
    assert [sweep(town.installation, limit=3) for _ in range(3)] == [3, 2, 0]


def test_a_cycle_fires_as_often_as_it_says(town: Town) -> None:
    again = bundle(
        start(),
        user("file"),
        boundary("remind", "file", timer("R2/P1D", "timeCycle"), interrupts=False),
        user("nudge", "boss"),
        end("filed"),
        end("nudged"),
        path("start", "file", "filed"),
        path("remind", "nudge", "nudged"),
    )
    case_id = opened(town, town.deploys(again))
    for _ in range(4):
        town.waits(days=1)
    assert town.steps(case_id) == ["file", "nudge", "nudge"]


def test_a_legal_term_is_a_row_with_its_reason_and_is_met_by_the_act(town: Town) -> None:
    from storage.queries.deadlines import deadlines_of_case

    case_id = opened(town, town.deploys(LEGAL))
    (term,) = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case_id))
    assert (term.title, term.unit, term.length, term.state) == (
        "Plazo de respuesta",
        "business",
        5,
        "open",
    )
    assert (term.start_on.isoformat(), term.due_on.isoformat()) == ("2026-03-02", "2026-03-09")
    town.does("ana", case_id, "answer")
    (term,) = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case_id))
    assert term.state == "met"
    assert EventKind.DEADLINE_MET in kinds(town, case_id)


def test_a_timer_whose_step_fails_waits_for_a_person_and_can_be_mended(town: Town) -> None:
    from engine.cases.mending import mend
    from storage.queries.cases import incidents_of_case

    broken = bundle(
        start(),
        catch("rest", timer("P1D")),
        '<bpmn:exclusiveGateway id="which"/>',
        user("go"),
        end(),
        path("start", "rest", "which"),
        flow("which", "go", "amount &gt; 10"),
        flow("which", "end", "amount &lt;= 10"),
        path("go", "end"),
    )
    town.deploys(broken)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({"amount": "no number"}))
    town.waits(days=1)
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert (incident.element_key, incident.timer_id is not None) == ("which", True)
    assert town.listens() == 0
    mended = mend(town.installation, town.people["ana"], incident.id)
    assert not isinstance(mended, Refused)
    town.listens()
    again = town.reads(
        lambda c: incidents_of_case(c, town.municipality_id, case_id, open_only=False)
    )
    assert len(again) == 2
    assert town.verification().faults == ()


def on_the_clock(condition: str) -> object:
    """A case that waits for a condition beside a task."""
    inside = (
        f"<bpmn:conditionalEventDefinition><bpmn:condition>{condition}</bpmn:condition>"
        "</bpmn:conditionalEventDefinition>"
    )
    return bundle(
        start(),
        user("file"),
        boundary("ripe", "file", inside, interrupts=False),
        user("nudge", "boss"),
        end("filed"),
        end("nudged"),
        path("start", "file", "filed"),
        path("ripe", "nudge", "nudged"),
        manifest='operators = ["boss"]',
    )


def test_a_condition_on_the_day_becomes_true_at_the_change_of_day_without_an_act(
    town: Town,
) -> None:
    town.deploys(on_the_clock("=today() &gt;= date(&quot;2026-03-04&quot;)"))
    case_id = opened(town, on_the_clock)
    before = len(kinds(town, case_id))
    town.waits(hours=30)
    assert town.steps(case_id) == ["file"]
    assert len(kinds(town, case_id)) == before  # looking is no act
    town.waits(hours=24)
    assert sorted(town.steps(case_id)) == ["file", "nudge"]
    town.waits(days=5)
    assert sorted(town.steps(case_id)) == ["file", "nudge"]
    assert town.verification().faults == ()


def test_a_condition_on_the_moment_is_looked_at_every_minute(town: Town) -> None:
    town.deploys(on_the_clock("=now() - ayer &gt; duration(&quot;PT2H&quot;)".replace(
        "ayer", "date and time(&quot;2026-03-02T08:00:00-05:00&quot;)")))  # fmt: skip
    case_id = opened(town, on_the_clock)
    town.waits(hours=1)
    assert town.steps(case_id) == ["file"]
    town.clock.advance(timedelta(minutes=61))
    assert town.listens() == 1
    assert sorted(town.steps(case_id)) == ["file", "nudge"]


def test_a_suspended_case_looks_at_the_clock_when_it_is_resumed(town: Town) -> None:
    from engine.cases.suspending import resume, suspend

    town.deploys(on_the_clock("=today() &gt;= date(&quot;2026-03-04&quot;)"))
    case_id = opened(town, on_the_clock)
    operator = town.person("luis", "boss")
    assert not isinstance(suspend(town.installation, operator, case_id, "corte de luz"), Refused)
    town.waits(days=5)
    assert town.steps(case_id) == ["file"]
    assert not isinstance(resume(town.installation, operator, case_id, "ya hay luz"), Refused)
    town.listens()
    assert sorted(town.steps(case_id)) == ["file", "nudge"]
