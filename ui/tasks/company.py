"""Two people in one form: who else writes there, and what they wrote otherwise.

Each has a draft of their own, so that neither loses text. What the other wrote is shown beside the
field, with a way to take it.
Of a task that several do under seal nobody sees anything of the others.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.forms import FieldView, Kind, view
from engine.forms.names import steps_of
from storage.queries.tasks import CompanionRow
from ui.form.fields import Beside, Shown
from ui.form.written import answer_words
from ui.tasks.forms import Answers
from ui.tasks.scene import TaskScene
from ui.visit import Member

NOT_ANSWERED = frozenset({Kind.TEXT, Kind.HTML, Kind.IMAGE, Kind.TABLE, Kind.EXPRESSION})


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else who writes in the same form, and when they last did."""

    name: str
    when: str


def companions(scene: TaskScene, here: Member) -> list[Companion]:
    """Who else has written something that was not sent."""
    if scene.task.state != "open":
        return []
    return [
        Companion(row.person_name, here.formats.moment(row.saved_at, here.today))
        for row in scene.beside
    ]


def with_others(
    parts: Iterable[Shown], scene: TaskScene, typed: Mapping[str, Any] | None, here: Member
) -> tuple[Shown, ...]:
    """The parts, each with what others wrote there otherwise."""
    if not scene.beside or scene.form is None:
        return tuple(parts)
    mine = _words(scene.fields(typed), here)
    host = scene.case.surroundings.clocked_host
    known = _words(view(scene.form, None, scene.known, host=host), here)
    marks: dict[str, list[Beside]] = {}
    for row in scene.beside:
        theirs = _words(view(scene.form, draft_in(row), scene.known, host=host), here)
        for name, words in theirs.items():
            if words not in (mine.get(name, words), known.get(name, "—"), "—", ""):
                told = Beside(row.person_name, words, f"{row.person_id}:{name}")
                marks.setdefault(name, []).append(told)
    return _marked(parts, marks)


def taken_over(answers: Answers, rows: Collection[CompanionRow], what: str) -> Answers:
    """The answers with one field as another person has it; `what` is as `Beside.take`."""
    person, _, name = what.partition(":")
    row = next((each for each in rows if str(each.person_id) == person), None)
    if row is None or not name:
        return answers
    kept = {key: value for key, value in answers.items() if not _is_of(key, name)}
    theirs = {key: value for key, value in draft_in(row).items() if _is_of(key, name)}
    return {**kept, **theirs}


def draft_in(row: CompanionRow) -> dict[str, Any]:
    """What another person typed."""
    found = json.loads(row.data)
    return found if isinstance(found, dict) else {}


def _is_of(key: str, name: str) -> bool:
    steps, wanted = steps_of(key), steps_of(name)
    return steps is not None and wanted is not None and steps[: len(wanted)] == wanted


def _words(views: Iterable[FieldView], here: Member) -> dict[str, str]:
    """The answer of each field in words, by its name; a list is one answer."""
    found: dict[str, str] = {}
    for each in views:
        if each.kind is Kind.DYNAMICLIST and not each.is_row:
            rows = (", ".join(_words(row.children, here).values()) for row in each.children)
            found[each.name] = " · ".join(rows)
        elif each.children:
            found |= _words(each.children, here)
        elif each.name and each.kind not in NOT_ANSWERED:
            found[each.name] = answer_words(each, here)
    return found


def _marked(parts: Iterable[Shown], marks: Mapping[str, list[Beside]]) -> tuple[Shown, ...]:
    return tuple(
        replace(
            part,
            beside=() if part.kind in ("read_only", "line") else tuple(marks.get(part.name, ())),
            children=_marked(part.children, marks) if part.kind != "list" else part.children,
        )
        for part in parts
    )
