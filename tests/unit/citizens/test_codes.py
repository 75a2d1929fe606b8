"""Tracking codes and PINs: what is written is read back, and a slip of the pen is found."""

from hypothesis import given
from hypothesis import strategies as st

from engine.citizens.codes import check_digit, code_of, read_code, short_name_of
from engine.citizens.pins import LENGTH, SIGNS, new_pin, read_pin

NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=8)


def test_the_check_digit_is_that_of_iso_6166() -> None:
    assert check_digit("US037833100") == "5"  # the number of a share that everybody knows
    assert check_digit("AU0000XVGZA") == "3"


@given(st.integers(2020, 2099), NAMES, st.integers(1, 999_999_999))
def test_a_code_is_read_back_however_it_is_typed(year: int, name: str, number: int) -> None:
    code = code_of(year=year, short_name=name, number=number)
    assert read_code(code) == code
    assert read_code(code.lower().replace("-", " ")) == code
    assert read_code(f"  {code.replace('-', '')}\n") == code


@given(NAMES, st.integers(1, 999_999), st.data())
def test_one_wrong_digit_is_found(name: str, number: int, data: st.DataObject) -> None:
    code = code_of(year=2026, short_name=name, number=number)
    digits = [place for place, sign in enumerate(code) if sign.isdigit()]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([each for each in "0123456789" if each != code[place]]))
    assert read_code(code[:place] + other + code[place + 1 :]) is None


@given(st.text(max_size=40))
def test_anything_else_is_no_code(typed: str) -> None:
    found = read_code(typed)
    assert found is None or read_code(found) == found


def test_a_town_is_called_by_the_first_word_of_its_address_until_it_says_otherwise() -> None:
    assert short_name_of("tambo-real") == "TAMBO"
    assert short_name_of("tambo-real", "MDTR") == "MDTR"
    assert short_name_of("san-juan-de-miraflores") == "SAN"
    assert short_name_of("x-7") == "XX"
    assert short_name_of("antioquiaalta") == "ANTIOQUI"


def test_a_pin_has_six_signs_that_nobody_mistakes() -> None:
    pin = new_pin(lambda count: bytes(range(count)))
    assert len(pin) == LENGTH
    assert set(pin) <= set(SIGNS)
    assert read_pin(f" {pin[:3].lower()}-{pin[3:]} ") == pin
