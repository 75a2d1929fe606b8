"""A scenario as it is written: Gherkin in any of its languages, read into steps. Pure.

The grammar is that of Cucumber (`gherkin-official`): backgrounds come before the steps of each
scenario, and an outline is one scenario for each of its examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gherkin.errors import CompositeParserException, ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

LARGEST = 100_000
"""Characters of a file of scenarios that are read."""
KINDS = {"Context": "given", "Action": "when", "Outcome": "then"}


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence: its line in the file (from 1), its word («Cuando»), what kind of step it is
    (`given`, `when`, `then`; an «Y» is of the kind before it), the table under it, and the language
    of the file."""

    line: int
    keyword: str
    kind: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    language: str = "es"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A title and its steps, those of the background first."""

    line: int
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """A file of scenarios; `broken` is the line that cannot be read, 0 where all can."""

    title: str = ""
    said: str = ""
    scenarios: tuple[Scenario, ...] = ()
    broken: int = 0
    language: str = "es"


def read(content: bytes) -> Feature:
    """The scenarios of a file. What cannot be read is told by its line, and nothing else is."""
    text = content.decode("utf-8", errors="replace")
    if len(text) > LARGEST:
        return Feature(broken=1)
    try:
        document: Any = Parser().parse(text)
        found = document.get("feature")
        if found is None:
            return Feature()
        document["uri"] = ""
        pickles: Any = Compiler().compile(document)
    except CompositeParserException as wrong:
        return Feature(broken=wrong.errors[0].location["line"])
    except ParserError:
        return Feature(broken=1)
    written = {each["id"]: each for each in _steps_in(found["children"])}
    language, examples = found["language"], dict(_examples_in(found["children"]))
    scenarios = tuple(_scenario(pickle, written, examples, language) for pickle in pickles)
    if not scenarios:  # what was meant as a scenario was read as words about all of them
        return Feature(found["name"], broken=found["location"]["line"] + 1, language=language)
    return Feature(found["name"], found["description"].strip(), scenarios, language=language)


def _scenario(
    pickle: Mapping[str, Any],
    written: Mapping[str, Any],
    examples: Mapping[str, Mapping[str, Any]],
    language: str,
) -> Scenario:
    """One of an outline has the line of its example, and what stands there in its title."""
    steps = tuple(_step(each, written[each["astNodeIds"][0]], language) for each in pickle["steps"])
    row = examples.get(pickle["astNodeIds"][-1])
    if row is None:
        return Scenario(pickle["location"]["line"], pickle["name"], steps)
    cells = ", ".join(cell["value"] for cell in row["cells"])
    return Scenario(row["location"]["line"], f"{pickle['name']} ({cells})", steps)


def _step(pickled: Mapping[str, Any], written: Mapping[str, Any], language: str) -> Step:
    table = pickled.get("argument", {}).get("dataTable", {}).get("rows", ())
    rows = tuple(tuple(cell["value"] for cell in row["cells"]) for row in table)
    kind = KINDS.get(pickled["type"], "given")
    return Step(
        written["location"]["line"], written["keyword"].strip(), kind, pickled["text"], rows,
        language,
    )  # fmt: skip


def _steps_in(children: list[Any]) -> Iterator[Mapping[str, Any]]:
    """Every step as it stands in the file, also inside of rules."""
    for child in children:
        for part in child.values():
            yield from part.get("steps", ())
            yield from _steps_in(part.get("children", []))


def _examples_in(children: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every row of examples by its id, also inside of rules."""
    for child in children:
        for part in child.values():
            for table in part.get("examples", ()):
                for row in table.get("tableBody", ()):
                    yield row["id"], row
            yield from _examples_in(part.get("children", []))
