"""What the municipalities of the demo tried and tell the others, and one that waits to be let out.

Invented, with the figures that such a municipality would measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.experiences import Told, approve, ask, write
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from processes.demo.sealing import StoryFault
from processes.demo.tambo_real import SLUG
from storage.queries.experiences import written_experiences

MOST = 50


@dataclass(frozen=True, slots=True)
class Tale:
    """An experience: in which municipality (by its address), who wrote it and who let it out;
    nobody yet where `second` is empty."""

    town: str
    by: str
    second: str
    told: Told


def _told(
    title: str,
    texts: tuple[str, str, str],
    figures: tuple[str, str, str, str],
    places: tuple[tuple[str, str], ...],
    *,
    area: str,
    office: str,
    cost: str = "",
) -> Told:
    """`texts`: how it was, what was done, what came of it; `figures`: what was measured, its unit,
    before and after."""
    context, done, result = texts
    indicator, unit, before, after = figures
    return Told(
        title, area, context, done, result, office, indicator, unit, Decimal(before),
        Decimal(after), Decimal(cost) if cost else None, "", places,
    )  # fmt: skip


TALES = (
    Tale("hatun-mayo", "ruben", "gloria", _told(
        "Avisar por mensaje antes de la orden de pago",
        (
            "La orden de pago era lo primero que recibía quien debía. Muchas volvían sin"
            " notificar y se pagaba poco dentro del plazo.",
            "Una semana antes de emitir se envía un mensaje con el monto y dónde pagar. Quien paga"
            " ya no recibe la orden. A los que no tienen teléfono se les deja una esquela al"
            " repartir la cuponera.",
            "Cuatro de cada diez pagaron con el mensaje. Se notifican menos órdenes, y las que"
            " salen llegan a tiempo.",
        ),
        ("Deuda pagada antes de la orden de pago", "%", "18", "41"),
        (("cobranza_tributaria", "emitir_op"), ("cobranza_tributaria", "notificar")),
        area="recaudo", office="Jefatura de Recaudación", cost="2400.00",
    )),
    Tale("hatun-mayo", "ruben", "gloria", _told(
        "Verificar la alcabala en la misma ventanilla de catastro",
        (
            "Quien compraba un predio iba tres veces: a catastro, a rentas y otra vez a catastro."
            " Uno de cada cuatro abandonaba el trámite.",
            "Rentas dio a catastro la consulta del pago, y quien recibe la solicitud lo ve en el"
            " momento. Si falta pagar, se entrega el monto y el número de cuenta ahí mismo.",
            "Se hace en una visita y se dejaron de devolver expedientes por la alcabala.",
        ),
        ("Días hábiles hasta inscribir la transferencia", "días hábiles", "21", "9"),
        (("transferencia", "verificar_alcabala"),),
        area="recaudo", office="Gerencia Municipal",
    )),
    Tale("quinua-pampa", "nelly", "tomas", _told(
        "Quince minutos cada lunes con los responsables del plan",
        (
            "El avance se pedía por memorando a fin de mes. Llegaba la mitad, y los atrasos se"
            " conocían cuando el hito ya había vencido.",
            "Cada lunes a las ocho se reúnen de pie quienes tienen un hito en las tres semanas"
            " siguientes. Cada uno dice qué falta y qué lo detiene; planeamiento lo anota en el"
            " momento y el alcalde resuelve lo que depende de él.",
            "El informe del mes sale el primer día hábil, y los hitos se cumplen o se mueven antes"
            " de vencer.",
        ),
        ("Hitos cumplidos en su fecha", "%", "35", "72"),
        (("plan_mejora", "informar_avance"), ("plan_mejora", "decir_hito")),
        area="finanzas", office="Planeamiento",
    )),
    Tale(SLUG, "luis", "pilar", _told(
        "Clasificar el riesgo con el solicitante presente",
        (
            "El riesgo del local se clasificaba al día siguiente, y uno de cada tres expedientes"
            " se observaba por un dato del local que faltaba.",
            "En la ventanilla se responde el cuestionario de riesgo junto con quien pide la"
            " licencia, con fotos del local en su teléfono. Los de riesgo bajo salen con la"
            " licencia el mismo día y se visitan después.",
            "Casi no hay observaciones por el riesgo, y la inspección se dedica a los locales de"
            " riesgo alto.",
        ),
        ("Solicitudes observadas", "%", "34", "12"),
        (("licencia_funcionamiento", "clasificar"),
         ("licencia_funcionamiento", "inspeccion_posterior")),
        area="ciudadano", office="Mesa de Partes",
    )),
    Tale(SLUG, "luis", "pilar", _told(
        "Pedir cotización también a proveedores de la provincia",
        (
            "El estudio de mercado se hacía con las dos tiendas del distrito. Se presentaba un"
            " postor por compra y los precios no se podían comparar.",
            "Contrataciones lleva una lista de proveedores de la provincia por rubro, la renueva"
            " cada trimestre y les avisa por correo cuando una compra de su rubro se convoca.",
            "Se presentan tres postores o más en casi todas las compras por concurso, y el precio"
            " adjudicado bajó.",
        ),
        ("Postores por compra", "postores", "1.2", "3.1"),
        (("compra", "estudio_mercado"),),
        area="compras", office="Contrataciones",
    )),
    Tale(SLUG, "raul", "", _told(
        "Revisar las rebajas con la foto del predio",
        (
            "Toda declaración que rebajaba el impuesto esperaba una visita, aunque la rebaja fuera"
            " por un dato que se ve desde la calle.",
            "Quien declara adjunta dos fotos del predio con su número. Solo se visita cuando la"
            " foto no lo muestra o la rebaja pasa de la tercera parte.",
            "Se visita la cuarta parte de lo que se visitaba, y ninguna rebaja aceptada con foto"
            " se tuvo que corregir en seis meses.",
        ),
        ("Días hábiles hasta resolver una rebaja", "días hábiles", "16", "6"),
        (("declaracion_predial", "revisar"), ("declaracion_predial", "verificar")),
        area="recaudo", office="Rentas",
    )),
)  # fmt: skip


def tell_experiences(installation: Installation, people: Mapping[str, Mapping[str, Actor]]) -> None:
    """Write what is not there yet and let it out; `people`: by the address of the municipality."""
    for tale in TALES:
        author = people[tale.town][tale.by]
        town = author.municipality_id
        with installation.database.read(town) as connection:
            known = {one.title for one in written_experiences(connection, town, limit=MOST)}
        if tale.told.title not in known:
            _share(installation, tale, author, people[tale.town].get(tale.second))


def _share(installation: Installation, tale: Tale, author: Actor, second: Actor | None) -> None:
    written = write(installation, author, tale.told)
    if isinstance(written, Refused):
        raise StoryFault(f"{tale.told.title}: {written.kind}, {dict(written.details)}")
    asked = ask(installation, author, written.experience_id)
    let_out = asked if second is None else approve(installation, second, written.experience_id)
    for answer in (asked, let_out):
        if isinstance(answer, Refused):
            raise StoryFault(f"{tale.told.title}: {answer.kind}")
