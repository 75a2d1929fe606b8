"""Lines of an assessment and of an account as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from processes.taxes.account import AGREED, EMISSION, FAVOUR, Owed, What
from processes.taxes.agreeing import LOST
from processes.taxes.lines import Line, LineKind
from storage.queries.taxes import CREDIT, OWED, TaxEntryRow
from ui.visit import Visit

Gettext = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Told:
    """A line: what it is, how it came about, the norm, and the amount."""

    label: str
    how: str
    norm: str
    amount: str


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One thing that is owed on a day."""

    what: str
    since: str
    tax: str
    interest: str
    total: str
    late: bool
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A row of the ledger."""

    day: str
    kind: str
    what: str
    note: str
    amount: str


_LABELS: Mapping[LineKind, Callable[[Gettext], str]] = {
    LineKind.LAND: lambda _: _("Terreno"),
    LineKind.FLOOR: lambda _: _("Construcción"),
    LineKind.WORKS: lambda _: _("Obras complementarias"),
    LineKind.PARCEL: lambda _: _("Predio"),
    LineKind.DEDUCTION: lambda _: _("Deducción"),
    LineKind.BASE: lambda _: _("Base imponible"),
    LineKind.BRACKET: lambda _: _("Tramo"),
    LineKind.SCALE: lambda _: _("Según la escala"),
    LineKind.MINIMUM: lambda _: _("Impuesto mínimo"),
    LineKind.SURCHARGE: lambda _: _("Recargo por terreno sin construir"),
    LineKind.TAX: lambda _: _("Impuesto del año"),
    LineKind.INSTALMENT: lambda _: _("Cuota"),
    LineKind.EMISSION: lambda _: _("Costo de la emisión"),
    LineKind.EXEMPT: lambda _: _("Inafecto: nada se debe"),
    LineKind.OFFICIAL: lambda _: _("Avalúo catastral"),
    LineKind.RATED: lambda _: _("Avalúo por la tarifa"),
    LineKind.LIMIT: lambda _: _("Hasta dónde puede subir"),
    LineKind.UNLIMITED: lambda _: _("Sin límite de aumento"),
    LineKind.OWN: lambda _: _("Impuesto del predio"),
    LineKind.YEARLY: lambda _: _("Interés"),
    LineKind.CAPITAL: lambda _: _("Tributo por pagar"),
    LineKind.INTEREST: lambda _: _("Interés"),
    LineKind.FINANCED: lambda _: _("Interés del fraccionamiento"),
    LineKind.SUSPENDED: lambda _: _("Sin interés"),
    LineKind.UPDATED: lambda _: _("Actualización por el IPC"),
    LineKind.ADJUSTMENT: lambda _: _("Reajuste por el índice de precios"),
    LineKind.DUE: lambda _: _("Por pagar"),
}
_KINDS: Mapping[str, Callable[[Gettext], str]] = {
    "charge": lambda _: _("Cargo"),
    "adjustment": lambda _: _("Reajuste"),
    "interest": lambda _: _("Interés"),
    "payment": lambda _: _("Pago"),
    "credit": lambda _: _("Pagado de más"),
    "applied": lambda _: _("Saldo a favor aplicado"),
    "discount": lambda _: _("Descuento por pronto pago"),
    "refund": lambda _: _("Devolución"),
    "agreed": lambda _: _("Fraccionamiento"),
    "write_off": lambda _: _("Castigo"),
    "contra": lambda _: _("Contrapartida"),
}


def told_line(line: Line, here: Visit) -> Told:
    """One line of an explanation."""
    label = _LABELS[line.kind](here.words.gettext)
    if line.kind is LineKind.INSTALMENT:
        label = f"{label} {line.days}"
    return Told(label, _how(line, here), line.norm, here.formats.money(line.amount))


def _how(line: Line, here: Visit) -> str:
    _, show = here.words.gettext, here.formats
    base = show.money(line.base) if line.base is not None else ""
    rate = _plain(line.rate)
    if line.kind is LineKind.BRACKET:
        said = _("%(which)s: %(base)s al %(rate)s %%")
        return said % {"which": line.note, "base": base, "rate": rate}
    if line.kind is LineKind.INTEREST and line.days:
        said = _("%(days)s días sobre %(base)s, al %(rate)s %% mensual")
        return said % {"days": line.days, "base": base, "rate": rate}
    if line.kind is LineKind.YEARLY:
        said = _("%(days)s días sobre %(base)s, al %(rate)s %% anual")
        return said % {"days": line.days, "base": base, "rate": rate}
    if line.kind in _UNIFIED:
        return _by_rate(line, here, base, rate)
    if line.kind is LineKind.INTEREST:
        return _("Contado hasta el último pago")
    if line.kind is LineKind.SUSPENDED:
        return _("%(days)s días: %(why)s") % {"days": line.days, "why": line.note}
    if line.kind is LineKind.UPDATED:
        said = _("%(base)s por %(factor)s: %(how)s")
        return said % {"base": base, "factor": rate, "how": line.note}
    if line.kind is LineKind.ADJUSTMENT:
        return _("%(base)s por %(factor)s") % {"base": base, "factor": rate}
    if line.kind is LineKind.CAPITAL:
        return _("De %(base)s que se emitieron") % {"base": base}
    if line.kind in (LineKind.LAND, LineKind.FLOOR):
        return _measured(line, here, base=_plain(line.base), rate=show.money(line.rate))
    if line.kind is LineKind.PARCEL:
        share = _(", su parte: %(share)s %%") % {"share": rate} if rate else ""
        return _("%(what)s. Autovalúo: %(value)s%(share)s") % {
            "what": line.note, "value": base, "share": share,
        }  # fmt: skip
    return line.note


_UNIFIED = frozenset({LineKind.OFFICIAL, LineKind.RATED, LineKind.LIMIT, LineKind.OWN})


def _by_rate(line: Line, here: Visit, base: str, rate: str) -> str:
    """The steps of the tax of one parcel of Colombia."""
    _ = here.words.gettext
    told = {"note": line.note, "base": base, "rate": rate}
    if line.kind is LineKind.RATED:
        return _("%(base)s al %(rate)s por mil") % told
    if line.kind is LineKind.LIMIT:
        return _("%(note)s; el año anterior pagó %(base)s") % told
    return _("%(note)s, su parte: %(rate)s %% de %(base)s") % told if rate else line.note


def _measured(line: Line, here: Visit, *, base: str, rate: str) -> str:
    """So many square metres, each worth so much, less what age takes off."""
    _ = here.words.gettext
    said = _("%(area)s m² a %(value)s") % {"area": base, "value": rate}
    if line.less:
        said += _(", menos %(percent)s %% de depreciación") % {"percent": _plain(line.less)}
    return f"{said} ({line.note})" if line.note else said


def what_words(what: What, here: Visit) -> str:
    """«Predial 2026, cuota 1»."""
    _ = here.words.gettext
    if what.concept == EMISSION:
        return _("Emisión %(year)s") % {"year": what.year}
    if what.concept == FAVOUR:
        return _("Saldo a favor")
    if what.concept.startswith(AGREED):
        return _quota_words(what, here)
    said = _("Predial %(year)s, cuota %(number)s")
    return said % {"year": what.year, "number": what.instalment}


def _quota_words(what: What, here: Visit) -> str:
    _, number = here.words.gettext, what.concept.removeprefix(AGREED).strip()
    if what.instalment == LOST:
        return _("Saldo del fraccionamiento perdido %(number)s") % {"number": number}
    if not what.instalment:
        return _("Fraccionamiento %(number)s, cuota inicial") % {"number": number}
    said = _("Fraccionamiento %(number)s, cuota %(place)s")
    return said % {"number": number, "place": what.instalment}


def owed_line(owed: Owed, here: Visit, *, late: bool) -> OwedLine:
    """What is left of one thing on a day, with how its interest came about."""
    show = here.formats
    lines = tuple(told_line(each, here) for each in owed.lines)
    return OwedLine(
        what=what_words(owed.what, here),
        since=show.short_day(owed.what.due_on),
        tax=show.money(owed.tax),
        interest=show.money(owed.interest),
        total=show.money(owed.total),
        late=late,
        lines=lines if len(lines) > 1 else (),
    )


def entry_line(row: TaxEntryRow, here: Visit) -> EntryLine:
    """A row of the ledger: above zero what makes the taxpayer owe more."""
    owes = row.debit in OWED or (row.credit not in OWED and row.debit == CREDIT)
    amount = Decimal(row.cents) / 100
    return EntryLine(
        day=here.formats.short_day(row.on_day),
        kind=_KINDS[row.kind](here.words.gettext),
        what=what_words(What(row.due_on, row.year, row.concept, row.instalment), here),
        note=row.note if row.kind == "contra" else "",
        amount=here.formats.money(amount if owes else -amount),
    )


def _plain(rate: Decimal | None) -> str:
    if rate is None:
        return ""
    return f"{rate.normalize():f}" if rate else "0"
