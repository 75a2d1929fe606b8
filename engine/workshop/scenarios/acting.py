"""What the steps «Cuando» do in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.cases import start
from engine.cases.cancelling import cancel
from engine.cases.delivery import deliver, is_awake
from engine.cases.kept_messages import settle as deliver_more
from engine.cases.notifying import Attempt, record_notification
from engine.identity import Actor
from engine.identity.house import CASHIER
from engine.jobs.results import Done, Incident, Work
from engine.migrations.migrating import migrate
from engine.payments.ways.till import open_till, take
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_, Sentence, phrase
from engine.tasks import complete
from engine.workshop.scenarios.before import BEFORE, LONGEST, moved, moved_to
from engine.workshop.scenarios.cells import typed_in, unclear
from engine.workshop.scenarios.days import day_in
from engine.workshop.scenarios.played import (
    Played,
    attached,
    called_so,
    form_that_opens,
    no_day,
    no_task,
    papers_of,
    somebody,
    waiting_task,
)
from engine.workshop.scenarios.reading import Step
from engine.workshop.scenarios.seeing import no_term
from engine.workshop.scenarios.sentences import Said
from storage.queries.deadlines import deadlines_of_case
from storage.queries.payments import orders_of_case
from storage.queries.tasks import TaskDetail
from storage.queries.waits import waiting_in_case
from storage.tables.notifications import NotificationForm

NOTE = Decimal("10000000")
"""What is handed over at the till of a sandbox: enough for any fee."""
CASHIER_OF_THE_TRY = "caja del ensayo"
MOST_AT_ONCE = 50


def act(played: Played, said: Said, step: Step) -> Sentence | None:
    """Do what a step says; what is wrong where it cannot be done."""
    return ACTS[said.wording.key](played, said.parts, step)


def until(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return moved(played, parts["day"])


def business(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return _passed(played, int(parts["days"]), business=True)


def days(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return _passed(played, int(parts["days"]), business=False)


def _passed(played: Played, number: int, *, business: bool) -> Sentence | None:
    if number > LONGEST:
        return phrase(N_("Son demasiados días para un ensayo: hasta %(most)s."), most=LONGEST)
    played.at.move_to(played.at.after(number, business=business))
    return None


def lapse(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """The morning after the last day of an open term."""
    at, title = played.at, parts["term"].casefold()
    rows = at.reads(lambda c: deadlines_of_case(c, at.town, played.case_id, open_only=True))
    found = [row for row in rows if row.title.casefold() == title]
    if not found:
        return no_term(parts["term"], rows)
    return moved_to(played, found[-1].due_on + timedelta(days=1))


def start_case(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """The case of the scenario begins; papers that its form asks for are put in."""
    answer = _started(played, parts, step)
    if isinstance(answer, Refused):
        return phrase(N_("No se abrió: %(why)s"), why=played.told(answer))
    return answer


def try_start(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """The same, and a refusal is what the scenario is about."""
    return _refused(played, _started(played, parts, step))


def _started(played: Played, parts: Mapping[str, str], step: Step) -> Refused | Sentence | None:
    actor = somebody(played, parts["who"])
    if isinstance(actor, Sentence):
        return actor
    at = played.at
    form = form_that_opens(at.definition)
    wrong = unclear(form, step.rows)
    if wrong is not None:
        return wrong
    answer = start(
        at.installation, actor, at.definition.key, typed_in(form, step.rows), files=papers_of(form)
    )
    if isinstance(answer, Refused):
        return answer
    played.case_id = answer.case_id
    at.settle()
    return None


def complete_task(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """Somebody completes a task that waits."""
    answer = _tried(played, parts, step)
    if isinstance(answer, Refused):
        return phrase(N_("No se completó: %(why)s"), why=played.told(answer))
    return answer


def complete_each(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """Every task of a name that waits now: each round of what is done several times."""
    number = len(called_so(played, parts["task"]))
    if not number:
        return no_task(played, parts["task"])
    for _ in range(min(number, MOST_AT_ONCE)):
        wrong = complete_task(played, parts, step)
        if wrong is not None:
            return wrong
    return None


def try_task(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """Somebody tries to, and a refusal is what the scenario is about."""
    return _refused(played, _tried(played, parts, step))


def _refused(played: Played, answer: object) -> Sentence | None:
    played.refused = played.told(answer) if isinstance(answer, Refused) else ""
    return answer if isinstance(answer, Sentence) else None


def _tried(played: Played, parts: Mapping[str, str], step: Step) -> Refused | Sentence | None:
    actor = somebody(played, parts["who"])
    if isinstance(actor, Sentence):
        return actor
    task = waiting_task(played, parts["task"], actor)
    if task is None:
        return no_task(played, parts["task"])
    return _completed(played, actor, task, step)


def _completed(
    played: Played, actor: Actor, task: TaskDetail, step: Step
) -> Refused | Sentence | None:
    at = played.at
    form = at.definition.form_of(task.form_key)
    wrong = unclear(form, step.rows)
    if wrong is not None:
        return wrong
    typed = typed_in(form, step.rows)
    for paper in papers_of(form):
        attached(at, actor, task, paper.kind, paper.title)
    answer = complete(at.installation, actor, task.id, typed)
    if isinstance(answer, Refused) and answer.kind is RefusalKind.MISSING_DOCUMENTS:
        for rule in at.definition.program.element(task.element_key).documents:
            attached(at, actor, task, rule.kind, rule.title)
        answer = complete(at.installation, actor, task.id, typed)
    if isinstance(answer, Refused):
        return answer
    at.settle()
    return None


def pay(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """Whatever fee waits is paid at a till of the sandbox."""
    at = played.at
    orders = at.reads(lambda c: orders_of_case(c, at.town, played.case_id))
    cashier = at.person(CASHIER_OF_THE_TRY, CASHIER)
    opened = open_till(at.installation, cashier, 1)
    if isinstance(opened, Refused):
        return phrase(N_("No se pagó: %(why)s"), why=played.told(opened))
    paid = [take(at.installation, cashier, one.id, NOTE) for one in orders]
    if all(isinstance(each, Refused) for each in paid):
        return phrase(N_("Nadie espera una tasa."))
    at.settle()
    return None


def message(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """A message comes where the case waits for it, whatever its key."""
    at, name = played.at, parts["name"]
    found = at.reads(lambda c: waiting_in_case(c, at.town, played.case_id, name=name))
    actor = at.person(CASHIER_OF_THE_TRY, CASHIER)
    for one in filter(is_awake, found):
        advance = deliver(at.installation, actor, one, lambda _: typed_in(None, step.rows))
        if advance is not None:
            deliver_more(at.installation, at.town, advance)
            at.settle()
            return None
    return phrase(N_("El trámite no espera el mensaje «%(name)s»."), name=name)


def service(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """A service outside of the house answers what the scenario says."""
    result: Mapping[str, Any] = typed_in(None, step.rows)
    return _served(played, parts["kind"], Done(result))


def service_fails(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """It says that it cannot."""
    return _served(played, parts["kind"], Incident(step.text))


def _served(played: Played, kind: str, answer: Done | Incident) -> Sentence | None:
    def answers(_work: Work) -> Done | Incident:
        return answer

    if not played.at.settle({kind: answers}):
        sentence = N_("El trámite no espera al servicio «%(kind)s».")
        return phrase(sentence, kind=kind)
    return None


def notify(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """An act is made known in person on a day; terms begin with its effect."""
    actor, day, at = somebody(played, parts["who"]), day_in(parts["day"]), played.at
    if isinstance(actor, Sentence):
        return actor
    if day is None:
        return no_day(parts["day"])
    attempt = Attempt(parts["name"], "—", NotificationForm.PERSONAL, day)
    answer = record_notification(at.installation, actor, played.case_id, attempt)
    if isinstance(answer, Refused):
        return phrase(N_("No se notificó: %(why)s"), why=played.told(answer))
    at.settle()
    return None


def cancel_case(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """Somebody ends the case before its end."""
    actor, at = somebody(played, parts["who"]), played.at
    if isinstance(actor, Sentence):
        return actor
    answer = cancel(at.installation, actor, played.case_id, parts["reason"])
    if isinstance(answer, Refused):
        return phrase(N_("No se anuló: %(why)s"), why=played.told(answer))
    at.settle()
    return None


def go_over(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """The case, begun under the version in force, goes over to the draft as it would afterwards."""
    at = played.at
    order = at.way_to_draft()
    if order is None:
        return phrase(N_("Diga antes: «Dado que el trámite empieza con la versión vigente»."))
    answer = migrate(at.installation, at.operator(), played.case_id, order, reason="—")
    if isinstance(answer, Refused):
        return phrase(N_("No pasó al borrador: %(why)s"), why=played.told(answer))
    at.go_on()
    return None


ACTS = {
    **BEFORE,
    "start": start_case,
    "try_start": try_start,
    "complete": complete_task,
    "each": complete_each,
    "try": try_task,
    "pay": pay,
    "business": business,
    "days": days,
    "until": until,
    "lapse": lapse,
    "message": message,
    "service": service,
    "service_fails": service_fails,
    "notify": notify,
    "cancel": cancel_case,
    "migrate": go_over,
}
