"""Texts as people paste and type them, made clean; identities, correo and telephone checked.

Invisible marks that word processors leave are dropped. Control characters and those that turn the
order of reading (which can make a text lie) are refused.
"""

import re
import unicodedata

from engine.forms import wording
from engine.forms.components import Component, Kind
from engine.forms.identities import IDENTITIES, read_identity
from engine.forms.readings import Reading, wrong

LONGEST = {Kind.TEXTFIELD: 500, Kind.TEXTAREA: 20_000}
_LEFT_BY_EDITORS = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_EMAIL = re.compile(
    r"[^\s@<>\"(),:;]{1,64}@[^\s@<>\"(),:;.]{1,63}(?:\.[^\s@<>\"(),:;.]{1,63}){1,8}"
)
_PHONE = re.compile(r"\+?[0-9]{6,15}")


def read_text(component: Component, raw: str) -> Reading:
    """The clean text, or what to do about it; a blank one is None."""
    text = raw.translate(_LEFT_BY_EDITORS).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text.isprintable() and any(map(_unseen, text)):  # whatever is unseen cannot be printed
        return wrong(wording.UNSEEN)
    text = unicodedata.normalize("NFC", text)
    if component.kind is Kind.TEXTFIELD and "\n" in text:
        return wrong(wording.ONE_LINE)
    longest = LONGEST[component.kind]
    if len(text) > longest:
        return wrong(wording.SHORTER, limit=str(longest), length=str(len(text)))
    if not text:
        return Reading()
    return _formatted(component, text)


def _unseen(character: str) -> bool:
    if character in "\n\t":
        return False
    return character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Cn")


def _formatted(component: Component, text: str) -> Reading:
    if component.format in IDENTITIES:
        return read_identity(component.format, text)
    match component.rules.validation:
        case "email":
            return Reading(text) if _EMAIL.fullmatch(text) else wrong(wording.EMAIL)
        case "phone":
            bare = re.sub(r"[\s().-]", "", text)
            return Reading(text) if _PHONE.fullmatch(bare) else wrong(wording.PHONE)
    return Reading(text)
