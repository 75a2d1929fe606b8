"""What is withheld of tables of counts, seen by who knows every total."""

import random

from engine.publishing.disclosure import Counted, withheld

LEAST = 5


def grid(rows: list[list[int]]) -> list[Counted]:
    return [
        Counted(count, (("row", at), ("column", place)))
        for at, row in enumerate(rows)
        for place, count in enumerate(row)
    ]


def test_a_small_cell_takes_others_with_it_so_that_no_total_gives_it_away() -> None:
    cells = grid([[9, 2, 30], [12, 40, 8], [7, 50, 60]])
    assert withheld(cells, least=LEAST) == {0, 1, 6, 7}


def test_nothing_is_withheld_where_enough_stand_behind_all_of_it() -> None:
    assert withheld(grid([[5, 0], [9, 30]]), least=LEAST) == frozenset()


def test_two_small_cells_that_together_are_too_few_take_a_third() -> None:
    cells = [Counted(each, ("all",)) for each in (1, 2, 90, 7)]
    assert withheld(cells, least=LEAST) == {0, 1, 3}


def test_one_who_makes_up_most_of_a_sum_is_not_told() -> None:
    cells = [Counted(40, ("all",), 91), Counted(30, ("all",), 10), Counted(20, ("all",), 12)]
    assert withheld(cells, least=LEAST) == {0, 2}


def test_whoever_knows_all_totals_finds_no_group_with_one_unknown_or_too_few() -> None:
    dice = random.Random(20261130)  # noqa: S311  # a test
    for _round in range(300):
        rows = [[dice.choice((0, 1, 3, 5, 8, 40)) for _ in range(4)] for _ in range(4)]
        cells = grid(rows)
        hidden = withheld(cells, least=LEAST)
        assert all(at in hidden for at, each in enumerate(cells) if 0 < each.count < LEAST)
        for group in {each for cell in cells for each in cell.groups}:
            of = [at for at, cell in enumerate(cells) if group in cell.groups]
            gone = [cells[at].count for at in of if at in hidden and cells[at].count]
            safe = not gone or (len(gone) > 1 and sum(gone) >= LEAST)
            assert safe or all(at in hidden for at in of), (rows, sorted(hidden))
