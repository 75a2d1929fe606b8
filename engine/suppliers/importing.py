"""Suppliers from a table (CSV, UTF-8): each line with its own result, one act for the whole file.

The columns are those of `COLUMNS`, in any order; `number` and `name` must be there. Days are
written 2026-12-31 or 31/12/2026; `small` is «sí» or «no»; chapters have spaces between.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.suppliers.companies import CHAPTERS, Entered, Told, entered
from engine.suppliers.rights import refusal_to_keep
from storage.database import Connection
from storage.tables.suppliers import SupplierKind

COLUMNS = (
    "number",
    "name",
    "kind",
    "small",
    "registered_from",
    "registered_until",
    "chapters",
    "email",
    "phone",
    "address",
    "account",
)
MOST_BYTES = 2_000_000
MOST_LINES = 5_000
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YES, _NO = ("sí", "si", "s", "true", "1", "sim", "yes"), ("no", "n", "false", "0", "não", "")
KINDS = {"": SupplierKind.LEGAL, **{str(each): each for each in SupplierKind}} | {
    "natural": SupplierKind.NATURAL,
    "jurídica": SupplierKind.LEGAL,
    "juridica": SupplierKind.LEGAL,
    "consorcio": SupplierKind.JOINT,
}
CHAPTER_WORDS = {
    "bienes": "goods",
    "servicios": "services",
    "obras": "works",
    "consultoría": "consulting",
    "consultoria": "consulting",
    **{each: each for each in CHAPTERS},
}


@dataclass(frozen=True, slots=True)
class LineResult:
    """What became of a line: entered, changed, same, or the column that is wrong in it."""

    line: int
    number: str
    name: str
    outcome: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """Every line of the file, in its order."""

    lines: tuple[LineResult, ...]


def import_suppliers(
    installation: Installation, actor: Actor, filename: str, content: bytes
) -> Imported | Refused:
    """Read the table; a line that is wrong keeps no other from being entered."""
    refused = refusal_to_keep(actor)
    if refused is not None:
        return refused
    rows = rows_in(content)
    if isinstance(rows, str):
        return Refused(RefusalKind.INVALID_DATA, {"field": rows})
    results = []
    for line, row in rows:
        results.append(_one(installation, actor, line, row))

    def verb(connection: Connection) -> None:
        history = TownHistory(installation, connection, actor)
        done = sum(1 for each in results if not each.wrong)
        history.add(
            TownEventKind.SUPPLIERS_IMPORTED,
            data={"lines": str(len(results)), "done": str(done)},
            detail={"title": filename[:200]},
        )
        history.write()

    installation.database.run(verb, municipality=actor.municipality_id)
    return Imported(tuple(results))


def rows_in(content: bytes) -> list[tuple[int, dict[str, str]]] | str:
    """The lines with their numbers; what is wrong with the file itself as one word: `large`,
    `encoding`, `columns`, `lines`."""
    if len(content) > MOST_BYTES:
        return "large"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "encoding"
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    names = [each.strip().lower() for each in reader.fieldnames or ()]
    if not {"number", "name"} <= set(names):
        return "columns"
    found: list[tuple[int, dict[str, str]]] = []
    for row in reader:
        if len(found) >= MOST_LINES:
            return "lines"
        values = [value if isinstance(value, str) else "" for value in row.values()]
        told = dict(zip(names, (each.strip() for each in values), strict=False))
        if any(told.values()):
            found.append((reader.line_num, told))
    return found


def told_in(row: dict[str, str]) -> Told | str:
    """A line as an officer would write it; or the column that cannot be read."""
    small, kind = row.get("small", "").lower(), row.get("kind", "").lower()
    if small not in (*_YES, *_NO):
        return "small"
    if kind not in KINDS:
        return "kind"
    words = row.get("chapters", "").lower().split()
    if any(each not in CHAPTER_WORDS for each in words):
        return "chapters"
    days: dict[str, date | None] = {}
    for name in ("registered_from", "registered_until"):
        day = day_in(row.get(name, ""))
        if day == "":
            return name
        days[name] = day if isinstance(day, date) else None
    return Told(
        row.get("number", ""),
        row.get("name", ""),
        KINDS[kind],
        small=small in _YES,
        registered_from=days["registered_from"],
        registered_until=days["registered_until"],
        chapters=tuple(CHAPTER_WORDS[each] for each in words),
        email=row.get("email", ""),
        phone=row.get("phone", ""),
        address=row.get("address", ""),
        account=row.get("account", ""),
    )


def day_in(text: str) -> date | str | None:
    """The day; None of nothing, an empty text of what is none."""
    if not text:
        return None
    local = _LOCAL.fullmatch(text)
    try:
        if local:
            return date(int(local[3]), int(local[2]), int(local[1]))
        return date.fromisoformat(text)
    except ValueError:
        return ""


def _one(installation: Installation, actor: Actor, line: int, row: dict[str, str]) -> LineResult:
    number, name = row.get("number", "")[:40], row.get("name", "")[:160]
    told = told_in(row)
    if isinstance(told, str):
        return LineResult(line, number, name, "wrong", told)

    def verb(connection: Connection) -> Entered | Refused:
        return entered(installation, connection, actor, told)

    answer = installation.database.run(verb, municipality=actor.municipality_id)
    if isinstance(answer, Refused):
        return LineResult(line, number, name, "wrong", answer.details.get("field", ""))
    outcome = "entered" if answer.new else ("changed" if answer.changed else "same")
    return LineResult(line, number, name, outcome)
