"""How a contract of the demo is told: from its documents to its close, act by act. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from processes.demo.plan import CONSENT, TODAY, Act
from processes.demo.tambo_real import Supplier

GUARANTEE = {
    "tipo_garantia": "carta_fianza",
    "emisor_garantia": "Banco de la Nación",
    "desde_garantia": TODAY,
}


def contract(
    number: str,
    *,
    guaranteed: bool = True,
    until: str = "31/12/2030",
    deliveries: Sequence[tuple[str, str]] = (),
    item: int = 0,
) -> tuple[Act, ...]:
    """From the consent to the signature; `until` is the end of the guarantee, `deliveries` their
    amounts and last days where it is not all at once, `item` the one of several that it is of."""
    received = {"presento": "si"}
    papers = ["constancia_consentimiento", "documentos_contrato"]
    if guaranteed:
        given = {"numero_garantia": f"CF 0{number[:3]}-2026", "vence_garantia": until}
        received |= {**GUARANTEE, **given}
        papers.append("garantia")
    agreed = [{"monto": amount, "vence": day} for amount, day in deliveries]
    signed = {"firmado": "si", "numero_contrato": number, "entregas_pactadas": agreed}
    return (
        Act(CONSENT + 3, "rosa", "recibir_documentos", received, tuple(papers), item),
        Act(CONSENT + 5, "luis", "firmar_contrato", signed, ("contrato",), item),
    )


def delivery(day: int, *, quantity: str) -> Act:
    """The goods arrive."""
    data = {"fecha_entrega": TODAY, "cantidad_recibida": quantity, "numero_guia": "T001-000482"}
    return Act(day, "elmer", "recibir_bienes", data, ("guia_remision",))


def conformity(day: int) -> Act:
    """The area that asked for the goods finds them right."""
    data = {"conforme": "si", "sustento_conformidad": "Se revisó cantidad, marca y funcionamiento."}
    return Act(day, "julia", "dar_conformidad", data, ("acta_conformidad",))


def objection(day: int) -> Act:
    """The area finds something that is to be corrected."""
    data = {
        "conforme": "no",
        "dias_correccion": "8",
        "sustento_conformidad": "Una parte llegó sin manual ni certificado de calidad.",
    }
    return Act(day, "julia", "dar_conformidad", data)


def correction(day: int) -> Act:
    """What was to be corrected arrives."""
    data = {"fecha_entrega": TODAY, "numero_guia": "T001-000490"}
    return Act(day, "elmer", "recibir_correccion", data, ("guia_correccion",))


def invoice(day: int, supplier: Supplier, amount: str) -> Act:
    """The supplier presents the invoice."""
    data = {"numero_factura": "F001-00482", "ruc_factura": supplier.ruc, "monto_factura": amount}
    return Act(day, "proveedor", "presentar_factura", data, ("factura",))


def payment(day: int, supplier: Supplier, amount: str) -> tuple[Act, ...]:
    """The supplier presents the invoice, and the treasury pays."""
    paid = {"registro_siaf": "0000001187", "fecha_pago": TODAY}
    return (
        invoice(day - 1, supplier, amount),
        Act(day, "carmen", "pagar", paid, ("comprobante_pago",)),
    )


def closing(day: int, *, guaranteed: bool = True) -> tuple[Act, ...]:
    """The contract is settled, its guarantee given back, and the area says how it went."""
    settled = {"resumen_liquidacion": "No queda nada por cobrar ni por pagar."}
    returned = {"fecha_devolucion": TODAY, "recibe_garantia": "La gerente general"}
    marks = {"nota_calidad": "5", "nota_oportunidad": "4", "nota_trato": "4"}
    acts = [Act(day, "rosa", "liquidar", settled, ("liquidacion",))]
    if guaranteed:
        acts.append(Act(day + 1, "carmen", "devolver_garantia", returned, ("cargo_devolucion",)))
    return (*acts, Act(day + 2, "julia", "evaluar_ejecucion", marks))


def longer(day: int, days: str) -> tuple[Act, ...]:
    """An addendum gives the deliveries that are still to come more days."""
    drawn = {
        "clase_adenda": "plazo",
        "causal_adenda": "Modificación del contrato, Ley 32069",
        "sustento_adenda": "La obra que recibe la tubería empieza después.",
        "dias_adenda": days,
    }
    approved = {"aprueba_adenda": "si", "numero_adenda": "Adenda 01"}
    return (
        Act(day, "rosa", "gestionar_contrato", {"hecho": "adenda"}),
        Act(day, "rosa", "formular_adenda", drawn, ("informe_adenda",)),
        Act(day + 1, "luis", "aprobar_adenda", approved, ("adenda",)),
    )
