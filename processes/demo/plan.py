"""How a purchase of the demo is told: acts, each on a business day counted from its beginning.

Pure. The days follow the terms of the law as the process counts them, so that a timer has always
been heard when the next act needs it. Who really acts is the engine, in `office`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from processes.demo.tambo_real import COMMITTEE, DOMAIN, Supplier, person

CALL, INTEGRATION, OPENING, AWARD, CONSENT = 8, 12, 18, 21, 27
"""Business days of a licitación abreviada: 3 for enquiries, 5 for bids, 5 for appeals."""

TILL = "caja"
"""In the place of the step of an act: the fee of the case is paid in cash at the till."""
BALLOTS = "urna"
"""In the place of the step of an act: people vote, as its `papeletas` say."""
NOTICE = "cargo"
"""In the place of the step of an act: what the case issued is made known in person, as its data
says `what`, to `whom`."""
TODAY = "{today}"
"""In the data of an act: the day on which it happens."""


@dataclass(frozen=True, slots=True)
class Act:
    """One task that one person completes: on which business day, with what, leaving what; of which
    item, where a call has several."""

    day: int
    who: str
    step: str
    data: Mapping[str, object] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    item: int = 0


@dataclass(frozen=True, slots=True)
class Bid:
    """What a supplier offers."""

    supplier: Supplier
    price: str
    days: int = 30
    points: int = 80


@dataclass(frozen=True, slots=True)
class Purchase:
    """A matter of the demo: what is needed, what was done, and how many business days ago it began;
    `holder` has taken the task that waits now; `stopped` is why the case is suspended, if it is."""

    what: str
    area: str
    purpose: str
    age: int
    acts: tuple[Act, ...] = ()
    holder: str = ""
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of thing is wanted, what the requirement says besides, and what the study finds."""

    what: str
    more: Mapping[str, object] = field(default_factory=dict)
    study: Mapping[str, object] = field(default_factory=dict)


GOODS = Wanted("bienes")


def preparation(
    amount: str, *, code: str, quantity: str, unit: str, days: int, wanted: Wanted = GOODS
) -> tuple[Act, ...]:
    """From the need to the certified budget."""
    return (
        *requirement(amount, code=code, quantity=quantity, unit=unit, days=days, wanted=wanted),
        Act(
            4,
            "hugo",
            "certificar",
            {"credito": "si", "numero_ccp": f"00{30 + days}", "meta": "0042 · 2.6.3.2.9.4"},
            ("ccp",),
        ),
    )


def requirement(
    amount: str, *, code: str, quantity: str, unit: str, days: int, wanted: Wanted = GOODS
) -> tuple[Act, ...]:
    """From the need to the market study; `code` is that of the catalogue (UNSPSC)."""
    asked = {
        "objeto": wanted.what,
        "codigo_catalogo": code,
        "especificaciones": "Según la hoja de especificaciones técnicas adjunta.",
        "cantidad": quantity,
        "unidad": unit,
        "lugar_entrega": "Almacén municipal, Jr. Unión 120, Tambo Real",
        "plazo_requerido": str(days),
        **wanted.more,
    }
    study = {
        "cuantia": amount,
        "fuentes": ["cotizaciones", "historicos"],
        "compras_previas": "0",
        **wanted.study,
    }
    return (
        Act(1, "julia", "requerimiento", asked, ("requerimiento",)),
        Act(3, "rosa", "estudio_mercado", study, ("estudio_mercado",)),
    )


def minor(supplier: Supplier, price: str, *, days: int, name: str) -> tuple[Act, ...]:
    """A contrato menor, to the order that waits for its signature."""
    chosen = {
        "numero_cotizaciones": "3",
        "postor": supplier.name,
        "ruc": supplier.ruc,
        "monto": price,
        "plazo_ofrecido": str(days),
        "sustento_eleccion": "Menor precio y entrega en el plazo pedido.",
    }
    return (
        Act(5, "rosa", "cotizar", chosen, ("cotizaciones",)),
        Act(6, "rosa", "emitir_orden", {"numero_orden": name}, ("orden_compra",)),
    )


def order_signed() -> Act:
    """The authority signs the order."""
    return Act(8, "luis", "firmar_orden", {"firmado": "si"})


def approval() -> Act:
    """The authority approves the file and names the three evaluators."""
    data = {"decision_expediente": "aprobar"}
    for place, key in enumerate(COMMITTEE, start=1):
        data[f"evaluador_{place}"] = person(key).name
        data[f"correo_{place}"] = f"{key}@{DOMAIN}"
    return Act(6, "luis", "aprobar_expediente", data, ("resolucion_aprobacion",))


def call(number: str) -> Act:
    """The call is published."""
    terms = {"dias_consultas": "3", "dias_ofertas": "5", "peso_precio": "60"}
    data = {**terms, "puntaje_minimo": "60", "numero_convocatoria": number}
    return Act(CALL, "rosa", "convocar", data, ("bases",))


def enquiry(supplier: Supplier, section: str, words: str, *, kind: str = "consulta") -> Act:
    """A supplier asks about the bases, on the day after the call."""
    asked = {"postor": supplier.name, "ruc": supplier.ruc, "tipo_consulta": kind}
    rule = {"norma": "Ley 32069, art. 5"} if kind == "observacion" else {}
    data = {**asked, **rule, "seccion": section, "fundamento": words}
    return Act(CALL + 1, "proveedor", "consultar", data)


def integration() -> Act:
    """The bases are integrated on the first business day after the enquiries."""
    return Act(
        INTEGRATION, "rosa", "absolver_consultas", {"hay_consultas": "no"}, ("bases_integradas",)
    )


def bids(offers: Sequence[Bid]) -> tuple[Act, ...]:
    """Each bid on its day, before the term ends."""
    return tuple(
        Act(
            INTEGRATION + 1 + place,
            "proveedor",
            "presentar_oferta",
            {
                "postor": bid.supplier.name,
                "ruc": bid.supplier.ruc,
                "monto": bid.price,
                "plazo_ofrecido": str(bid.days),
                "mype": "true" if bid.supplier.small else "",
            },
            ("oferta",),
        )
        for place, bid in enumerate(offers)
    )


def opening(offers: Sequence[Bid]) -> Act:
    """The committee admits what came in time."""
    rows = [{"admitida": "true"} for _ in offers]
    return Act(OPENING, "marta", "abrir_ofertas", {"admision": rows}, ("acta_apertura",))


def unsealing() -> Act:
    """The committee opens the envelopes."""
    return Act(OPENING, "marta", "abrir_sobres")


def declarations() -> tuple[Act, ...]:
    """Each evaluator swears that they have no conflict of interest with those who bid."""
    said = {"conflicto": "no", "jurada": "true"}
    return tuple(Act(OPENING, who, "declarar_conflictos", said) for who in COMMITTEE)


def evaluations(offers: Sequence[Bid]) -> tuple[Act, ...]:
    """Each evaluator gives points; they differ a little."""
    return tuple(
        Act(
            OPENING + 1 + place // 2,
            who,
            "evaluar",
            {"calificaciones": [{"puntaje": str(bid.points + place)} for bid in offers]},
        )
        for place, who in enumerate(COMMITTEE)
    )


def award(number: str) -> Act:
    """The first in the ranking wins."""
    data = {"decision_buena_pro": "otorgar", "numero_acta": number}
    return Act(AWARD, "rosa", "otorgar", data, ("acta_evaluacion", "acta_otorgamiento"))


def tender(offers: Sequence[Bid], *, number: str) -> tuple[Act, ...]:
    """From the approval to the award."""
    return (
        approval(),
        call(number),
        integration(),
        *bids(offers),
        unsealing(),
        opening(offers),
        *declarations(),
        *evaluations(offers),
        award(number),
    )
