"""The numbers of the law for one step: asked once, when the first of them is needed.

A step of a purchase asks for several; one statement brings them all, and nothing is remembered
beyond the transaction, so a corrected number holds from the next step on. A key that is nobody's is
that of the municipality's country: `subsanacion.plazo` is `pe.subsanacion.plazo` in Peru, so that
one diagram serves every country that has the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from engine.parameters.resolving import TEXT, NoParameter, money, number
from engine.sentences import N_, phrase
from storage.database import Connection
from storage.queries.deadlines import ParameterRow, all_parameters


class LegalNumbers:
    """The dated parameters of a municipality, as this transaction sees them."""

    def __init__(self, connection: Connection, municipality_id: int, country: str = "") -> None:
        self._connection = connection
        self._country = country.lower()
        self._municipality_id = municipality_id
        self._by_key: Mapping[str, list[ParameterRow]] | None = None

    def __call__(self, key: str, on: date) -> Decimal | str:
        """The value of a parameter on a day; raises NoParameter where there is none."""
        row = self._row(key, on)
        return row.value if row.unit == TEXT else number(row.value, key)

    def fee(self, key: str, on: date) -> Decimal:
        """What a fee costs on a day, in money: also where it is a part of the tax unit. Raises
        NoParameter where nobody set it."""
        row = self._row(key, on)
        return money(row.value, row.unit, key, lambda: self._unit(on))

    def _unit(self, on: date) -> Decimal:
        row = self._row("uit", on)
        return number(row.value, row.key)

    def _row(self, key: str, on: date) -> ParameterRow:
        if self._by_key is None:
            self._by_key = self._read()
        own = f"{self._country}.{key}"
        valid = [
            row
            for row in self._by_key.get(key, self._by_key.get(own, []))
            if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
        ]
        if not valid:
            said = N_("no hay un valor de «%(key)s» vigente el %(day)s")
            raise NoParameter(phrase(said, key=key, day=f"{on:%d/%m/%Y}"))
        return max(valid, key=lambda row: row.valid_from)

    def _read(self) -> Mapping[str, list[ParameterRow]]:
        by_key: dict[str, list[ParameterRow]] = {}
        for row in all_parameters(self._connection, self._municipality_id):
            by_key.setdefault(row.key, []).append(row)
        return by_key
