"""One page of a form that has several: the river of its steps, and the summary before sending.

Pages are known by their number in the form, from 1, so that one that is hidden leaves the others
where they are; the summary is number 0 and comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.forms import FieldError, FieldView, Form, Kind
from engine.forms.components import FILES
from engine.forms.pages import belongs
from ui.drawing.river import River, RiverStep, Water, river
from ui.form.faults import FORM
from ui.form.fields import NO_FILES
from ui.form.sending import Sending
from ui.form.written import answer_words
from ui.visit import Visit

SUMMARY = 0
Address = Callable[[int], str]
"""Where a page of the form is, by its number."""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as the summary reads it back; `picture` where a signature is seen."""

    label: str
    value: str
    error: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The answers of one page, with the way to change them."""

    title: str
    href: str
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Paged:
    """What is shown of a form with several pages. `number` is SUMMARY for the last of all, `after`
    the page that follows."""

    number: int
    title: str
    river: River
    views: tuple[FieldView, ...]
    after: int
    before_href: str = ""
    chapters: tuple[Chapter, ...] = field(default=())

    @property
    def is_summary(self) -> bool:
        """All of it, before it is sent."""
        return self.number == SUMMARY

    @property
    def has_pictures(self) -> bool:
        """Something of the summary is seen, not read."""
        return any(line.picture for chapter in self.chapters for line in chapter.lines)


def page_asked(text: str) -> int | None:
    """The number that an address names; None when it names none."""
    return int(text) if text.isdecimal() and len(text) < 4 else None


def paged(
    form: Form,
    views: Sequence[FieldView],
    asked: int | None,
    address: Address,
    here: Visit,
    files: Mapping[str, Sending] = NO_FILES,
    first: RiverStep | None = None,
) -> Paged | None:
    """The page that is asked for, else the first; None for a form that has only one. `files` are
    those that wait, for the summary; `first`: a step of the river before those of the form."""
    if not form.pages:
        return None
    pages = [view for view in views if view.kind is Kind.PAGE]
    opening = [view for view in views if view.kind is not Kind.PAGE]
    numbers = [view.page for view in pages] + [SUMMARY]
    number = asked if asked in numbers else numbers[0]
    at = numbers.index(number)
    title = here.words.gettext("Revise antes de enviar")
    names = [view.label for view in pages] + [title]
    steps = [
        RiverStep(name, _water(place, at), href=address(numbers[place]) if place < at else "")
        for place, name in enumerate(names)
    ]
    return Paged(
        number=number,
        title=names[at],
        river=river([first, *steps] if first else steps),
        views=() if number == SUMMARY else _shown(pages[at], opening if at == 0 else []),
        after=numbers[at + 1] if at + 1 < len(numbers) else SUMMARY,
        before_href=address(numbers[at - 1]) if at else first.href if first else "",
        chapters=tuple(_chapter(view, address, here, files) for view in pages)
        if number == SUMMARY
        else (),
    )


def errors_on(form: Form, number: int, errors: Sequence[FieldError]) -> tuple[FieldError, ...]:
    """The faults of one page's own fields."""
    page = form.pages[number - 1]
    return tuple(error for error in errors if belongs(error.key, page))


def page_of(form: Form, error: FieldError) -> int:
    """The page on which a fault can be put right."""
    found = (at for at, page in enumerate(form.pages, 1) if belongs(error.key, page))
    return next(found, SUMMARY)


def anchor(name: str) -> str:
    """Where a field stands on its page."""
    return f"#{FORM}{name}"


def _water(place: int, at: int) -> Water:
    if place == at:
        return Water.HERE
    return Water.PASSED if place < at else Water.TO_COME


def _shown(page: FieldView, opening: list[FieldView]) -> tuple[FieldView, ...]:
    return (*opening, *page.children)


def _chapter(
    page: FieldView, address: Address, here: Visit, files: Mapping[str, Sending]
) -> Chapter:
    lines = lines_of(page.children, here, "", files)
    return Chapter(page.label, address(page.page), tuple(lines))


def lines_of(
    views: Sequence[FieldView], here: Visit, before: str, files: Mapping[str, Sending]
) -> list[Told]:
    """The answers as they are read back; `before` stands before each label."""
    lines: list[Told] = []
    for view in views:
        if view.kind is Kind.DYNAMICLIST:
            for place, row in enumerate(view.children, 1):
                lines += lines_of(row.children, here, f"{view.label} {place}: ", files)
        elif view.children or view.kind is Kind.GROUP:
            lines += lines_of(view.children, here, before, files)
        elif view.kind in FILES:
            lines.append(_filed(before + view.label, view, files))
        elif view.label and view.kind not in _NOT_ANSWERED:
            lines.append(Told(before + view.label, answer_words(view, here)))
    return lines


def _filed(label: str, view: FieldView, files: Mapping[str, Sending]) -> Told:
    there = files[view.document_kind].there if view.document_kind in files else ()
    whole = [file for file in there if file.percent is None]
    signed = whole[-1].picture if whole and view.kind is Kind.SIGNATURE else ""
    return Told(label, ", ".join(file.name for file in whole) or "—", picture=signed)


_NOT_ANSWERED = frozenset({Kind.TEXT, Kind.HTML, Kind.IMAGE, Kind.TABLE})
