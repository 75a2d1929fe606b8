"""Crosses and mutates known FEEL texts by their words: what comes out is often no FEEL at all.

The seeds are corpus.txt beside this file, and the expressions of decision models where a folder of
them is at hand.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from lxml import etree

from engine.feel import FeelSyntaxError
from engine.feel.tokens import tokenize

HERE = Path(__file__).resolve().parent
MOST = 20_000
STRANGE = ["\0", '"', "\\", "\x7f", "\ud800", "\uffff", "\U0001f600"]


def seeds(models: Path | None = None) -> list[str]:
    """The corpus, and every text of the models below a folder, each once."""
    found = dict.fromkeys(line for line in (HERE / "corpus.txt").read_text().splitlines() if line)
    for path in sorted(models.rglob("*.dmn")) if models else ():
        root = etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
        for element in root.iter("{*}text"):
            text = re.sub(r"\s+", " ", element.text or "").strip()
            if 0 < len(text) < 300:
                found[text] = None
    return list(found)


class Mutator:
    """Makes children of the seeds with one source of chance."""

    def __init__(self, dice: Random, texts: list[str]) -> None:
        self.dice = dice
        self.parents = [words for words in map(_words, texts) if words]
        self.pieces = sorted({word for words in self.parents for word in words})

    def child(self) -> str:
        """A seed with a few of its words changed, or two seeds crossed."""
        words = list(self.dice.choice(self.parents))
        for _ in range(self.dice.randint(1, 5)):
            self._mutate(words)
        text = " ".join(words)[:MOST]
        return self._scratched(text) if self.dice.random() < 0.1 else text

    def _mutate(self, words: list[str]) -> None:
        at = self.dice.randrange(len(words) + 1)
        other = self.dice.choice(self.parents)
        match self.dice.randrange(7):
            case 0:
                words[at:at] = [self.dice.choice(self.pieces)]
            case 1:
                del words[at : at + self.dice.randint(1, 3)]
            case 2:
                words[at : at + 1] = [self.dice.choice(self.pieces)]
            case 3:
                words[at:at] = ["(", *other, ")"]
            case 4:
                words[at:] = other[self.dice.randrange(len(other)) :]
            case 5:
                end = at + self.dice.randint(1, 6)
                words[at:at] = words[at:end] * self.dice.randint(1, 30)
            case 6:
                self.dice.shuffle(words)

    def _scratched(self, text: str) -> str:
        """One character another, anywhere, also inside strings."""
        at = self.dice.randrange(len(text) + 1)
        return text[:at] + self.dice.choice(STRANGE) + text[at:]


def _words(text: str) -> list[str]:
    try:
        return [token.text for token in tokenize(text)[:-1]]
    except FeelSyntaxError:
        return text.split()
