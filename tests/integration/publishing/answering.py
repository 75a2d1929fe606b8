"""What people type into the steps of a purchase, by what the dice decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.features.purchase import guarantee

COMMITTEE = ("marta", "elmer", "ana")


def certified(yes: str) -> Mapping[str, object]:
    """There is money, or none."""
    if yes == "si":
        return {"credito": "si", "numero_ccp": "0031", "meta": "0042"}
    return {"credito": "no", "motivo_sin_credito": "Agotado"}


def approved(decision: str) -> Mapping[str, object]:
    """The authority approves, sends back or cancels."""
    if decision != "aprobar":
        return {"decision_expediente": decision, "motivo_decision": "Consta"}
    named = {f"evaluador_{n}": key for n, key in enumerate(COMMITTEE, 1)}
    mails = {f"correo_{n}": f"{key}@tamboreal.example" for n, key in enumerate(COMMITTEE, 1)}
    return {"decision_expediente": decision, **named, **mails}


def documents(yes: str, known: Mapping[str, object], today: date) -> Mapping[str, object]:
    """The winner brings the documents, does not, or something is wrong."""
    if yes == "vicio":
        return {"presento": "vicio", "motivo_vicio": "Un documento es falso"}
    if yes == "no":
        return {"presento": "no", "motivo_no_presento": "No vino"}
    found = known.get("garantia")
    needed = isinstance(found, Mapping) and found.get("exigible") is True
    more = guarantee(today, "31/12/2030") if needed else {}
    return {"presento": "si", **more}


def signed(step: str, yes: str) -> Mapping[str, object]:
    """The contract or order is signed, or not."""
    if yes == "no":
        return (
            {
                "firmado": "no",
                "motivo_no_firma": "No vino",
                "motivo_devolucion": "Falta algo",
            }
            if step == "firmar_contrato"
            else {"firmado": "no", "motivo_devolucion": "Falta algo"}
        )
    return {"firmado": "si", **({"numero_contrato": "C-1"} if step == "firmar_contrato" else {})}


def quoted(name: str, number: str) -> Mapping[str, object]:
    """Who quoted least."""
    return {
        "numero_cotizaciones": "3",
        "postor": name,
        "ruc": number,
        "monto": "9000.00",
        "plazo_ofrecido": "10",
        "sustento_eleccion": "Menor precio",
    }
