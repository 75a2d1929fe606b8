"""`cauce role`: who may do what in a municipality, from when, until when, and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from engine.identity.granting import Grant, grant_role, revoke_role
from engine.identity.roles import roles_in_force
from storage.queries.definitions import active_definitions
from storage.queries.people import everyone, roles_by_person
from ui.cli.acting import Reason
from ui.cli.console import out
from ui.cli.telling import AsJson, InName, Somebody, Town, acting, done, person_named, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.roles import role_titles, title_of_role

app = typer.Typer(help="Give roles, take them back, list them.", no_args_is_help=True)
OPTIONS = {
    "role": "cauce role list",
    "held": "cauce role revoke",
    "from": "--from",
    "until": "--until",
    "reason": "--reason",
}
Role = Annotated[str, typer.Argument(help="Its name, as `cauce role list` shows it.")]
DAY = ["%Y-%m-%d"]


@app.callback()
def _group() -> None:
    """Give roles, take them back, list them."""


@app.command()
def grant(
    person: Somebody,
    role: Role,
    reason: Reason,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAY, help="The first day; now if absent.")
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--until", formats=DAY, help="The last day; no end if absent."),
    ] = None,
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Give somebody a role."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        found = person_named(installation, row, person)
        asked = Grant(role, reason, _day(first), _day(last))
        answer = grant_role(installation, acting(installation, row, who), found.id, asked)
    done(answer, OPTIONS)
    if as_json:
        return say_json({"person_id": str(found.id), "role": role})
    out.print(f"{found.name} tiene el rol «{role}».", highlight=False)
    return None


@app.command()
def revoke(
    person: Somebody,
    role: Role,
    reason: Reason,
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Take a role from somebody, from now on."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        found = person_named(installation, row, person)
        actor = acting(installation, row, who)
        answer = revoke_role(installation, actor, found.id, role, reason)
    done(answer, OPTIONS)
    if as_json:
        return say_json({"person_id": str(found.id), "role": role})
    out.print(f"{found.name} ya no tiene el rol «{role}».", highlight=False)
    return None


@app.command("list")
def list_them(town: Town = None, as_json: AsJson = False) -> None:
    """The roles of the processes in force and of the house, and who holds each until when."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        now = installation.clock.now()
        with installation.database.read(row.id) as connection:
            titles = role_titles(active_definitions(connection, row.id))
            roles = roles_in_force(connection, row.id)
            names = {each.id: each.name for each in everyone(connection, row.id)}
            held = roles_by_person(connection, row.id, at=now)
    zone = ZoneInfo(row.timezone)
    lines = [
        {
            "role": role,
            "title": title_of_role(role, titles),
            "holders": [
                {
                    "person_id": str(each.person_id),
                    "name": names[each.person_id],
                    "from": each.valid_from.astimezone(zone).date(),
                    "until": _last_day(each.valid_until, zone),
                }
                for rows in held.values()
                for each in rows
                if each.role == role and each.person_id in names
            ],
        }
        for role in sorted(roles)
    ]
    if as_json:
        return say_json(lines)
    table = Table("Rol", "Título", "Quién lo tiene")
    for line in lines:
        table.add_row(str(line["role"]), str(line["title"]), _holders(line["holders"]))
    out.print(table)
    return None


def _day(told: datetime | None) -> date | None:
    return None if told is None else told.date()


def _last_day(until: datetime | None, zone: ZoneInfo) -> date | None:
    """Roles end at midnight after their last day."""
    return None if until is None else (until - timedelta(microseconds=1)).astimezone(zone).date()


def _holders(holders: object) -> str:
    assert isinstance(holders, list)  # noqa: S101  # as made above
    told = [
        each["name"] + (f" (hasta el {each['until']:%d/%m/%Y})" if each["until"] else "")
        for each in holders
    ]
    return ", ".join(told) or "nadie"
