"""The picture of what decisions need: what is used stands below, whoever says otherwise."""

from __future__ import annotations

from ui.drawing.requirements import HIGH, MOST, WIDE, Need, requirements


def need(key: str, *uses: str, kind: str = "decision", name: str = "") -> Need:
    return Need(key, uses, name or key, kind, f"#{key}")


def test_what_is_used_stands_below_all_that_use_it_and_nothing_lies_upon_another() -> None:
    words = "Monto de la contratación que se suma a las demás del año"
    drawn = requirements(
        [
            need("datum", kind="input", name=words),
            need("top", "middle", "datum"),
            need("middle", "low", "datum"),
            need("low", "datum", "elsewhere"),
            need("other", "datum"),
        ]
    )
    assert drawn is not None
    at = {box.need.key: box for box in drawn.boxes}
    assert at["top"].y == at["other"].y < at["middle"].y < at["low"].y < at["datum"].y
    assert abs(at["top"].x - at["other"].x) > WIDE
    assert max(box.x for box in drawn.boxes) + WIDE < drawn.width
    assert at["datum"].y + HIGH < drawn.height
    assert sorted(kind for kind, _ in drawn.lines) == ["decision"] * 2 + ["input"] * 4
    assert [line for _, line in at["datum"].lines] == ["Monto de la", "contratación que se…"]


def test_a_circle_ends_and_too_little_or_too_much_is_not_drawn() -> None:
    drawn = requirements([need("a", "b"), need("b", "a")])
    assert drawn is not None
    assert len(drawn.lines) == 2
    assert requirements([need("a")]) is None
    assert requirements([need(str(each)) for each in range(MOST + 1)]) is None
