"""The purchases of Tambo Real that came to a contract, or to their end: paid, deserted, stopped."""

from __future__ import annotations

from processes.demo.by_items import DRIPS, by_items
from processes.demo.by_price import AUCTION, auction
from processes.demo.contracts import (
    closing,
    conformity,
    contract,
    correction,
    delivery,
    invoice,
    longer,
    objection,
    payment,
)
from processes.demo.plan import (
    CONSENT,
    Act,
    Bid,
    Purchase,
    Wanted,
    approval,
    call,
    integration,
    minor,
    opening,
    order_signed,
    preparation,
    tender,
    unsealing,
)
from processes.demo.tambo_real import ANDINA, BOMBAS, CENTRAL, HIDRAULICA, LUCES

_PIPES = (Bid(HIDRAULICA, "91200.00", points=88), Bid(BOMBAS, "94500.00", points=80))
_UNIFORMS = (Bid(CENTRAL, "59800.00", days=20, points=86), Bid(ANDINA, "61100.00", points=79))
_THREE_TIMES = (("20000", "{today+20}"), ("20000", "{today+27}"), ("19800", "{today+60}"))
"""One came, one is late, one is to come."""
_FOOD = (Bid(CENTRAL, "203400.00", days=60, points=91), Bid(ANDINA, "208900.00", points=84))
_NOBODY_BID = Act(
    19,
    "rosa",
    "declarar_desierto",
    {"motivo_desierto": "Nadie presentó una oferta dentro del plazo."},
    ("acta_desierto",),
)
_NOT_AGAIN = Act(
    21,
    "rosa",
    "informar_desierto",
    {
        "causas_desierto": ["precio"],
        "informe_causas": "La cuantía quedó por debajo de los precios del mercado.",
        "reconvocar": "no",
    },
    ("informe_desierto",),
)


def finished() -> tuple[Purchase, ...]:
    """Those that are over."""
    return (
        Purchase(
            "Tubería HDPE para la línea de conducción",
            "Servicios Públicos",
            "Reponer 2.4 km de tubería que abastecen a 310 familias de la parte alta.",
            96,
            (
                *preparation("96500.00", code="40142105", quantity="2400", unit="metro", days=30),
                *tender(_PIPES, number="0003-2026-MDTR/CON"),
                *contract("004-2026-MDTR"),
                *longer(CONSENT + 8, "10"),
                delivery(58, quantity="2400"),
                objection(59),
                correction(61),
                conformity(62),
                *payment(64, HIDRAULICA, "91200.00"),
                *closing(66),
            ),
        ),
        Purchase(
            "Equipos de cómputo para la oficina de Rentas",
            "Administración Tributaria",
            "Atender en ventanilla con equipos que soporten el sistema de recaudación.",
            70,
            (
                *preparation("36800.00", code="43211503", quantity="8", unit="unidad", days=15),
                *minor(LUCES, "35990.00", days=15, name="OC 0088-2026"),
                order_signed(),
                delivery(15, quantity="8"),
                conformity(17),
                *payment(21, LUCES, "35990.00"),
                *closing(23, guaranteed=False),
            ),
        ),
        Purchase(
            "Sillas y mesas para el auditorio",
            "Desarrollo Social",
            "Recibir a 120 personas en asambleas y talleres.",
            50,
            (
                *preparation("58400.00", code="56101702", quantity="120", unit="unidad", days=20),
                approval(),
                call("LPA-002-2026-MDTR-1"),
                integration(),
                unsealing(),
                opening(()),
                _NOBODY_BID,
                _NOT_AGAIN,
            ),
        ),
    )


def under_contract() -> tuple[Purchase, ...]:
    """Those that are awarded, and have not come to their end."""
    return (
        Purchase(
            "Uniformes para el serenazgo",
            "Seguridad Ciudadana",
            "Identificar y proteger a los 24 serenos en la calle.",
            54,
            (
                *preparation("62000.00", code="53102710", quantity="48", unit="unidad", days=20),
                *tender(_UNIFORMS, number="0006-2026-MDTR/CON"),
                *contract("007-2026-MDTR", until="{today+55}", deliveries=_THREE_TIMES),
                delivery(46, quantity="16"),
            ),
        ),
        Purchase(
            "Equipos de riego para las parcelas demostrativas",
            "Gestión Ambiental",
            "Enseñar riego por goteo en seis comunidades.",
            37,
            (
                *preparation(
                    "118000.00", code="21102304", quantity="1", unit="global", days=40, wanted=DRIPS
                ),
                *by_items("0007-2026-MDTR/CON", contracted="009-2026-MDTR"),
            ),
            holder="rosa",
        ),
        Purchase(
            "Alimentos para el Vaso de Leche",
            "Desarrollo Social",
            "Atender a 640 niñas y niños durante cuatro meses.",
            29,
            (
                *preparation(
                    "210000.00",
                    code="50131702",
                    quantity="16",
                    unit="tonelada",
                    days=60,
                    wanted=Wanted("bienes", study=AUCTION),
                ),
                *auction(
                    _FOOD,
                    Bid(ANDINA, "200900.00"),
                    number="SIE-001-2026-MDTR-1",
                    record="0008-2026-MDTR/CON",
                ),
            ),
        ),
        Purchase(
            "Radios para el serenazgo",
            "Seguridad Ciudadana",
            "Comunicar a los serenos con la central en los doce sectores.",
            21,
            (
                *preparation("29400.00", code="43191510", quantity="24", unit="unidad", days=15),
                *minor(LUCES, "28800.00", days=15, name="OC 0109-2026"),
                order_signed(),
                delivery(12, quantity="24"),
                conformity(14),
                *payment(17, LUCES, "28800.00"),
            ),
            holder="rosa",
        ),
        Purchase(
            "Medicinas para el botiquín municipal",
            "Desarrollo Social",
            "Tener lo necesario para primeros auxilios en los cuatro locales.",
            20,
            (
                *preparation("18200.00", code="42172001", quantity="1", unit="global", days=10),
                *minor(ANDINA, "17650.00", days=10, name="OC 0112-2026"),
                order_signed(),
                delivery(14, quantity="1"),
                conformity(17),
                invoice(18, ANDINA, "17650.00"),
            ),
        ),
        Purchase(
            "Llantas para la maquinaria",
            "Servicios Públicos",
            "Poner en marcha el cargador frontal y el volquete.",
            13,
            (
                *preparation("41200.00", code="25172504", quantity="14", unit="unidad", days=15),
                *minor(CENTRAL, "40600.00", days=15, name="OC 0117-2026"),
                order_signed(),
            ),
            stopped="El Órgano de Control pidió revisar las cotizaciones; se espera su informe.",
        ),
    )
