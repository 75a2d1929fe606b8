"""What was published of a purchase, in the words of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from gettext import NullTranslations
from typing import Any
from urllib.parse import urlsplit

from processes.procurement.ocds.text import loads
from storage.queries.releases import RecordRow, ReleaseRow
from ui.open_data.lots import lot_pairs, supplier_of, winners_of
from ui.parts import Entry, Mark, Pair
from ui.portal.around import Link
from ui.visit import Visit

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """A purchase in the list."""

    title: str
    href: str
    method: str
    state: str
    amount: str
    changed: str


@dataclass(frozen=True, slots=True)
class PurchaseShown:
    """A purchase on its own page: one sentence, then the facts, the steps and the documents."""

    title: str
    sentence: str
    facts: tuple[Pair, ...]
    steps: tuple[Entry, ...]
    documents: tuple[Link, ...]
    earlier: tuple[Link, ...]


def line_of(row: RecordRow, here: Visit) -> PurchaseLine:
    """One line of the list."""
    return PurchaseLine(
        row.title,
        here.path("open", "purchases", row.ocid),
        row.method,
        state_words(row.status, here.words),
        here.formats.money(row.amount, row.currency),
        here.formats.date_words(row.changed_at, here.today),
    )


def purchase_of(
    row: RecordRow, told: Told, releases: Sequence[ReleaseRow], here: Visit
) -> PurchaseShown:
    """The page of a purchase."""
    return PurchaseShown(
        row.title,
        _sentence(row, told, here),
        tuple(_facts(row, told, here)),
        tuple(_step(each, here) for each in reversed(releases)),
        tuple(_documents(told)),
        tuple(_earlier(told, here)),
    )


def _earlier(told: Told, here: Visit) -> Iterator[Link]:
    for each in told.get("relatedProcesses", ()):
        ocid = each["identifier"]
        yield Link(each.get("title") or ocid, here.path("open", "purchases", ocid))


def state_words(status: str, words: NullTranslations) -> str:
    """How it stands, in two or three words."""
    _ = words.gettext
    return {
        "planned": _("En preparación"),
        "active": _("Convocada"),
        "awarded": _("Adjudicada"),
        "contracted": _("Con contrato"),
        "closed": _("Terminada"),
        "unsuccessful": _("Desierta"),
        "cancelled": _("Cancelada"),
        "withdrawn": _("Retirada"),
    }.get(status, status)


def _sentence(row: RecordRow, told: Told, here: Visit) -> str:
    _ = here.words.gettext
    facts = {
        "amount": here.formats.money(row.amount, row.currency),
        "who": winners_of(told),
        "until": _day(told.get("tender", {}).get("tenderPeriod", {}).get("endDate"), here),
    }
    if row.status == "active" and facts["until"]:
        return _("Se reciben ofertas hasta el %(until)s; el valor es de %(amount)s.") % facts
    if row.status in ("awarded", "contracted") and facts["who"]:
        said = {
            "awarded": _("Se adjudicó a %(who)s por %(amount)s."),
            "contracted": _("La entrega %(who)s, por %(amount)s."),
        }
        return said[row.status] % facts
    if row.status == "closed" and facts["who"]:
        return _("La entregó %(who)s, por %(amount)s.") % facts
    return {
        "planned": _("Se prepara con un valor de %(amount)s; todavía no se convoca."),
        "active": _("Está convocada por %(amount)s."),
        "unsuccessful": _("Terminó sin adjudicarse a nadie."),
        "cancelled": _("La municipalidad la canceló."),
    }.get(row.status, _("Lo que se publicó de ella se retiró.")) % facts


def _facts(row: RecordRow, told: Told, here: Visit) -> Iterator[Pair]:
    _ = here.words.gettext
    tender = told.get("tender", {})
    yield Pair(_("Estado"), state_words(row.status, here.words))
    if row.method:
        yield Pair(_("Método"), row.method, note=tender.get("procurementMethodRationale", ""))
    value = tender.get("value", {}).get("amount")
    if value is not None:
        yield Pair(_("Valor estimado"), here.formats.money(value, row.currency))
    if tender.get("numberOfTenderers") is not None:
        yield Pair(_("Ofertas"), str(tender["numberOfTenderers"]))
    yield from lot_pairs(told, row.currency, here)
    for award in () if tender.get("lots") else told.get("awards", ()):
        if award.get("status") in ("pending", "active"):
            yield Pair(_("Proveedor"), supplier_of(award))
    for contract in told.get("contracts", ()):
        if contract.get("status") != "cancelled":
            yield from _of_contract(contract, row.currency, here)
    yield Pair(_("Identificador"), row.ocid)


def _of_contract(contract: Told, currency: str, here: Visit) -> Iterator[Pair]:
    _ = here.words.gettext
    signed = _day(contract.get("dateSigned"), here)
    if signed:
        yield Pair(_("Contrato"), contract.get("title") or "—", note=signed)
    done = contract.get("implementation", {})
    paid = [each.get("value", {}).get("amount") for each in done.get("transactions", ())]
    if known := [each for each in paid if each is not None]:
        yield Pair(_("Pagado"), here.formats.money(sum(known), currency))


def _step(row: ReleaseRow, here: Visit) -> Entry:
    told = loads(row.body)
    said = [_happened(tag, told, here.words) for tag in row.tag.split()]
    when = here.formats.moment(row.date, here.today)
    return Entry(". ".join(dict.fromkeys(said)) + ".", when, Mark.RULE)


def _happened(tag: str, told: Told, words: NullTranslations) -> str:
    """What a tag means with what was told beside it: a release holds what its act changed."""
    if tag == "tenderUpdate":
        return _moved_on(told, words)
    if tag == "tenderAmendment" and (changes := told.get("tender", {}).get("amendments")):
        return str(changes[-1].get("rationale") or _deed(tag, words))
    if tag == "implementation" and (contracts := told.get("contracts")):
        if len(contracts) > 1:  # which of them went on, a release does not say
            return _deed(tag, words)
        return _carried_out(contracts[-1].get("implementation", {}), words)
    return _deed(tag, words)


def _moved_on(told: Told, words: NullTranslations) -> str:
    _ = words.gettext
    tender = told.get("tender", {})
    if tender.get("status") == "unsuccessful":
        return _("El procedimiento quedó desierto")
    if tender.get("status") == "planned":
        return _("El procedimiento vuelve a la convocatoria")
    if "bids" in told:
        return _("Se abrieron las ofertas")
    if "hasEnquiries" in tender:
        return _("Se respondieron las consultas y se integraron las bases")
    return _("Avanzó el procedimiento")


def _carried_out(done: Told, words: NullTranslations) -> str:
    _ = words.gettext
    if done.get("transactions"):
        return _("Se pagó al proveedor")
    if any(each.get("type") == "approval" for each in done.get("milestones", ())):
        return _("Se dio la conformidad")
    return _("Llegaron los bienes")


def _deed(tag: str, words: NullTranslations) -> str:
    _ = words.gettext
    return {
        "planning": _("Se reservó el dinero para la compra"),
        "planningUpdate": _("Se aprobó o cambió el plan de la compra"),
        "tender": _("Se convocó"),
        "tenderAmendment": _("Cambiaron las condiciones"),
        "tenderCancellation": _("Se canceló el procedimiento"),
        "award": _("Se otorgó la buena pro"),
        "awardUpdate": _("La buena pro quedó firme"),
        "awardCancellation": _("Se dejó sin efecto la buena pro"),
        "contract": _("Se firmó el contrato o la orden"),
        "contractUpdate": _("Cambió el contrato"),
        "contractAmendment": _("Se firmó una adenda"),
        "implementation": _("Avanzó la entrega o el pago"),
        "implementationUpdate": _("Se corrigió la entrega o el pago"),
        "contractTermination": _("Terminó el contrato"),
    }.get(tag, tag)


def _documents(told: Told) -> Iterator[Link]:
    """By their path: the page leads to them at whatever address it was opened."""
    parts = [told.get("tender", {}), *told.get("awards", ()), *told.get("contracts", ())]
    for part in parts:
        for paper in part.get("documents", ()):
            if paper.get("url"):
                yield Link(paper.get("title") or paper["id"], urlsplit(paper["url"]).path)


def _day(text: str | None, here: Visit) -> str:
    return here.formats.day_words(datetime.fromisoformat(text), here.today) if text else ""
