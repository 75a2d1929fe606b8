"""The sentences that a scenario of the workshop may use: few, and what each of them takes.

The vocabulary is closed on purpose: whoever runs a process reads and writes it, and nothing that is
written is ever run as code. Steps that are not of it belong to the house's own tests. The table of
them is `wordings.py`; here it becomes patterns, and what people are offered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.workshop.scenarios.reading import Step
from engine.workshop.scenarios.wordings import EXAMPLES, KEYWORDS, LANGUAGES, ROWS, Row

BARE = {
    "day": r"[^\s\"“«][^\"“«]*?",
    "who": r"[^\s\"“«][^\"“«]{0,60}?",
    "whom": r"[\"“«]?[^\"”»]{2,80}?[\"”»]?",
    "anyrole": r"(?!S/|\d)[^\"“«]{2,80}",
    "days": r"\d{1,4}",
    "amount": r"(?:S/ ?|R\$ ?|\$ ?)?\d[\d.,]{0,17}",
}
_PIECES = re.compile(r'"\{(\w+)\}"|\{(\w+)\}|([\[\]<>()|])')
_MARKS = {"[": "(?:", "<": "(?:", "(": "(?:", "]": ")?", ">": ")?", ")": ")", "|": "|"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence in one language: `key` tells what it does, `kind` where it may stand, `shown`
    how people see it, `table` what its table holds, if it has one; `phrase` with its places."""

    key: str
    kind: str
    shown: str
    table: str
    phrase: str
    compiled: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with what was filled in."""

    wording: Wording
    parts: Mapping[str, str]


def pattern_of(phrase: str) -> str:
    """A phrase of the table as a regular expression."""
    found, at = [], 0
    for piece in _PIECES.finditer(phrase):
        found.append(re.escape(phrase[at : piece.start()]))
        quoted, bare, mark = piece.groups()
        if quoted:
            found.append(rf'["“«](?P<{quoted}>[^"]+?)["”»]')
        else:
            found.append(rf"(?P<{bare}>{BARE[bare]})" if bare else _MARKS[mark])
        at = piece.end()
    return "".join([*found, re.escape(phrase[at:])])


def offered(phrase: str) -> str:
    """A phrase as it is offered, with its places open: `Rosa completa "{task}" con`."""
    told = re.sub(r"<[^>]*>", "", phrase)
    return re.sub(r"[\[(]([^|)\]]*)[^)\]]*[)\]]", r"\1", told)


def _wordings(row: Row, language: str) -> tuple[Wording, ...]:
    place = LANGUAGES.index(language)
    examples = {name: each[place] for name, each in EXAMPLES.items()}

    def made(phrase: str) -> Wording:
        told = offered(phrase) + (":" if row.table else "")
        compiled = re.compile(pattern_of(phrase), re.IGNORECASE)
        return Wording(row.key, row.kind, told.format(**examples), row.table, told, compiled)

    return tuple(made(each) for each in getattr(row, language))


SENTENCES: Mapping[str, tuple[Wording, ...]] = {
    language: tuple(each for row in ROWS for each in _wordings(row, language))
    for language in LANGUAGES
}


def said_in(step: Step) -> Said | None:
    """Which sentence a step is, and what was filled in; None where it is not of the vocabulary."""
    told = " ".join(step.text.split()).removesuffix(":")
    for each in SENTENCES.get(step.language, ()):
        found = each.compiled.fullmatch(told)
        if found is not None:
            parts = {name: part.strip() for name, part in found.groupdict().items() if part}
            return Said(each, parts)
    return None


def sentence(language: str, key: str, **parts: str) -> str:
    """A sentence with its places filled, as a scenario of that language says it; the word that it
    begins with is not part of it. `whom` asks for the phrase that names somebody."""
    for each in SENTENCES[known_language(language)]:
        if each.key == key and set(re.findall(r"\{(\w+)\}", each.phrase)) == set(parts):
            return each.phrase.removesuffix(":").format(**parts)
    raise LookupError(key)


def known_language(tag: str) -> str:
    """The language of the vocabulary that a file is written in; Spanish for any other."""
    return tag if tag in LANGUAGES else "es"


def keyword(language: str, kind: str) -> str:
    """«Dado», «Cuando», «Entonces», «Y»."""
    place = ("given", "when", "then", "and").index(kind)
    return KEYWORDS[known_language(language)][place]
