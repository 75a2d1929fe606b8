"""The fields of a form as a scenario may call them: by their names in the process, or by the words
over them where these belong to one field only. Pure.

A field of a list has the number of its row in its name, `items[1].monto`, and in its words,
«Ofertas · 2 · Monto»; a part of an address or of a point comes after the words over the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.forms.addresses import CODE, LOCALITY, NUMBER, REFERENCE, STREET
from engine.forms.components import CONTAINERS, SEVERAL, Component, Form, Kind
from engine.sentences import N_

BETWEEN = " · "
ROW = "#"
PARTS = {
    Kind.ADDRESS: {
        CODE: N_("Lugar"),
        LOCALITY: N_("Localidad"),
        STREET: N_("Calle"),
        NUMBER: N_("Número"),
        REFERENCE: N_("Referencia"),
    },
    Kind.LOCATION: {"lat": N_("Latitud"), "lon": N_("Longitud")},
}
YES, NO = N_("Sí"), N_("No")
OWN_WORDS = frozenset({YES, NO, *(word for parts in PARTS.values() for word in parts.values())})
"""What is said in the words of the house, not in those of the form."""
_INDEX = re.compile(r"\[(\d{1,2})\]")


@dataclass(frozen=True, slots=True)
class Field:
    """What an answer goes to. `name` has `[]` and `words` has `#` where the number of a row stands;
    `around` are the words over the group that it is in, `piece` a part of an address."""

    name: str
    words: tuple[str, ...]
    around: tuple[str, ...]
    part: Component
    piece: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """What a text calls: the fields that it may mean, and the rows of lists in it, from 0."""

    fields: tuple[Field, ...]
    rows: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The whole name of each of them."""
        return tuple(_numbered(each.name, "[]", "[{}]", self.rows) for each in self.fields)


def fields_in(form: Form | None) -> tuple[Field, ...]:
    """Every field that a table may fill in, in the order of the form."""
    return tuple(_within(form.components if form else (), "", (), ()))


def called(fields: tuple[Field, ...], text: str) -> Called:
    """The field of this name; else those that have these words over them, alone or with the words
    over their group."""
    bare, rows = _INDEX.sub("[]", bare_of(text)), tuple(int(n) for n in _INDEX.findall(text))
    named = [each for each in fields if bare_of(each.name) == bare]
    if named:
        return Called(tuple(named[:1]), rows)
    pieces = [each.strip() for each in text.split(BETWEEN.strip())]
    rows = tuple(max(int(each) - 1, 0) for each in pieces if re.fullmatch(r"\d{1,2}", each))
    told = tuple(ROW if re.fullmatch(r"\d{1,2}", each) else bare_of(each) for each in pieces)
    found = [
        each
        for each in fields
        if any(told == _bare_words(words) for words in (each.words, each.around + each.words))
    ]
    return Called(tuple(found), rows)


def words_of(fields: tuple[Field, ...], field: Field, rows: tuple[int, ...]) -> tuple[str, ...]:
    """The words that call this field, with those over its group where another has the same."""
    alike = [each for each in fields if _bare_words(each.words) == _bare_words(field.words)]
    words = field.words if len(alike) == 1 else field.around + field.words
    numbers = iter(rows)
    return tuple(str(next(numbers, 0) + 1) if each == ROW else each for each in words)


def answer_of(field: Field, answer: str, place: Callable[[str], str]) -> str:
    """An answer as people read it: of a choice the words of its option, of a code the place."""
    if field.piece:
        return place(answer) if field.name.endswith(f".{CODE}") else answer
    if field.part.kind is Kind.CHECKBOX:
        return {"true": YES, "false": NO}.get(answer.casefold(), answer)
    options = field.part.source.written if field.part.source else ()
    words = {each.text: each.label for each in options}
    if field.part.kind in SEVERAL:
        parts = (each.strip() for each in answer.split(";"))
        return "; ".join(words.get(each, each) for each in parts)
    return words.get(answer, answer)


def bare_of(text: str) -> str:
    """A text without what does not tell names apart: case, spaces and the point at its end."""
    return " ".join(text.split()).casefold().rstrip(".:")


def _within(
    parts: tuple[Component, ...], name: str, words: tuple[str, ...], around: tuple[str, ...]
) -> Iterator[Field]:
    for part in parts:
        own = ".".join(filter(None, (name, part.key)))
        over = _words_over(part)
        if part.kind is Kind.DYNAMICLIST:
            yield from _within(part.children, f"{own}[]", (*words, *over, ROW), around)
        elif part.kind in CONTAINERS:
            yield from _within(part.children, own, words, over or around)
        elif part.key:
            yield Field(own, (*words, *(over or (part.key,))), around, part)
            for piece, told in PARTS.get(part.kind, {}).items():
                whole = (*words, *(over or (part.key,)), told)
                yield Field(f"{own}.{piece}", whole, around, part, piece=True)


def _words_over(part: Component) -> tuple[str, ...]:
    """The label, where it reads nothing of the case."""
    told = "" if part.label.names else part.label.plain({}).strip()
    return (told,) if told else ()


def _bare_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare_of(each) for each in words)


def _numbered(text: str, hole: str, form: str, rows: tuple[int, ...]) -> str:
    for row in rows:
        text = text.replace(hole, form.format(row), 1)
    return text.replace(hole, form.format(0))
