"""How the steps of a contract are answered by the dice."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any


def executed(
    step: str, dice: Random, known: Mapping[str, Any], *, yes: str, today: str
) -> Mapping[str, object]:
    """What somebody types into a step of a contract; `known` is what the step sees."""
    match step:
        case "recibir_bienes":
            return {"fecha_entrega": today, "cantidad_recibida": "4", "numero_guia": "T1"}
        case "recibir_correccion":
            return {"fecha_entrega": today, "numero_guia": "T2"}
        case "dar_conformidad":
            right = dice.choice(("si", "si", "si", "no", "no_ejecutada"))
            more = {"dias_correccion": "5"} if right == "no" else {}
            return {"conforme": right, "sustento_conformidad": "Visto", **more}
        case "presentar_factura" | "registrar_factura":
            schedule, delivery = known["cronograma"], known["entrega"]
            return {
                "numero_factura": "F1",
                "ruc_factura": known["ranking"][int(known["orden"]) - 1]["ruc"],
                "monto_factura": str(schedule[int(delivery["numero"]) - 1]["monto"]),
            }
        case "pagar":
            return {"registro_siaf": "1", "fecha_pago": today}
        case "liquidar":
            return {"resumen_liquidacion": "Nada"}
        case "devolver_garantia":
            return {"fecha_devolucion": today, "recibe_garantia": "El gerente"}
        case "ejecutar_garantia":
            return {"fecha_ejecucion": today}
        case "evaluar_ejecucion":
            return {"nota_calidad": "5", "nota_oportunidad": "3", "nota_trato": "4"}
        case "custodiar_garantia":
            return {"destino_garantia": "devuelta", "motivo_garantia": "Se cambió por otra"}
    return _meanwhile(step, dice, known, yes=yes, today=today)


def _meanwhile(
    step: str, dice: Random, known: Mapping[str, Any], *, yes: str, today: str
) -> Mapping[str, object]:
    match step:
        case "gestionar_contrato":
            what = dice.choice(("adenda", "adenda", "penalidad", "factura", "resolver"))
            return {
                "hecho": what,
                "entrega_papel": "1" if what == "factura" else "",
                "causal_resolucion": dice.choice(("incumplimiento", "mutuo_acuerdo"))
                if what == "resolver"
                else "",
            }
        case "formular_adenda":
            return _amended(dice, known)
        case "aprobar_adenda":
            more = {"numero_adenda": "A-1"} if yes == "si" else {"motivo_no_adenda": "No hay"}
            return {"aprueba_adenda": yes, **more}
        case "registrar_penalidad":
            return {"concepto_penalidad": "x", "monto_penalidad": "1", "sustento_penalidad": "y"}
        case "apercibir":
            more = {"dias_apercibimiento": "5", "obligacion_incumplida": "Entregar"}
            return {"fecha_carta": today, **more}
        case "verificar_cumplimiento":
            return {"cumplio": yes, "sustento_cumplimiento": "Visto"}
        case "resolver_contrato":
            more = {"numero_resolucion_contrato": "R-1"} if yes == "si" else {}
            return {"resuelve": yes, "fundamento_resolucion": "Consta", **more}
        case "pedir_ampliacion":
            asked = {"dias_pedidos": "7", "causal_ampliacion": "no_imputable"}
            return {**asked, "fin_del_hecho": today, "hechos_ampliacion": "Lluvias"}
        case "resolver_ampliacion":
            more = {"dias_concedidos": "3"} if yes == "si" else {}
            return {"concede": yes, "fundamento_ampliacion": "Visto", **more}
    raise AssertionError(f"nobody knows how to do {step}")


def _amended(dice: Random, known: Mapping[str, Any]) -> Mapping[str, object]:
    kind = dice.choice(("adicional", "plazo", "otra", "reduccion"))
    told: dict[str, object] = {
        "clase_adenda": kind,
        "causal_adenda": "x",
        "sustento_adenda": "y",
    }
    if kind == "adicional":
        told["entregas_nuevas"] = [{"monto": "1.00", "vence": "31/12/2026"}]
    elif kind == "plazo":
        told["dias_adenda"] = "4"
    elif kind == "otra":
        told["cambio_adenda"] = "Se entrega en otro local"
    else:
        rows = known["entregas_reducidas"]
        told["entregas_reducidas"] = [{"monto_nuevo": str(each["monto"])} for each in rows]
    return told
