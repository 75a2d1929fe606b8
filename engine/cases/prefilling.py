"""What a form may bring besides the data of its case: the people of the case, and who fills it in.

`expediente`: `numero`, `personas` (each with `parte`, `nombre`, `documento`, `contacto`) and, by
their part, the first of them (`solicitante`, `representante` …). `usuario`: `nombre`, `documento`,
`correo`, `cargo` of the person before the form. `solicitante`, before there is a case: `nombre`,
`documento`, `correo`, `telefono` of who asks for it. What is not known is null.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.feel import Value
from engine.forms import Form
from engine.forms.components import every_part
from engine.identity import Actor
from storage.database import Connection
from storage.queries.casefile import PartyRow, people_of_case
from storage.queries.identity import person_by_id
from storage.tables.casefile import PartyRole

PARTS = {
    PartyRole.APPLICANT: "solicitante",
    PartyRole.REPRESENTATIVE: "representante",
    PartyRole.THIRD_PARTY: "tercero",
    PartyRole.EXPERT: "perito",
    PartyRole.WITNESS: "testigo",
    PartyRole.OTHER: "otro",
}


def brings(form: Form | None) -> bool:
    """Whether a field of the form opens with something that is brought."""
    return form is not None and any(part.prefill for part in every_part(form.components))


def known_around(
    connection: Connection, actor: Actor, form: Form | None, case: tuple[int, str] | None = None
) -> Mapping[str, Value]:
    """What the prefills of a form may read, asked for only where there are any; `case` is the id
    and the number of the case, None before there is one."""
    if not brings(form):
        return {}
    around: dict[str, Value] = {"usuario": _user(connection, actor)}
    if case is not None:
        around["expediente"] = _file(connection, actor.municipality_id, *case)
    return around


def _user(connection: Connection, actor: Actor) -> Value:
    town, person_id = actor.municipality_id, actor.person_id
    row = person_by_id(connection, town, person_id) if person_id is not None else None
    if row is None:
        return None
    return {
        "nombre": row.name,
        "documento": row.national_id,
        "correo": row.email,
        "cargo": row.position,
    }


def _file(connection: Connection, municipality_id: int, case_id: int, number: str) -> Value:
    rows = people_of_case(connection, municipality_id, case_id)
    first: dict[str, Value] = dict.fromkeys(PARTS.values())
    for row in reversed(rows):
        first[PARTS[PartyRole(row.role)]] = _party(row)
    return {"numero": number, "personas": [_party(row) for row in rows], **first}


def _party(row: PartyRow) -> Value:
    return {
        "parte": PARTS[PartyRole(row.role)],
        "nombre": row.name,
        "documento": row.national_id or None,
        "contacto": row.contact or None,
    }
