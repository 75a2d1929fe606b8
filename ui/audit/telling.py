"""From events of any cases and of the municipality itself to lines: a sentence with who, in whose
place and why, when, from where, and what a value was before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from engine.auditing.topics import Topic
from engine.history.town import NO_CASE
from storage.database import Connection
from storage.queries.accesses import from_where
from storage.queries.definitions import active_definitions
from storage.queries.entries import EntryRow, NamedCaseRow, cases_named
from storage.queries.history import TimelineRow, events_at
from storage.queries.town_history import TownEventRow, town_events_at
from ui.audit.names import TOPICS
from ui.audit.standing import Standing, standings_of
from ui.audit.values import Change, changes_of
from ui.cases.scene import names_stood_for
from ui.history.sentences import Teller
from ui.history.town import town_sentence
from ui.roles import role_titles
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event as the list tells it; `number` is empty where it is of the municipality itself."""

    seq: int
    sentence: Markup
    day: str
    clock: str
    at: datetime
    number: str
    title: str
    href: str
    topic: str
    address: str
    changes: tuple[Change, ...]


def lines_of(
    here: Member, connection: Connection, rows: Sequence[EntryRow], *, by_whom: bool
) -> list[HistoryLine]:
    """The lines in their order. What is under seal is left out where the list was narrowed by who
    acted or by what they wrote (`by_whom`): that it is in such a list would tell it."""
    town = here.municipality.id
    places = {(row.case_id, row.seq) for row in rows if row.case_id != NO_CASE}
    events = events_at(connection, town, places) if places else {}
    own = town_events_at(connection, town, [row.seq for row in rows if row.case_id == NO_CASE])
    known = cases_named(connection, town, {case_id for case_id, _ in places})
    standing = standings_of(here, connection, known)
    tellers = _tellers(here, connection, standing, list(events.values()))
    titles = role_titles(active_definitions(connection, town), here.words) if own else {}
    acts = {(row.person_id, row.at) for row in rows if row.person_id is not None}
    addresses = from_where(connection, town, acts)
    changed = changes_of(here, connection, standing, events)
    found = []
    for row in rows:
        event: TimelineRow | TownEventRow | None = (
            events.get((row.case_id, row.seq)) if row.case_id else own.get(row.seq)
        )
        if event is None:
            continue
        case = known.get(row.case_id)
        if isinstance(event, TownEventRow):
            sentence = town_sentence(event, here, titles)
        else:
            teller = tellers[row.case_id]
            if by_whom and teller.keeps_silent(event):
                continue
            sentence = teller.sentence(event)
        where = addresses.get((row.person_id, row.at), "") if row.person_id else ""
        found.append(
            _line(here, row, sentence, case, where, changed.get((row.case_id, row.seq), ()))
        )
    return found


def _line(
    here: Member,
    row: EntryRow,
    sentence: Markup,
    case: NamedCaseRow | None,
    address: str,
    changes: tuple[Change, ...],
) -> HistoryLine:
    day = here.formats.local_day(row.at)
    return HistoryLine(
        seq=row.seq,
        sentence=sentence,
        day=f"{here.formats.weekday_short(day)} {here.formats.short_day(day, here.today)}",
        clock=here.formats.clock(row.at),
        at=row.at,
        number=case.number if case else "",
        title=case.title if case else "",
        href=here.path("audit", "cases", case.number) if case else "",
        topic=TOPICS[Topic(row.topic)](here.words),
        address=address,
        changes=changes,
    )


def _tellers(
    here: Member,
    connection: Connection,
    standing: Mapping[int, Standing],
    events: Iterable[TimelineRow],
) -> dict[int, Teller]:
    """Who tells the events of each case to the auditor, whose own name is told as any other."""
    names = names_stood_for(connection, here.municipality.id, tuple(events))
    return {
        case_id: Teller(
            drawn=each.eras.element,
            words=here.words,
            formats=here.formats,
            today=here.today,
            names=names,
            opened=each.opened,
        )
        for case_id, each in standing.items()
    }
