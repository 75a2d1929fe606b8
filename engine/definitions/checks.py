"""Reading a table of settings with care: each wrong key becomes a sentence, none stops the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.refusals import Fault

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
            self.fault(f"«{self._place}{key}» debe ser un texto{' que no falte' * required}.")
        return ""

    def name(self, key: str) -> str:
        """A key of small letters, digits and underscores."""
        value = self.text(key, required=True)
        if value and not _NAME.fullmatch(value):
            self.fault(
                f"«{self._place}{key}» dice «{value}», pero solo admite minúsculas sin tilde,"
                " cifras y guion bajo, hasta 40 caracteres."
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
        self.fault(f"«{self._place}{key}» debe ser una lista de textos con al menos uno.")
        return ()

    def choice(self, key: str, options: Sequence[str], *, default: str) -> str:
        """One of several words."""
        value = self.text(key) or default
        if value in options:
            return value
        self.fault(
            f"«{self._place}{key}» dice «{value}», pero debe ser uno de: {', '.join(options)}."
        )
        return default

    def table(self, key: str) -> dict[str, Any]:
        """A table as it stands; empty when it is not there."""
        value = self._take(key)
        if value is None or isinstance(value, dict):
            return value or {}
        self.fault(f"«{self._place}{key}» debe ser una tabla: [{self._place}{key}].")
        return {}

    def table_of_texts(self, key: str) -> dict[str, str]:
        """A table from names to texts."""
        table = self.table(key)
        for name, value in table.items():
            if not isinstance(value, str) or not value.strip():
                self.fault(f"«{self._place}{key}.{name}» debe ser un texto que no falte.")
        return {name: value for name, value in table.items() if isinstance(value, str)}

    def parts(self, key: str) -> tuple[Reader, ...]:
        """A list of tables, each read by its own reader."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(f"«{self._place}{key}» debe ser una lista de tablas: [[{key}]].")
            return ()
        return tuple(
            Reader(self._file, item, place=f"{key}[{place}].", faults=self.faults)
            for place, item in enumerate(value, start=1)
        )

    def nothing_else(self) -> None:
        """Every key that nobody asked for is a fault."""
        for key in self._table.keys() - self._asked:
            self.fault(f"«{self._place}{key}» no se conoce; quizá esté mal escrito.")

    def fault(self, message: str) -> None:
        """Remember a fault of this file."""
        self.faults.append(Fault(self._file, message))

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        return self._table.get(key)
