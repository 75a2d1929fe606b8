"""Who owns which part after an act, as exact fractions that always add up to one. Pure.

Who gives, gives a part of their own share; those who take divide among themselves what was given
(selling ½ of ½ to somebody leaves ¼ and ¼).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.cadastre.shares import Shares, fault_of, share_of
from engine.sentences import N_, Sentence, phrase

FINEST = 1_000_000_000
"""The denominator of the smallest share that is kept."""


@dataclass(frozen=True, slots=True)
class Give:
    """Somebody gives a part of their own share."""

    owner: str
    part: Fraction


@dataclass(frozen=True, slots=True)
class Take:
    """Somebody takes a part of what is given."""

    number: str
    name: str
    part: Fraction


def moved(shares: Shares, gives: Sequence[Give], takes: Sequence[Take]) -> Shares | Sentence:
    """The shares afterwards, by document; or what is wrong with the act."""
    wrong = _wrong(shares, gives, takes)
    if wrong is not None:
        return wrong
    after = dict(shares)
    given = Fraction(0)
    for each in gives:
        amount = shares[each.owner] * each.part
        after[each.owner] -= amount
        given += amount
    for taker in takes:
        after[taker.number] = after.get(taker.number, Fraction(0)) + given * taker.part
    if any(share.denominator > FINEST for share in after.values()):
        return phrase(N_("Las cuotas quedan demasiado pequeñas para inscribirlas."))
    return {owner: share for owner, share in after.items() if share > 0}


def gives_of(rows: Sequence[Mapping[str, object]]) -> tuple[Give, ...] | Sentence:
    """Who gives, from the rows of a form (`documento`, `parte` of their own share)."""
    found = []
    for row in rows:
        part = _part(row)
        if isinstance(part, Sentence):
            return part
        found.append(Give(_text(row, "documento"), part))
    return tuple(found)


def takes_of(rows: Sequence[Mapping[str, object]]) -> tuple[Take, ...] | Sentence:
    """Who takes, from the rows of a form (`documento`, `nombre`, `parte` of what is given)."""
    found = []
    for row in rows:
        part = _part(row)
        if isinstance(part, Sentence):
            return part
        found.append(Take(_text(row, "documento"), _text(row, "nombre"), part))
    return tuple(found)


def told(share: Fraction) -> str:
    """«1/4», or «1» of the whole."""
    return str(share)


def _wrong(shares: Shares, gives: Sequence[Give], takes: Sequence[Take]) -> Sentence | None:
    if fault_of(shares) is not None:
        return phrase(
            N_("Las cuotas de los propietarios del catastro no suman 1: corrija antes los datos.")
        )
    if not gives or not takes:
        return phrase(N_("Escriba quién transfiere y quién adquiere."))
    owners = [each.owner for each in gives]
    for owner in owners:
        if owner not in shares:
            return phrase(N_("%(name)s no es titular: revise el título."), name=owner)
    taking = [each.number for each in takes]
    for repeated in (*_repeated(owners), *_repeated(taking)):
        return phrase(N_("%(name)s está dos veces: escríbalo una sola vez."), name=repeated)
    total = sum((each.part for each in takes), Fraction(0))
    if total != 1:
        said = N_("Las partes de quienes adquieren suman %(total)s y deben sumar 1.")
        return phrase(said, total=total)
    return None


def _repeated(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _part(row: Mapping[str, object]) -> Fraction | Sentence:
    text = _text(row, "parte") or "1"
    try:
        return share_of(text)
    except (ValueError, ZeroDivisionError):
        said = N_("«%(text)s» no es una parte: escriba una fracción como 1/2, o un porcentaje.")
        return phrase(said, text=text)


def _text(row: Mapping[str, object], name: str) -> str:
    return " ".join(str(row.get(name) or "").split())
