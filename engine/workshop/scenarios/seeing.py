"""What the steps «Entonces» look at in a sandbox, and what they say when it is otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from engine.bpmn import Snapshot, data_of
from engine.feel import compile_expression
from engine.sentences import N_, Sentence, phrase
from engine.values import Value, loads
from engine.workshop.scenarios.acting import Played, no_task, role_of, waiting_task
from engine.workshop.scenarios.days import day_in, in_words
from engine.workshop.scenarios.sentences import Said
from storage.database import Connection
from storage.queries.cases import (
    CaseRow,
    case_by_id,
    submissions_of_case,
    where_it_stands,
)
from storage.queries.deadlines import deadlines_of_case
from storage.queries.letters import letters_of_case

_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def look(played: Played, said: Said) -> Sentence | None:
    """What is otherwise than a step says; None where it is so."""
    if not played.case_id:
        return phrase(N_("Todavía no hay un trámite: empiece con «Cuando … inicia el trámite»."))
    return LOOKS[said.wording.key](played, said.parts)


def waits(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """A task waits, for a role or a person where one is named."""
    task = waiting_task(played, parts["task"])
    if task is None:
        return no_task(played, parts["task"])
    who = parts.get("who")
    if who is None:
        return None
    known = played.at.people.get(who.casefold())
    if known is not None and task.role in known.roles:
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


def term(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """An open legal term ends on a day."""
    at, title = played.at, parts["term"].casefold()
    rows = at.reads(lambda c: deadlines_of_case(c, at.town, played.case_id, open_only=True))
    found = [row for row in rows if row.title.casefold() == title]
    if found:
        return _on(parts["day"], found[-1].due_on)
    running = ", ".join(f"«{row.title}»" for row in rows)
    if not running:
        return phrase(N_("No corre el plazo «%(term)s», ni ningún otro."), term=parts["term"])
    sentence = N_("No corre el plazo «%(term)s». Corren: %(running)s.")
    return phrase(sentence, term=parts["term"], running=running)


def due(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """A task falls due on a day."""
    task = waiting_task(played, parts["task"])
    if task is None:
        return no_task(played, parts["task"])
    if task.due_at is None:
        return phrase(N_("«%(task)s» no tiene vencimiento."), task=parts["task"])
    return _on(parts["day"], task.due_at.astimezone(played.at.zone).date())


def _on(text: str, found: date) -> Sentence | None:
    expected = day_in(text)
    if expected is None:
        return phrase(N_("«%(text)s» no es un día que exista."), text=text)
    if expected == found:
        return None
    sentence = N_("Se esperaba el %(expected)s; vence el %(was)s.")
    return phrase(sentence, expected=in_words(expected), was=in_words(found))


def ends(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    case, expected = case_of(played), parts["end"]
    if case.state != "completed":
        waiting = ", ".join(f"«{one.name}»" for one in played.open_tasks()) or "—"
        sentence = N_("Se esperaba «%(expected)s»; sigue abierto y espera: %(waiting)s.")
        return phrase(sentence, expected=expected, waiting=waiting)
    if (case.outcome or "").casefold() == expected.casefold():
        return None
    return _otherwise(expected, case.outcome or "—")


def stays_open(played: Played, parts: Mapping[str, str]) -> Sentence | None:  # noqa: ARG001
    case = case_of(played)
    if case.state == "open":
        return None
    return phrase(N_("Ya no está abierto: terminó en «%(end)s»."), end=case.outcome or case.state)


def fact(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """What the summary of the case says under a label, or a datum by its name."""
    name, expected = parts["name"], parts["value"]
    found = _fact(played, name)
    if isinstance(found, Sentence):
        return found
    return None if _alike(found, expected) else _otherwise(expected, _words(found))


def letter(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    at, title = played.at, parts["letter"].casefold()
    rows = at.reads(lambda c: letters_of_case(c, at.town, played.case_id))
    if any(row.title.casefold() == title for row in rows):
        return None
    issued = ", ".join(f"«{row.title}»" for row in rows) or "—"
    sentence = N_("No se emitió «%(letter)s». Se emitió: %(issued)s.")
    return phrase(sentence, letter=parts["letter"], issued=issued)


def cannot(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """The last «intenta completar» was refused, and for this reason."""
    if not played.refused:
        return phrase(N_("Se pudo: nada lo impidió."))
    if parts["reason"].casefold() in played.refused.casefold():
        return None
    return _otherwise(parts["reason"], played.refused)


LOOKS = {
    "waits": waits,
    "waits_not": waits_not,
    "term": term,
    "due": due,
    "ends": ends,
    "open": stays_open,
    "fact": fact,
    "letter": letter,
    "cannot": cannot,
}


def _otherwise(expected: str, was: str) -> Sentence:
    return phrase(N_("Se esperaba «%(expected)s»; es «%(was)s»."), expected=expected, was=was)


def case_of(played: Played) -> CaseRow:
    """The case of the scenario."""
    found = played.at.reads(lambda c: case_by_id(c, played.at.town, played.case_id))
    if found is None:
        raise LookupError(str(played.case_id))
    return found


def _fact(played: Played, name: str) -> Value | Sentence:
    known, manifest = _known(played), played.at.definition.manifest
    told = name.casefold()
    glance = next((one for one in manifest.glance if one.label.casefold() == told), None)
    if glance is not None:
        return compile_expression(glance.expression).evaluate(known)
    if _NAME.fullmatch(name) is None:
        sentence = N_("El proceso no tiene el dato «%(name)s».")
        return phrase(sentence, name=name)
    return compile_expression(name).evaluate(known)


def known_at(played: Played, token: int) -> dict[str, Value]:
    """What a task that waits sees."""
    at = played.at

    def look_at(connection: Connection) -> dict[str, Value]:
        stand = where_it_stands(connection, at.town, played.case_id)
        if stand is None:
            return {}
        snapshot = Snapshot(stand.tokens, stand.scopes)
        return data_of(at.definition.program, snapshot, token)

    return at.reads(look_at)


def _known(played: Played) -> dict[str, Value]:
    """What the case knows, with what its innermost part that waits knows and what was sent in
    besides: a case forgets what nothing of its process reads."""
    at = played.at

    def look_at(connection: Connection) -> dict[str, Value]:
        stand = where_it_stands(connection, at.town, played.case_id)
        if stand is None:
            return {}
        snapshot, program = Snapshot(stand.tokens, stand.scopes), at.definition.program
        sent: dict[str, Value] = {}
        for one in submissions_of_case(connection, at.town, played.case_id):
            answers = loads(one.data)
            sent |= answers if isinstance(answers, dict) and not one.sealed else {}
        known = {**sent, **data_of(program, snapshot)}
        for task in played.open_tasks():
            known = {**known, **data_of(program, snapshot, task.token)}
        return known

    return at.reads(look_at)


def _alike(value: Value, expected: str) -> bool:
    if isinstance(value, Decimal):
        try:
            return value == Decimal(expected.replace(",", "").removeprefix("S/").strip())
        except InvalidOperation:
            return False
    if isinstance(value, date):
        return _day_of(value) == day_in(expected)
    return _words(value).casefold() == expected.casefold()


def _words(value: Value) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, date):
        return in_words(_day_of(value))
    return str(value)


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
