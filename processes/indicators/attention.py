"""What a case counts for in how people are attended to: terms, silence, corrections, channel,
appeals, satisfaction. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.history.kinds import EventKind as K
from engine.indicators.counting import Fact
from engine.indicators.seen import CaseSeen
from storage.queries.catalogue import ENTITY, LATE
from storage.queries.counted_cases import TermRow
from storage.tables.cases import CaseState
from storage.tables.deadlines import DeadlineState

SILENCE = "positive_silence"
CONTENT = 4
"""From this rating of five on, somebody is satisfied."""
APPEALS = "apelacion"
UPHELD = ("Fundado", "Estimado por silencio")
REJECTED = ("Infundado",)
"""How an appeal ends that was decided (`one_stop_shop/apelacion`)."""
ONLINE = ("portal", "account")


def of_attention(seen: CaseSeen) -> Iterator[Fact]:
    """All that a case counts for."""
    life = seen.life
    closed = None if life.closed_at is None else seen.day(life.closed_at)
    completed = closed if life.state == CaseState.COMPLETED else None
    yield from _in_time(seen, completed)
    yield from _silence(seen, closed)
    if life.channel is not None and life.filed_at is not None:
        filed = seen.day(life.filed_at)
        observed = seen.happened(K.DATA_OBSERVED, K.DEADLINE_PAUSED)
        yield _fact(seen, "observation_rate", filed, observed)
        yield _fact(seen, "digital_share", filed, life.channel in ONLINE)
        if completed is not None:
            yield _fact(seen, "first_contact", completed, completed == filed)
    decided = life.process_key == APPEALS and life.outcome in (*UPHELD, *REJECTED)
    if completed is not None and decided:
        yield _fact(seen, "appeal_reversal", completed, life.outcome in UPHELD)
    if life.rating is not None and life.answered_at is not None:
        answered = seen.day(life.answered_at)
        yield _fact(seen, "satisfaction", answered, life.rating >= CONTENT)


def _in_time(seen: CaseSeen, completed: date | None) -> Iterator[Fact]:
    binding = [each for each in seen.terms if _binds(each)]
    if completed is not None and binding:
        yield _fact(seen, "on_time_cases", completed, not any(map(_missed, binding)))


def _silence(seen: CaseSeen, closed: date | None) -> Iterator[Fact]:
    """Evaluated: the term of silence is over, or the case is."""
    own = [each for each in seen.terms if each.owner == ENTITY and each.effect == SILENCE]
    fired = [each for each in own if each.state == DeadlineState.EXPIRED]
    if fired:
        first = min(fired, key=lambda each: each.due_at)
        on = seen.day(first.closed_at or first.due_at)
        yield _fact(seen, "positive_silence_rate", on, True)
    elif own and closed is not None:
        yield _fact(seen, "positive_silence_rate", closed, False)


def _binds(term: TermRow) -> bool:
    """A term of the municipality. A time for others to act that went by unused is none, nobody is
    late; nor is what the process left behind, unless the law watched over it: a decision in time
    leaves the term of its silence behind."""
    watched = term.effect in LATE
    over = term.state == DeadlineState.MET or watched
    return term.owner == ENTITY and over


def _missed(term: TermRow) -> bool:
    late = term.closed_at is not None and term.closed_at > term.due_at
    return term.state == DeadlineState.EXPIRED or late


def _fact(seen: CaseSeen, indicator: str, on: date, counts: bool) -> Fact:
    life = seen.life
    return Fact(indicator, f"{life.id}.0", on, 1, int(counts), 1, None, life.process_key, life.id)
