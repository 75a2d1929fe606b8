"""The table of what is supported, for the docs, written from what is registered in the code."""

import re

from engine.dmn.boxed.core import boxed_names
from engine.dmn.boxed.hits import POLICIES
from engine.dmn.parsing import ELEMENTS
from engine.dmn.reading import VERSIONS
from engine.feel.builtins import SIGNATURES
from engine.feel.compile.core import compiled_kinds
from engine.feel.types import SIMPLE

BEGIN = "<!-- supported: written by engine.dmn.supported -->"
END = "<!-- /supported -->"
_ALIASES = frozenset(
    [
        "dateTime",
        "dayTimeDuration",
        "yearMonthDuration",
        "null",
        "list",
        "range",
        "context",
        "function",
    ]
)
_COMPOSED = ("list<>", "range<>", "context<>", "function<> ->")


def supported_table() -> str:
    """A markdown table: a row a kind of thing, and all there is of it."""
    types = sorted({*SIMPLE} - _ALIASES, key=str.lower)
    rows = {
        "versions of DMN": ", ".join(VERSIONS.values()),
        "elements": _in_words(ELEMENTS),
        "boxed expressions": _in_words(boxed_names()),
        "hit policies": ", ".join(name.capitalize() for name in POLICIES),
        "constructs of FEEL": ", ".join(f"`{_cell(kind.__doc__ or '')}`" for kind in _constructs()),
        "types": ", ".join(f"`{name}`" for name in (*types, *_COMPOSED)),
        "functions": f"{len(SIGNATURES)}, listed in [FEEL's page](../feel/README.md#functions)",
    }
    lines = [f"| {what} | {said} |" for what, said in rows.items()]
    return "\n".join(["| what | all that is supported |", "|---|---|", *lines])


def _constructs() -> list[type]:
    return [kind for kind in compiled_kinds() if kind.__name__ not in ("Literal", "Name")]


def _in_words(names: tuple[str, ...]) -> str:
    """«decisionTable» as «decision table»."""
    return ", ".join(re.sub(r"(?<=[a-z])([A-Z])", r" \1", name).lower() for name in names)


def _cell(text: str) -> str:
    """The first words of a description; bars and back-quotes would end the cell or the code."""
    return (
        text.strip().split("\n")[0].split(";")[0].replace("|", " or ").replace("`", "").rstrip(".")
    )
