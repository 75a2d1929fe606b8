"""The colours keep the contrast that the design promises."""

import re

import pytest

from ui.templating import HERE

SHEET = (HERE / "static" / "src" / "css" / "tokens.css").read_text()
TOKENS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", SHEET))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["sheet", "paper", "paper-2", "paper-3", "wash", "near-bg"])
@pytest.mark.parametrize("text", ["ink", "ink-2"])
def test_text_is_read_on_every_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= (7 if text == "ink" else 4.5)


@pytest.mark.parametrize("state", ["ok", "near", "late", "pause", "silence"])
def test_each_state_is_read_on_its_tint_and_on_white(state: str) -> None:
    assert contrast(state, f"{state}-bg") >= 4.5
    assert contrast(state, "sheet") >= 7


@pytest.mark.parametrize("ground", ["sheet", "paper", "wash"])
def test_actions_are_read_and_borders_seen(ground: str) -> None:
    assert contrast("rio", ground) >= 4.5
    assert contrast("focus", ground) >= 3
    assert contrast("edge", ground) >= 3
