"""Reading a table of settings with care: each wrong key becomes a sentence, none stops the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.refusals import Fault
from engine.sentences import N_, facts_of

_NEEDED = N_("«%(key)s» debe ser un texto que no falte.")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


class Reader:
    """One table of a settings file; remembers what was asked for and what was wrong."""

    def __init__(
        self,
        file: str,
        table: dict[str, Any],
        *,
        place: str = "",
        faults: list[Fault] | None = None,
    ) -> None:
        self._file = file
        self._table = table
        self._place = place
        self._asked: set[str] = set()
        self.faults: list[Fault] = [] if faults is None else faults

    def text(self, key: str, *, required: bool = False) -> str:
        """A text; empty when it is not there."""
        value = self._take(key)
        if isinstance(value, str) and (value.strip() or not required):
            return value.strip()
        if value is not None or required:
            self._wrong(_NEEDED if required else N_("«%(key)s» debe ser un texto."), key)
        return ""

    def whole(self, key: str, *, least: int, most: int) -> int:
        """A whole number that must be there; the least when it is not, or is none."""
        value = self._take(key)
        if _is_whole(value) and least <= value <= most:
            return int(value)
        self._wrong(
            N_("«%(key)s» debe ser un número entero entre %(least)s y %(most)s."),
            key, least=least, most=most,
        )  # fmt: skip
        return least

    def whole_or_text(self, key: str, *, most: int, required: bool = False) -> int | str | None:
        """A whole number up to `most`, or a text; None when it is not there."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if _is_whole(value) and 0 < value <= most:
            return int(value)
        if value is not None or required:
            sentence = N_("«%(key)s» debe ser el nombre de un parámetro o un número de días.")
            self._wrong(sentence, key)
        return None

    def flag(self, key: str) -> bool:
        """Yes or no; no when it is not there."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self._wrong(N_("«%(key)s» debe ser true o false."), key)
        return value is True

    def name(self, key: str) -> str:
        """A key of small letters, digits and underscores."""
        value = self.text(key, required=True)
        if value and not _NAME.fullmatch(value):
            self._wrong(
                N_(
                    "«%(key)s» dice «%(value)s», pero solo admite minúsculas sin tilde, cifras y"
                    " guion bajo, hasta 40 caracteres."
                ),
                key,
                value=value,
            )
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts, none empty."""
        value = self._take(key)
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            if value or not required:
                return tuple(value)
        elif value is None and not required:
            return ()
        self._wrong(N_("«%(key)s» debe ser una lista de textos con al menos uno."), key)
        return ()

    def choice(self, key: str, options: Sequence[str], *, default: str) -> str:
        """One of several words."""
        value = self.text(key) or default
        if value in options:
            return value
        self._wrong(
            N_("«%(key)s» dice «%(value)s», pero debe ser uno de: %(options)s."),
            key, value=value, options=", ".join(options),
        )  # fmt: skip
        return default

    def choices(
        self, key: str, options: Sequence[str], *, required: bool = False
    ) -> tuple[str, ...]:
        """Several words, each one of the options; those that are none are left out."""
        words = self.texts(key, required=required)
        for word in words:
            if word not in options:
                self._wrong(
                    N_("«%(key)s» dice «%(value)s», pero debe ser uno de: %(options)s."),
                    key, value=word, options=", ".join(options),
                )  # fmt: skip
        return tuple(word for word in words if word in options)

    def table(self, key: str) -> dict[str, Any]:
        """A table as it stands; empty when it is not there."""
        value = self._take(key)
        if value is None or isinstance(value, dict):
            return value or {}
        self._wrong(N_("«%(key)s» debe ser una tabla: [%(key)s]."), key)
        return {}

    def table_of_texts(self, key: str) -> dict[str, str]:
        """A table from names to texts."""
        table = self.table(key)
        for name, value in table.items():
            if not isinstance(value, str) or not value.strip():
                self._wrong(_NEEDED, f"{key}.{name}")
        return {name: value for name, value in table.items() if isinstance(value, str)}

    def part(self, key: str) -> Reader | None:
        """One table, read by its own reader; None when it is not there."""
        table = self.table(key)
        if not isinstance(self._table.get(key), dict):
            return None
        return Reader(self._file, table, place=f"{self._place}{key}.", faults=self.faults)

    def parts(self, key: str) -> tuple[Reader, ...]:
        """A list of tables, each read by its own reader."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(
                N_("«%(key)s» debe ser una lista de tablas: [[%(name)s]]."), key,
                name=f"{self._place}{key}",
            )  # fmt: skip
            return ()
        return tuple(
            Reader(self._file, item, place=f"{self._place}{key}[{place}].", faults=self.faults)
            for place, item in enumerate(value, start=1)
        )

    def named_parts(self, key: str) -> dict[str, Reader]:
        """A table of tables, each read by its own reader."""
        found: dict[str, Reader] = {}
        for name, item in self.table(key).items():
            if isinstance(item, dict):
                place = f"{self._place}{key}.{name}."
                found[name] = Reader(self._file, item, place=place, faults=self.faults)
            else:
                self._wrong(N_("«%(key)s» debe ser una tabla: [%(key)s]."), f"{key}.{name}")
        return found

    def nothing_else(self) -> None:
        """Every key that nobody asked for is a fault."""
        for key in self._table.keys() - self._asked:
            self._wrong(N_("«%(key)s» no se conoce; quizá esté mal escrito."), key)

    def fault(self, sentence: str, /, **facts: object) -> None:
        """Remember a fault of this file; `facts` fill the places of the sentence."""
        self.faults.append(Fault(self._file, sentence, facts=facts_of(facts)))

    def _wrong(self, sentence: str, at: str, /, **facts: object) -> None:
        """A fault of one key."""
        self.fault(sentence, key=f"{self._place}{at}", **facts)

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        return self._table.get(key)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
