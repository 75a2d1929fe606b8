"""What stands on a parcel, what it is used for, and data that was written wrong."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.cadastre.boxes import shape_of
from engine.cadastre.facts import Asked, Line, Plan, Planned
from engine.cadastre.faults import rounded
from engine.cadastre.rights import OWNERSHIP
from engine.cadastre.transferring import party_kind
from engine.sentences import N_, Sentence, phrase
from storage.queries.land_rights import BuildingRow, RightRow, buildings_of, rights_of

DEMOLITION = "demolition"
DEEPEST, HIGHEST = -5, 60
SLACK = Decimal("0.05")
"""Square metres by which the official area may differ from that of the ground."""


def plan_buildings(asked: Asked) -> Planned:
    """Storeys that begin to stand, or that stand no more (`operation` is `demolition`, of the
    storeys in `floors`, or of all where none is named)."""
    rows = buildings_of(asked.connection, asked.municipality_id, asked.parcel.ba_unit_id)
    standing = [row for row in rows if row.end_on is None]
    if asked.text("operation") == DEMOLITION:
        return _demolished(asked, standing)
    floors = [_floor(asked, each) for each in asked.rows("floors")]
    if not floors:
        return phrase(N_("Escriba lo construido, piso por piso."))
    for each in floors:
        if isinstance(each, Sentence):
            return each
    begins = tuple(each for each in floors if isinstance(each, dict))
    lines = tuple(Line(f"Piso {each['level']}", "—", _told(each)) for each in begins)
    return Plan(lines, buildings=begins, novelty="values", detail=_detail(lines))


def plan_use(asked: Asked) -> Planned:
    """The parcel serves another use, which its zone must admit (`compatible`)."""
    use = asked.text("use")
    if not use or use == asked.parcel.land_use:
        return phrase(N_("Escriba un uso distinto del que tiene el predio."))
    if asked.facts.get("compatible") is not True:
        return phrase(N_("La zonificación no admite ese uso: no se puede inscribir."))
    line = Line("Uso", asked.parcel.land_use or "—", use)
    version = {"land_use": use}
    return Plan((line,), version=version, novelty="values", detail=_detail((line,)))


def plan_correction(asked: Asked) -> Planned:
    """A datum that is written otherwise than its source has it (`field` and `value`; of somebody's
    name or document, whose, in `document`)."""
    what, value = asked.text("field"), asked.text("value")
    if not value:
        return phrase(N_("Escriba el dato como debe quedar."))
    if what in ("address", "land_use"):
        title = {"address": "Dirección", "land_use": "Uso"}[what]
        line = Line(title, str(getattr(asked.parcel, what)) or "—", value)
        return Plan((line,), version={what: value}) if line.before != value else _same()
    if what == "area":
        return _area(asked, value)
    if what in ("name", "number"):
        return _person(asked, what, value)
    return phrase(N_("«%(field)s» no es un dato que se corrija aquí."), field=what)


def _demolished(asked: Asked, standing: list[BuildingRow]) -> Planned:
    levels = {str(each.get("nivel")) for each in asked.rows("floors")}
    ended = [row for row in standing if not levels or str(row.level) in levels]
    if not ended:
        return phrase(N_("El catastro no tiene construcciones que demoler en esos pisos."))
    lines = tuple(Line(f"Piso {r.level}", _told(_facts(r)), "demolido") for r in ended)
    ends = tuple(row.id for row in ended)
    return Plan(lines, ends_buildings=ends, novelty="values", detail=_detail(lines))


def _floor(asked: Asked, row: Mapping[str, Any]) -> dict[str, Any] | Sentence:
    level, area, year = (_number(row.get(name)) for name in ("nivel", "area", "anio"))
    if level is None or not DEEPEST <= level <= HIGHEST:
        return phrase(N_("Escriba el número de cada piso, de −5 a 60."))
    if area is None or area <= 0 or area > asked.parcel.area:
        said = N_("El piso %(level)s no cabe en el predio, de %(area)s m²: corrija su área.")
        return phrase(said, level=int(level), area=asked.parcel.area)
    if year is None or year > asked.today.year:
        return phrase(N_("Escriba el año en que se terminó cada piso."))
    return {
        "level": int(level),
        "area": area,
        "built_year": int(year),
        "material": str(row.get("material") or ""),
        "condition": str(row.get("estado") or ""),
        "use": str(row.get("uso") or ""),
        "licence": asked.text("licence"),
    }


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _facts(row: BuildingRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("level", "area", "built_year", "material")}


def _told(floor: Mapping[str, Any]) -> str:
    """«120.00 m², ladrillo, 2026»."""
    parts = (f"{floor['area']:.2f} m²", floor["material"], str(floor["built_year"]))
    return ", ".join(part for part in parts if part)


def _detail(lines: tuple[Line, ...]) -> str:
    return "; ".join(f"{each.what}: {each.before} → {each.after}" for each in lines)


def _same() -> Sentence:
    return phrase(N_("Ese dato ya está así en el catastro."))


def _area(asked: Asked, value: str) -> Planned:
    """The official area is that of the ground: who means other ground has it rectified."""
    area, drawn = _number(value.replace(",", "")), rounded(shape_of(asked.parcel.ground).area)
    if area is None or abs(area - drawn) > SLACK:
        said = N_("El plano del predio mide %(area)s m²: otra área pide rectificar los linderos.")
        return phrase(said, area=drawn)
    if area == asked.parcel.area:
        return _same()
    line = Line("Área oficial (m²)", f"{asked.parcel.area:.2f}", f"{area:.2f}")
    return Plan((line,), version={"area": area}, novelty="ground")


def _person(asked: Asked, what: str, value: str) -> Planned:
    """Who is named wrong holds the same under the right name, from today on."""
    document = asked.text("document")
    rows = rights_of(asked.connection, asked.municipality_id, asked.parcel.ba_unit_id)
    held = [row for row in rows if row.end_on is None]
    own = [row for row in held if document and document in (row.number, row.name)]
    if not own:
        return phrase(N_("%(name)s no es titular: revise el título."), name=document or "—")
    before = getattr(own[0], what)
    if before == value:
        return _same()
    rights = tuple(_renamed(row, what, value) for row in own)
    line = Line({"name": "Nombre", "number": "Documento"}[what], before or "—", value)
    owners = _owners(held, own, value) if what == "number" else ()
    novelty = "owners" if owners else None
    ends = tuple(row.id for row in own)
    return Plan((line,), ends_rights=ends, rights=rights, novelty=novelty, owners=owners)


def _renamed(row: RightRow, what: str, value: str) -> dict[str, Any]:
    told = {"name": row.name, "number": row.number, what: value}
    party = {"kind": party_kind(told["number"]), **told, "new": True}
    return {
        "kind": row.kind, "family": row.family, "num": row.num, "den": row.den,
        "party_id": None, "party": party,
    }  # fmt: skip


def _owners(held: list[RightRow], own: list[RightRow], number: str) -> tuple[dict[str, Any], ...]:
    mine = {row.id for row in own}
    return tuple(
        {
            "number": number if row.id in mine else row.number,
            "name": row.name, "num": row.num, "den": row.den,
        }
        for row in held
        if row.kind == OWNERSHIP
    )  # fmt: skip
