"""`cauce demo`: the municipality of example, made by running the real engine."""

from __future__ import annotations

from rich.progress import Progress
from rich.table import Table

from engine.installation import Installation
from processes.demo import load_demo
from processes.demo.around import AROUND, show_around
from processes.demo.collected import code_of
from processes.demo.neighbours import NEIGHBOUR, PIN
from processes.demo.network import RUNNER, WATCHER, show_network
from processes.demo.owners import HILDA
from processes.demo.parcels import lots
from processes.demo.sellers import SELLERS
from processes.demo.tambo_real import PASSWORD, PEOPLE
from storage.migrations import upgrade
from ui.cli.console import out
from ui.cli.wiring import opened, prepare_folders, settings
from ui.letters.press import presses_of


def demo() -> None:
    """Load the demo municipality, Tambo Real; does nothing when it is there."""
    chosen = settings()
    prepare_folders(chosen)
    upgrade(chosen.database_url)
    with opened(chosen) as installation:
        out.print(load(installation))


def load(installation: Installation) -> Table:
    """Load the demo with progress; what comes back lists its accounts."""
    with Progress(console=out, transient=True) as shown:
        bar = shown.add_task("Preparando la municipalidad de ejemplo", total=None)
        load_demo(
            installation,
            today=installation.clock.now().date(),
            presses=presses_of(installation, settings()),
            taxed_lots=len(lots()),
            progress=lambda what, done, total: shown.update(
                bar, description=what, completed=done, total=total
            ),
        )
    today = installation.clock.now().date()
    show_network(installation, today=today)
    show_around(installation, today=today)
    return _accounts()


def _accounts() -> Table:
    table = Table("Cuenta", "Nombre", "Cargo", title=f"Clave de todas: {PASSWORD}")
    for account in PEOPLE:
        table.add_row(account.email, account.name, account.position)
    for place in AROUND:
        for account in place.people:
            told = f"{account.position}: ingresa en /{place.slug}"
            table.add_row(place.login(account), account.name, told)
    for seller in SELLERS:
        told = f"Actúa por {seller.supplier.name}: ingresa en la ventanilla"
        table.add_row(seller.applicant.email, seller.applicant.name, told)
    told = f"Contribuyente {code_of(HILDA)}, PIN {PIN}: ingresa en la ventanilla"
    table.add_row(NEIGHBOUR.email, NEIGHBOUR.name, told)
    table.add_row(*WATCHER, "Gobierno central: ingresa en /network")
    table.add_row(*RUNNER, "Opera la instalación: ingresa en /network")
    return table
