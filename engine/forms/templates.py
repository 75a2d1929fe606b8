"""Texts of a form that may hold expressions: `=expression`, or words with `{{expression}}`.

They resolve to parts, text and values, so that the page writes numbers and dates in the reader's
way; `plain` writes them in the Peruvian way, where only text will do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.feel import NO_HOST, Expression, Host, Value, compile_expression

_HOLE = re.compile(r"\{\{([^{}]*)\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """Words and expressions in the order in which they are read."""

    parts: tuple[str | Expression, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """What the expressions read."""
        read = (part.names for part in self.parts if isinstance(part, Expression))
        return frozenset[str]().union(*read)

    def resolve(
        self, scope: Mapping[str, Value], *, host: Host = NO_HOST
    ) -> tuple[str | Value, ...]:
        """The parts with every expression replaced by its value."""
        return tuple(
            part.evaluate(scope, host=host) if isinstance(part, Expression) else part
            for part in self.parts
        )

    def plain(self, scope: Mapping[str, Value], *, host: Host = NO_HOST) -> str:
        """The whole text."""
        return "".join(as_text(part) for part in self.resolve(scope, host=host))


NOTHING = Template()


def parse_template(text: str) -> Template:
    """The template of a text; raises FeelSyntaxError for an expression that does not parse."""
    if text.startswith("="):
        return Template((compile_expression(text[1:]),))
    pieces = _HOLE.split(text)
    parts = [
        compile_expression(piece) if place % 2 else piece
        for place, piece in enumerate(pieces)
        if piece.strip() or not place % 2
    ]
    return Template(tuple(part for part in parts if part != ""))


def as_text(value: Value) -> str:
    """A value in words: numbers with comma for thousands, dates as dd/mm/yyyy, sí and no."""
    match value:
        case None:
            return ""
        case bool():
            return "sí" if value else "no"
        case Decimal():
            return f"{value:,f}"
        case date():
            return f"{value:%d/%m/%Y}"
        case list():
            return ", ".join(as_text(item) for item in value)
        case _:
            return str(value)
