"""What the steps «Dado» and «Cuando» do in a sandbox."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.cases import start
from engine.cases.delivery import deliver, is_awake
from engine.cases.kept_messages import settle as deliver_more
from engine.definitions.loading import Definition
from engine.documents.attaching import attach
from engine.documents.receiving import NewFile
from engine.forms.components import FILES, Form
from engine.identity import Actor
from engine.identity.house import CASHIER
from engine.jobs.results import Done, Work
from engine.payments.ways.till import open_till, take
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_, Sentence, phrase
from engine.tasks import complete
from engine.workshop.scenarios.cells import typed_in, unclear
from engine.workshop.scenarios.days import day_in, in_words
from engine.workshop.scenarios.reading import Step
from engine.workshop.scenarios.sandbox import Sandbox
from engine.workshop.scenarios.sentences import Said
from storage.queries.payments import orders_of_case
from storage.queries.tasks import TaskDetail, tasks_of_case
from storage.queries.waits import waiting_in_case

PAPER = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
LONGEST = 366 * 10
"""Days that a scenario may move on in one step."""
NOTE = Decimal("10000000")
"""What is handed over at the till of a sandbox: enough for any fee."""
CASHIER_OF_THE_TRY = "caja del ensayo"


@dataclass(slots=True)
class Played:
    """How far a scenario is: its case (0: none yet), why the last try was refused, and the language
    that it is written in."""

    at: Sandbox
    case_id: int = 0
    refused: str = ""
    language: str = "es"

    def told(self, refused: Refused) -> str:
        """Why something was refused."""
        return self.at.house.told(refused, self.language)

    def open_tasks(self) -> tuple[TaskDetail, ...]:
        """What waits for people."""
        if not self.case_id:
            return ()
        return self.at.reads(lambda c: tasks_of_case(c, self.at.town, self.case_id, open_only=True))


def act(played: Played, said: Said, step: Step) -> Sentence | None:
    """Do what a step says; what is wrong where it cannot be done."""
    return ACTS[said.wording.key](played, said.parts, step)


def today(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """The first one is the day on which the sandbox begins; a later one is moved to."""
    return _moved(played, parts["day"])


def until(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return _moved(played, parts["day"])


def business(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return _passed(played, int(parts["days"]), business=True)


def days(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return _passed(played, int(parts["days"]), business=False)


def _passed(played: Played, number: int, *, business: bool) -> Sentence | None:
    if number > LONGEST:
        return phrase(N_("Son demasiados días para un ensayo: hasta %(most)s."), most=LONGEST)
    played.at.move_to(played.at.after(number, business=business))
    return None


def _moved(played: Played, text: str) -> Sentence | None:
    day, now = day_in(text), played.at.today()
    if day is None:
        return phrase(N_("«%(text)s» no es un día que exista."), text=text)
    if day < now:
        sentence = N_("El ensayo ya está en el %(now)s: el tiempo no vuelve atrás.")
        return phrase(sentence, now=in_words(now))
    if (day - now).days > LONGEST:
        return phrase(N_("Son demasiados días para un ensayo: hasta %(most)s."), most=LONGEST)
    played.at.move_to(day)
    return None


def person(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """Somebody has a role, by its title or by its name in the process."""
    role = role_of(played, parts["role"])
    if role is None:
        known = ", ".join(sorted(set(roles_of(played).values())))
        sentence = N_("El proceso no tiene el rol «%(role)s». Tiene: %(known)s.")
        return phrase(sentence, role=parts["role"], known=known)
    played.at.person(parts["who"], role)
    return None


def start_case(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """The case of the scenario begins; papers that its form asks for are put in."""
    actor = _somebody(played, parts["who"])
    if isinstance(actor, Sentence):
        return actor
    at = played.at
    form = form_that_opens(at.definition)
    wrong = unclear(form, step.rows)
    if wrong is not None:
        return wrong
    answer = start(
        at.installation, actor, at.definition.key, typed_in(form, step.rows), files=_papers(form)
    )
    if isinstance(answer, Refused):
        return phrase(N_("No se abrió: %(why)s"), why=played.told(answer))
    played.case_id = answer.case_id
    at.settle()
    return None


def complete_task(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """Somebody completes a task that waits."""
    answer = _tried(played, parts, step)
    if isinstance(answer, Refused):
        return phrase(N_("No se completó: %(why)s"), why=played.told(answer))
    return answer


def try_task(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """The same, and a refusal is what the scenario is about."""
    answer = _tried(played, parts, step)
    played.refused = played.told(answer) if isinstance(answer, Refused) else ""
    return None if isinstance(answer, Refused) else answer


def _tried(played: Played, parts: Mapping[str, str], step: Step) -> Refused | Sentence | None:
    actor = _somebody(played, parts["who"])
    if isinstance(actor, Sentence):
        return actor
    task = waiting_task(played, parts["task"], actor)
    if task is None:
        return no_task(played, parts["task"])
    at = played.at
    form = at.definition.form_of(task.form_key)
    wrong = unclear(form, step.rows)
    if wrong is not None:
        return wrong
    typed = typed_in(form, step.rows)
    for paper in _papers(form):
        _attached(at, actor, task, paper.kind, paper.title)
    answer = complete(at.installation, actor, task.id, typed)
    if isinstance(answer, Refused) and answer.kind is RefusalKind.MISSING_DOCUMENTS:
        for rule in at.definition.program.element(task.element_key).documents:
            _attached(at, actor, task, rule.kind, rule.title)
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

    def answers(_work: Work) -> Done:
        return Done(result)

    if not played.at.settle({parts["kind"]: answers}):
        sentence = N_("El trámite no espera al servicio «%(kind)s».")
        return phrase(sentence, kind=parts["kind"])
    return None


ACTS = {
    "today": today,
    "person": person,
    "start": start_case,
    "complete": complete_task,
    "try": try_task,
    "pay": pay,
    "business": business,
    "days": days,
    "until": until,
    "message": message,
    "service": service,
}


def roles_of(played: Played) -> dict[str, str]:
    """The roles of the process with their titles."""
    manifest = played.at.definition.manifest
    keys = {*manifest.roles.values(), *manifest.starters, *manifest.operators}
    return {key: manifest.role_titles.get(key, key.replace("_", " ")) for key in keys}


def role_of(played: Played, text: str) -> str | None:
    """The role that is meant, by its title or its name."""
    told = text.casefold().strip()
    for key, title in roles_of(played).items():
        if told in (key.casefold(), title.casefold(), key.replace("_", " ").casefold()):
            return key
    return None


def waiting_task(played: Played, name: str, actor: Actor | None = None) -> TaskDetail | None:
    """An open task by its name; rather one that the person has a role for."""
    told = name.casefold()
    found = [
        one
        for one in played.open_tasks()
        if told in (one.name.casefold(), one.element_key.casefold())
    ]
    own = [one for one in found if actor is not None and one.role in actor.roles]
    return next(iter(own or found), None)


def no_task(played: Played, name: str) -> Sentence:
    """That it does not wait, and what does."""
    waiting = ", ".join(f"«{one.name}»" for one in played.open_tasks())
    if not waiting:
        return phrase(N_("No espera «%(name)s»; no espera ninguna tarea."), name=name)
    return phrase(N_("No espera «%(name)s». Espera: %(waiting)s."), name=name, waiting=waiting)


def _somebody(played: Played, name: str) -> Actor | Sentence:
    known = played.at.people.get(name.casefold())
    if known is not None:
        return known
    sentence = N_("Diga antes quién es %(who)s: «Dado que %(who)s es de …».")
    return phrase(sentence, who=name)


def form_that_opens(definition: Definition) -> Form | None:
    """The form of the plain beginning of a case, where the process has one."""
    points = definition.program.starts
    point = next((one for one in points if one.trigger == "none"), None)
    return definition.form_of(point.form_key) if point else None


def _papers(form: Form | None) -> list[NewFile]:
    """A sheet for each file that a form asks for."""
    return [
        NewFile(one.document_kind, one.key, f"{one.key}.pdf", io.BytesIO(PAPER))
        for one in (form.fields if form else ())
        if one.kind in FILES
    ]


def _attached(at: Sandbox, actor: Actor, task: TaskDetail, kind: str, title: str) -> None:
    """What is not taken is told by completing the task."""
    attach(
        at.installation, actor, task.case_id, kind=kind, title=title, filename="ensayo.pdf",
        stream=io.BytesIO(PAPER), task_id=task.id,
    )  # fmt: skip
