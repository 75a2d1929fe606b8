"""The pages of a form: which answers belong to which, and how one page's answers join the others.

A page that comes back says everything about its own fields and nothing about those of others: what
it no longer holds (a box that was cleared, a row that was taken away) is gone.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.feel import NO_HOST, Host, Value
from engine.forms.components import FOLDERS, Component, Form, Kind
from engine.forms.names import at, steps_of
from engine.forms.outline import known_answers
from engine.forms.registers import FROM
from engine.forms.rows import NOTHING, ROW

Place = tuple[str, ...]
ANSWERED = "_answered."
"""Before the number of a page that came back; no field has such a name."""


def places_of(page: Component) -> tuple[Place, ...]:
    """Where the answers of a page stand: its fields, and its lists as wholes."""
    return tuple(_places(page, ()))


def belongs(name: str, page: Component) -> bool:
    """Whether a control of this name stands on the page."""
    return _is_at(name, places_of(page))


def answers_after(
    form: Form, number: int, before: Mapping[str, Any], posted: Mapping[str, Any]
) -> dict[str, Any]:
    """All answers once a page came back: those of the other pages as they were."""
    places = places_of(form.pages[number - 1])
    kept = {name: value for name, value in before.items() if not _is_at(name, places)}
    came = {name: value for name, value in posted.items() if _is_at(name, places)}
    return {**kept, **came, f"{ANSWERED}{number}": "1"}


def to_be_shown(
    form: Form,
    answers: Mapping[str, Any],
    context: Mapping[str, Any],
    *,
    host: Host = NO_HOST,
    around: Mapping[str, Value] = NOTHING,
) -> dict[str, Any]:
    """The answers, with what the case knows and the form's defaults on pages that nobody has
    answered yet."""
    known, shown = known_answers(form, context, host=host, around=around), dict(answers)
    for number, page in enumerate(form.pages, 1):
        if f"{ANSWERED}{number}" in answers:
            continue
        for place in places_of(page):
            found = at(known, place)
            if found is not None:
                shown.setdefault(".".join(place), _with_rows(found))
    return shown


def _with_rows(found: Any) -> Any:
    """Empty rows stay: the form begins with so many."""
    if not isinstance(found, Mapping):
        return found
    return {
        number: {**row, ROW: "1"} if isinstance(row, Mapping) else row
        for number, row in found.items()
    }


def _is_at(name: str, places: tuple[Place, ...]) -> bool:
    steps = steps_of(name)
    if steps is None:
        return False
    words = tuple(step for step in steps if isinstance(step, str))
    if words[0] == FROM:  # the mark of a field stands where the field does
        words = words[1:]
    return any(words[: len(place)] == place for place in places)


def _places(component: Component, inside: Place) -> Iterator[Place]:
    for part in component.children:
        place = inside + part.path
        if part.kind in FOLDERS:
            yield from _places(part, place)
        elif part.kind is Kind.DYNAMICLIST or part.path:
            yield place
