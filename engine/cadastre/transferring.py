"""Rights in a parcel change hands: ownership by shares, and rights and restrictions upon it.

`operation` is `ownership` (with `givers` and `takers`), a kind of right or restriction that begins
(with one beneficiary in `takers`), or `release` of one (`kind` and `takers`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from engine.cadastre.facts import Asked, Line, Plan, Planned
from engine.cadastre.moving import Take, gives_of, moved, takes_of
from engine.cadastre.rights import OWNERSHIP
from engine.sentences import N_, Sentence, phrase
from storage.queries.land_rights import RightRow, rights_of
from storage.tables.cadastre import LandPartyKind, LandRightFamily

RELEASE = "release"
UPON: Mapping[str, LandRightFamily] = {
    "usufruct": LandRightFamily.RIGHT,
    "lease": LandRightFamily.RIGHT,
    "mortgage": LandRightFamily.RESTRICTION,
    "easement": LandRightFamily.RESTRICTION,
    "encumbrance": LandRightFamily.RESTRICTION,
}
"""What there may be upon the ownership of somebody (LA_RRR)."""
KIND_WORDS: Mapping[str, str] = {
    OWNERSHIP: "Propiedad",
    "possession": "Posesión",
    "usufruct": "Usufructo",
    "lease": "Arrendamiento",
    "mortgage": "Hipoteca",
    "easement": "Servidumbre",
    "encumbrance": "Carga o embargo",
}
"""In the words of the papers of a case."""


def plan_rights(asked: Asked) -> Planned:
    """What an act makes of the rights in a parcel."""
    rows = rights_of(asked.connection, asked.municipality_id, asked.parcel.ba_unit_id)
    held = [row for row in rows if row.end_on is None]
    operation = asked.text("operation")
    if operation == OWNERSHIP:
        return _ownership(asked, [row for row in held if row.kind == OWNERSHIP])
    if operation == RELEASE:
        return _released(asked, held)
    if operation in UPON:
        return _begun(asked, operation)
    return phrase(N_("«%(operation)s» no es un acto que se inscriba."), operation=operation)


def shares_held(rows: Sequence[RightRow]) -> dict[str, Fraction]:
    """Who owns which part, by document, or by name where nobody knows it."""
    found: dict[str, Fraction] = {}
    for row in rows:
        key = row.number or row.name
        found[key] = found.get(key, Fraction(0)) + Fraction(row.num, row.den)
    return found


def party_kind(number: str) -> LandPartyKind:
    """A RUC that begins with 20 is of an organisation (Peru)."""
    organisation = len(number) == 11 and number.startswith("20")
    return LandPartyKind.NON_NATURAL if organisation else LandPartyKind.NATURAL


def _ownership(asked: Asked, owners: Sequence[RightRow]) -> Planned:
    gives, takes = gives_of(asked.rows("givers")), takes_of(asked.rows("takers"))
    if isinstance(gives, Sentence):
        return gives
    if isinstance(takes, Sentence):
        return takes
    if any(not each.number or not each.name for each in takes):
        return phrase(N_("Escriba el documento y el nombre de quien adquiere."))
    before = shares_held(owners)
    after = moved(before, gives, takes)
    if isinstance(after, Sentence):
        return after
    names = {**{each.number: each.name for each in takes}}
    names.update({row.number or row.name: row.name for row in owners})
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    ends = tuple(row.id for row in owners if (row.number or row.name) in changed)
    known = {row.number or row.name: row.party_id for row in owners}
    begins = tuple(
        _right(OWNERSHIP, LandRightFamily.RIGHT, after[key], known.get(key), key, names[key])
        for key in changed
        if key in after
    )
    lines = tuple(
        Line(names[key], str(before.get(key, "—")), str(after.get(key, "—")))
        for key in sorted({**before, **after}, key=lambda each: names[each])
    )
    told = tuple(
        {"number": key, "name": names[key], "num": share.numerator, "den": share.denominator}
        for key, share in after.items()
    )
    return Plan(lines, ends, begins, novelty="owners", owners=told)


def _begun(asked: Asked, kind: str) -> Planned:
    who = _beneficiary(asked)
    if isinstance(who, Sentence):
        return who
    row = _right(kind, UPON[kind], Fraction(1), None, who.number, who.name)
    return Plan((Line(KIND_WORDS[kind], "—", who.name),), rights=(row,))


def _released(asked: Asked, held: Sequence[RightRow]) -> Planned:
    kind, who = asked.text("kind"), _beneficiary(asked)
    if isinstance(who, Sentence):
        return who
    found = [row for row in held if row.kind == kind and kind in UPON and row.number == who.number]
    if not found:
        said = N_("El predio no tiene inscrito «%(kind)s» a favor de %(name)s.")
        return phrase(said, kind=KIND_WORDS.get(kind, kind), name=who.number)
    return Plan(
        (Line(KIND_WORDS[kind], found[0].name, "—"),), ends_rights=tuple(r.id for r in found)
    )


def _beneficiary(asked: Asked) -> Take | Sentence:
    takes = takes_of(asked.rows("takers"))
    if isinstance(takes, Sentence):
        return takes
    if len(takes) != 1 or not takes[0].number:
        return phrase(
            N_("Escriba una sola persona a cuyo favor está el derecho, con su documento.")
        )
    return takes[0]


def _right(
    kind: str, family: LandRightFamily, share: Fraction, party_id: int | None, number: str,
    name: str,
) -> dict[str, Any]:  # fmt: skip
    """A right as its row has it; `party` tells of somebody whom the owners do not name."""
    party = {"kind": party_kind(number), "name": name, "number": number}
    return {
        "kind": kind, "family": family, "num": share.numerator, "den": share.denominator,
        "party_id": party_id, "party": party,
    }  # fmt: skip
