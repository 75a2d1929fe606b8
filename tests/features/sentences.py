"""How the sentences of the scenarios are read: days, money, quoted text and numbers in them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pytest_bdd import parsers

_FORMS = {"day": r"\d\d/\d\d/\d{4}", "money": r"[\d,.]+\d", "text": r'[^"]*', "number": r"\d+"}
_HOLE = re.compile(r"<(\w+):(\w+)>")


class Sentence(parsers.StepParser):
    """A sentence with holes such as <day:when_> or <money:price>; days arrive as dates."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._days = {name for kind, name in _HOLE.findall(pattern) if kind == "day"}
        self._regex = re.compile(
            _HOLE.sub(lambda found: f"(?P<{found[2]}>{_FORMS[found[1]]})", pattern)
        )

    def is_matching(self, name: str) -> bool:
        """Whether the whole step is this sentence."""
        return self._regex.fullmatch(name) is not None

    def parse_arguments(self, name: str) -> dict[str, object]:
        """What stands in the holes."""
        found = self._regex.fullmatch(name)
        values = found.groupdict() if found else {}
        return {key: day(text) if key in self._days else text for key, text in values.items()}


def say(pattern: str) -> Sentence:
    """A sentence of a step."""
    return Sentence(pattern)


def day(text: str) -> date:
    """dd/mm/yyyy."""
    number, month, year = text.split("/")
    return date(int(year), int(month), int(number))


def money(text: str) -> Decimal:
    """171,500.00."""
    return Decimal(text.replace(",", ""))
