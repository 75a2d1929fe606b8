"""The plan of a year in words: its items, its quarters, its versions and what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.registers.execution import ENOUGH, Execution, Quarter, is_on_time
from storage.queries.plans import ItemPurchase, ItemState, Plan, PlannedItem, PlanVersionRow
from ui.parts import Pair
from ui.plan.asked import STATES, quarter_name
from ui.portal.around import Link
from ui.visit import Visit

_COLOURS = {
    ItemState.PLANNED: "pause",
    ItemState.CALLED: "near",
    ItemState.AWARDED: "near",
    ItemState.CONTRACTED: "ok",
    ItemState.EXCLUDED: "",
}
Linked = Callable[[ItemPurchase], str]
"""The address of a purchase, for whoever reads; nothing where they may not."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in the list; `purchases` are the cases that run it."""

    number: int
    description: str
    about: str
    area: str
    amount: str
    when: str
    method: str
    funds: str
    state: str
    word: str
    called: str
    purchases: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """A quarter: what was planned for it, and how much of that was called in it."""

    name: str
    items: int
    amount: str
    called: str
    share: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version with what it changed."""

    title: str
    sentence: str
    reason: str
    changes: tuple[str, ...]


def item_line(row: PlannedItem, plan: Plan, here: Visit, linked: Linked) -> ItemLine:
    """One item."""
    item, show, _ = row.item, here.formats, here.words.gettext
    quantity = "" if item.quantity is None else show.number(item.quantity, _decimals(item.quantity))
    about = (_objects(here).get(item.object, ""), f"{quantity} {item.unit}".strip(), item.code)
    called = row.called_on
    late = called is None and row.state is ItemState.PLANNED and _is_past(row, here.today)
    if called is not None:
        day = show.short_day(called)
        said = (
            _("Se convocó el %(day)s, sin resultado")
            if row.state is ItemState.PLANNED
            else _("Convocado el %(day)s")
            if is_on_time(row)
            else _("Convocado el %(day)s, fuera de su trimestre")
        ) % {"day": day}
    else:
        said = _("Su trimestre ya pasó") if late else ""
    return ItemLine(
        number=item.number,
        description=item.description,
        about=" · ".join(each for each in about if each),
        area=item.area,
        amount=show.money(item.amount, plan.now.currency),
        when=f"{_month(item.month, item.year, here)}",
        method=item.method_name,
        funds=item.funds,
        state="late" if late else _COLOURS[row.state],
        word=STATES[row.state](here.words),
        called=said,
        purchases=tuple(
            Link(each.case_number, linked(each)) for each in row.purchases if linked(each)
        ),
    )  # fmt: skip


def quarter_lines(done: Execution, here: Visit, currency: str) -> list[QuarterLine]:
    """The four quarters."""
    return [_quarter(each, here, currency) for each in done.quarters]


def figures(done: Execution, here: Visit, currency: str) -> list[Pair]:
    """What the plan holds and what became of it, each with its denominator."""
    _, show = here.words.gettext, here.formats
    if done.share is None:
        share, note = _("dato insuficiente"), _("menos de %(n)s ítems por convocar hasta hoy")
        note %= {"n": ENOUGH}
    else:
        share = show.percent(done.share)
        note = _("%(done)s de %(all)s en los trimestres que terminaron")
        note %= {"done": done.on_time, "all": done.due}
    of_all = _("de %(all)s") % {"all": done.items}
    return [
        Pair(_("Planeado"), show.money(done.amount, currency),
             note=_("%(n)s ítems") % {"n": done.items}),
        Pair(_("Convocado"), show.money(done.called_amount, currency),
             note=_("%(n)s ítems") % {"n": done.called} + f" {of_all}"),
        Pair(_("Contratado"), _("%(n)s ítems") % {"n": done.contracted}, note=of_all),
        Pair(_("Convocado en su trimestre"), share, note=note),
    ]  # fmt: skip


def sentence_of(plan: Plan, done: Execution, here: Visit) -> str:
    """What one should know who reads only that."""
    _, show = here.words.gettext, here.formats
    now = plan.now
    told = _(
        "%(items)s ítems por %(amount)s, de los que se convocaron %(called)s. Rige la versión"
        " %(version)s, aprobada con %(resolution)s."
    )
    return told % {
        "items": done.items,
        "amount": show.money(done.amount, now.currency),
        "called": done.called,
        "version": now.version,
        "resolution": now.resolution or "—",
    }


def version_lines(plan: Plan, here: Visit) -> list[VersionLine]:
    """The versions, the newest first."""
    return [_version(each, here) for each in reversed(plan.versions)]


def _version(row: PlanVersionRow, here: Visit) -> VersionLine:
    _, show = here.words.gettext, here.formats
    told = _("%(items)s ítems por %(amount)s.") % {
        "items": row.items,
        "amount": show.money(row.amount, row.currency),
    }
    if row.approved_on is not None:
        day = show.short_day(row.approved_on)
        told += " " + _("Aprobada el %(day)s con %(resolution)s.") % {
            "day": day,
            "resolution": row.resolution,
        }
    if row.published_on is not None:
        told += " " + _("Publicada el %(day)s.") % {"day": show.short_day(row.published_on)}
    return VersionLine(
        title=_("Versión %(n)s") % {"n": row.version},
        sentence=told,
        reason=row.reason,
        changes=tuple(_changes(row, here)),
    )


def _changes(row: PlanVersionRow, here: Visit) -> Iterator[str]:
    _ = here.words.gettext
    for each in json.loads(row.changes):
        about = {"n": each["number"], "what": each["description"]}
        if each["act"] == "included":
            yield _("Se incluyó el ítem %(n)s: %(what)s.") % about
        elif each["act"] == "excluded":
            yield _("Se excluyó el ítem %(n)s: %(what)s.") % about
        else:
            parts = ", ".join(_differences(each["before"], each["after"], row, here))
            yield _("Cambió el ítem %(n)s: %(parts)s.") % {**about, "parts": parts}


def _differences(
    before: Mapping[str, object], after: Mapping[str, object], row: PlanVersionRow, here: Visit
) -> Iterator[str]:
    _ = here.words.gettext
    names = {
        "description": _("descripción"), "quantity": _("cantidad"), "amount": _("monto"),
        "month": _("mes"), "funds": _("recursos"), "method_name": _("método previsto"),
    }  # fmt: skip
    for name, value in after.items():
        yield _("%(name)s de %(before)s a %(after)s") % {
            "name": names[name],
            "before": _told(name, before[name], row, here),
            "after": _told(name, value, row, here),
        }


def _told(name: str, value: object, row: PlanVersionRow, here: Visit) -> str:
    if name == "amount" and value is not None:
        return here.formats.money(str(value), row.currency)
    if name == "month" and value is not None:
        return _month(int(Decimal(str(value))), row.year, here)
    return "—" if value in (None, "") else str(value)


def _quarter(each: Quarter, here: Visit, currency: str) -> QuarterLine:
    _ = here.words.gettext
    told = _("%(done)s de %(all)s") % {"done": each.called, "all": each.items}
    return QuarterLine(
        name=quarter_name(each.number, here.words),
        items=each.items,
        amount=here.formats.money(each.amount, currency),
        called=told if each.items else "",
        share=round(100 * each.called / each.items) if each.items else 0,
    )


def _objects(here: Visit) -> Mapping[str, str]:
    _ = here.words.gettext
    return {
        "bienes": _("Bienes"), "servicios": _("Servicios"),
        "consultoria": _("Consultoría"), "obras": _("Obra"),
    }  # fmt: skip


def _month(month: int, year: int, here: Visit) -> str:
    return here.formats.month_words(date(year, month, 1))


def _is_past(row: PlannedItem, today: date) -> bool:
    return (today.year, (today.month + 2) // 3) > (row.item.year, row.item.quarter)


def _decimals(value: Decimal) -> int:
    return 0 if value == value.to_integral_value() else 2
