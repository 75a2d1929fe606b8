"""The scores of a municipality as anybody may read them: how each was computed, line by line, who
published it and when; the statement with its hash as a file. Addresses never change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.network.scoring import read_statement
from processes.indicators.catalogue import by_key
from storage.queries.scores import ActRow, StatementRow, statements_of
from ui.comparison.periods import quarter_words
from ui.comparison.scored import Reader, ScoreShown, score_shown
from ui.errors import not_found
from ui.open_data.files import JSON, answer
from ui.portal.around import Link, citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open")
Scheme = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{1,60}$")]
Quarter = Annotated[str, Path(pattern=r"^\d{4}-T[1-4]$")]


@dataclass(frozen=True, slots=True)
class PublishedShown:
    """A score that was published: of what, by whom, with its file and its hash."""

    title: str
    period: str
    shown: ScoreShown
    published: str
    source: str
    hash: str
    href: str


@router.get("/scores", response_model=None)
def page(here: AnyVisit) -> Response:
    """Every score that was published, the newest first."""
    with here.installation.database.read(here.municipality.id) as connection:
        rows = statements_of(connection, here.municipality.id)
    context = {
        "scores": [shown_of(row, act, here) for row, act in rows],
        "files": [
            Link(end.upper(), here.path("open", "v1", f"scores.{end}")) for end in ("csv", "json")
        ],
        "table_href": here.path("open", "v1", "scores"),
        "indicators_href": here.path("open", "indicators"),
        "list_href": here.path("open"),
    }
    return citizen_page(here, "open_data/scores.html", context)


@router.get("/scores/{scheme}/{period}.json", response_model=None)
def file(here: AnyVisit, scheme: Scheme, period: Quarter) -> Response:
    """One statement as it was published, letter by letter, with the act and the definition."""
    with here.installation.database.read(here.municipality.id) as connection:
        rows = statements_of(connection, here.municipality.id)
    for row, act in rows:
        if (row.scheme, row.period) == (scheme, period):
            told = {
                "statement": row.statement,
                "sha256": row.hash.hex(),
                "definition": json.loads(act.definition),
                "act": {
                    "published_at": act.at.isoformat(),
                    "published_by": act.by_name,
                    "municipalities": act.towns,
                    "root": act.root.hex(),
                },
            }
            text = json.dumps(told, ensure_ascii=False)
            return answer(here, iter([text]), JSON, f'W/"{row.hash.hex()[:20]}"')
    raise not_found(here.words)


def shown_of(row: StatementRow, act: ActRow, here: Visit) -> PublishedShown:
    """A published score in the reader's words."""
    _ = here.words.gettext
    defined = json.loads(act.definition)
    when = {"who": act.by_name, "day": here.formats.date_words(act.at)}
    return PublishedShown(
        defined["title"],
        quarter_words(row.period, here.words),
        score_shown(read_statement(row.statement), Reader(here.words, here.formats)),
        _("Lo publicó %(who)s el %(day)s.") % when,
        defined["source"],
        row.hash.hex(),
        here.path("open", "scores", row.scheme, f"{row.period}.json"),
    )


def scores_told(here: Visit) -> Iterable[dict[str, Any]]:
    """One row for each line of each score."""
    with here.installation.database.read(here.municipality.id) as connection:
        rows = statements_of(connection, here.municipality.id)
    for row, act in rows:
        for line in read_statement(row.statement).lines:
            yield {
                "scheme": row.scheme,
                "period": row.period,
                "score": None if row.score < 0 else Decimal(row.score).scaleb(-1),
                "indicator": line.indicator,
                "title": by_key()[line.indicator].title,
                "weight": line.weight,
                "floor": line.goal.floor,
                "goal": line.goal.goal,
                "value": line.value,
                "unit": by_key()[line.indicator].unit,
                "cases": line.n,
                "state": line.state,
                "points": line.points,
                "counts": "yes" if line.counts else "no",
                "date_published": act.at.date(),
                "published_by": act.by_name,
                "sha256": row.hash.hex(),
            }
