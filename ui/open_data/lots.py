"""The items (lots) of a purchase, each with how it stands, for whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ui.parts import Pair
from ui.visit import Visit

Told = Mapping[str, Any]


def lot_pairs(told: Told, currency: str, here: Visit) -> Iterator[Pair]:
    """One line for each item: who supplies it and for how much, and where it stands."""
    lots = told.get("tender", {}).get("lots", ())
    for lot in (each for each in lots if each.get("title")):  # one that was taken back has none
        award = _award_of(told, lot["id"])
        value = (award or lot).get("value", {}).get("amount")
        known = [supplier_of(award)] if award else []
        if value is not None:
            known.append(here.formats.money(value, currency))
        note = _standing(told, lot, award, here)
        yield Pair(lot.get("title") or lot["id"], " · ".join(known), note=note)


def supplier_of(award: Told) -> str:
    """The names of who was awarded."""
    return ", ".join(each.get("name") or each["id"] for each in award.get("suppliers", ()))


def winners_of(told: Told) -> str:
    """The names of everybody whose award stands, each once; the last one where there is one call
    without items."""
    firm = [each for each in told.get("awards", ()) if each.get("status") in ("pending", "active")]
    if not told.get("tender", {}).get("lots"):
        firm = firm[-1:]
    return ", ".join(dict.fromkeys(supplier_of(each) for each in firm))


def _award_of(told: Told, lot: str) -> Told | None:
    standing = (
        each
        for each in told.get("awards", ())
        if lot in each.get("relatedLots", ()) and each.get("status") in ("pending", "active")
    )
    return next(standing, None)


def _standing(told: Told, lot: Told, award: Told | None, here: Visit) -> str:
    _ = here.words.gettext
    if award is not None:
        signed = {each["awardID"]: each.get("status") for each in told.get("contracts", ())}
        if award["id"] in signed:
            running = signed[award["id"]] == "active"
            return _("Con contrato") if running else _("Terminado")
        return (
            _("Buena pro por consentir") if award["status"] == "pending" else _("Buena pro firme")
        )
    return {
        "planned": _("En preparación"),
        "unsuccessful": _("Desierto"),
        "cancelled": _("Cancelado"),
    }.get(lot.get("status", ""), _("En curso"))
