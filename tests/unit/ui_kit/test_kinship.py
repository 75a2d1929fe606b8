"""A family as a picture: generations in columns, each near its parents, a line for each descent."""

from __future__ import annotations

from ui.drawing.kinship import MOST, Kin, kinship


def kin(key: int, *parents: int) -> Kin:
    return Kin(key, parents, f"P-{key}", "", "", "now")


def test_each_generation_stands_after_the_youngest_of_its_parents() -> None:
    drawn = kinship([kin(1), kin(2, 1), kin(3, 1), kin(4, 3), kin(5, 2, 4)])
    assert drawn is not None
    at = {box.kin.key: (box.x, box.y) for box in drawn.boxes}
    columns = sorted({x for x, _y in at.values()})
    assert [columns.index(at[key][0]) for key in (1, 2, 3, 4, 5)] == [0, 1, 1, 2, 3]
    assert at[2][1] < at[3][1]
    assert len(drawn.lines) == 5
    assert all(x + drawn.wide <= drawn.width and y + drawn.high <= drawn.height
               for x, y in at.values())  # fmt: skip
    assert len(set(at.values())) == 5


def test_one_alone_and_too_many_are_not_drawn() -> None:
    assert kinship([kin(1)]) is None
    assert kinship([kin(1), *(kin(each, 1) for each in range(2, MOST + 2))]) is None
