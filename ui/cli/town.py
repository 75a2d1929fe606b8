"""`cauce town`: municipalities of this installation, each begun with who administers it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from engine.identity import system_actor
from engine.identity.bounding import bound_town
from engine.identity.contact import contact_in
from engine.identity.founding import TownFacts, change_town, found_town
from engine.identity.people import Particulars
from engine.installation import Installation
from engine.refusals import Refused
from engine.territory.bounds import BoundsRefused, read_bounds
from processes.adopting import offered
from processes.founding import load_law
from storage.database import WHOLE_INSTALLATION
from storage.queries.municipalities import (
    MunicipalityRow,
    all_municipalities,
    municipality_by_id,
)
from ui.cli.console import note, out, problem
from ui.cli.secrets_asked import Ask, FromInput, first_password_of, say_password
from ui.cli.taking_up import TakenUp, chosen_of, take_up
from ui.cli.telling import AsJson, InName, Town, acting, done, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.countries import currency_of, zone_of

app = typer.Typer(
    help="Register municipalities, describe them, and adopt processes of the catalogue.",
    no_args_is_help=True,
)
OPTIONS = {
    "name": "--name",
    "country": "--country",
    "region": "--region",
    "timezone": "--timezone",
    "currency": "--currency",
    "locale": "--language",
    "accent": "--accent",
    "ubigeo": "--place",
    "reason": "--reason",
    "login": "--admin-email",
    "email": "--admin-email",
    "national_id": "--admin-id",
}
REACHED = {name: f"--{name}" for name in ("address", "hours", "telephone", "email", "complaints")}
SLUG = "Its short name, which is its address on the web: tambo-real."


@app.callback()
def _group() -> None:
    """Register municipalities, describe them, and adopt processes of the catalogue."""


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help=SLUG)],
    name: Annotated[str, typer.Option(help="What it is called.")],
    admin_name: Annotated[str, typer.Option(help="Who administers it first.")],
    admin_email: Annotated[str, typer.Option(help="Their e-mail, to sign in with.")] = "",
    admin_id: Annotated[str, typer.Option(help="Their national id, to sign in with.")] = "",
    country: Annotated[str, typer.Option(help="ISO code: PE, BO, BR …")] = "PE",
    region: Annotated[str, typer.Option(help="Code of the region, for its holidays.")] = "",
    timezone: Annotated[str, typer.Option(help="Time zone; that of the country if absent.")] = "",
    currency: Annotated[str, typer.Option(help="Currency; that of the country if absent.")] = "",
    language: Annotated[str, typer.Option(help="es, pt or en.")] = "es",
    accent: Annotated[str, typer.Option(help="Its colour, as #8C3B1E.")] = "#8C3B1E",
    place: Annotated[str, typer.Option(help="Its code in the list of places: 080309.")] = "",
    families: Annotated[
        str, typer.Option(help="What it adopts of the catalogue, by commas: taxes,compra; or all.")
    ] = "",
    from_input: FromInput = False,
    ask: Ask = False,
    as_json: AsJson = False,
) -> None:
    """Register a municipality and its first administrator; prints their first password once.

    It begins with the calendar, the places and the numbers of the law of its country, and with the
    processes that --families names."""
    code = country.upper()
    folders = chosen_of(code, families.split(","))
    facts = TownFacts(
        name=name,
        country=code,
        timezone=timezone or zone_of(code),
        currency=(currency or currency_of(code)).upper(),
        region=region,
        locale=language,
        accent=accent,
        ubigeo=place,
    )
    known = (admin_name, admin_email, admin_id)
    password = first_password_of(from_input=from_input, ask=ask, known=known)
    with opened(settings()) as installation:
        particulars = Particulars(admin_name, admin_email, admin_id)
        answer = found_town(installation, slug, facts, particulars, password=password)
        if isinstance(answer, Refused) and answer.details.get("field") == "slug_taken":
            note(f"Lo que le falte se completa con «cauce town adopt all --municipality {slug}».")
        found = done(answer, OPTIONS)
        if not as_json:
            note(f"{name} queda registrada en /{slug}. Administra las cuentas {admin_name}.")
            say_password(found.administrator.password, given=bool(password))
        numbers = load_law(installation, found.municipality_id, code)
        taken = _adopted(installation, found.municipality_id, folders)
    if as_json:
        told = {"slug": slug, "municipality_id": str(found.municipality_id)}
        told |= {"person_id": str(found.administrator.person_id)}
        told |= {"password": found.administrator.password}
        say_json({**told, "adopted": taken.versions, "failed": taken.failed})
    else:
        note(
            f"Números de la ley de {code} cargados: {numbers}."
            if numbers
            else f"Cauce aún no trae los números de la ley de {code}."
        )
        note(
            f"Procedimientos vigentes: {len(taken.versions)}."
            if taken.versions
            else f"Elija sus procedimientos: «cauce town catalogue --municipality {slug}»."
        )
    if taken.failed:
        raise typer.Exit(1)


@app.command("list")
def list_them(as_json: AsJson = False) -> None:
    """Every municipality: its address, its country, its time zone and its language."""
    with (
        opened(settings()) as installation,
        installation.database.read(WHOLE_INSTALLATION) as connection,
    ):
        rows = all_municipalities(connection)
    if as_json:
        return say_json([_line(row) for row in rows])
    table = Table("Dirección", "Nombre", "País", "Región", "Zona horaria", "Idioma", "Color")
    for row in rows:
        place = (row.country, row.region or "—", row.timezone, row.locale, row.accent)
        table.add_row(row.slug, row.name, *place)
    out.print(table)
    return None


@app.command("set")
def set_town(
    reason: Annotated[str, typer.Option(help="Why; it stays in the history.")],
    town: Town = None,
    name: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO code: PE, BO, BR …")] = None,
    region: Annotated[str | None, typer.Option(help="Code of the region; '' for none.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Time zone: America/Lima.")] = None,
    currency: Annotated[str | None, typer.Option(help="Currency: PEN.")] = None,
    language: Annotated[str | None, typer.Option(help="es, pt or en.")] = None,
    accent: Annotated[str | None, typer.Option(help="Its colour, as #8C3B1E.")] = None,
    place: Annotated[str | None, typer.Option(help="Its code in the list of places.")] = None,
    address: Annotated[str | None, typer.Option(help="Where citizens are attended.")] = None,
    hours: Annotated[str | None, typer.Option(help="When, in words.")] = None,
    telephone: Annotated[str | None, typer.Option(help="Its telephone.")] = None,
    email: Annotated[str | None, typer.Option(help="The e-mail for citizens.")] = None,
    complaints: Annotated[str | None, typer.Option(help="Book of complaints, https://…")] = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Change what a municipality says of itself; what is not named stays as it is."""
    asked = (address, hours, telephone, email, complaints)
    reached = {name: told for name, told in zip(REACHED, asked, strict=True) if told is not None}
    with opened(settings()) as installation:
        row = only_town(installation, town)
        facts = TownFacts(
            name=_or(name, row.name),
            country=_or(country, row.country).upper(),
            timezone=_or(timezone, row.timezone),
            currency=_or(currency, row.currency).upper(),
            region=_or(region, row.region or ""),
            locale=_or(language, row.locale),
            accent=_or(accent, row.accent),
            ubigeo=place,
            contact=replace(contact_in(row.settings), **reached),
        )
        actor = acting(installation, row, who)
        changed = done(change_town(installation, actor, facts, reason), OPTIONS | REACHED)
    if as_json:
        return say_json({"changed": list(changed.fields), "accent": changed.accent})
    if accent and changed.accent != accent.upper():
        note(f"El color {accent} era muy claro para leer sobre él: queda {changed.accent}.")
    out.print("Sin cambios." if not changed.fields else "Guardado.")
    return None


@app.command()
def bounds(
    file: Annotated[Path, typer.Argument(help="GeoJSON in WGS84: its outline.", dir_okay=False)],
    reason: Annotated[str, typer.Option(help="Why; it stays in the history.")],
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Say where a municipality ends: points that forms ask for must lie inside."""
    try:
        outline = read_bounds(file.read_bytes())
    except OSError as fault:
        problem(f"No se pudo leer {file}: {fault.strerror}.")
        raise typer.Exit(2) from fault
    except BoundsRefused as refused:
        problem(f"{file.name}: {refused}")
        raise typer.Exit(1) from refused
    with opened(settings()) as installation:
        row = only_town(installation, town)
        actor = acting(installation, row, who)
        changed = done(bound_town(installation, actor, outline, reason), OPTIONS)
    if as_json:
        return say_json({"changed": list(changed.fields)})
    out.print("Guardado." if changed.fields else "Sin cambios.")
    return None


def _adopted(installation: Installation, town_id: int, folders: frozenset[str]) -> TakenUp:
    """What was chosen of the catalogue, in force in a municipality that has nothing yet."""
    with installation.database.read(town_id) as connection:
        row = municipality_by_id(connection, town_id)
        assert row is not None  # noqa: S101  # just made
        wanted = [each for each in offered(connection, row) if each.name in folders]
    return take_up(installation, system_actor(town_id), wanted)


def _or(told: str | None, before: str) -> str:
    return before if told is None else told


def _line(row: MunicipalityRow) -> dict[str, str]:
    return {
        "slug": row.slug,
        "name": row.name,
        "country": row.country,
        "region": row.region or "",
        "timezone": row.timezone,
        "currency": row.currency,
        "language": row.locale,
        "accent": row.accent,
        "place": row.ubigeo or "",
    }
