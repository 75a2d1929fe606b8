"""What people entered, and what stood there before: each value under the words of its form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.cases.eras import Eras
from engine.forms import Form
from engine.history.kinds import EventKind
from engine.values import loads
from storage.database import Connection
from storage.queries.cases import SubmissionRow, submissions_of_cases
from storage.queries.history import TimelineRow
from ui.audit.standing import Standing
from ui.visit import Member

SENDING = frozenset({EventKind.CASE_STARTED, EventKind.TASK_COMPLETED})
LONGEST = 120
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A value that somebody entered; `before` is None where nothing stood there."""

    label: str
    before: str | None
    after: str


def changes_of(
    here: Member,
    connection: Connection,
    standing: Mapping[int, Standing],
    events: Mapping[Place, TimelineRow],
    *,
    new_too: bool = False,
) -> dict[Place, tuple[Change, ...]]:
    """By event, the values that it changed; also those that are new, where `new_too`. Nothing of
    what is under seal."""
    sending = {
        place: row for place, row in events.items() if row.kind in SENDING and place[0] in standing
    }
    case_ids = {case_id for case_id, _ in sending}
    sent = submissions_of_cases(connection, here.municipality.id, case_ids) if case_ids else {}
    found: dict[Place, tuple[Change, ...]] = {}
    for place, row in sending.items():
        of = standing[place[0]]
        told = list(_changes(here, of.eras, sent.get(place[0], []), row, of.closed))
        found[place] = tuple(each for each in told if new_too or each.before is not None)
    return found


def _changes(
    here: Member,
    eras: Eras,
    rows: Sequence[SubmissionRow],
    event: TimelineRow,
    closed: Collection[str],
) -> Iterator[Change]:
    own = [row for row in rows if row.task_id == event.task_id and row.at == event.at]
    for row in own:
        element = eras.element(event.seq, row.element)
        if row.sealed or (element is not None and element.id in closed):
            continue
        form = eras.at(event.seq).form_of(element.form_key) if element else None
        labels = _labels(form)
        earlier = [each for each in rows if (each.at, each.id) < (row.at, row.id)]
        before = _before(eras, event, earlier, closed)
        for name, value in _entered(row.data).items():
            was, now = before.get(name), _told(here, value)
            if now and was != now:
                yield Change(labels.get(name) or name.replace("_", " ").capitalize(), was, now)


def _labels(form: Form | None) -> dict[str, str]:
    fields = form.fields if form else ()
    return {each.path[0]: each.label.plain({}) for each in fields if len(each.path) == 1}


def _before(
    eras: Eras, event: TimelineRow, earlier: list[SubmissionRow], closed: Collection[str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in earlier:
        element = eras.element(event.seq, row.element)
        if not row.sealed and (element is None or element.id not in closed):
            found |= {name: _plain(value) for name, value in _entered(row.data).items()}
    return found


def _entered(text: str) -> dict[str, Any]:
    value = loads(text) if text else {}
    return dict(value) if isinstance(value, Mapping) else {}


def _told(here: Member, value: Any) -> str:
    if isinstance(value, bool):
        return here.words.gettext("sí") if value else here.words.gettext("no")
    return _plain(value)


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "sí" if value else "no"
        case Mapping():
            told = ", ".join(filter(None, (_plain(each) for each in value.values())))
        case list() | tuple():
            told = "; ".join(filter(None, (_plain(each) for each in value)))
        case _:
            told = f"{value:f}" if hasattr(value, "as_tuple") else str(value)
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"
