"""Contracts and guarantees as lines of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations

from storage.queries.contracts import EXPIRES_SOON, ContractRow, GuaranteeRow, Listed
from ui.contracts.asked import STATES
from ui.deadlines.why import joined
from ui.visit import Visit

GRASPED = 60
"""Up to so many days a span is said in days."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in one word with its colour."""

    state: str
    word: str


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract in the list; `alerts` are what somebody should look at."""

    number: str
    title: str
    href: str
    supplier: str
    supplier_id: str
    amount: str
    amended: str
    signed: str
    ends: str
    done: str
    mark: Mark
    alerts: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class GuaranteeLine:
    """A guarantee in the list of the treasury."""

    document: str
    what: str
    contract: str
    supplier: str
    href: str
    amount: str
    until: str
    mark: Mark


def contract_line(row: Listed, href: str, here: Visit, *, inside: bool) -> ContractLine:
    """One line; what concerns guarantees is for those inside alone."""
    _ = here.words.gettext
    of, show = row.contract, here.formats
    amended = ""
    if of.original is not None and of.original != of.amount:
        amended = _("era %(amount)s") % {"amount": show.money(of.original, of.currency)}
    return ContractLine(
        number=of.number,
        title=of.title,
        href=href,
        supplier=of.supplier,
        supplier_id=of.supplier_id,
        amount=show.money(of.amount, of.currency),
        amended=amended,
        signed=_day(of.signed_on, here),
        ends=_day(of.ends_on, here),
        done=_("%(done)s de %(all)s entregas") % {"done": of.delivered, "all": of.deliveries},
        mark=standing(of, here.today, here.words),
        alerts=tuple(_alerts(row, here, inside=inside)),
    )


def _alerts(row: Listed, here: Visit, *, inside: bool) -> list[Mark]:
    _ = here.words.gettext
    found, of = [], row.contract
    late = of.state == "active" and of.next_on is not None and of.next_on < here.today
    if late and of.next_on is not None and not _over(of, here.today):
        since = here.formats.date_words(of.next_on, here.today)
        found.append(Mark("late", _("Entrega vencida el %(day)s") % {"day": since}))
    until = row.guaranteed_until
    if inside and until is not None and until <= here.today + EXPIRES_SOON:
        mark = ending(until, here.today, here.words, _("Garantía"))
        found.append(Mark(mark.state, f"{mark.word} ({here.formats.short_day(until, here.today)})"))
    return found


def standing(of: ContractRow, today: date, words: NullTranslations) -> Mark:
    """How a contract stands: past its last day it is not called in force, what is still to come is
    said."""
    if not _over(of, today):
        return Mark("near" if of.state == "terminated" else "ok", STATES[of.state](words))
    left = of.deliveries - of.delivered
    if of.deliveries and not left:
        return Mark("ok", words.gettext("Todo entregado"))
    if not left:
        return Mark("late", words.gettext("Plazo vencido"))
    said = words.ngettext(
        "Plazo vencido: falta %(num)s de %(all)s entregas",
        "Plazo vencido: faltan %(num)s de %(all)s entregas",
        left,
    )
    return Mark("late", said % {"num": left, "all": of.deliveries})


def _over(of: ContractRow, today: date) -> bool:
    return of.state == "active" and of.ends_on is not None and of.ends_on < today


def ending(until: date, today: date, words: NullTranslations, what: str = "") -> Mark:
    """How near the end of something is, after what it is."""
    left = (until - today).days
    if left < 0:
        said = words.gettext("vencida hace %(span)s") % {"span": span(until, today, words)}
    elif left == 0:
        said = words.gettext("vence hoy")
    else:
        said = words.gettext("vence en %(span)s") % {"span": span(today, until, words)}
    colour = "late" if left < 0 else "near" if left <= EXPIRES_SOON.days else "ok"
    said = f"{what}: {said}" if what else said[:1].upper() + said[1:]
    return Mark(colour, said)


def span(first: date, last: date, words: NullTranslations) -> str:
    """«14 días», «3 meses», «4 años y 1 mes»: days while they can be grasped, then whole months of
    the calendar."""
    days = (last - first).days
    if days <= GRASPED:
        return words.ngettext("%(num)s día", "%(num)s días", days) % {"num": days}
    months = 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
    years, months = divmod(months, 12)
    year = words.ngettext("%(num)s año", "%(num)s años", years) % {"num": years}
    month = words.ngettext("%(num)s mes", "%(num)s meses", months) % {"num": months}
    return joined([each for each, n in ((year, years), (month, months)) if n], words)


def guarantee_line(row: GuaranteeRow, href: str, here: Visit) -> GuaranteeLine:
    """One line of what the treasury keeps."""
    _ = here.words.gettext
    if row.state == "held" and row.until_on is not None:
        mark = ending(row.until_on, here.today, here.words)
    else:
        mark = Mark("ok", _STATES[row.state](here.words))
    kinds = {
        "fiel_cumplimiento": _("Fiel cumplimiento"),
        "adelanto": _("Adelanto"),
        "retencion": _("Retención"),
        "adicional": _("Prestaciones accesorias"),
    }
    kind = kinds.get(row.kind, row.kind)
    return GuaranteeLine(
        document=row.document or kind,
        what=" · ".join(each for each in (kind, row.issuer) if each),
        contract=row.contract,
        supplier=row.supplier,
        href=href,
        amount=here.formats.money(row.amount, row.currency),
        until=_day(row.until_on, here),
        mark=mark,
    )


_STATES = {
    "held": lambda w: w.gettext("En custodia"),
    "returned": lambda w: w.gettext("Devuelta"),
    "collected": lambda w: w.gettext("Ejecutada"),
}


def _day(day: date | None, here: Visit) -> str:
    return "" if day is None else here.formats.short_day(day)
