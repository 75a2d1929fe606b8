"""A contract that was signed, and what its people do with it, in the pure engine."""

from __future__ import annotations

from datetime import date

from tests.unit.processes.conftest import Walk
from tests.unit.processes.test_procurement_paths import GUARANTEE, SUR, VALLE, awarded, prepared

PRICE = "171500.00"
ASIDE = ["gestionar_contrato", "pedir_ampliacion"]
"""What may be done with a contract at any time."""


def signed(
    walk: Walk, *deliveries: tuple[str, str], tested: bool = False, guaranteed: bool = True
) -> Walk:
    """The contract of S/ 171,500 for 30 days is signed on 23 April 2026; `deliveries` are amount
    and last day."""
    awarded(walk).on(date(2026, 4, 20))
    if guaranteed:
        walk.do("recibir_documentos", presento="si", **GUARANTEE)
    else:
        walk.do("recibir_documentos", presento="si", garantia_en_tramite="true")
    walk.on(date(2026, 4, 23))
    walk.do(
        "firmar_contrato",
        firmado="si",
        numero_contrato="012-2026-MDTR",
        requiere_pruebas="true" if tested else "",
        entregas_pactadas=[{"monto": amount, "vence": until} for amount, until in deliveries],
    )
    return walk


def ordered(walk: Walk) -> Walk:
    """A minor contract of S/ 37,900 for 10 days is ordered on 9 March 2026."""
    prepared(walk, "38,450.00")
    chosen = {"numero_cotizaciones": "3", "sustento_eleccion": "Menor precio"}
    walk.do("cotizar", **chosen, **{**VALLE, "monto": "37,900.00", "plazo_ofrecido": "10"})
    walk.do("emitir_orden", numero_orden="OC 0117-2026")
    walk.on(date(2026, 3, 9))
    walk.do("firmar_orden", firmado="si")
    return walk


def delivered(walk: Walk, on: date, *, number: int = 1) -> Walk:
    """The goods of a delivery arrive."""
    walk.on(on)
    walk.do(
        "recibir_bienes",
        item=number,
        fecha_entrega=on.isoformat(),
        cantidad_recibida="4",
        numero_guia="T001",
    )
    return walk


def accepted(walk: Walk, *, number: int = 1) -> Walk:
    """The area finds it right."""
    walk.do("dar_conformidad", item=number, conforme="si", sustento_conformidad="Revisado")
    return walk


def invoiced(walk: Walk, amount: str = PRICE, *, number: int = 1, ruc: str = SUR["ruc"]) -> Walk:
    """The supplier presents the invoice."""
    walk.do(
        "presentar_factura",
        item=number,
        numero_factura="F001-1",
        ruc_factura=ruc,
        monto_factura=amount,
    )
    return walk


def paid(walk: Walk, *, number: int = 1) -> Walk:
    """The treasury pays today."""
    walk.do("pagar", item=number, registro_siaf="1187", fecha_pago=walk.today.isoformat())
    return walk


def note(walk: Walk, what: str, **more: object) -> Walk:
    """Contrataciones writes down what happened to the contract."""
    walk.do("gestionar_contrato", hecho=what, **more)
    return walk


def settled(walk: Walk) -> Walk:
    """Contrataciones settles the contract."""
    walk.do("liquidar", resumen_liquidacion="Nada por devolver")
    return walk


def closed(walk: Walk) -> Walk:
    """The area says how it went."""
    walk.do("evaluar_ejecucion", nota_calidad="5", nota_oportunidad="3", nota_trato="4")
    return walk


def row(walk: Walk, number: int = 1) -> dict[str, object]:
    """A delivery as the contract knows it."""
    schedule = walk.data("gestionar_contrato")["cronograma"]
    assert isinstance(schedule, list)
    found: dict[str, object] = schedule[number - 1]
    return found
