"""The accent of a municipality: dark enough that white words on it can be read. Pure.

Contrast is that of WCAG 2.2; a colour that is too light loses 4 % of lightness at a time (in HSL)
until it passes.
"""

from __future__ import annotations

import colorsys
import re

ENOUGH = 4.5
STEP = 0.04
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """`#8C3B1E`."""
    return _COLOUR.fullmatch(text) is not None


def contrast_with_white(colour: str) -> float:
    """Between 1 (white itself) and 21 (black); `colour` as #rrggbb."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def legible(colour: str) -> str:
    """The colour, or the first darker one upon which white reads well; in capitals."""
    found = colour.upper()
    while contrast_with_white(found) < ENOUGH:
        hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(found))
        darker = colorsys.hls_to_rgb(hue, max(0.0, lightness - STEP), saturation)
        found = "#" + "".join(f"{int(part * 255):02X}" for part in darker)
    return found


def _parts(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
