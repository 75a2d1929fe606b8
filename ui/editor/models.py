"""Where a decision model comes from: a process in force, or what somebody pasted or uploaded.

What is pasted is read, shown again and forgotten: nothing of it is stored. Its size is limited, and
everything that is wrong with it is told in sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from engine.dmn import Decision, DmnError, Model, Problem, parse_leniently
from engine.dmn.checks import Finding, check
from engine.dmn.graph import requirements_of
from engine.dmn.sheets import Described, Sheet, described_in, sheets_of
from ui.posted import Posted

MOST_MODEL = 500_000
"""Bytes of a model that may be tried; the tables of a law with a thousand rules are smaller."""
Functions: TypeAlias = frozenset[tuple[str, int]]
"""The functions that the house lends to FEEL: name and number of parameters."""
FILE = "_file"
TEXT = "_model"
_ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")


@dataclass(frozen=True, slots=True)
class Read:
    """A model with everything that can be said of it; `model` is None when it is no model."""

    model: Model | None
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    described: tuple[Described, ...] = ()

    def about(self, decision: Decision) -> Described | None:
        """What the author says about a decision."""
        return next((each for each in self.described if each.id == decision.id), None)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came in a form: the text, and whether it was more than may be tried."""

    text: str = ""
    too_large: bool = False


def pasted_in(form: Posted) -> Pasted:
    """The file when one was chosen, else the text."""
    file = next((each for each in form.files if each.name == FILE and each.size), None)
    if file is not None:
        if file.too_large or file.size > MOST_MODEL:
            return Pasted(form.one(TEXT)[:MOST_MODEL], too_large=True)
        return Pasted(decoded(file.content.read(MOST_MODEL + 1)))
    text = form.one(TEXT)
    return Pasted(text[:MOST_MODEL], too_large=len(text.encode()) > MOST_MODEL)


def decoded(content: bytes) -> str:
    """A file as the text that a person could have pasted."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def as_bytes(text: str) -> bytes:
    """A pasted model for the reader; whatever encoding it declared, it is text now."""
    return _ENCODING.sub(r"\1", text, count=1).encode("utf-8", errors="replace")


def read_model(content: bytes, functions: Functions) -> Read:
    """The model, its problems, its findings and its tables; the functions of the host by name."""
    try:
        model, problems = parse_leniently(content, name="")
    except DmnError as refused:
        return Read(None, refused.problems)
    findings = () if problems else check(model, functions=dict(functions))
    return Read(model, problems, findings, sheets_of(content), described_in(content))


def labels_of(model: Model | None) -> Mapping[str, str]:
    """What people read instead of a name, for the elements that say so."""
    elements = model.elements.values() if model else ()
    labelled = ((each.name, getattr(each, "label", "")) for each in elements)
    return {name: label for name, label in labelled if label}


def results_of(read: Read, decision: Decision | None) -> Mapping[str, str]:
    """What people read instead of the names of a table's outputs."""
    sheet = next((each for each in read.sheets if decision and each.owner == decision.id), None)
    return {heading.text: heading.label for heading in sheet.outputs} if sheet else {}


@lru_cache(maxsize=64)
def kept_model(content: bytes, functions: Functions) -> Read:
    """The same for a model in force, which is asked for again and again."""
    return read_model(content, functions)


def own_decisions(model: Model) -> tuple[Decision, ...]:
    """The decisions of a model: first those that no other needs, each in the order of the file."""
    found = [each for each in model.elements.values() if isinstance(each, Decision)]
    needed = {ref for element in model.elements.values() for ref in requirements_of(element)}
    return tuple(sorted(found, key=lambda each: (model.namespace, each.id) in needed))


def decision_named(model: Model, wanted: str) -> Decision | None:
    """The decision by id or name; the topmost one when none is named."""
    decisions = own_decisions(model)
    if wanted:
        return model.decisions.get(wanted)
    return decisions[0] if decisions else None
