"""From a form to its blank sheet: what is asked, with the room to write it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.forms import Form, Kind
from engine.forms.addresses import address_view
from engine.forms.components import CHOICES, FOLDERS, PLACED, SEVERAL, Component, every_part
from engine.forms.identities import IDENTITIES
from engine.forms.templates import Template
from engine.forms.wording import LOCALITY
from engine.territory import Ground
from ui.visit import Visit

ROWS = 4
"""Empty rows of a list on paper."""
ROOMY_ROWS = 2
"""Of one whose rows ask where something is: each is as long as a small form."""
MOST_BOXES = 14
"""Numbers of up to so many figures get a box for each."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to fill in by hand. `kind` is line, lines, boxes, date, time, choices, tick, rows,
    file, sign, address, point, words, heading or row (the heading of one row that needs more room
    than a line of a table); `room` how many boxes, lines or rows."""

    kind: str
    label: str = ""
    hint: str = ""
    optional: bool = False
    perhaps: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False
    room: int = 1
    columns: tuple[str, ...] = ()


def blanks(form: Form, here: Visit) -> list[Blank]:
    """Everything that the form may ask, also what depends on another answer."""
    return list(_blanks(form.components, here, perhaps=False))


def _blanks(components: tuple[Component, ...], here: Visit, *, perhaps: bool) -> Iterator[Blank]:
    for part in components:
        maybe = perhaps or part.hide is not None
        if part.kind in FOLDERS:
            if label := _words(part.label):
                yield Blank("heading", label, perhaps=part.hide is not None)
            yield from _blanks(part.children, here, perhaps=False if label else maybe)
        elif part.kind is Kind.TEXT:
            if told := _words(part.text):
                yield Blank("words", told)
        elif part.kind is Kind.DYNAMICLIST and _is_roomy(part):
            yield from _row_by_row(part, here, perhaps=maybe)
        elif part.locked is not True and part.kind in _KINDS:
            blank = _blank(part, perhaps=maybe)
            asks_place = part.kind is Kind.ADDRESS
            yield replace(blank, columns=_levels(here)) if asks_place else blank


def _is_roomy(part: Component) -> bool:
    """Whether a row asks more than fits into a line of a table."""
    return any(each.kind in PLACED for each in every_part(part.children))


def _row_by_row(part: Component, here: Visit, *, perhaps: bool) -> Iterator[Blank]:
    """Each row as a small form of its own; who needs more of them copies the sheet."""
    label = _words(part.label) or part.key
    yield Blank("heading", label, perhaps=perhaps)
    for number in range(1, max(ROOMY_ROWS, part.rules.min_rows) + 1):
        told = here.words.gettext("%(what)s %(n)s") % {"what": label, "n": number}
        yield Blank("row", told)
        yield from _blanks(part.children, here, perhaps=False)
    yield Blank("words", here.words.gettext("Si necesita más líneas, copie esta hoja."))


def _levels(here: Visit) -> tuple[str, ...]:
    """What the places of the country are called, to write one of each."""
    ground = Ground(territory=here.installation.territories(here.municipality.country))
    titles = [level.title for level in address_view(None, ground).levels] or [LOCALITY]
    return tuple(here.words.gettext(title) for title in titles)


_KINDS = {
    Kind.TEXTFIELD: "line",
    Kind.TEXTAREA: "lines",
    Kind.NUMBER: "line",
    Kind.DATE: "date",
    Kind.CHECKBOX: "tick",
    Kind.RADIO: "choices",
    Kind.SELECT: "choices",
    Kind.CHECKLIST: "choices",
    Kind.TAGLIST: "choices",
    Kind.DYNAMICLIST: "rows",
    Kind.FILEPICKER: "file",
    Kind.SIGNATURE: "sign",
    Kind.ADDRESS: "address",
    Kind.LOCATION: "point",
}


def _blank(part: Component, *, perhaps: bool) -> Blank:
    kind, room = _KINDS[part.kind], 1
    choices: tuple[str, ...] = ()
    if part.kind is Kind.TEXTAREA:
        room = 4
    elif part.kind is Kind.DATE and part.subtype:
        kind = "time" if part.subtype == "time" else "moment"
    elif part.format in IDENTITIES and IDENTITIES[part.format].width <= MOST_BOXES:
        kind, room = "boxes", IDENTITIES[part.format].width
    elif part.kind in CHOICES:
        written = part.source.written if part.source else ()
        choices = tuple(option.label for option in written)
        kind = kind if choices else "line"
    elif part.kind is Kind.DYNAMICLIST:
        room = max(ROWS, part.rules.min_rows)
    return Blank(
        kind,
        _words(part.label) or part.key,
        _words(part.hint),
        optional=not part.rules.required and part.kind not in (Kind.CHECKBOX, Kind.DYNAMICLIST),
        perhaps=perhaps,
        choices=choices,
        several=part.kind in SEVERAL,
        room=room,
        columns=tuple(_columns(part.children)),
    )


def _columns(children: tuple[Component, ...]) -> Iterator[str]:
    for child in children:
        if child.kind in FOLDERS:
            yield from _columns(child.children)
        elif child.kind in _KINDS:
            yield _words(child.label) or child.key


def _words(template: Template) -> str:
    """The words that need nothing of the case."""
    return "".join(part for part in template.parts if isinstance(part, str)).strip()
