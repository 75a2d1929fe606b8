"""The purchases of Tambo Real, oldest first, each standing somewhere else on its way.

Ages are business days before the demo's today, so that the demo always looks alive: a conformity
is overdue, three evaluators are waited for, an appeal window is open, some are finished.
"""

from __future__ import annotations

from processes.demo.by_price import COMPARISON, approved_without_committee
from processes.demo.contracted import finished, under_contract
from processes.demo.plan import (
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
_LIGHTS = (
    Bid(LUCES, "228000.00", points=85),
    Bid(CENTRAL, "231500.00", points=83),
    Bid(ANDINA, "236000.00", points=70),
)
_TRUCK = (Bid(CENTRAL, "158900.00", days=45),)


def purchases() -> tuple[Purchase, ...]:
    """Every purchase of the demo."""
    return (*finished(), *under_contract(), *_in_selection(), *_beginning())


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
