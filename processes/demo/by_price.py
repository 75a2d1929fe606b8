"""How the demo chooses by price: a reverse auction that is over, and a comparison that begins.

The days are those of the process: six business days for the prices of an auction, rounds of one day
until nobody improves, five to appeal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from processes.demo.plan import Act, Bid

CALLED, OPENED, IMPROVED, AWARDED = 8, 15, 16, 20
AUCTION: Mapping[str, object] = {"modalidad": "subasta"}
COMPARISON: Mapping[str, object] = {"modalidad": "comparacion"}
"""What the study of the market finds: a technical sheet, or a place in the list."""


def approved_without_committee() -> Act:
    """The authority approves the file; a price needs no evaluators."""
    data = {"decision_expediente": "aprobar"}
    return Act(6, "luis", "aprobar_expediente", data, ("resolucion_aprobacion",))


def auction(offers: Sequence[Bid], better: Bid, *, number: str, record: str) -> tuple[Act, ...]:
    """From the approval to the award: `better` improves in the first round, nobody in the next."""
    call = {
        "dias_ofertas": "6",
        "numero_convocatoria": number,
        "rondas": "3",
        "dias_ronda": "1",
        "decremento": "1",
    }
    improved = {"ruc_lance": better.supplier.ruc, "monto_lance": better.price}
    rows = [{"admitida": "true"} for _ in offers]
    won = {"decision_buena_pro": "otorgar", "numero_acta": record}
    return (
        approved_without_committee(),
        Act(CALLED, "rosa", "invitacion_convocar", call, ("bases",)),
        *(_offered(bid, CALLED + place) for place, bid in enumerate(offers, start=1)),
        Act(OPENED, "rosa", "invitacion_abrir_sobres"),
        Act(OPENED, "rosa", "invitacion_abrir", {"admision": rows}, ("acta_apertura",)),
        Act(IMPROVED, "proveedor", "subasta_mejorar", improved),
        Act(AWARDED, "rosa", "precio_otorgar", won, ("acta_otorgamiento",)),
    )


def _offered(bid: Bid, day: int) -> Act:
    data = {
        "postor": bid.supplier.name,
        "ruc": bid.supplier.ruc,
        "monto": bid.price,
        "plazo_ofrecido": str(bid.days),
        "mype": "true" if bid.supplier.small else "",
    }
    return Act(day, "proveedor", "invitacion_ofertar", data, ("oferta",))
