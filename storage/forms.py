"""The beginnings by which a word is found in titles and documents, in the language of who keeps
them: the word itself and its singular or plural, folded (`storage/words.py`). Pure.

Both databases are asked for the very same beginnings, so that both find the same; «licencias» finds
«licencia», «licitação» finds «licitações», and the other way round. Nothing is kept of this: what
is indexed are the words as they were written.
"""

from collections.abc import Callable, Mapping

SHORTEST = 4
"""Letters that must be left of a word: a shorter one would begin too many others."""
_ES_AFTER = "lnrdjy"
_SIBILANT = ("s", "x", "z", "ch", "sh")
_CHANGED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "es": (("ces", "z"), ("z", "ces")),
    "pt": (
        ("oes", "ao"), ("aes", "ao"), ("aos", "ao"), ("ao", "oes"), ("ais", "al"), ("al", "ais"),
        ("eis", "el"), ("el", "eis"), ("ois", "ol"), ("ol", "ois"), ("ns", "m"), ("m", "ns"),
    ),
    "en": (("ies", "y"), ("y", "ies")),
}  # fmt: skip
"""Endings that another takes the place of: each way, the longest first."""


def forms_of(word: str, language: str) -> tuple[str, ...]:
    """The beginnings, the shortest of those that begin one another; a language that is not known
    here changes nothing."""
    for ending, other in _CHANGED.get(language, ()):
        root = word.removesuffix(ending)
        if root != word and len(root) + len(other) >= SHORTEST and len(root) > 1:
            return tuple(sorted({word, root + other}))
    shorten = _SINGULAR.get(language)
    return (shorten(word) if shorten else word,)


def _romance(word: str) -> str:
    """«licencias» gives «licencia», «licitaciones» gives «licitacion», «leyes» gives «ley»."""
    root = word.removesuffix("es")
    if root != word and root[-1:] in _ES_AFTER and len(root) >= SHORTEST - root.endswith("y"):
        return root
    return _without_s(word)


def _portuguese(word: str) -> str:
    """«licenças» gives «licenca», «setores» gives «setor», «juizes» gives «juiz»."""
    root = word.removesuffix("es")
    if root != word and root.endswith(("r", "z")) and len(root) >= SHORTEST:
        return root
    return _without_s(word)


def _english(word: str) -> str:
    """«permits» gives «permit», «taxes» gives «tax», «process» stays."""
    root = word.removesuffix("es")
    if root != word and root.endswith(_SIBILANT) and len(root) >= SHORTEST - 1:
        return root
    return word if word.endswith(("ss", "us", "is")) else _without_s(word)


def _without_s(word: str) -> str:
    root = word.removesuffix("s")
    return root if len(root) >= SHORTEST else word


_SINGULAR: Mapping[str, Callable[[str], str]] = {
    "es": _romance,
    "pt": _portuguese,
    "en": _english,
}
