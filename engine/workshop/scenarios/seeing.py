"""What the steps «Entonces» look at in a sandbox, and what they say when it is otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from engine.bpmn import Snapshot, visited
from engine.cases.lifecycle import CaseState
from engine.sentences import N_, Sentence, phrase
from engine.workshop.scenarios.days import day_in, in_words
from engine.workshop.scenarios.finding import case_of, otherwise
from engine.workshop.scenarios.finding_facts import FACTS
from engine.workshop.scenarios.played import Played, no_day, no_task, role_of, waiting_task
from engine.workshop.scenarios.reading import Step
from engine.workshop.scenarios.sentences import Said
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.deadlines import DeadlineRow, deadlines_of_case
from storage.queries.incidents import incidents_of
from storage.queries.waits import waiting_in_case


def look(played: Played, said: Said, step: Step) -> Sentence | None:
    """What is otherwise than a step says; None where it is so."""
    key, parts = said.wording.key, said.parts
    if key == "cannot":  # also of a case that could not be begun
        return cannot(played, parts)
    if not played.case_id:
        return phrase(N_("Todavía no hay un trámite: empiece con «Cuando … inicia el trámite»."))
    return waiting(played, step) if key == "waiting" else LOOKS[key](played, parts)


def waits(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """A task waits, for a role or a person where one is named."""
    task = waiting_task(played, parts["task"])
    if task is None:
        return no_task(played, parts["task"])
    who = parts.get("whom", "").strip(' "“”«»')
    known = played.at.people.get(who.casefold())
    if not who or (known is not None and task.role in known.roles):
        return None
    if role_of(played, who) == task.role:
        return None
    title = played.at.definition.manifest.role_titles.get(task.role, task.role)
    sentence = N_("«%(task)s» no le espera a %(who)s, sino a %(role)s.")
    return phrase(sentence, task=parts["task"], who=who, role=title)


def waits_not(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    if waiting_task(played, parts["task"]) is None:
        return None
    return phrase(N_("«%(task)s» espera."), task=parts["task"])


def waiting(played: Played, step: Step) -> Sentence | None:
    """These tasks wait and no other, as often as they are named; a second cell names the role."""
    titles = played.at.definition.manifest.role_titles
    expected = Counter(_line(row) for row in step.rows if row and row[0].strip())
    wide = max((len(each) for each in expected), default=1)
    found = Counter(
        _line((one.name, titles.get(one.role, one.role))[:wide]) for one in played.open_tasks()
    )
    if expected == found:
        return None
    told = ", ".join(f"«{one.name}»" for one in played.open_tasks()) or "—"
    return phrase(N_("Esperan otras tareas: %(waiting)s."), waiting=told)


def _line(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(each.strip().casefold() for each in cells[:2] if each.strip())


def nothing(played: Played, parts: Mapping[str, str]) -> Sentence | None:  # noqa: ARG001
    told = ", ".join(f"«{one.name}»" for one in played.open_tasks())
    return phrase(N_("Espera: %(waiting)s."), waiting=told) if told else None


def term(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """An open legal term ends on a day."""
    rows = _terms(played)
    found = [row for row in rows if row.title.casefold() == parts["term"].casefold()]
    if found:
        return _on(played, parts["day"], found[-1].due_on)
    return no_term(parts["term"], rows)


def term_not(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    for row in _terms(played):
        if row.title.casefold() == parts["term"].casefold():
            sentence = N_("El plazo corre y vence el %(was)s.")
            return phrase(sentence, was=in_words(row.due_on, played.language))
    return None


def no_term(name: str, rows: Sequence[DeadlineRow]) -> Sentence:
    """That it does not run, and which do."""
    running = ", ".join(f"«{row.title}»" for row in rows)
    if not running:
        return phrase(N_("No corre el plazo «%(term)s», ni ningún otro."), term=name)
    sentence = N_("No corre el plazo «%(term)s». Corren: %(running)s.")
    return phrase(sentence, term=name, running=running)


def _terms(played: Played) -> tuple[DeadlineRow, ...]:
    at = played.at
    return at.reads(lambda c: deadlines_of_case(c, at.town, played.case_id, open_only=True))


def due(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """A task falls due on a day."""
    task = waiting_task(played, parts["task"])
    if task is None:
        return no_task(played, parts["task"])
    if task.due_at is None:
        return phrase(N_("«%(task)s» no tiene vencimiento."), task=parts["task"])
    return _on(played, parts["day"], task.due_at.astimezone(played.at.zone).date())


def _on(played: Played, text: str, found: date) -> Sentence | None:
    expected = day_in(text)
    if expected is None:
        return no_day(text)
    if expected == found:
        return None
    sentence = N_("Se esperaba el %(expected)s; vence el %(was)s.")
    told = {"expected": in_words(expected, played.language)}
    return phrase(sentence, **told, was=in_words(found, played.language))


def ends(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    case, expected = case_of(played), parts["end"]
    if case.state == CaseState.CANCELLED:
        return phrase(N_("Se anuló antes de terminar."))
    if case.state != CaseState.COMPLETED:
        waiting = ", ".join(f"«{one.name}»" for one in played.open_tasks()) or "—"
        sentence = N_("Se esperaba «%(expected)s»; sigue abierto y espera: %(waiting)s.")
        return phrase(sentence, expected=expected, waiting=waiting)
    if (case.outcome or "").casefold() == expected.casefold():
        return None
    return otherwise(expected, case.outcome or "—")


def stays_open(played: Played, parts: Mapping[str, str]) -> Sentence | None:  # noqa: ARG001
    case = case_of(played)
    if case.state == CaseState.OPEN:
        return None
    if case.state == CaseState.CANCELLED:
        return phrase(N_("Se anuló antes de terminar."))
    return phrase(N_("Ya no está abierto: terminó en «%(end)s»."), end=case.outcome or case.state)


def cancelled(played: Played, parts: Mapping[str, str]) -> Sentence | None:  # noqa: ARG001
    if case_of(played).state == CaseState.CANCELLED:
        return None
    return phrase(N_("No está anulado."))


def passed(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    if _went_through(played, parts["name"]):
        return None
    return phrase(N_("No pasó por «%(name)s»."), name=parts["name"])


def passed_not(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    if not _went_through(played, parts["name"]):
        return None
    return phrase(N_("Pasó por «%(name)s»."), name=parts["name"])


def _went_through(played: Played, name: str) -> bool:
    """Whether an element of this name, or id, was entered."""
    at, told = played.at, name.casefold()

    def look_at(connection: Connection) -> bool:
        stand = where_it_stands(connection, at.town, played.case_id)
        if stand is None:
            return False
        program = at.definition.program
        seen = visited(program, Snapshot(stand.tokens, stand.scopes)).elements
        return any(
            each.id in seen and told in (each.name.casefold(), each.id.casefold())
            for each in program.elements
        )

    return at.reads(look_at)


def message_awaited(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    at, name = played.at, parts["name"]
    if at.reads(lambda c: waiting_in_case(c, at.town, played.case_id, name=name)):
        return None
    return phrase(N_("El trámite no espera el mensaje «%(name)s»."), name=name)


def stopped(played: Played, parts: Mapping[str, str]) -> Sentence | None:  # noqa: ARG001
    at = played.at
    if at.reads(lambda c: incidents_of(c, at.town, case_id=played.case_id)):
        return None
    return phrase(N_("Ningún paso falló."))


def cannot(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """The last «intenta» was refused, and for this reason."""
    if not played.refused:
        return phrase(N_("Se pudo: nada lo impidió."))
    if parts["reason"].casefold() in played.refused.casefold():
        return None
    return otherwise(parts["reason"], played.refused)


LOOKS = {
    **FACTS,
    "waits": waits,
    "waits_not": waits_not,
    "nothing": nothing,
    "term": term,
    "term_not": term_not,
    "due": due,
    "ends": ends,
    "open": stays_open,
    "cancelled": cancelled,
    "passed": passed,
    "passed_not": passed_not,
    "message_awaited": message_awaited,
    "stopped": stopped,
}
