"""Several forms as one, for who asks for several things at once: each answer is asked for once.

An answer is known by its name, a file by its kind of document: what an earlier form asks for is not
asked for again by a later one, which takes it from the same answers. Conditions are read over all
of them. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from engine.forms.components import ANSWERED, FILES, FOLDERS, Component, Form, Kind, every_part
from engine.forms.templates import Template

Place = tuple[str, ...]


def joined(forms: Sequence[tuple[str, Form]]) -> Form:
    """The forms, each with the title of its page where it has none of its own."""
    if len(forms) == 1:
        return forms[0][1]
    asked: set[Place] = set()
    pages: list[Component] = []
    for title, form in forms:
        for page in _paged(title, form):
            pages += _left_of([page], asked, ())
        asked.update(_asked_by(form.components, ()))
    return Form(forms[0][1].id, tuple(pages))


def _paged(title: str, form: Form) -> Iterator[Component]:
    """Its pages; what stands on none of them is one."""
    loose = tuple(each for each in form.components if each.kind is not Kind.PAGE)
    if loose:
        yield Component(Kind.PAGE, label=Template((title,)), children=loose)
    yield from form.pages


def _left_of(
    parts: Iterable[Component], asked: Collection[Place], inside: Place
) -> Iterator[Component]:
    """What is still to be asked; a page or group of which nothing is asked any more falls away,
    with the words that led to it."""
    for part in parts:
        if part.kind not in FOLDERS:
            if _place_of(part, inside) not in asked:
                yield part
            continue
        left = tuple(_left_of(part.children, asked, (*inside, *part.path)))
        if any(each.kind in ANSWERED | FILES for each in every_part(left)):
            yield replace(part, children=left)


def _asked_by(parts: Iterable[Component], inside: Place) -> Iterator[Place]:
    for part in parts:
        if part.kind in FOLDERS:
            yield from _asked_by(part.children, (*inside, *part.path))
        elif place := _place_of(part, inside):
            yield place


def _place_of(part: Component, inside: Place) -> Place:
    """What a part asks for; empty of what only shows. No answer has the name of a file."""
    if part.kind in FILES:
        return (".file", part.document_kind)
    return (*inside, *part.path) if part.path else ()
