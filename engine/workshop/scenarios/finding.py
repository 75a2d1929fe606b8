"""What a case of a sandbox knows, and the sentence for what is otherwise."""

from __future__ import annotations

from engine.bpmn import Snapshot, data_of
from engine.sentences import N_, Sentence, phrase
from engine.values import Value, loads
from engine.workshop.scenarios.played import Played
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_id, submissions_of_case, where_it_stands


def otherwise(expected: str, was: str) -> Sentence:
    """What was expected, and what is."""
    return phrase(N_("Se esperaba «%(expected)s»; es «%(was)s»."), expected=expected, was=was)


def case_of(played: Played) -> CaseRow:
    """The case of the scenario."""
    found = played.at.reads(lambda c: case_by_id(c, played.at.town, played.case_id))
    if found is None:
        raise LookupError(str(played.case_id))
    return found


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


def known_in(played: Played) -> dict[str, Value]:
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
