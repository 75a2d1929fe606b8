"""What comes out of a vote. Pure.

Options go by their votes, most first. In a budget each one is taken while its cost fits into what
is left, and one that does not fit is passed over; in a plain vote the first `seats` win. An option
without a vote never wins. Ties are settled by a rule that was told beforehand: the cheaper one
first, then by lot; or by lot at once. The lot: SHA-256 of the seed and the number of the option,
smallest first; the hash of the seed was published before the first vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from storage.tables.participation import Tie


class Fate(StrEnum):
    """won; too_dear: its cost did not fit into what was left; behind: the seats were taken;
    unvoted: nobody voted for it."""

    WON = "won"
    TOO_DEAR = "too_dear"
    BEHIND = "behind"
    UNVOTED = "unvoted"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a vote is decided: `budget` None for a plain vote, where `seats` options win; `most`:
    how many one may mark."""

    tie: Tie
    budget: Decimal | None = None
    seats: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An option in the order of the result; `tied_by`: what put it before or behind others with as
    many votes, empty where there are none."""

    place: int
    votes: int
    fate: Fate
    tied_by: str
    left: Decimal | None


def may_mark(
    marked: Iterable[int], costs: Mapping[int, Decimal], known: Iterable[int], rule: Rule
) -> bool:
    """Whether a ballot keeps the rule; a blank one does."""
    chosen = set(marked)
    if not chosen <= set(known):
        return False
    if rule.most is not None and len(chosen) > rule.most:
        return False
    spent = sum((costs.get(place, Decimal(0)) for place in chosen), Decimal(0))
    return rule.budget is None or spent <= rule.budget


def tallied(ballots: Iterable[Iterable[int]], known: Sequence[int]) -> dict[int, int]:
    """The votes of each option."""
    counts = Counter(place for ballot in ballots for place in ballot)
    return {place: counts[place] for place in known}


def ranked(
    votes: Mapping[int, int], costs: Mapping[int, Decimal], rule: Rule, seed: bytes
) -> tuple[Ranked, ...]:
    """The result, option by option."""
    order = sorted(votes, key=lambda place: _key(place, votes, costs, rule, seed))
    left, taken, found = rule.budget, 0, []
    for place in order:
        fate = _fate(place, votes, costs, rule, left, taken)
        if fate is Fate.WON:
            taken += 1
            left = None if left is None else left - costs.get(place, Decimal(0))
        by = _tied_by(place, votes, costs, rule)
        found.append(Ranked(place, votes[place], fate, by, left))
    return tuple(found)


def lot_of(seed: bytes, place: int) -> str:
    """The lot of an option: the smallest comes first."""
    return sha256(seed + f" {place}".encode()).hexdigest()


def _key(
    place: int,
    votes: Mapping[int, int],
    costs: Mapping[int, Decimal],
    rule: Rule,
    seed: bytes,
) -> tuple[int, Decimal, str]:
    cost = costs.get(place, Decimal(0)) if rule.tie is Tie.COST else Decimal(0)
    return (-votes[place], cost, lot_of(seed, place))


def _fate(
    place: int,
    votes: Mapping[int, int],
    costs: Mapping[int, Decimal],
    rule: Rule,
    left: Decimal | None,
    taken: int,
) -> Fate:
    if not votes[place]:
        return Fate.UNVOTED
    if rule.seats is not None and taken >= rule.seats:
        return Fate.BEHIND
    if left is not None and costs.get(place, Decimal(0)) > left:
        return Fate.TOO_DEAR
    return Fate.WON


def _tied_by(place: int, votes: Mapping[int, int], costs: Mapping[int, Decimal], rule: Rule) -> str:
    others = [each for each in votes if each != place and votes[each] == votes[place]]
    if not others or not votes[place]:
        return ""
    if rule.tie is Tie.COST and all(costs.get(each) != costs.get(place) for each in others):
        return "cost"
    return "cost_draw" if rule.tie is Tie.COST else "draw"
