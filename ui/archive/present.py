"""From series, due cases and acts to what the pages of the archive show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.retention.rules import ELIMINATE, Series
from storage.queries.casefile import DisposalRow, DueRow
from ui.parts import Choice
from ui.visit import Member

SHORT = 16


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A hold upon a series."""

    id: int
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series, its rule in a sentence, the holds upon it; `due` what of it is chosen or due."""

    title: str
    rule: str
    source: str
    holds: tuple[HeldLine, ...]
    due: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act of disposal."""

    act: str
    basis: str
    detail: str


def series_line(here: Member, each: Series) -> SeriesLine:
    """A series with all that is due of it."""
    return SeriesLine(
        each.title,
        rule_of(here, each),
        each.source,
        tuple(HeldLine(row.id, row.reason, row.basis) for row in each.holds),
        tuple(due_line(here, row) for row in each.due),
    )


def rule_of(here: Member, each: Series) -> str:
    """The rule of a series in a sentence."""
    if each.years is None or each.disposition != ELIMINATE:
        return here.words.gettext("Se conserva siempre.")
    return here.words.ngettext(
        "Se guarda %(n)s año después de terminar.",
        "Se guarda %(n)s años después de terminar.",
        each.years,
    ) % {"n": each.years}


def due_line(here: Member, row: DueRow) -> Choice:
    """A case that is due, as a choice."""
    ended = here.words.gettext("Terminó el %(day)s") % {
        "day": here.formats.day_words(row.closed_at, here.today)
    }
    return Choice(str(row.case_id), f"{row.number} · {row.title}", ended)


def act_line(here: Member, row: DisposalRow) -> ActLine:
    """An act of disposal: its day, how many cases, the hash of their list."""
    cases = here.words.ngettext("%(n)s expediente", "%(n)s expedientes", row.cases)
    detail = (
        here.formats.date_words(row.act_on),
        cases % {"n": row.cases},
        f"SHA-256 {row.list_sha256[:SHORT]}…",
    )
    return ActLine(row.act, row.basis, " · ".join(detail))


def errors_of(here: Member, fields: Iterable[str]) -> Mapping[str, str]:
    """What to correct in an act, by the id of its control."""
    _ = here.words.gettext
    told = {
        "act": _("Escriba el número del acta, hasta 200 letras."),
        "act_on": _("Escriba el día completo del acta, hasta hoy."),
        "basis": _("Escriba la norma o la tabla que manda eliminarlos."),
    }
    return {field: told[field] for field in fields if field in told}
