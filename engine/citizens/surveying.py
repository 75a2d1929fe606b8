"""What an applicant thought of it in the end, from 1 to 5, once.

Nobody of the house sees a single answer: `ratings_of` tells of a service only when enough people
answered that nobody can be made out among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.casefile import OVER
from storage.queries.citizens import application_of
from storage.queries.surveys import RatingRow, ratings
from storage.writes.citizens import insert_survey

LONGEST = 1_000
ENOUGH = 5
"""With fewer answers an officer could tell whose one is."""
BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Thanked:
    """The answer is kept."""

    case_id: int


def answer_survey(
    installation: Installation, actor: Actor, case_id: int, rating: int, words: str = ""
) -> Thanked | Refused:
    """Only who asked for the case says it, when it is over. That they did stands in the history;
    what they said does not."""
    if not 1 <= rating <= 5 or len(words) > LONGEST:
        return Refused(RefusalKind.INVALID_DATA, {"field": "rating"})

    def verb(connection: Connection) -> Thanked | Refused:
        town = actor.municipality_id
        loaded = step.load(connection, town, case_id=case_id)
        mine = actor.outside and case_id in actor.applicant_of
        if loaded is None or not mine or application_of(connection, town, case_id) is None:
            return Refused(RefusalKind.NOT_FOUND)
        if loaded.case.state not in OVER:
            return Refused(RefusalKind.CASE_NOT_OPEN, {"state": loaded.case.state})
        scene = scene_of(installation, actor, loaded)
        kept = insert_survey(
            connection,
            town,
            case_id,
            process_key=loaded.case.process_key,
            rating=rating,
            words=words.strip(),
            at=scene.now,
        )
        if not kept:
            return Refused(RefusalKind.ANSWERED)
        scene.ledger.add(EventKind.SURVEY_ANSWERED)
        write_events(connection, scene)
        return Thanked(case_id)

    return in_one_transaction(installation, actor, verb)


def ratings_of(
    installation: Installation, connection: Connection, municipality_id: int
) -> tuple[RatingRow, ...]:
    """How each service did in the last year, where enough people answered."""
    since = installation.clock.now() - BACK
    return ratings(connection, municipality_id, since=since, at_least=ENOUGH)
