"""What comes out of a vote: the budget is never overspent, and nothing that fits is left behind."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.participation.urns import (
    LENGTH,
    ballots_in,
    opened_ballot,
    receipt_of,
    sealed_ballot,
    with_ballot,
)
from engine.participation.winners import Fate, Rule, may_mark, ranked, tallied
from engine.sealing.boxes import KEY, public_half
from storage.tables.participation import Tie

SEED = b"seed"
VOTES = st.dictionaries(st.integers(1, 20), st.integers(0, 40), min_size=1)


@st.composite
def budgets(draw: st.DrawFn) -> tuple[dict[int, int], dict[int, Decimal], Rule]:
    """Votes, costs and a budget."""
    votes = draw(VOTES)
    costs = {place: Decimal(draw(st.integers(1, 90))) for place in votes}
    return votes, costs, Rule(draw(st.sampled_from(Tie)), Decimal(draw(st.integers(1, 200))))


@given(budgets())
def test_the_budget_is_kept_and_what_would_fit_is_taken(
    told: tuple[dict[int, int], dict[int, Decimal], Rule],
) -> None:
    votes, costs, rule = told
    found = ranked(votes, costs, rule, SEED)
    assert rule.budget is not None
    left = rule.budget
    for each in found:
        fits = votes[each.place] > 0 and costs[each.place] <= left
        assert (each.fate is Fate.WON) == fits
        left -= costs[each.place] if fits else 0
        assert each.left == left >= 0
    assert sorted(each.place for each in found) == sorted(votes)
    assert [each.votes for each in found] == sorted(votes.values(), reverse=True)


@given(budgets())
def test_the_order_of_the_ballots_and_of_the_options_changes_nothing(
    told: tuple[dict[int, int], dict[int, Decimal], Rule],
) -> None:
    votes, costs, rule = told
    turned = dict(reversed(list(votes.items())))
    assert ranked(votes, costs, rule, SEED) == ranked(turned, costs, rule, SEED)


@given(VOTES, st.integers(1, 5))
def test_a_plain_vote_has_no_more_winners_than_seats(votes: dict[int, int], seats: int) -> None:
    found = ranked(votes, {}, Rule(Tie.DRAW, seats=seats), SEED)
    won = [each for each in found if each.fate is Fate.WON]
    assert len(won) == min(seats, sum(count > 0 for count in votes.values()))


@given(st.lists(st.sets(st.integers(1, 6))))
def test_every_mark_counts_once_and_a_blank_vote_for_nobody(ballots: list[set[int]]) -> None:
    votes = tallied(ballots, range(1, 7))
    assert sum(votes.values()) == sum(len(each) for each in ballots)


def test_ties_go_to_the_cheaper_and_then_by_the_lot_that_was_bound() -> None:
    costs = {1: Decimal(9), 2: Decimal(5), 3: Decimal(5)}
    found = ranked({1: 4, 2: 4, 3: 4}, costs, Rule(Tie.COST, Decimal(100)), SEED)
    assert [each.tied_by for each in found] == ["cost_draw", "cost_draw", "cost"]
    assert found[-1].place == 1
    seeds = {ranked({2: 4, 3: 4}, costs, Rule(Tie.COST, Decimal(5)), bytes([n]))[0].place
             for n in range(40)}  # fmt: skip
    assert seeds == {2, 3}
    apart = ranked({1: 4, 2: 4}, costs, Rule(Tie.COST, Decimal(100)), SEED)
    assert [(each.place, each.tied_by) for each in apart] == [(2, "cost"), (1, "cost")]


def test_a_ballot_may_not_spend_more_nor_mark_what_is_not_there() -> None:
    costs = {1: Decimal(60), 2: Decimal(50), 3: Decimal(40)}
    budget = Rule(Tie.COST, Decimal(100))
    assert may_mark({1, 3}, costs, costs, budget)
    assert may_mark((), costs, costs, budget)
    assert not may_mark({1, 2}, costs, costs, budget)
    assert not may_mark({4}, costs, costs, budget)
    assert not may_mark({1, 2}, {}, costs, Rule(Tie.DRAW, seats=1, most=1))


@given(st.lists(st.frozensets(st.integers(1, 64)), max_size=6))
def test_an_urn_tells_nothing_of_the_order_in_which_it_was_filled(
    marked: list[frozenset[int]],
) -> None:
    private = bytes(range(KEY))
    fresh = [bytes([n + 1]) * KEY for n in range(len(marked))]
    ballots = [
        sealed_ballot(public_half(private), each, said=b"v", fresh=new)
        for each, new in zip(marked, fresh, strict=True)
    ]
    one, other = b"", b""
    for each in ballots:
        one = with_ballot(one, each)
    for each in reversed(ballots):
        other = with_ballot(other, each)
    assert one == other
    assert {len(each) for each in ballots} <= {LENGTH}
    opened = [opened_ballot(private, each, said=b"v") for each in ballots_in(one)]
    assert sorted(map(sorted, opened)) == sorted(map(sorted, marked))
    assert len({receipt_of(each) for each in ballots}) == len(ballots)
