"""`cauce person`: who works in a municipality. Passwords never stand among the arguments."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from engine.identity.leaving import disable_person
from engine.identity.people import Particulars, add_person
from engine.identity.renewing import give_password
from engine.identity.second_factor import reset
from storage.queries.identity import MembershipRow
from storage.queries.people import PersonLine, everyone, held_counts, roles_by_person
from ui.cli.acting import Reason
from ui.cli.console import note, out
from ui.cli.secrets_asked import Ask, FromInput, first_password_of, say_password
from ui.cli.telling import AsJson, InName, Somebody, Town, acting, done, person_named, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Let people in, and shut them out.", no_args_is_help=True)
OPTIONS = {
    "name": "NAME",
    "login": "--email",
    "email": "--email",
    "national_id": "--national-id",
    "position": "--position",
    "roles": "--role",
    "reason": "--reason",
}


@app.callback()
def _group() -> None:
    """Let people in, and shut them out."""


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Their full name.")],
    email: Annotated[str, typer.Option(help="Their e-mail, to sign in with.")] = "",
    national_id: Annotated[str, typer.Option(help="Their national id, to sign in with.")] = "",
    position: Annotated[str, typer.Option(help="What they are: «Tesorera».")] = "",
    role: Annotated[list[str] | None, typer.Option(help="A first role; once for each.")] = None,
    reason: Annotated[str, typer.Option(help="Why; it stays in the history.")] = "",
    town: Town = None,
    who: InName = None,
    from_input: FromInput = False,
    ask: Ask = False,
    as_json: AsJson = False,
) -> None:
    """Let somebody in; prints their first password, this one time."""
    password = first_password_of(from_input=from_input, ask=ask, known=(name, email, national_id))
    with opened(settings()) as installation:
        row = only_town(installation, town)
        answer = add_person(
            installation,
            acting(installation, row, who),
            Particulars(name, email, national_id, position),
            roles=role or (),
            reason=reason,
            password=password,
        )
    added = done(answer, OPTIONS)
    if as_json:
        return say_json({"person_id": str(added.person_id), "password": added.password})
    note(f"{name} ya puede ingresar a {row.name}.")
    say_password(added.password, given=bool(password))
    return None


@app.command("list")
def list_them(town: Town = None, as_json: AsJson = False) -> None:
    """Everybody of a municipality: their roles, and how many tasks they hold."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        now = installation.clock.now()
        with installation.database.read(row.id) as connection:
            people = everyone(connection, row.id)
            roles = roles_by_person(connection, row.id, at=now)
            tasks = held_counts(connection, row.id)
    lines = [_line(each, roles.get(each.id, ()), tasks.get(each.id, 0), now) for each in people]
    if as_json:
        return say_json(lines)
    table = Table("Nombre", "Ingresa con", "Cargo", "Roles", "Estado", "Tareas")
    for line in lines:
        login = line["email"] or line["national_id"] or "—"
        told = (line["position"], ", ".join(line["roles"]) or "ninguno", STATES[line["state"]])
        table.add_row(line["name"], login, *told, str(line["tasks"]))
    out.print(table)
    return None


@app.command()
def disable(
    person: Somebody,
    reason: Reason,
    pass_to: Annotated[
        str | None, typer.Option(help="Who follows in their tasks; free for the role if absent.")
    ] = None,
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Shut somebody out at once: their sessions and roles end, their tasks go on."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        leaving = person_named(installation, row, person)
        follower = person_named(installation, row, pass_to).id if pass_to else None
        actor = acting(installation, row, who)
        answer = disable_person(installation, actor, leaving.id, reason, pass_to=follower)
    left = done(answer, OPTIONS)
    if as_json:
        counts = {"released": left.released, "passed": left.passed, "kept": left.kept}
        return say_json({"person_id": str(left.person_id), **counts})
    out.print(
        f"{leaving.name} ya no ingresa. Tareas pasadas: {left.passed};"
        f" libres para su rol: {left.released}.",
        highlight=False,
    )
    if left.kept:
        note(f"Quedan {left.kept} tareas a su nombre: repita la orden en un momento.")
    return None


@app.command()
def password(
    person: Somebody,
    reason: Reason,
    town: Town = None,
    who: InName = None,
    from_input: FromInput = False,
    ask: Ask = False,
    as_json: AsJson = False,
) -> None:
    """Give somebody a new first password, which they change when they sign in; prints it once."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        found = person_named(installation, row, person)
        known = (found.name, found.email or "", found.national_id or "")
        chosen = first_password_of(from_input=from_input, ask=ask, known=known)
        actor = acting(installation, row, who)
        answer = give_password(installation, actor, found.id, reason, password=chosen)
    given = done(answer, OPTIONS)
    if as_json:
        return say_json({"person_id": str(given.person_id), "password": given.password})
    note(f"{found.name} tiene una clave nueva; sus sesiones terminaron.")
    say_password(given.password, given=bool(chosen))
    return None


@app.command("no-code")
def no_code(person: Somebody, reason: Reason, town: Town = None, who: InName = None) -> None:
    """Take away the phone that counts out codes for somebody who lost it; their sessions end."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        found = person_named(installation, row, person)
        done(reset(installation, acting(installation, row, who), found.id, reason), OPTIONS)
    out.print(f"{found.name} ingresa otra vez solo con su clave.")


STATES = {"active": "ingresa", "no_password": "sin clave", "disabled": "ya no ingresa"}


def _line(
    person: PersonLine, roles: tuple[MembershipRow, ...], tasks: int, now: datetime
) -> dict[str, Any]:
    gone = person.active_until is not None and person.active_until <= now
    state = "disabled" if gone else "active" if person.signs_in else "no_password"
    return {
        "person_id": str(person.id),
        "name": person.name,
        "email": person.email or "",
        "national_id": person.national_id or "",
        "position": person.position or "",
        "roles": [each.role for each in roles if each.valid_from <= now],
        "state": state,
        "tasks": tasks,
    }
