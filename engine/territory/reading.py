"""Reads the file of a country's places: CSV with its source, or as a State publishes it.

The lines that begin with `#` say `country`, `system`, `source`, `date` (a day or a month), `levels`
and `partial`. Then either `code,name,parent`, one place a line, or one line for each place of the
last level, with its code and a column for each level (`ubigeo,departamento,provincia,distrito`),
where the codes of the larger places begin that of the smaller one. Bounded; the first fault that is
found is told by its line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date

from engine.territory.places import Place, Territory

LARGEST = 10_000_000
MOST_PLACES = 100_000
LONGEST_NAME = 120
LEVELS = {"PE": ("departamento", "provincia", "distrito")}
"""What the places of a country are called where the file does not say."""
WIDTHS = {"PE": (2, 4, 6)}
"""How many characters of a code name the place of each level."""
CODE_COLUMNS = ("code", "ubigeo", "codigo", "código")
_CODE = re.compile(r"[0-9A-Za-z.-]{1,20}")
_LEVEL = re.compile(r"[a-z][a-z_]{1,30}")

Line = tuple[int, Mapping[str, str]]


class PlacesRefused(ValueError):
    """The file cannot be used; the message says the line and what is wrong, in Spanish."""


def read_territory(content: bytes, **told: str) -> Territory:
    """The list of a file; what `told` says (country, system, source, date) goes before what the
    file says itself."""
    facts, lines = _apart(content)
    facts.update({key: value for key, value in told.items() if value})
    country = facts.get("country", "").upper()
    if not re.fullmatch("[A-Z]{2}", country):
        raise PlacesRefused("Falta el país de la lista: dos letras, como PE.")
    if not facts.get("source"):
        raise PlacesRefused("Falta la fuente de la lista: quién la publica.")
    levels = _levels(facts, country)
    columns, rows = _table(lines)
    flat = set(levels) <= set(columns)
    places = _flat(rows, columns, levels, country) if flat else _listed(rows, columns)
    _check_depth(places, len(levels))
    return Territory(
        country,
        facts.get("system", ""),
        facts["source"],
        _day(facts.get("date", "")),
        levels,
        places,
        partial=facts.get("partial", "").lower() in ("yes", "true", "sí", "si"),
    )


def _apart(content: bytes) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """What the file says of itself, and its other lines with their numbers."""
    if len(content) > LARGEST:
        raise PlacesRefused(f"El archivo pasa de {LARGEST // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlacesRefused("El archivo no está en UTF-8: guárdelo como «CSV UTF-8».") from None
    facts: dict[str, str] = {}
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            name, _, value = line.lstrip("# ").partition(":")
            facts[name.strip().lower()] = value.strip()
        elif line.strip():
            lines.append((number, line))
    return facts, lines


def _levels(facts: Mapping[str, str], country: str) -> tuple[str, ...]:
    given = facts.get("levels", "")
    if not given and country not in LEVELS:
        raise PlacesRefused("Faltan los niveles: «# levels: departamento, municipio».")
    levels = tuple(each.strip().lower() for each in given.split(",")) if given else LEVELS[country]
    if not all(map(_LEVEL.fullmatch, levels)) or len(set(levels)) < len(levels) or len(levels) > 5:
        raise PlacesRefused("Los niveles son de una a cinco palabras distintas, sin tildes.")
    return levels


def _day(text: str) -> str:
    try:
        date.fromisoformat(f"{text}-01" if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) else text)
        return text
    except ValueError:
        raise PlacesRefused("Falta la fecha de la lista, como 2026-01-31.") from None


def _table(lines: list[tuple[int, str]]) -> tuple[list[str], Iterator[Line]]:
    """The names of the columns in small letters, and each row by them."""
    if not lines:
        raise PlacesRefused("El archivo no tiene lugares.")
    if len(lines) > MOST_PLACES:
        raise PlacesRefused(f"El archivo tiene más de {MOST_PLACES} lugares.")
    mark = ";" if lines[0][1].count(";") > lines[0][1].count(",") else ","
    first = next(csv.reader([lines[0][1]], delimiter=mark))
    columns = [each.strip().lower() for each in first]
    reader = csv.reader(io.StringIO("\n".join(line for _, line in lines[1:])), delimiter=mark)
    numbers = [number for number, _ in lines[1:]]
    rows = (
        (number, {name: cell.strip() for name, cell in zip(columns, cells, strict=False)})
        for number, cells in zip(numbers, reader, strict=False)
    )
    return columns, rows


def _listed(rows: Iterator[Line], columns: list[str]) -> dict[str, Place]:
    """One place a line; what holds it may come later."""
    if not {"code", "name", "parent"} <= set(columns):
        raise PlacesRefused("Las columnas deben ser «code,name,parent», o el código y los niveles.")
    places: dict[str, Place] = {}
    for number, row in rows:
        place = Place(row.get("code", ""), row.get("name", ""), row.get("parent", ""))
        _check(place, number)
        if place.code in places:
            raise PlacesRefused(f"Línea {number}: el código «{place.code}» aparece dos veces.")
        places[place.code] = place
    return places


def _flat(
    rows: Iterator[Line], columns: list[str], levels: tuple[str, ...], country: str
) -> dict[str, Place]:
    """One line for each place of the last level."""
    column = next((name for name in CODE_COLUMNS if name in columns), None)
    widths = WIDTHS.get(country)
    if column is None or widths is None or len(widths) != len(levels):
        raise PlacesRefused("Falta la columna del código, o no se sabe cómo se forma en el país.")
    places: dict[str, Place] = {}
    for number, row in rows:
        code = row.get(column, "").zfill(widths[-1])  # spreadsheets drop the zero in front
        parent = ""
        for level, width in zip(levels, widths, strict=True):
            place = Place(code[:width], row.get(level, ""), parent)
            _check(place, number)
            known = places.setdefault(place.code, place)
            if known.name.casefold() != place.name.casefold():
                told = f"«{place.code}» es «{known.name}» y «{place.name}»."
                raise PlacesRefused(f"Línea {number}: {told}")
            parent = place.code
    return places


def _check(place: Place, number: int) -> None:
    if not _CODE.fullmatch(place.code):
        raise PlacesRefused(f"Línea {number}: «{place.code}» no es un código.")
    if not place.name or len(place.name) > LONGEST_NAME or not place.name.isprintable():
        raise PlacesRefused(f"Línea {number}: falta el nombre de «{place.code}».")


def _check_depth(places: Mapping[str, Place], depth: int) -> None:
    """Every place hangs from one that is there, and none deeper than there are levels."""
    for place in places.values():
        steps, parent = 1, place.parent
        while parent:
            if parent not in places:
                raise PlacesRefused(f"«{place.code}» está dentro de «{parent}», que no está.")
            steps, parent = steps + 1, places[parent].parent
            if steps > depth:
                raise PlacesRefused(f"«{place.code}» está a más de {depth} niveles.")
