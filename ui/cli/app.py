"""Gathers the commands; `cauce --help` lists them in the order a newcomer needs them."""

import typer

from ui.cli.lazy import Place, lazy_group

COMMANDS: dict[str, Place] = {
    "run": (
        "ui.cli.serve",
        "Start everything on this machine: tables, demo municipality, web and worker.",
    ),
    "web": ("ui.cli.serve", "Serve the pages; run `cauce worker` beside it."),
    "worker": (
        "ui.cli.serve",
        "Fire due timers, run jobs and keep the queues clean, until it is told to stop.",
    ),
    "db": ("ui.cli.database", "Create, upgrade and copy the tables."),
    "backup": (
        "ui.cli.upkeep",
        "Copy rows, documents and keys into FOLDER while everybody goes on working.",
    ),
    "drill": (
        "ui.cli.upkeep",
        "Open the newest backup in FOLDER in a scratch place and look at everything in it.",
    ),
    "restore": (
        "ui.cli.upkeep",
        "Bring a backup in FOLDER back into the empty database of the settings.",
    ),
    "demo": (
        "ui.cli.demo",
        "Load the demo municipality, Tambo Real; does nothing when it is there.",
    ),
    "town": (
        "ui.cli.adopting",
        "Register municipalities, describe them, and adopt processes of the catalogue.",
    ),
    "network": (
        "ui.cli.network",
        "Let the central government into the pages that compare municipalities.",
    ),
    "indicators": ("ui.cli.indicators", "Verify the indicators, and count them anew."),
    "pictures": ("ui.cli.pictures", "Verify the pictures of processes, and count them anew."),
    "parcels": ("ui.cli.parcels", "Load and export the parcels of the cadastre."),
    "values": ("ui.cli.values", "Bring in the official tables of values."),
    "places": ("ui.cli.places", "Load and list the places of a country: departments, districts."),
    "citizens": ("ui.cli.citizens", "Look after the accounts of citizens."),
    "person": ("ui.cli.person", "Let people in, and shut them out."),
    "role": ("ui.cli.role", "Give roles, take them back, list them."),
    "provider": ("ui.cli.provider", "Let providers of sign-in vouch for people."),
    "deploy": (
        "ui.cli.deploy",
        "Check the process in FOLDER and bring it into force for new cases.",
    ),
    "check": (
        "ui.cli.check",
        "Say what would keep the process at PLACE from being deployed, and what is worth a look.",
    ),
    "convert": (
        "ui.cli.convert",
        "Write FILE with `zeebe:` elements and FEEL where they say exactly the same.",
    ),
    "migrate": (
        "ui.cli.migrate",
        "Bring the running cases of PROCESS to another version.",
    ),
    "case": (
        "ui.cli.consent",
        "Look at a case and what stands around it, export, suspend, resume, cancel or move it.",
    ),
    "incidents": (
        "ui.cli.incidents",
        "List what failed and waits for a person, try it again, or give it to somebody.",
    ),
    "payments": ("ui.cli.payments", "Read files of the bank, list what is owed."),
    "batch": ("ui.cli.batch", "Show acts upon many cases, with what came of each."),
    "services": ("ui.cli.catalogue", "Look at the catalogue of services."),
    "token": ("ui.cli.token", "Make, list and revoke the tokens of the API."),
    "audit": (
        "ui.cli.audit",
        "Verify the chained history, and export it as an event log.",
    ),
    "archive": (
        "ui.cli.archive",
        "Look at the archive, hold a series, dispose by an act.",
    ),
    "documents": ("ui.cli.documents", "Verify, copy and read the contents of documents."),
    "feel": (
        "ui.cli.feel",
        "Evaluate a FEEL expression and print its value, with every reason why something is null.",
    ),
    "decide": (
        "ui.cli.decide",
        "Evaluate a decision of a DMN file and print its value, the rules that held and the trace.",
    ),
    "ocds": (
        "ui.cli.ocds",
        "Export what is published of the purchases (OCDS), and check such a folder.",
    ),
    "webhook": ("ui.cli.webhook", "Tell other programs what happens."),
    "bench": ("ui.cli.bench", "Measure what Cauce costs on this machine."),
}

app = typer.Typer(
    name="cauce",
    cls=lazy_group(COMMANDS),
    help="Cauce runs the procedures of small municipalities.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
)


@app.callback()
def _cauce() -> None:
    """Cauce runs the procedures of small municipalities."""
