"""Completing many tasks of one step with one set of answers, where the process allows it."""

from __future__ import annotations

from starlette.responses import Response

from engine.access import Scope
from engine.refusals import Refused
from engine.tasks import Completed
from engine.tasks.in_bulk import complete_many
from ui.api.answers import answer, id_of
from ui.api.describing import writes
from ui.api.door import Here, Program
from ui.api.refused import of_task
from ui.api.repeats import Key, once
from ui.api.rooms import room
from ui.api.shapes.tasks import CompletedTasks, ManyAnswers, OneOfMany
from ui.errors import words_of

router = room("tasks")


@router.post("/tasks/completions", **writes(Scope.TASKS_WRITE, CompletedTasks))
def complete_tasks(here: Here, asked: ManyAnswers, key: Key = None) -> Response:
    """Finish tasks of one step of one version, where its process says `cauce:bulk`. Each is
    completed on its own: what is refused does not stop the others."""

    def work() -> Response:
        numbers = [id_of(each) for each in asked.task_ids]
        outcomes = complete_many(here.installation, here.actor, numbers, asked.data)
        items = [one_of_many(here, task_id, outcome) for task_id, outcome in outcomes.items()]
        return answer(here, CompletedTasks(items=items))

    return once(here, key, work)


def one_of_many(here: Program, task_id: int, outcome: Completed | Refused) -> OneOfMany:
    """One outcome, a refusal told as it would be told of the task alone."""
    if isinstance(outcome, Completed):
        return OneOfMany(
            task_id=str(task_id),
            state="done",
            problem=None,
            detail=None,
            errors={},
            case_number=outcome.number,
            finished=outcome.finished,
        )
    problem, words = of_task(here, task_id, outcome), words_of(here.request)
    return OneOfMany(
        task_id=str(task_id),
        state="refused",
        problem=f"urn:cauce:problem:{problem.kind}",
        detail=problem.say(words),
        errors={field: say(words) for field, say in problem.errors},
        case_number=None,
        finished=False,
    )
