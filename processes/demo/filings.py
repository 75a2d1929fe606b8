"""What citizens of Tambo Real have filed at the window, oldest first, each standing somewhere else.

Ages are business days before the demo's today, as those of the purchases: one licence was granted
and inspected, one was approved by silence while nobody touched it, one waits for its correction,
one is near its term, one waits for its fee and one is past its term.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.citizens.people import Applicant
from processes.demo.plan import TILL, TODAY, Act
from processes.demo.tambo_real import UBIGEO

LOT = "01-035-007"
SQUARE = {"lat": "-13.4561", "lon": "-72.2553"}


@dataclass(frozen=True, slots=True)
class Filing:
    """A case of a service: `what` is the title that its answers give it, `papers` the documents
    that its form asks for; the rest as of a purchase, of the first case of several."""

    what: str
    process: str
    age: int
    answers: Mapping[str, object]
    papers: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    holder: str = ""
    stopped: str = ""
    along: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other services asked for in the same application, each with its papers."""

    @property
    def applicant(self) -> Applicant:
        """Who came to the counter."""
        return Applicant(str(self.answers["nombre_solicitante"]), str(self.answers["dni"]))


def filings() -> tuple[Filing, ...]:
    """Every case of the window."""
    return (*_licences(), *_others(), _shop(), _division())


def _licence(
    name: str, street: str, age: int, *acts: Act, trade: str, area: str, who: Mapping[str, object]
) -> Filing:
    answers = {
        **who,
        "tipo_tramite": "nueva",
        "nombre_comercial": name,
        "giro": trade,
        "actividad": _TRADES[trade],
        "area_m2": area,
        "pisos": "1",
        "direccion_local": _place(street, "210"),
        "punto_local": SQUARE,
    }
    papers = ("declaracion_seguridad",)
    return Filing(f"{name}, {street}", "licencia_funcionamiento", age, answers, papers, acts)


def _licences() -> tuple[Filing, ...]:
    visit = Act(
        8,
        "ines",
        "inspeccion_posterior",
        {
            "fecha_inspeccion": TODAY,
            "inspeccion": "favorable",
            "numero_itse": "ITSE-0018-2026",
            "hallazgos": "Extintores vigentes y salida señalizada.",
        },
        ("acta_inspeccion",),
    )
    granted = Act(1, "luis", "emitir_licencia", {"numero_licencia": "0041-2026"}, ("licencia",))
    return (
        _licence(
            "Bodega San Juan", "Jr. Unión", 20, *_complete_and_paid(), granted,
            Act(2, "pilar", "publicacion_publicar", {}), visit,
            trade="comercio", area="60", who=applicant("Felícitas Quispe", "40511226"),
        ),
        _licence(
            "Discoteca El Sol", "Av. Cusco", 16, *_complete_and_paid(),
            trade="discoteca", area="320", who=applicant("Wilber Ttito", "42310985"),
        ),
        _licence(
            "Grifo Zurite", "Carretera a Anta", 11, *_complete_and_paid(), _qualified(3),
            trade="combustibles", area="900", who=applicant("Edgar Champi", "43977120"),
        ),
        _licence(
            "Hospedaje Ancashmayo", "Jr. Comercio", 7,
            *_complete_and_paid(), _qualified(2), _visited(5),
            trade="hospedaje", area="410", who=applicant("Marleny Auccapuri", "41880356"),
        ),
        _licence(
            "Carpintería Huaypo", "Calle Nueva", 4, *_complete_and_paid(), _observed(4),
            trade="industria", area="180", who=applicant("Rufino Sallo", "23866417"),
        ),
        _licence(
            "Panadería El Trigal", "Calle Espinar", 3, _complete(),
            trade="comercio", area="74", who=applicant("Benita Huamán", "40283915"),
        ),
        _licence(
            "Peluquería Rosita", "Jr. Unión", 1,
            trade="servicios", area="32", who=applicant("Rosa Ccahua", "46120934"),
        ),
    )  # fmt: skip


def _others() -> tuple[Filing, ...]:
    return (
        Filing(
            "Demora en la caja", "libro_reclamaciones", 12,
            {
                **applicant("Luz Huillca", "70411528"),
                "asunto": "Demora en la caja",
                "detalle": "Esperé más de dos horas para pagar y había una sola ventanilla.",
                "fecha_hecho": TODAY,
                "area_reclamada": "Tesorería",
                "pedido": "Que abran dos ventanillas los días de pago.",
            },
            acts=(Act(1, "pilar", "revisar_reclamo", {"competencia": "propia"}),),
        ),
        Filing(
            "Planillas de la obra del canal de Ancashmayo", "acceso_informacion", 12,
            {
                **applicant("Yeny Tupa", "71204466"),
                "informacion": "Planillas de la obra del canal de Ancashmayo",
                "detalle": "De enero a junio, con jornales.",
                "forma_entrega": "correo",
            },
            acts=(_complete(), Act(1, "pilar", "derivar", {"area_poseedora": "Obras"})),
        ),
        Filing(
            "Apelación contra Resolución 033-2026", "apelacion", 6,
            {
                **applicant("Wilber Ttito", "42310985"),
                "tipo_recurso": "apelacion",
                "numero_expediente": "LIC-2026-0001",
                "acto_impugnado": "Resolución 033-2026",
                "fecha_notificacion": TODAY,
                "fundamentos": "El local cumple el aforo que se declaró.",
            },
            acts=(_complete(),),
        ),
        Filing(
            "Modalidad B, Vivienda de tres pisos", "licencia_edificacion", 5,
            {
                **applicant("Genara Mamani", "23890571"),
                "modalidad": "B",
                "tipo_obra": "edificacion",
                "obra": "Vivienda de tres pisos",
                "area_techada": "240",
                "pisos": "3",
                "direccion_predio": _place("Calle Grau", "77"),
                "punto_predio": SQUARE,
                "partida": "11021876",
            },
            ("fue", "planos", "memoria"),
            (*_complete_and_paid(), _qualified(2)),
        ),
        Filing(
            "Copia de acta de nacimiento, Juan Ccori Quispe", "certificado", 1,
            {
                **applicant("Juan Ccori", "72655083"),
                "tipo_acta": "nacimiento",
                "titular": "Juan Ccori Quispe",
                "copias": "2",
            },
            acts=(Act(1, "teo", "buscar", {"hallazgo": "si", "acta": "Libro 31, folio 118"}),),
        ),
        Filing(
            "Copia de acta de matrimonio, Rufina Condori Puma", "certificado", 2,
            {
                **applicant("Rufina Condori", "41902277"),
                "tipo_acta": "matrimonio",
                "titular": "Rufina Condori Puma",
                "copias": "1",
            },
            acts=(
                Act(1, "teo", "buscar", {"hallazgo": "si", "acta": "Libro 12, folio 40"}),
                Act(2, "teo", TILL, {"recibido": "20.00"}),
            ),
        ),
        Filing(
            "Queja en el expediente LIC-2026-0003", "queja_demora", 0,
            {
                **applicant("Edgar Champi", "43977120"),
                "numero_expediente": "LIC-2026-0003",
                "motivo_queja": "demora",
                "detalle": "Pasaron los ocho días y nadie fue a inspeccionar.",
            },
        ),
    )  # fmt: skip


def _shop() -> Filing:
    """Somebody opens a shop: the licence, the health card and the sign in one application."""
    answers = {
        **applicant("Yolanda Ccapa", "44190873"),
        "tipo_tramite": "nueva",
        "nombre_comercial": "Bodega Las Retamas",
        "giro": "comercio",
        "actividad": _TRADES["comercio"],
        "area_m2": "38",
        "pisos": "1",
        "direccion_local": _place("Calle Sucre", "52"),
        "punto_local": SQUARE,
        "ocupacion": "Vender abarrotes",
        "carnes": "1",
        "tipo_anuncio": "simple",
        "leyenda": "Bodega Las Retamas",
        "ancho_m": "2.4",
        "alto_m": "0.6",
    }
    return Filing(
        "Bodega Las Retamas, Calle Sucre", "licencia_funcionamiento", 1, answers,
        ("declaracion_seguridad",),
        along={"carne_sanidad": ("examen_medico",), "anuncio_publicitario": ("foto_anuncio",)},
    )  # fmt: skip


def _division() -> Filing:
    """A lot of the invented cadastre is divided: it was visited, and waits to be drawn."""
    answers = {
        **applicant("Gregoria Cusi", "40003507"),
        "documento": "40003507",
        "solicitante_nombre": "Gregoria Cusi",
        "predio": LOT,
        "partes_pedidas": "2",
        "titulo": "Partida 11035507",
        "fundamento_pedido": "Para la casa de su hija.",
    }
    studied = {"titulo_conforme": "si", "estudio": "Partida vigente, sin cargas."}
    found = {
        "fecha_inspeccion": TODAY,
        "linderos": "si",
        "constatado": "Lote con cerco de adobe; la casa ocupa el fondo.",
    }
    acts = (
        *_complete_and_paid(),
        Act(1, "pilar", "predio_estudiar", studied),
        Act(2, "raul", "predio_inspeccionar", found),
    )
    return Filing(f"Subdivisión de {LOT}", "subdivision", 3, answers, acts=acts)


_TRADES = {
    "comercio": "Venta de abarrotes",
    "discoteca": "Salón de baile",
    "combustibles": "Venta de combustibles",
    "hospedaje": "Hospedaje de doce habitaciones",
    "industria": "Carpintería con máquinas",
    "servicios": "Peluquería",
}


def applicant(name: str, dni: str) -> dict[str, object]:
    return {
        "tipo_solicitante": "natural",
        "nombre_solicitante": name,
        "dni": dni,
        "domicilio": _place("Jr. Progreso", "15"),
    }


def _place(street: str, number: str) -> dict[str, object]:
    return {"codigo": UBIGEO, "calle": street, "numero": number}


def _complete() -> Act:
    return Act(0, "sonia", "recepcion_revisar")


def _complete_and_paid() -> tuple[Act, Act]:
    """Its requisites are complete, and the fee is paid at the till on the same day."""
    return _complete(), Act(0, "teo", TILL, {"recibido": "500.00"})


def _qualified(day: int) -> Act:
    return Act(day, "raul", "evaluacion_calificar", {"calificacion": "Cumple los requisitos."})


def _observed(day: int) -> Act:
    wrong = [{"campo": "actividad", "motivo": "Diga qué máquinas usará."}]
    return Act(day, "raul", "evaluacion_calificar", {"observaciones": wrong})


def _visited(day: int) -> Act:
    found = {
        "fecha_inspeccion": TODAY,
        "inspeccion": "favorable",
        "hallazgos": "Doce habitaciones, dos salidas, extintores vigentes.",
    }
    return Act(day, "ines", "evaluacion_inspeccionar", found, ("acta_inspeccion",))
