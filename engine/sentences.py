"""Sentences for people that carry their parts: the top floor tells them in the reader's language.

A sentence is written in Spanish and is a key of the catalogues; its places (`%(name)s`) are filled
with facts. A fact may be a sentence itself: why an expression cannot be read, inside of where.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Translate: TypeAlias = Callable[[str], str]
Fact: TypeAlias = "str | Sentence"


def N_(text: str) -> str:  # noqa: N802 -- the marker that gettext's extraction knows
    """Marks a sentence for the catalogues."""
    return text


def as_written(text: str) -> str:
    """The language that the sentences are written in."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with what fills its places; `str()` is the Spanish one."""

    text: str
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)

    def told(self, translate: Translate = as_written) -> str:
        """The sentence in a language; "" stays empty."""
        return filled(translate(self.text), self.facts, translate) if self.text else ""

    def __str__(self) -> str:
        return self.told()


def phrase(text: str, /, **facts: object) -> Sentence:
    """A sentence (marked with `N_`) and its facts."""
    return Sentence(text, facts_of(facts))


def why_of(fault: Exception) -> Fact:
    """What an exception says: the sentence that it was raised with, or its text."""
    said = fault.args[0] if fault.args else ""
    return said if isinstance(said, Sentence) else str(fault)


def facts_of(given: Mapping[str, object]) -> dict[str, Fact]:
    """Facts as they are kept: sentences stay open, all else becomes text."""
    return {name: fact if isinstance(fact, Sentence) else str(fact) for name, fact in given.items()}


def kept(fact: Fact) -> str:
    """A sentence as it is kept in a row, with its parts: JSON."""
    return json.dumps(parts_of(fact), ensure_ascii=False)


def said_of(fact: Fact) -> str | None:
    """The same; None for a text that is no sentence of the catalogues."""
    return kept(fact) if isinstance(fact, Sentence) else None


def from_kept(text: str) -> Sentence:
    """And back."""
    return _sentence(json.loads(text))


def parts_of(fact: Fact) -> Any:
    """What of a fact JSON can hold: a text as it is, of a sentence its text and its facts."""
    if isinstance(fact, str):
        return fact
    return [fact.text, {name: parts_of(each) for name, each in fact.facts.items()}]


def fact_of(parts: Any) -> Fact:
    """And back."""
    return parts if isinstance(parts, str) else _sentence(parts)


def told_fact(fact: Fact, translate: Translate = as_written) -> str:
    """A text as it is, a sentence in a language."""
    return fact.told(translate) if isinstance(fact, Sentence) else fact


def _sentence(parts: Any) -> Sentence:
    if isinstance(parts, str):
        return Sentence(parts)
    text, facts = parts
    return Sentence(text, {name: fact_of(each) for name, each in facts.items()})


def filled(text: str, facts: Mapping[str, Fact], translate: Translate = as_written) -> str:
    """A text with its places filled; one without facts is taken as it is."""
    if not facts:
        return text
    return text % {name: told_fact(fact, translate) for name, fact in facts.items()}
