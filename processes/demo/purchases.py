"""The purchases of Tambo Real, oldest first, each standing somewhere else on its way.

Ages are business days before the demo's today, so that the demo always looks alive: a conformity
is overdue, three evaluators are waited for, an appeal window is open, some are finished.
"""

from __future__ import annotations

from processes.demo.by_price import AUCTION, COMPARISON, approved_without_committee, auction
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
    bids,
    call,
    declarations,
    enquiry,
    integration,
    minor,
    opening,
    order_signed,
    preparation,
    requirement,
    tender,
    unsealing,
)
from processes.demo.tambo_real import ANDINA, BOMBAS, CENTRAL, HIDRAULICA, LUCES, VALLE

_PUMPS = (
    Bid(HIDRAULICA, "171500.00", points=90),
    Bid(BOMBAS, "174900.00", points=82),
    Bid(VALLE, "178200.00", points=75),
)
_PIPES = (Bid(HIDRAULICA, "91200.00", points=88), Bid(BOMBAS, "94500.00", points=80))
_UNIFORMS = (Bid(CENTRAL, "59800.00", days=20, points=86), Bid(ANDINA, "61100.00", points=79))
_DRIPS = (Bid(BOMBAS, "112300.00", points=87), Bid(HIDRAULICA, "114900.00", points=85))
_FOOD = (Bid(CENTRAL, "203400.00", days=60, points=91), Bid(ANDINA, "208900.00", points=84))
_LIGHTS = (
    Bid(LUCES, "228000.00", points=85),
    Bid(CENTRAL, "231500.00", points=83),
    Bid(ANDINA, "236000.00", points=70),
)
_TRUCK = (Bid(CENTRAL, "158900.00", days=45),)

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


def purchases() -> tuple[Purchase, ...]:
    """Every purchase of the demo."""
    return (*_finished(), *_under_contract(), *_in_selection(), *_beginning())


def _finished() -> tuple[Purchase, ...]:
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


def _under_contract() -> tuple[Purchase, ...]:
    return (
        Purchase(
            "Uniformes para el serenazgo",
            "Seguridad Ciudadana",
            "Identificar y proteger a los 24 serenos en la calle.",
            54,
            (
                *preparation("62000.00", code="53102710", quantity="48", unit="unidad", days=20),
                *tender(_UNIFORMS, number="0006-2026-MDTR/CON"),
                *contract("007-2026-MDTR"),
                delivery(46, quantity="48"),
            ),
        ),
        Purchase(
            "Equipos de riego para las parcelas demostrativas",
            "Gestión Ambiental",
            "Enseñar riego por goteo en seis comunidades.",
            37,
            (
                *preparation("118000.00", code="21102304", quantity="6", unit="kit", days=40),
                *tender(_DRIPS, number="0007-2026-MDTR/CON"),
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


def _in_selection() -> tuple[Purchase, ...]:
    return (
        Purchase(
            "Motobombas y tubería para el agua potable",
            "Servicios Públicos",
            "Bombear agua a los barrios altos, hoy abastecidos por cisterna.",
            22,
            (
                *preparation("180000.00", code="40151503", quantity="4", unit="kit", days=30),
                *tender(_PUMPS, number="0009-2026-MDTR/CON"),
            ),
        ),
        Purchase(
            "Luminarias LED para el parque central",
            "Obras",
            "Cambiar 86 luminarias que gastan el triple de energía.",
            18,
            (
                *preparation("240000.00", code="39101619", quantity="86", unit="unidad", days=30),
                approval(),
                call("LPA-005-2026-MDTR-1"),
                integration(),
                *bids(_LIGHTS),
                unsealing(),
                opening(_LIGHTS),
                *declarations(),
            ),
        ),
        Purchase(
            "Camioneta para la limpieza pública",
            "Servicios Públicos",
            "Llegar a los dos centros poblados que hoy no tienen recojo.",
            14,
            (
                *preparation("165000.00", code="25101702", quantity="1", unit="unidad", days=45),
                approval(),
                call("LPA-006-2026-MDTR-1"),
                integration(),
                *bids(_TRUCK),
            ),
        ),
        Purchase(
            "Filtros para la planta de agua",
            "Servicios Públicos",
            "Cambiar los filtros que cumplieron su vida útil.",
            13,
            (
                *preparation("130000.00", code="40161502", quantity="12", unit="unidad", days=30),
                approval(),
                call("LPA-008-2026-MDTR-1"),
                enquiry(
                    HIDRAULICA,
                    "Capítulo III, 3.1, literal b",
                    "Se pide filtro de una sola marca; ¿se aceptan equivalentes?",
                ),
                enquiry(
                    BOMBAS,
                    "Capítulo IV, experiencia del postor",
                    "Se exige experiencia por cinco veces la cuantía: más que la norma.",
                    kind="observacion",
                ),
            ),
        ),
        Purchase(
            "Mobiliario para la escuela 501",
            "Desarrollo Social",
            "Reemplazar las carpetas de seis aulas.",
            9,
            (
                *preparation("72000.00", code="56121506", quantity="180", unit="unidad", days=30),
                approval(),
                call("LPA-007-2026-MDTR-1"),
            ),
        ),
    )


def _beginning() -> tuple[Purchase, ...]:
    return (
        Purchase(
            "Cemento para la losa deportiva",
            "Obras",
            "Terminar la losa del barrio Alto antes de las lluvias.",
            7,
            (
                *preparation("38450.00", code="30111601", quantity="1200", unit="bolsa", days=10),
                *minor(VALLE, "37900.00", days=10, name="OC 0119-2026"),
            ),
        ),
        Purchase(
            "Pintura para señalizar las calles",
            "Tránsito",
            "Repintar 38 cruces peatonales frente a colegios y mercados.",
            7,
            (
                *preparation(
                    "95000.00",
                    code="31211505",
                    quantity="260",
                    unit="galon",
                    days=20,
                    wanted=Wanted("bienes", study=COMPARISON),
                ),
                approved_without_committee(),
            ),
        ),
        Purchase(
            "Retroexcavadora para los caminos vecinales",
            "Obras",
            "Mantener 42 km de trochas sin alquilar maquinaria.",
            5,
            preparation("620000.00", code="22101502", quantity="1", unit="unidad", days=60),
        ),
        Purchase(
            "Semillas y plantones para reforestar",
            "Gestión Ambiental",
            "Plantar 9,000 queñuales en las cabeceras de cuenca.",
            3,
            requirement("27500.00", code="10151801", quantity="9000", unit="unidad", days=20),
        ),
        Purchase(
            "Uniformes para los talleres deportivos",
            "Desarrollo Social",
            "Vestir a 90 niñas y niños de los talleres de verano.",
            2,
            requirement("14600.00", code="53102901", quantity="90", unit="unidad", days=15)[:1],
        ),
        Purchase(
            "Útiles de escritorio",
            "Administración",
            "Abastecer a las oficinas hasta fin de año.",
            0,
        ),
    )
