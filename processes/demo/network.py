"""The network around Tambo Real: invented municipalities of every size, of which there are figures
and nothing else, so that pages that compare have something to compare.

Nobody works in them here: they stand in no list of municipalities to come in to, and the worker
passes them by. The figures come from a fixed seed, the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

from engine.identity import register_municipality
from engine.indicators.comparing import POPULATION, band_of
from engine.indicators.definition import How, Indicator
from engine.indicators.periods import first_of, shifted
from engine.installation import Installation
from engine.network.accounts import add_account
from engine.network.figures import figures_of, periods_from, uses_of
from engine.network.refreshing import IN_TIME
from engine.network.samples import MARK
from processes.demo.tambo_real import NAME, PASSWORD, SLUG
from processes.indicators.catalogue import by_key
from processes.registry import families_of, manifest_of
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.deadlines import ParameterRow
from storage.queries.indicators import MonthRow
from storage.queries.municipalities import municipality_by_slug
from storage.queries.network_towns import BegunRow, NetworkProcessRow, NetworkTownRow
from storage.tables.network_accounts import AccountKind
from storage.tables.types import NEVER
from storage.writes.deadlines import put_parameters
from storage.writes.indicators import follow_indicators_to, hold_counting, looked_at_registers
from storage.writes.network import put_town, replace_figures, replace_processes, replace_uses

MONTHS = 13
BOUNDS = (2000, 5000, 10000, 20000, 50000, 100000)
PEOPLE_OF_TAMBO_REAL = 8_420
COUNTRY = "PE"
WATCHER = ("gobierno@red.example", "Gabriela Salas")
"""Who reads the network's pages in the demo: `/network`."""
RUNNER = ("operacion@red.example", "Óscar Prado")
"""Who runs the installation in the demo: `/network/municipalities`."""
TOLD = (
    "on_time_cases", "positive_silence_rate", "observation_rate", "first_contact", "digital_share",
    "satisfaction", "publication_timeliness", "days_to_award", "competition_rate",
    "single_bid_rate", "direct_share", "saving", "payment_time", "payment_days",
    "annual_plan_execution", "budget_execution", "own_revenue_share", "collection_effectiveness",
    "arrears_recovery", "cadastre_coverage", "plan_progress",
)  # fmt: skip
"""The indicators that the invented municipalities tell."""
Place = tuple[str, str, int]
"""Region, name, people."""
PLACES: tuple[Place, ...] = (
    ("Cusco", "Quebrada Honda", 1_240), ("Cusco", "Alto Maizal", 3_870),
    ("Cusco", "Puente Viejo", 7_950), ("Cusco", "Valle de la Sal", 14_300),
    ("Cusco", "San Isidro del Molino", 31_700), ("Puno", "Pampa Blanca", 980),
    ("Puno", "Laguna Chica", 4_410), ("Puno", "Cerro Pelado", 6_120),
    ("Puno", "Santa Rosa de los Vientos", 18_900), ("Puno", "Nueva Balsa", 58_200),
    ("Áncash", "Peña Larga", 1_760), ("Áncash", "Nevado Bajo", 2_930),
    ("Áncash", "Los Capulíes", 9_210), ("Áncash", "Campo Santo Nuevo", 23_400),
    ("Áncash", "Bahía del Sur", 121_000), ("Cajamarca", "Tres Acequias", 1_520),
    ("Cajamarca", "La Quesería", 4_860), ("Cajamarca", "Agua Dulce", 8_730),
    ("Cajamarca", "Llano Verde", 16_200), ("Cajamarca", "El Mirador", 42_500),
    ("Loreto", "Boca del Río Manso", 1_890), ("Loreto", "Isla Guayaba", 3_150),
    ("Loreto", "Puerto Camalote", 11_600), ("Loreto", "Tierra Firme", 27_800),
    ("Piura", "Algarrobal", 5_630), ("Piura", "Médano Grande", 12_900),
    ("Piura", "Caleta Norte", 36_100), ("Piura", "Villa Zapote", 83_400),
    ("Ayacucho", "Tambillo Alto", 1_110), ("Ayacucho", "Retama", 2_480),
    ("Ayacucho", "Huerta Vieja", 9_870), ("Ayacucho", "San Mateo de la Cuesta", 19_300),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """An invented municipality; `grade` of 0 to 1 is how well it does."""

    region: str
    name: str
    people: int
    grade: float


def show_network(
    installation: Installation, *, today: date, places: Sequence[Place] = PLACES
) -> int:
    """Make the invented municipalities where there are none; how many."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        if municipality_by_slug(connection, _slug(places[0][1])) is not None:
            return 0
        own = municipality_by_slug(connection, SLUG)
    if own is not None:
        installation.database.run(
            lambda connection: count_people(
                installation, connection, own.id, PEOPLE_OF_TAMBO_REAL, NAME
            ),
            municipality=own.id,
        )
    for (login, name), kind in (
        (WATCHER, AccountKind.GOVERNMENT),
        (RUNNER, AccountKind.OPERATOR),
    ):
        add_account(
            installation,
            login=login,
            name=name,
            kind=kind,
            password=PASSWORD,
            needs_code=False,  # a visitor of the demo has no device at hand
        )
    names = [(one.key, one.title) for one in map(manifest_of, families_of(COUNTRY))]
    for region, name, people in places:
        _make(installation, name, region, people, names, today)
    return len(places)


def count_people(
    installation: Installation, connection: Connection, town: int, people: int, name: str
) -> None:
    """How many live in a municipality of the demo, as its parameter."""
    row = ParameterRow(
        installation.ids.new(), POPULATION, str(people), "habitantes",
        date(2020, 1, 1), None, f"Dato inventado de {name}", "K",
    )  # fmt: skip
    put_parameters(connection, town, [row])


def _make(
    installation: Installation,
    name: str,
    region: str,
    people: int,
    processes: list[tuple[str, str]],
    today: date,
) -> None:
    dice = Random(name)  # noqa: S311  figures of example
    one = _Place(region, name, people, dice.betavariate(4, 2))
    town = register_municipality(
        installation, slug=_slug(name), name=f"Municipalidad Distrital de {name}", country=COUNTRY,
        timezone="America/Lima", currency="PEN", region=region, settings={MARK: True},
    )  # fmt: skip
    chosen = dice.sample(processes, 4 + dice.randrange(9))
    months = [shifted(first_of(today), -back) for back in reversed(range(MONTHS))]
    size = band_of(BOUNDS, people)
    band = size.least
    told = list(_months(one, months, [key for key, _ in chosen], dice))
    periods = periods_from(months[0], months[-1])
    figures = figures_of(
        (by_key()[key] for key in TOLD), (row for row in told if not row.slice), periods,
        country=COUNTRY, band=band,
    )  # fmt: skip
    decided = [row for row in told if row.slice]
    begun = [BegunRow(row.slice, row.month, row.n + dice.randrange(3)) for row in decided]
    adopted = [
        NetworkProcessRow(
            key, title, 1 + dice.randrange(3), "own" if dice.random() < 0.12 else "current",
            months[-1],
        )
        for key, title in chosen
    ]  # fmt: skip

    def verb(connection: Connection) -> None:
        hold_counting(connection, town)
        follow_indicators_to(connection, town, at=_begun(months[0]), behind=False)
        looked_at_registers(connection, town, at=NEVER)
        replace_figures(connection, town, gone=(), new=figures)
        replace_uses(connection, town, gone=(), new=uses_of(begun, decided, periods))
        replace_processes(connection, town, adopted)
        label = f"Municipalidad Distrital de {name}"
        put_town(
            connection,
            NetworkTownRow(
                town,
                label,
                COUNTRY,
                region,
                people,
                band,
                size.below,
                len(adopted),
                months[-1],
                NEVER,
            ),
        )

    installation.database.run(verb, municipality=town)


def _months(
    one: _Place, months: list[date], processes: list[str], dice: Random
) -> Iterator[MonthRow]:
    """What an invented municipality would have counted, month by month."""
    cases = max(4, min(240, one.people // 90))
    for month in months:
        for key in TOLD:
            if dice.random() < 0.04:  # nothing is told of everything every month
                continue
            yield _month(by_key()[key], month, "", cases, one.grade, dice)
        for process in processes:
            few = max(1, cases * 2 // len(processes))
            yield _month(by_key()[IN_TIME], month, process, few, one.grade, dice)


def _month(
    one: Indicator, month: date, part: str, cases: int, grade: float, dice: Random
) -> MonthRow:
    """A month: between the worst and the best of the indicator, nearer to the best where the
    municipality does well."""
    n = max(1, round(cases * dice.uniform(0.7, 1.3)))
    share = min(1.0, max(0.0, dice.gauss(0.25 + 0.65 * grade, 0.12)))
    value = float(one.worst) + share * (float(one.best) - float(one.worst))
    days: dict[int, int] = {}
    numerator, denominator = round(n * value / one.factor), n
    if one.how is How.MEDIAN:
        middle = max(0, round(value))
        days = {middle: n}
        numerator, denominator = middle * n, n
    elif one.money or one.entered or one.how in (How.LATEST, How.RATIO):
        denominator = n * 100_000
        numerator = round(denominator * value / one.factor)
    at = _begun(month)
    return MonthRow(
        month, one.facts, part, 1, max(n, one.minimum) if one.how is How.LATEST else n,
        denominator - numerator if one.complement else numerator, denominator, json.dumps(days),
        at, 1, 1,
    )  # fmt: skip


def _begun(month: date) -> datetime:
    return datetime(month.year, month.month, 1, tzinfo=UTC)


def _slug(name: str) -> str:
    plain = name.lower().translate(str.maketrans("áéíóúüñ", "aeiouun"))
    return plain.replace(" ", "-")
