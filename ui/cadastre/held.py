"""What a parcel holds, line by line: rights with their shares, storeys, and what they rest on; on a
day, or all that ever was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations

from storage.queries.land_rights import BuildingRow, LandSourceRow, RightRow
from ui.cadastre.around import square_metres
from ui.cadastre.words import conditions, families, materials, rights
from ui.visit import Visit

SHARES = {(1, 2): 0, (1, 3): 1, (2, 3): 2, (1, 4): 3, (3, 4): 4}


@dataclass(frozen=True, slots=True)
class RightLine:
    """Who has what of a parcel; `until` is empty while it holds."""

    name: str
    number: str
    right: str
    family: str
    share: str
    words: str
    since: str
    until: str
    source: str
    case: tuple[str, str]


@dataclass(frozen=True, slots=True)
class StoreyLine:
    """What stands, or stood, on one level."""

    level: str
    area: str
    told: str
    licence: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What something rests on: its case and its document, where there are."""

    title: str
    day: str
    case: tuple[str, str]
    document: str
    sha256: str


def day_typed(typed: str) -> date | None:
    """The day that somebody asks for, `2026-05-20`; None: none, or not a day."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def held_on(row: RightRow | BuildingRow, day: date | None) -> bool:
    """It held on that day; any, where none is asked for."""
    return day is None or (row.begin_on <= day and (row.end_on is None or row.end_on > day))


def right_line(row: RightRow, here: Visit) -> RightLine:
    """One line of the table of holders or of restrictions."""
    day = here.formats.short_day
    return RightLine(
        row.name,
        row.number,
        rights(here.words).get(row.kind, row.kind),
        families(here.words).get(row.family, row.family),
        "1" if row.num == row.den else f"{row.num}/{row.den}",
        share_words(row.num, row.den, here.words),
        day(row.begin_on),
        day(row.end_on) if row.end_on else "",
        row.title or "",
        case_link(row.case_number, here),
    )


def share_words(num: int, den: int, words: NullTranslations) -> str:
    """«la mitad»; empty where only figures say it."""
    if num == den:
        return words.gettext("el total")
    named = (
        words.gettext("la mitad"), words.gettext("un tercio"), words.gettext("dos tercios"),
        words.gettext("un cuarto"), words.gettext("tres cuartos"),
    )  # fmt: skip
    place = SHARES.get((num, den))
    return named[place] if place is not None else f"{100 * num / den:.2f} %"


def storey_line(row: BuildingRow, here: Visit) -> StoreyLine:
    """One line of the table of buildings."""
    day = here.formats.short_day
    parts = (
        materials(here.words).get(row.material, row.material),
        conditions(here.words).get(row.condition, row.condition),
        row.use,
        str(row.built_year),
    )
    return StoreyLine(
        str(row.level),
        square_metres(row.area, here),
        " · ".join(part for part in parts if part),
        row.licence,
        day(row.begin_on),
        day(row.end_on) if row.end_on else "",
    )


def source_lines(rows: Sequence[LandSourceRow], here: Visit) -> list[SourceLine]:
    """What the parcel's register rests on, the newest first."""
    return [
        SourceLine(
            row.title,
            here.formats.short_day(row.on_day),
            case_link(row.case_number, here),
            here.path("documents", row.document_id) if row.document_id else "",
            row.sha256,
        )
        for row in rows
    ]


def case_link(number: str | None, here: Visit) -> tuple[str, str]:
    """The number of a case and its address; empty where it came with the first load."""
    return (number, here.path("cases", number)) if number else ("", "")
