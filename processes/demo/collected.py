"""What the tax office of Tambo Real does about those who did not pay, and what some of them do: a
campaign of orders of payment, one of which came to the executor and one of which was made known
last week, an agreement in quotas, a campaign of reminders, payments at the till, and a credit that
is asked back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.calendar import Calendar
from processes.demo.days import business_days
from processes.demo.initiatives import Initiative, Opened
from processes.demo.owners import (
    AUSANGATE,
    ELSA,
    FORTUNATO,
    HILDA,
    MARCOS,
    NAMED,
    SATURNINO,
    YENY,
    Owner,
)
from processes.demo.plan import NOTICE, TILL, TODAY, Act

DECLARERS = 5
"""Taxpayers who declared by the process, and have the first codes."""
_ORDERS = 22
"""Business days since the orders of payment were issued."""


def code_of(owner: Owner) -> str:
    """The code of somebody of whom the story tells."""
    return f"{DECLARERS + 1 + NAMED.index(owner):06d}"


def collected(
    calendar: Calendar, today: date, last: int, this: int
) -> tuple[Initiative | Opened, ...]:
    """Every one of them; `last` and `this` are the years that were issued."""
    return (
        Initiative(
            "Emisión de órdenes de pago", "emision_valores", "ivan", _ORDERS,
            {
                "tipo_valor": "OP",
                "motivo_valor": f"No pagó el impuesto predial de {last}.",
                "base_legal": "Código Tributario, art. 78",
                "ejercicio": str(last),
                "sector": "01-002",
            },
            (Act(1, "raul", "aprobar", {"decision_emision": "emitir"}),),
        ),
        Opened(
            f"Cobranza de {AUSANGATE.name}", _ORDERS - 2,
            (Act(1, "ivan", NOTICE, _notice("Orden de pago", AUSANGATE)),),
        ),
        Opened(
            f"Cobranza de {SATURNINO.name}", _ORDERS - 2,
            (Act(_ORDERS - 8, "ivan", NOTICE, _notice("Orden de pago", SATURNINO)),),
        ),
        _executed(calendar, today),
        Opened(
            f"Cobranza coactiva de {_order(calendar, today, 2)}, {SATURNINO.name}", 4,
            (Act(1, "ivan", "calificar", {"calificacion": "admitir"}),),
        ),
        Initiative(
            f"Fraccionamiento de la deuda del contribuyente {code_of(FORTUNATO)}",
            "fraccionamiento_tributario", "raul", 24,
            {"codigo_contribuyente": code_of(FORTUNATO), "inicial": "20", "cuotas": "6"},
            (
                Act(1, "raul", "mostrar", {"acepta": "si"}),
                Act(2, "luis", "aprobar", {"decision": "si", "numero_resolucion": "R 118"},
                    ("resolucion",)),
            ),
        ),
        Initiative(
            f"Recordatorio: cuotas vencidas de {this}", "recordatorio_tributos", "ivan", 12,
            {"campana": f"cuotas vencidas de {this}", "ejercicio": str(this), "sector": "01-003"},
            (Act(1, "ivan", "conforme", {"decision_campana": "enviar"}),),
        ),
        *_paid(),
        Initiative(
            f"Devolución de tributos al contribuyente {code_of(HILDA)}", "devolucion_tributos",
            "sonia", 4,
            {"codigo_contribuyente": code_of(HILDA),
             "sustento": "Pagó dos veces la primera cuota, con su constancia del banco."},
        ),
    )  # fmt: skip


def _executed(calendar: Calendar, today: date) -> Opened:
    """The order came to the executor, who withholds what the debtor has in the bank."""
    return Opened(
        f"Cobranza coactiva de {_order(calendar, today, 1)}, {AUSANGATE.name}", _ORDERS - 5,
        (
            Act(1, "ivan", "calificar", {"calificacion": "admitir"}),
            Act(2, "nora", "emitir_rec", {"fecha_acto": TODAY}, ("rec",)),
            Act(4, "ivan", NOTICE, _notice("Resolución de ejecución coactiva", AUSANGATE)),
            Act(15, "nora", "trabar",
                {"medida": "retencion", "bien_medida": "Cuenta en el Banco de la Nación",
                 "fecha_medida": TODAY}, ("medida",)),
        ),
    )  # fmt: skip


def _order(calendar: Calendar, today: date, place: int) -> str:
    """The number of an order of payment of the campaign."""
    issued = business_days(calendar, before=today, age=_ORDERS - 1)[0]
    return f"OP-{issued.year}-{place:06d}"


def _paid() -> Iterator[Initiative]:
    """Three pay at the till: all of it, or a part; and who agreed pays the first quota."""
    for who, age, amount in ((FORTUNATO, 20, "170"), (ELSA, 8, ""), (MARCOS, 3, "50"),
                             (YENY, 1, "")):  # fmt: skip
        code = code_of(who)
        yield Initiative(
            f"Pago de tributos del contribuyente {code}", "pago_tributos", "teo", age,
            {"codigo_contribuyente": code, **({"monto_a_pagar": amount} if amount else {})},
            (Act(0, "teo", TILL, {"recibido": "2000.00"}),),
        )  # fmt: skip


def _notice(what: str, owner: Owner) -> dict[str, object]:
    return {"what": what, "whom": owner.name}
