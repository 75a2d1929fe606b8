"""The scores of all municipalities: what they would be now, the act that publishes those of a
quarter, and the list of those that were published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response, StreamingResponse

from engine.indicators.periods import Period, named
from engine.network.publishing import By, publish_scores, settled_at
from engine.network.schemes import Scheme
from engine.network.scoring import score_of
from engine.refusals import Refused
from engine.spreadsheets import line, written
from processes.indicators.catalogue import by_key
from processes.network.schemes import schemes, schemes_on
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.network import codes_of_towns, figures_of_towns, towns_by_name
from storage.queries.scores import (
    ActRow,
    act_of_scores,
    acts_of_scores,
    scores_between,
)
from ui.comparison.around import Operating, Watching, network_page
from ui.comparison.asked import Asked, asked_of, choices_of, narrowing_of
from ui.comparison.listed import BOM, PAGE, PIECE
from ui.comparison.pages import about
from ui.comparison.periods import quarter_words, quarters_until
from ui.comparison.scores_shown import (
    ScoredTown,
    act_shown,
    quarters,
    refusal_words,
    rules_of,
    scored_town,
)
from ui.documents.download import disposition
from ui.open_data.files import CSV
from ui.parts import Choice
from ui.visit import Form

router = APIRouter(prefix="/network")
Skip = Annotated[int, Query(ge=0, le=1_000_000)]
FIELDS = ("municipality", "code", "region", "population", "band_from", "score", "sha256")


@router.get("/scores", response_model=None)
def score_list(here: Watching, skip: Skip = 0) -> Response:
    """The scores of a quarter, the best first where they are published, else by name."""
    return _page(here, skip=skip)


@router.post("/scores/publication", response_model=None)
def publication(form: Form, here: Watching) -> Response:
    """Publish the scores of a quarter."""
    scheme = _scheme(form.one("scheme"))
    period = named(form.one("period"))
    if scheme is None or period is None:
        return _page(
            here, refused=here.words.gettext("Elija un trimestre de la lista."), status=422
        )
    by = By(here.account.id, here.account.name)
    answer = publish_scores(here.installation, scheme, by_key(), period, by)
    if isinstance(answer, Refused):
        return _page(here, period=period, refused=refusal_words(answer, here), status=409)
    return RedirectResponse(
        here.path("scores", country=scheme.country, period=period.name, scheme=scheme.key), 303
    )


@router.get("/scores/data.csv", response_model=None)
def score_file(here: Watching) -> Response:
    """All published scores of a quarter."""
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        known = narrowing_of(connection, here)
    asked = asked_of(here.request.query_params, known, here.today)
    scheme, period = _chosen(here, asked.wanted.country, None)
    name = f"puntajes-{scheme.key if scheme else 'ninguno'}-{period.name}.csv"
    headers = {"content-disposition": disposition(name, shown=False)}
    headers["cache-control"] = "private, no-store"
    return StreamingResponse(_csv(here, scheme, period), headers=headers, media_type=CSV)


def _page(
    here: Operating,
    *,
    skip: int = 0,
    period: Period | None = None,
    refused: str = "",
    status: int = 200,
) -> Response:
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        known = narrowing_of(connection, here)
        asked = asked_of(here.request.query_params, known, here.today)
        scheme, quarter = _chosen(here, asked.wanted.country, period)
        acts = acts_of_scores(connection)
        act = _published(connection, scheme, quarter)
        lines, more = _lines(connection, here, asked, scheme, quarter, act, skip)
    here_is = {"country": asked.wanted.country, "period": quarter.name}
    here_is |= {"scheme": scheme.key if scheme else "", "region": asked.wanted.region}
    here_is["band"] = asked.query().get("band", "")
    context = {
        **about(here, asked),
        **choices_of(known, here),
        "periods": quarters(here),
        "quarter": quarter,
        "period": quarter_words(quarter.name, here.words),
        "scheme": scheme,
        "scheme_list": [
            Choice(each.key, each.title) for each in schemes_on(asked.wanted.country, quarter.ends)
        ],
        "rules": rules_of(scheme, here),
        "act": act_shown(act, here) if act else None,
        "may_publish": act is None and here.now >= settled_at(quarter),
        "lines": lines,
        "acts": [act_shown(each, here) for each in acts],
        "more_href": here.path("scores", **here_is, **more) if more else "",
        "first_href": here.path("scores", **here_is) if skip or asked.after else "",
        "csv_href": here.path("scores", "data.csv", **here_is) if act else "",
        "action": here.path("scores"),
        "publish_action": here.path("scores", "publication"),
        "refused": refused,
    }
    return network_page(here, "comparison/scores.html", context, section="scores", status=status)


def _chosen(here: Operating, country: str, period: Period | None) -> tuple[Scheme | None, Period]:
    """The scheme and the quarter of the address: the last quarter that is over where it says
    none."""
    query = here.request.query_params
    asked = period or named(query.get("period", ""))
    quarter = quarters_until(here.today)[1]
    if asked and "-T" in asked.name and asked.begins <= here.today:
        quarter = asked
    found = schemes_on(country, quarter.ends)
    wanted = [each for each in found if each.key == query.get("scheme", "")]
    return next(iter(wanted or found), None), quarter


def _published(connection: Connection, scheme: Scheme | None, quarter: Period) -> ActRow | None:
    if scheme is None:
        return None
    return act_of_scores(connection, scheme=scheme.key, period=quarter.name)


def _scheme(key: str) -> Scheme | None:
    return next((each for each in schemes() if each.key == key), None)


def _lines(
    connection: Connection,
    here: Operating,
    asked: Asked,
    scheme: Scheme | None,
    quarter: Period,
    act: ActRow | None,
    skip: int,
) -> tuple[list[ScoredTown], Mapping[str, object]]:
    """A page of the list, and what leads to the next one."""
    if scheme is None:
        return [], {}
    wanted = asked.wanted
    if act is not None:
        rows = scores_between(
            connection, scheme=scheme.key, period=quarter.name, band=wanted.band,
            region=wanted.region, skip=skip, limit=PAGE + 1,
        )  # fmt: skip
        codes = codes_of_towns(connection, [row.municipality_id for row in rows])
        more = {"skip": skip + PAGE} if len(rows) > PAGE else {}
        return [scored_town(row, row.score, codes, here) for row in rows[:PAGE]], more
    towns = towns_by_name(connection, wanted, after=asked.after, limit=PAGE + 1)
    shown = towns[:PAGE]
    ids = [each.municipality_id for each in shown]
    keys = [each.indicator for each in scheme.lines]
    figures = figures_of_towns(connection, ids, period=quarter.name, indicators=keys)
    codes = codes_of_towns(connection, ids)
    lines = [
        scored_town(
            town,
            score_of(scheme, by_key(), figures[town.municipality_id], town.band).tenths,
            codes,
            here,
        )
        for town in shown
    ]
    if len(towns) <= PAGE:
        return lines, {}
    return lines, {"after": f"{shown[-1].name}|{shown[-1].municipality_id}"}


def _csv(here: Operating, scheme: Scheme | None, period: Period) -> Iterator[str]:
    yield BOM + line(list(FIELDS))
    skip = 0
    while scheme is not None:
        with here.installation.database.read(WHOLE_INSTALLATION) as connection:
            rows = scores_between(
                connection, scheme=scheme.key, period=period.name, skip=skip, limit=PIECE
            )
            codes = codes_of_towns(connection, [row.municipality_id for row in rows])
        for row in rows:
            score = None if row.score < 0 else Decimal(row.score).scaleb(-1)
            band = None if row.band < 0 else row.band
            told = (
                row.name, codes[row.municipality_id][1], row.region, row.population, band, score,
                row.hash.hex(),
            )  # fmt: skip
            yield line([written(each) for each in told])
        if len(rows) < PIECE:
            return
        skip += PIECE
