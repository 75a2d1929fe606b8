"""Who owns which part after an act."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cadastre.moving import FINEST, Give, Take, gives_of, moved, takes_of
from engine.sentences import Sentence

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def test_half_of_a_half_leaves_two_quarters() -> None:
    after = moved({"A": HALF, "B": HALF}, [Give("A", HALF)], [Take("C", "Carla", Fraction(1))])
    assert after == {"A": QUARTER, "B": HALF, "C": QUARTER}


def test_several_heirs_divide_what_one_left_and_one_of_them_owned_already() -> None:
    third = Fraction(1, 3)
    heirs = [Take(number, number, third) for number in ("B", "C", "D")]
    after = moved({"A": HALF, "B": HALF}, [Give("A", Fraction(1))], heirs)
    assert after == {"B": Fraction(2, 3), "C": Fraction(1, 6), "D": Fraction(1, 6)}


@pytest.mark.parametrize(
    ("gives", "takes", "said"),
    [
        ([Give("X", HALF)], [Take("C", "C", Fraction(1))], "X no es titular: revise el título."),
        ([Give("A", HALF)], [Take("C", "C", HALF)],
         "Las partes de quienes adquieren suman 1/2 y deben sumar 1."),
        ([], [Take("C", "C", Fraction(1))], "Escriba quién transfiere y quién adquiere."),
        ([Give("A", HALF), Give("A", HALF)], [Take("C", "C", Fraction(1))],
         "A está dos veces: escríbalo una sola vez."),
        ([Give("A", Fraction(1, FINEST))], [Take("C", "C", Fraction(1))],
         "Las cuotas quedan demasiado pequeñas para inscribirlas."),
    ],
)  # fmt: skip
def test_what_is_no_act_is_told(gives: list[Give], takes: list[Take], said: str) -> None:
    assert str(moved({"A": HALF, "B": HALF}, gives, takes)) == said


def test_an_owner_of_nothing_known_is_no_owner() -> None:
    answer = moved({"A": HALF}, [Give("A", HALF)], [Take("C", "C", Fraction(1))])
    assert "no suman 1" in str(answer)


def test_parts_are_read_as_people_write_them() -> None:
    assert gives_of([{"documento": " 1 ", "parte": None}]) == (Give("1", Fraction(1)),)
    takes = takes_of([{"documento": "2", "nombre": "Ana  Q", "parte": "25%"}])
    assert takes == (Take("2", "Ana Q", QUARTER),)
    for wrong in ("2", "0", "a half", "1/0"):
        assert isinstance(gives_of([{"documento": "1", "parte": wrong}]), Sentence)


PARTS = st.integers(1, 12).flatmap(
    lambda den: st.integers(1, den).map(lambda num: Fraction(num, den))
)


@given(st.data())
def test_ownership_adds_up_to_one_after_any_sequence_of_acts(data: st.DataObject) -> None:
    shares = {"A": Fraction(1)}
    for _ in range(data.draw(st.integers(1, 6))):
        givers = data.draw(st.lists(st.sampled_from(sorted(shares)), min_size=1, unique=True))
        weights = data.draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
        names = data.draw(
            st.lists(st.sampled_from("ABCDEFGH"), min_size=len(weights), max_size=len(weights),
                     unique=True)
        )  # fmt: skip
        gives = [Give(each, data.draw(PARTS)) for each in givers]
        takes = [
            Take(name, name, Fraction(weight, sum(weights)))
            for name, weight in zip(names, weights, strict=True)
        ]
        after = moved(shares, gives, takes)
        if isinstance(after, Sentence):  # only where a share could not be kept any more
            assert "demasiado pequeñas" in str(after)
            continue
        assert sum(after.values()) == 1
        assert all(share > 0 for share in after.values())
        shares = dict(after)
