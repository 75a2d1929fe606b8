"""`bench portal`: what the citizens' window does a second, over the network.

The demo's town with some cases filed from outside; servers that are processes of their own, and
clients that kept nothing of an earlier visit: no cookie, no entity tag. One client and one server,
then sixteen on two. The bar speaks of both: how many a second those get, and how long each waits
while requests arrive at the rate of the bar (`arriving.py`), which clients that wait for their
answers cannot show.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from engine.cases.entry import Facts
from engine.citizens.filing import Filed, file
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind, welcome_guest
from engine.installation import Installation
from processes.demo import load_demo
from processes.demo.tambo_real import SLUG
from storage.database import WHOLE_INSTALLATION
from storage.queries.municipalities import municipality_by_slug
from ui.cli.bench.arriving import arriving
from ui.cli.bench.http import FEW, MANY, WARM_UP, Answered, Ask, Way, measured
from ui.cli.bench.pages import installation_on
from ui.cli.bench.serving import serving
from ui.cli.console import out

SERVICE = "acceso_informacion"
FILED = 40
"""Cases whose pages are opened in turn."""
BAR_OPS_S, BAR_P95_MS = 400, 25
BARRED = ("catalogue", "tracking")
ASKED = {
    "tipo_solicitante": "natural",
    "nombre_solicitante": "Nélida Rojas",
    "dni": "43214541",
    "domicilio": {"codigo": "080101", "calle": "Jr. Progreso", "numero": "15"},
    "casilla": False,
    "informacion": "Planilla de obras de 2026",
    "detalle": "Contratos, valorizaciones y pagos de la obra del mercado, en su última versión.",
    "forma_entrega": "correo",
}


@dataclass(frozen=True, slots=True)
class Result:
    """Pages a second, by page and number of clients."""

    dialect: str
    ways: tuple[Way, ...]

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        return {"database": self.dialect, "ways": [way.as_json() for way in self.ways]}


def portal(
    database: Annotated[
        str | None, typer.Option(help="Database URL; a fresh SQLite file when absent.")
    ] = None,
    requests: Annotated[int, typer.Option(min=32, help="Requests of each page.")] = 2_000,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Open the catalogue and the page of a case as citizens do, with 1 and 16 clients."""
    result = run(database, requests=requests)
    if as_json:
        typer.echo(json.dumps(result.as_json()))
        return
    _print(result)


def run(database_url: str | None, *, requests: int) -> Result:
    """Measure; on a fresh SQLite file where no database is named."""
    with installation_on(database_url) as installation, tempfile.TemporaryDirectory() as folder:
        load_demo(installation, today=installation.clock.now().date())
        paths = _paths(_codes(installation))
        ways: list[Way] = []
        for clients, servers in ((FEW, 1), (MANY, 2)):
            with serving(installation.database.url, Path(folder), servers=servers) as running:
                for name, addresses in paths.items():
                    count = requests if clients == MANY else requests // 4
                    numbers = islice(cycle(range(len(addresses))), count + WARM_UP)
                    ask = _gets(addresses)
                    ways.append(measured(name, ask, running, clients, numbers))
                    if clients == MANY and name in BARRED:
                        again = islice(cycle(range(len(addresses))), count + WARM_UP)
                        ways.append(arriving(name, ask, running, BAR_OPS_S, again))
        return Result(installation.database.dialect, tuple(ways))


def _codes(installation: Installation) -> list[str]:
    """Cases that guests filed just now."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, SLUG)
    if town is None:
        raise Answered("the demo town is missing")
    return [_filed(installation, town.id) for _ in range(FILED)]


def _filed(installation: Installation, municipality_id: int) -> str:
    guest = welcome_guest(installation, municipality_id)
    answer = file(
        installation,
        guest.actor,
        SERVICE,
        Facts(ASKED),
        applicant=Applicant("Nélida Rojas", "43214541"),
        kind=SessionKind.GUEST,
    )
    if not isinstance(answer, Filed):
        raise Answered(f"no case was filed: {answer}")
    return answer.code


def _paths(codes: list[str]) -> dict[str, list[str]]:
    town = f"/{SLUG}"
    return {
        "home": [town],
        "catalogue": [f"{town}/services"],
        "search": [f"{town}/services?q=negocio"],
        "service": [f"{town}/services/licencia_funcionamiento"],
        "tracking": [f"{town}/tracking/{code}" for code in codes],
    }


def _gets(addresses: list[str]) -> Ask:
    return lambda wire, number: wire.get(addresses[number], "accept-encoding: gzip\r\n")


def _print(result: Result) -> None:
    table = Table(title=f"portal · {result.dialect}")
    for title in ("", "clients", "pages/s", "p50 ms", "p95 ms", "work ms"):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for way in result.ways:
        work = "" if way.work_ms is None else f"{way.work_ms:.2f}"
        figures = (f"{way.ops_s:.0f}", f"{way.p50_ms:.2f}", f"{way.p95_ms:.2f}", work)
        table.add_row(way.name, str(way.clients), *figures)
    out.print(table)
    out.print(
        f"Bars for the catalogue and tracking on two servers: at least {BAR_OPS_S} a second with 16"
        f" clients; p95 at most {BAR_P95_MS} ms while {BAR_OPS_S} a second arrive."
    )
