"""Drawing a sample of what was granted without a decision, so that anybody can draw the same again:
the same days, seed, percentage and limit give the same cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from fastapi import APIRouter
from starlette.responses import Response

from engine.auditing.accesses import Looked
from engine.control.drawing import Drawn, draw
from engine.control.population import SILENCE, Granted, granted_between
from engine.spreadsheets import line, written
from storage.queries.case_lists import list_cases
from ui.audit.around import allow, audit_page
from ui.audit.asked import HistoryAsked
from ui.audit.pages import wrong_day
from ui.documents.download import disposition
from ui.numbers import number_in
from ui.parts import Column
from ui.readings import looked
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/audit/samples")
TAB = "samples"
PROCESS = "fiscalizacion_posterior"
PERCENT, MOST, LONGEST_SEED = "10", 150, 100
TOO_MANY = 10_000


@dataclass(frozen=True, slots=True)
class SampleAsked:
    """The days, the seed and how many; `wrong` names what is missing or wrong."""

    days: HistoryAsked
    seed: str
    percent: str
    most: str

    @property
    def asks(self) -> bool:
        """Anything was typed."""
        return bool(self.seed or self.days.narrows)

    @property
    def wrong(self) -> frozenset[str]:
        """Fields that cannot be used."""
        found = set(self.days.wrong_days)
        found |= {name for name, day in (("since", self.first), ("until", self.last)) if not day}
        if self.first and self.last and self.first > self.last:
            found.add("until")
        if not self.seed:
            found.add("seed")
        if self.share is None:
            found.add("percent")
        return frozenset(found)

    @property
    def first(self) -> date | None:
        """The first day of what was granted."""
        return self.days.first

    @property
    def last(self) -> date | None:
        """The last, included."""
        return self.days.last

    @property
    def share(self) -> Decimal | None:
        """The percentage; None where it is none."""
        try:
            share = Decimal(self.percent.replace(",", "."))
        except InvalidOperation:
            return None
        return share if share.is_finite() and 0 < share <= 100 else None  # of a hundred

    @property
    def limit(self) -> int:
        """How many at most."""
        return min(number_in(self.most) or MOST, TOO_MANY)


@router.get("", response_model=None)
def samples(here: SignedIn) -> Response:
    """The draws of the house, and one of one's own."""
    allow(here)
    asked = asked_of(here)
    drawn, population = drawn_of(here, asked)
    _, town = here.words.gettext, here.municipality.id
    wrong = asked.wrong if asked.asks else frozenset[str]()
    with here.installation.database.read(town) as connection:
        context = {
            "asked": asked,
            "errors": {name: words_of(here, name) for name in wrong},
            "erring": bool(wrong),
            "drawn": drawn,
            "lines": [cells(here, population[number]) for number in drawn.sample] if drawn else [],
            "columns": [
                Column(each) for each in (_("Expediente"), _("Servicio"), _("Cómo se otorgó"))
            ],
            "csv_href": here.path("audit", TAB, "sample.csv", **dict(here.request.query_params)),
            "own": [
                (row.number, row.title, here.path("audit", "cases", row.number))
                for row in list_cases(connection, town, process_key=PROCESS, limit=20)
            ],
            "action": here.path("audit", TAB),
        }  # fmt: skip
        return audit_page(
            here, connection, "audit/samples.html", context, tab=TAB, status=422 if wrong else 200
        )


@router.get("/sample.csv", response_model=None)
def table(here: SignedIn) -> Response:
    """The sample as a table, with what it takes to draw it again."""
    allow(here)
    asked = asked_of(here)
    drawn, population = drawn_of(here, asked)
    looked(here, Looked.EXPORT, subject="audit/sample.csv")
    told = [line(("number", "service", "how", "seed", "population", "size"))]
    for number in drawn.sample if drawn else ():
        each = population[number]
        assert drawn is not None  # noqa: S101  # it has a sample
        row = (number, each.service, each.how, drawn.seed, drawn.population, drawn.size)
        told.append(line([written(cell) for cell in row]))
    headers = {"content-disposition": disposition("muestra.csv", shown=False)}
    return Response("".join(told), headers=headers, media_type="text/csv; charset=utf-8")


def asked_of(here: Member) -> SampleAsked:
    """From the query of the address."""
    query = here.request.query_params
    return SampleAsked(
        HistoryAsked.of(query),
        query.get("seed", "").strip()[:LONGEST_SEED],
        query.get("percent", PERCENT).strip()[:10],
        query.get("most", str(MOST)).strip()[:6],
    )


def drawn_of(here: Member, asked: SampleAsked) -> tuple[Drawn | None, dict[str, Granted]]:
    """The sample with all it was drawn from; None where something is missing."""
    first, last, share = asked.first, asked.last, asked.share
    if not asked.asks or asked.wrong or first is None or last is None or share is None:
        return None, {}
    granted = granted_between(here.installation, here.municipality.id, first, last)
    population = {each.number: each for each in granted}
    return draw(list(population), asked.seed, percent=share, most=asked.limit), population


def cells(here: Member, each: Granted) -> tuple[str, str, str, str]:
    """Number, its page, service, how it was granted."""
    how = here.words.gettext("por silencio positivo")
    if each.how != SILENCE:
        how = here.words.gettext("de aprobación automática")
    return each.number, here.path("audit", "cases", each.number), each.service, how


def words_of(here: Member, name: str) -> str:
    """What is wrong of a field."""
    _ = here.words.gettext
    return {
        "seed": _("Escriba la semilla: con la misma sale la misma muestra."),
        "percent": _("Escriba un porcentaje de 1 a 100."),
    }.get(name, wrong_day(here))
