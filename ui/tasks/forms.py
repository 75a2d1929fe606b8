"""What a task's form brings: answers as typed, rows added or taken away, and its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.forms.registers import FROM
from engine.forms.rows import NEW, ROW
from ui.posted import Posted, PostedFile

FILE = "_document."
Answers = dict[str, str | list[str]]
_IN_ROW = re.compile(r"(.+\[\d{1,4}\])\.")
_ROW = re.compile(r"^(?P<list>.*)\[(?P<number>\d{1,4})\]$")
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class TaskForm:
    """The answers after a row was added or taken away, or lists are asked for that follow one
    another; `place` is where to look then."""

    answers: Answers
    files: tuple[PostedFile, ...]
    cut_at: int | None = None
    place: str = ""

    @classmethod
    def of(cls, posted: Posted) -> TaskForm:
        answers = posted.answers() | marks_in(posted)
        added, removed = posted.one("_add"), posted.one("_remove")
        again = posted.one("_reload") or posted.one("_fetch")
        if added or removed or again or posted.one("_auto") == "parts":
            answers = as_they_stand(answers)
        place = added or again or (_ROW.match(removed) or {"list": ""})["list"]
        if added:
            answers = with_row(answers, added)
        if removed:
            answers = without_row(answers, removed)
        files = tuple(each for each in posted.files if each.name.startswith(FILE))
        return cls(answers, files, posted.cut_at, place)


def marks_in(posted: Posted) -> Answers:
    """What says of which fields that they were filled from a register."""
    return {name: posted.one(name) for name in posted.fields if name.startswith(f"{FROM}.")}


def rows_in(answers: Mapping[str, object], name: str) -> int:
    """How many rows a list has, by the names that were posted."""
    begins = f"{name}["
    numbers = [
        int(found[1])
        for key in answers
        if key.startswith(begins) and (found := re.match(r"(\d{1,4})\]", key[len(begins) :]))
    ]
    return max(numbers, default=-1) + 1


def as_they_stand(answers: Answers) -> Answers:
    """The same answers while somebody still fills them in: a row that is empty so far stays."""
    marks = {f"{found[1]}.{ROW}": "1" for key in answers if (found := _IN_ROW.match(key))}
    return {**marks, **answers}


def with_row(answers: Answers, name: str) -> Answers:
    """One row more, new, at the end of a list."""
    rows = rows_in(answers, name)
    if rows >= MOST_ROWS:
        return answers
    return {**answers, f"{name}[{rows}].{ROW}": NEW}


def without_row(answers: Answers, row: str) -> Answers:
    """The list without one of its rows; those after it move up."""
    found = _ROW.match(row)
    if not found:
        return answers
    name, gone = found["list"], int(found["number"])
    kept: Answers = {}
    for key, value in answers.items():
        moved = moved_up(key, name, gone)
        if moved is not None:
            kept[moved] = value
    return kept


def moved_up(key: str, name: str, gone: int) -> str | None:
    """The name after a row went: the same, one less, or nothing when it went with the row."""
    found = re.match(rf"{re.escape(name)}\[(\d{{1,4}})\](.*)$", key, re.S)
    if not found:
        return key
    number = int(found[1])
    if number == gone:
        return None
    return f"{name}[{number - 1}]{found[2]}" if number > gone else key


def document_kind(file: PostedFile) -> str:
    """Which document a file is meant to be."""
    return file.name.removeprefix(FILE)
