"""Contracts and guarantees as lines of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations

from storage.queries.contracts import EXPIRES_SOON, GuaranteeRow, Listed
from ui.contracts.asked import STATES
from ui.visit import Visit


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
        mark=Mark("near" if of.state == "terminated" else "ok", STATES[of.state](here.words)),
        alerts=tuple(_alerts(row, here, inside=inside)),
    )


def _alerts(row: Listed, here: Visit, *, inside: bool) -> list[Mark]:
    _ = here.words.gettext
    found, of = [], row.contract
    if of.state == "active" and of.next_on is not None and of.next_on < here.today:
        since = here.formats.date_words(of.next_on, here.today)
        found.append(Mark("late", _("Entrega vencida el %(day)s") % {"day": since}))
    until = row.guaranteed_until
    if inside and until is not None and until <= here.today + EXPIRES_SOON:
        found.append(ending(until, here.today, here.words, _("Garantía")))
    return found


def ending(until: date, today: date, words: NullTranslations, what: str = "") -> Mark:
    """How near the end of something is, after what it is."""
    left = (until - today).days
    if left < 0:
        said = words.gettext("vencida hace %(days)s días") % {"days": -left}
    elif left == 0:
        said = words.gettext("vence hoy")
    else:
        said = words.ngettext("vence en %(days)s día", "vence en %(days)s días", left)
        said %= {"days": left}
    colour = "late" if left < 0 else "near" if left <= EXPIRES_SOON.days else "ok"
    said = f"{what}: {said}" if what else said[:1].upper() + said[1:]
    return Mark(colour, said)


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
