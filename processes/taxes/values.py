"""The official tables come in from a file, whole, for the day from which they hold; and what a
year still lacks.

A file is CSV with a header: `zona,valor` for land, `componente,categoria,valor` for a m² of
construction, `uso,material,estado,hasta,porcentaje` for depreciation (`hasta` a number of years,
empty in the last row of each), `destino,estrato,hasta,tarifa` for the rates of Colombia per
thousand (`estrato` empty: any; `hasta` an official value, empty in the last row of each). Every
line that cannot be read is named, and then nothing comes in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.sentences import N_, Sentence, phrase
from processes.taxes.valuing import (
    ANY,
    BAR,
    CATEGORIES,
    COMPONENTS,
    OVER,
    TOP,
    Tables,
    day_of_tables,
    folded,
)
from storage.database import Connection
from storage.queries.tax_values import ValueRow, days_of_values, values_on
from storage.tables.deadlines import Trust
from storage.tables.tax_values import ValueKind
from storage.writes.tax_values import replace_values

MOST_LINES = 50_000
HEADERS: Mapping[str, tuple[str, ...]] = {
    ValueKind.LAND: ("zona", "valor"),
    ValueKind.UNIT: ("componente", "categoria", "valor"),
    ValueKind.DEPRECIATION: ("uso", "material", "estado", "hasta", "porcentaje"),
    ValueKind.RATE: ("destino", "estrato", "hasta", "tarifa"),
}
_OF_PERU = (ValueKind.LAND, ValueKind.UNIT, ValueKind.DEPRECIATION)
_LASTING = frozenset({ValueKind.DEPRECIATION, ValueKind.RATE})
HIGHEST_RATE = 33
WHOLE = 100
STRATA = tuple("0123456")


class ValuesRefused(ValueError):
    """The file cannot come in; `problems` has a sentence for each line that is wrong."""

    def __init__(self, problems: tuple[Sentence, ...]) -> None:
        super().__init__(" ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Published:
    """What a file says of itself: which table it is, since when it holds, where it was published,
    and how sure that is (V, S or K)."""

    kind: str
    valid_from: date
    source: str
    status: str = Trust.KNOWN


def bring_values(
    installation: Installation, actor: Actor, content: bytes, published: Published
) -> int:
    """The table of a file, in place of that of the same day; how many values. Raises
    ValuesRefused."""
    read = read_values(content, published.kind)
    town, at = actor.municipality_id, installation.clock.now()
    rows = [
        ValueRow(installation.ids.new(), published.kind, key, value, published.valid_from,
                 published.source, published.status, actor.person_id, at)
        for key, value in read.items()
    ]  # fmt: skip

    def verb(connection: Connection) -> None:
        history = TownHistory(installation, connection, actor)
        replace_values(connection, town, published.kind, published.valid_from, rows)
        told = {"kind": published.kind, "lines": len(rows), "from": published.valid_from}
        history.add(TownEventKind.TAX_VALUES_LOADED, data=told, detail={"title": published.source})
        history.write()

    installation.database.run(verb, municipality=town)
    return len(rows)


def read_values(content: bytes, kind: str) -> dict[str, Decimal]:
    """The values of a file by their key. Raises ValuesRefused."""
    header, found, faults = HEADERS[kind], dict[str, Decimal](), list[Sentence]()
    seen = set[str]()
    for number, line in _lines(content, header):
        try:
            key, value = _READ[kind](line)
        except ValueError as fault:
            said = N_("Línea %(line)s: %(why)s.")
            faults.append(phrase(said, line=number, why=fault.args[0]))
            continue
        if folded(key) in seen:
            said = N_("Línea %(line)s: «%(key)s» está dos veces.")
            faults.append(phrase(said, line=number, key=key.replace(BAR, " ")))
        seen.add(folded(key))
        found[key] = value
    if not found and not faults:
        faults.append(phrase(N_("El archivo no tiene valores.")))
    if faults:
        raise ValuesRefused(tuple(faults))
    return found


def tables_of(connection: Connection, municipality_id: int, year: int) -> Tables:
    """The tables that value the parcels of a year."""
    rows = values_on(connection, municipality_id, date(year, 1, 1))
    return Tables(rows, day_of_tables(year))


def kinds_of(country: str) -> tuple[ValueKind, ...]:
    """The tables that the law of a country asks for."""
    return (ValueKind.RATE,) if country == "CO" else _OF_PERU


def missing_for(
    connection: Connection, municipality_id: int, year: int, country: str = "PE"
) -> tuple[str, ...]:
    """The kinds that nobody brought in for a year: none began between its 31 October before and
    that of a year earlier. Depreciation and rates do not come out every year: one that holds is
    enough."""
    days = days_of_values(connection, municipality_id)
    after = day_of_tables(year - 1)
    rows = tables_of(connection, municipality_id, year).rows if days else {}
    there = {row.kind for row in rows.values() if row.valid_from > after or row.kind in _LASTING}
    return tuple(str(kind) for kind in kinds_of(country) if kind not in there)


def _lines(content: bytes, header: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    names = [folded(each) for each in reader.fieldnames or ()]
    lacks = [each for each in header if each not in names]
    if lacks:
        said = N_("La primera línea debe nombrar: %(names)s. Falta: %(lacks)s.")
        told = phrase(said, names=", ".join(header), lacks=", ".join(lacks))
        raise ValuesRefused((told,))
    reader.fieldnames = names
    for number, line in enumerate(reader, start=2):
        if number > MOST_LINES:
            said = N_("El archivo tiene más de %(most)s líneas.")
            raise ValuesRefused((phrase(said, most=MOST_LINES),))
        if any((line.get(each) or "").strip() for each in header):
            yield number, {each: " ".join((line.get(each) or "").split()) for each in header}


def _land(line: Mapping[str, str]) -> tuple[str, Decimal]:
    return _word(line, "zona"), _amount(line, "valor")


def _unit(line: Mapping[str, str]) -> tuple[str, Decimal]:
    component = next(
        (each for each in COMPONENTS if folded(each) == folded(line["componente"])), ""
    )
    if not component:
        said = N_("«%(word)s» no es un componente: %(known)s")
        raise ValueError(phrase(said, word=line["componente"], known=", ".join(COMPONENTS)))
    category = line["categoria"].upper()
    if category not in tuple(CATEGORIES):
        said = N_("«%(word)s» no es una categoría de la A a la I")
        raise ValueError(phrase(said, word=line["categoria"]))
    return f"{component}{BAR}{category}", _amount(line, "valor")


def _depreciation(line: Mapping[str, str]) -> tuple[str, Decimal]:
    until = line["hasta"] or str(OVER)
    if not until.isdecimal():
        raise ValueError(phrase(N_("«%(word)s» no es una edad en años"), word=until))
    percent = _amount(line, "porcentaje")
    if percent > WHOLE:
        raise ValueError(phrase(N_("«%(word)s» es más de 100 %%"), word=line["porcentaje"]))
    words = (_word(line, each) for each in ("uso", "material", "estado"))
    return BAR.join((*words, str(int(until)))), percent


def _rate(line: Mapping[str, str]) -> tuple[str, Decimal]:
    stratum = line["estrato"] or ANY
    if stratum != ANY and stratum not in STRATA:
        raise ValueError(phrase(N_("«%(word)s» no es un estrato del 0 al 6"), word=stratum))
    top = _amount(line, "hasta") if line["hasta"] else Decimal(TOP)
    rate = _amount(line, "tarifa")
    if rate > HIGHEST_RATE:
        said = N_("«%(word)s» es más de 33 por mil (Ley 1450 de 2011, art. 23)")
        raise ValueError(phrase(said, word=line["tarifa"]))
    return BAR.join((_word(line, "destino"), stratum, f"{top:f}")), rate


_READ: Mapping[str, Callable[[Mapping[str, str]], tuple[str, Decimal]]] = {
    ValueKind.LAND: _land,
    ValueKind.UNIT: _unit,
    ValueKind.DEPRECIATION: _depreciation,
    ValueKind.RATE: _rate,
}


def _word(line: Mapping[str, str], name: str) -> str:
    word = line[name].replace(BAR, " ").strip()
    if not word:
        raise ValueError(phrase(N_("falta «%(name)s»"), name=name))
    return word


def _amount(line: Mapping[str, str], name: str) -> Decimal:
    typed = line[name].replace(",", ".") if line[name].count(",") == 1 else line[name]
    try:
        amount = Decimal(typed)
    except InvalidOperation as fault:
        said = N_("«%(word)s» no es un número: escriba 1250.50")
        raise ValueError(phrase(said, word=line[name])) from fault
    if not amount.is_finite() or amount < 0 or -int(amount.as_tuple().exponent) > 4:
        said = N_("«%(word)s» no es un importe de hasta cuatro decimales")
        raise ValueError(phrase(said, word=line[name]))
    return amount
