"""What a supplier may do at a call now: one line for each open task that is theirs or anybody's.

What has a page of its own (`PAGES`, by the element of the diagram) leads there; anything else to
the page of the task.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from engine.identity.house import SUPPLIER
from engine.suppliers.work import numbers_for
from storage.queries.tasks import TaskDetail
from ui.suppliers.calls import Call
from ui.suppliers.visiting import SupplierVisit

Words = Callable[[NullTranslations], str]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be done, and where."""

    label: str
    href: str
    sentence: str


SENTENCES: Mapping[str, Words] = {
    "consultar": lambda w: w.gettext(
        "Puede consultar u observar las bases. Su nombre no se publica hasta las respuestas."
    ),
    "presentar_oferta": lambda w: w.gettext(
        "Presente su oferta en sobre sellado: nadie la lee hasta la apertura."
    ),
}
"""What is said beside a task that anybody may do, by its element."""


def acts_at(here: SupplierVisit, call: Call) -> list[Act]:
    """The tasks that wait; who has no account is told of those that are anybody's too."""
    seen: dict[str, Act] = {}
    for task in call.scene.open_tasks:
        if task.role == SUPPLIER and is_shown(here, call, task):
            seen.setdefault(task.element_key, act_of(here, call, task))
    return list(seen.values())


def is_shown(here: SupplierVisit, call: Call, task: TaskDetail) -> bool:
    """It is anybody's, or of a supplier for whom they act."""
    if task.assignee_id is not None:
        return any(each.person_id == task.assignee_id for each in here.companies)
    numbers = numbers_for(call.scene.definition, call.scene.snapshot, task)
    return numbers is None or any(each.number in numbers for each in here.companies)


def act_of(here: SupplierVisit, call: Call, task: TaskDetail) -> Act:
    """Its line."""
    told = SENTENCES.get(task.element_key)
    return Act(
        task.name,
        here.path("suppliers", "calls", call.number, task.element_key),
        told(here.words) if told else here.words.gettext("Esto espera por usted."),
    )
