"""How far a scenario is while it is played, and who and what its sentences mean by their words."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from engine.definitions.loading import Definition
from engine.documents.attaching import attach
from engine.documents.receiving import NewFile
from engine.forms.components import FILES, Form
from engine.identity import Actor
from engine.refusals import Refused
from engine.sentences import N_, Sentence, phrase
from engine.workshop.scenarios.sandbox import Sandbox
from storage.queries.tasks import TaskDetail, tasks_of_case

PAPER = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


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


def somebody(played: Played, name: str) -> Actor | Sentence:
    """Who is meant; a sentence where nobody said before who that is."""
    known = played.at.people.get(name.casefold())
    if known is not None:
        return known
    sentence = N_("Diga antes quién es %(who)s: «Dado que %(who)s es de …».")
    return phrase(sentence, who=name)


def called_so(played: Played, name: str) -> list[TaskDetail]:
    """The open tasks of a name."""
    told = name.casefold()
    tasks = played.open_tasks()
    return [one for one in tasks if told in (one.name.casefold(), one.element_key.casefold())]


def waiting_task(played: Played, name: str, actor: Actor | None = None) -> TaskDetail | None:
    """An open task by its name; rather one that the person has a role for."""
    found = called_so(played, name)
    own = [one for one in found if actor is not None and one.role in actor.roles]
    return next(iter(own or found), None)


def no_task(played: Played, name: str) -> Sentence:
    """That it does not wait, and what does."""
    waiting = ", ".join(f"«{one.name}»" for one in played.open_tasks())
    if not waiting:
        return phrase(N_("No espera «%(name)s»; no espera ninguna tarea."), name=name)
    return phrase(N_("No espera «%(name)s». Espera: %(waiting)s."), name=name, waiting=waiting)


def form_that_opens(definition: Definition) -> Form | None:
    """The form of the plain beginning of a case, where the process has one."""
    points = definition.program.starts
    point = next((one for one in points if one.trigger == "none"), None)
    return definition.form_of(point.form_key) if point else None


def papers_of(form: Form | None) -> list[NewFile]:
    """A sheet for each file that a form asks for."""
    return [
        NewFile(one.document_kind, one.key, f"{one.key}.pdf", io.BytesIO(PAPER))
        for one in (form.fields if form else ())
        if one.kind in FILES
    ]


def attached(at: Sandbox, actor: Actor, task: TaskDetail, kind: str, title: str) -> None:
    """What is not taken is told by completing the task."""
    attach(
        at.installation, actor, task.case_id, kind=kind, title=title, filename="ensayo.pdf",
        stream=io.BytesIO(PAPER), task_id=task.id,
    )  # fmt: skip


def amount_in(text: str) -> Decimal | None:
    """A number as people write it: «S/ 1,250.50», «1.250,50», «25»; None where it is none."""
    told = re.sub(r"[^\d.,]", "", text)
    if "," in told and told.rfind(",") > told.rfind("."):
        whole = re.fullmatch(r"\d{1,3}(,\d{3})+", told)
        told = told.replace(",", "") if whole else told.replace(".", "").replace(",", ".")
    try:
        return Decimal(told.replace(",", ""))
    except InvalidOperation:
        return None


def no_number(text: str) -> Sentence:
    """That it is none."""
    return phrase(N_("«%(text)s» no es un número."), text=text)


def no_day(text: str) -> Sentence:
    """That it is none."""
    return phrase(N_("«%(text)s» no es un día que exista."), text=text)
