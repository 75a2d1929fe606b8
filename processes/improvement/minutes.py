"""The result of a vote as its case holds it, and in the words of the minutes. Pure.

A case speaks Spanish: `votos`, `blancos`, `nulos`, `sobra`, `filas` (`opcion`, `votos`, `costo`,
`gana`, `motivo`) and `texto`, which the minutes repeat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.participation.counting import Counted
from engine.participation.winners import Fate, Ranked
from storage.queries.votes import ConsultationRow, OptionRow

_FATES: Mapping[str, str] = {
    Fate.WON: "Gana.",
    Fate.TOO_DEAR: "No alcanzó el dinero.",
    Fate.BEHIND: "Ya estaban los que ganan.",
    Fate.UNVOTED: "Nadie votó por ella.",
}
_TIES: Mapping[str, str] = {
    "": "",
    "cost": " Empató: se ordenó por menor costo.",
    "cost_draw": " Empató también en costo: se ordenó por sorteo.",
    "draw": " Empató: se ordenó por sorteo.",
}


def result_told(
    vote: ConsultationRow, options: Sequence[OptionRow], found: Counted
) -> dict[str, Any]:
    """What came out, as data of the case."""
    known = {each.place: each for each in options}
    rows = [_row(known[each.place], each) for each in found.ranked]
    left = found.ranked[-1].left if found.ranked else None
    return {
        "votos": Decimal(found.ballots),
        "blancos": Decimal(found.blank),
        "nulos": Decimal(found.void),
        "sobra": left,
        "semilla": found.seed,
        "filas": rows,
        "texto": _text(vote, rows, found, left),
    }


def _row(option: OptionRow, told: Ranked) -> dict[str, Any]:
    return {
        "opcion": option.title,
        "votos": Decimal(told.votes),
        "costo": option.cost,
        "gana": told.fate == Fate.WON,
        "motivo": _FATES[told.fate] + _TIES[told.tied_by],
    }


def _text(
    vote: ConsultationRow, rows: Sequence[Mapping[str, Any]], found: Counted, left: Decimal | None
) -> str:
    lines = [
        f"Votos: {found.ballots}{_share(vote, found)}; en blanco {found.blank}, nulos {found.void}."
    ]
    for place, row in enumerate(rows, start=1):
        cost = "" if row["costo"] is None else f", costo {row['costo']:,.2f}"
        lines.append(f"{place}. {row['opcion']}: {row['votos']} votos{cost}. {row['motivo']}")
    if left is not None:
        lines.append(f"De {vote.budget:,.2f} quedan {left:,.2f} sin gastar.")
    lines.append(f"Semilla del sorteo: {found.seed}. Su huella, publicada antes: {vote.seed_hash}.")
    return "\n".join(lines)


def _share(vote: ConsultationRow, found: Counted) -> str:
    if not vote.electors:
        return ""
    share = Decimal(found.ballots) / vote.electors
    return f" de {vote.electors} personas que podían votar ({share:.2%})"
