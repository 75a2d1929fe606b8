"""What people of Tambo Real proposed and voted: one proposal answered, one in time, one past its
term; a participatory budget that is over, and a vote that is open.

Days of an act are business days from the beginning of its case, those of the ballot are calendar
days. Whoever votes has an invented document; what they mark is sealed as anybody's is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from processes.demo.filings import Filing, applicant
from processes.demo.initiatives import Initiative
from processes.demo.plan import BALLOTS, Act
from processes.demo.tambo_real import DOMAIN


@dataclass(frozen=True, slots=True)
class Work:
    """What a participatory budget may pay; why not, where it cannot be done."""

    what: str
    told: str
    cost: str = ""
    why_not: str = ""


WORKS = (
    Work("Techo del mercado de Tambo", "Calaminas nuevas sobre los puestos de verdura", "60000.00"),
    Work("Parque de la plaza Huaypo", "Bancas, árboles y juegos", "50000.00"),
    Work("Veredas de la calle Nueva", "Ciento veinte metros, con rampas", "40000.00"),
    Work("Puente peatonal", "Sobre el río, junto a la escuela", why_not="Le toca a la provincia"),
)
VOTED = (*[(1,)] * 11, *[(1, 3)] * 7, *[(2,)] * 14, *[(3,)] * 4, *[()] * 3)
"""Over: 18 for the roof, 14 for the park, 11 for the pavements, 3 blank."""
VOTING = (*[(1,)] * 5, *[(2,)] * 4, ())


def proposals() -> tuple[Filing, ...]:
    """What was proposed, oldest first."""
    return (
        Filing(
            "Contenedores para la feria dominical", "propuesta_ciudadana", 27,
            {
                **applicant("Fortunato Quispe", "23881140"),
                "titulo": "Contenedores para la feria dominical",
                "area": "ciudadano",
                "lugar": "Plaza de Armas",
                "relato": "Después de la feria la basura queda hasta el martes.",
            },
            acts=(
                _admitted(3, "Contenedores para la feria dominical",
                          "Después de la feria la basura queda hasta el martes.", "8"),
            ),
        ),
        Filing(
            "Luz en la losa de Huaypo", "propuesta_ciudadana", 18,
            {
                **applicant("Yeny Tupa", "71204466"),
                "titulo": "Luz en la losa de Huaypo",
                "area": "inversion",
                "lugar": "Losa deportiva de Huaypo",
                "relato": "De noche no se ve y los chicos vuelven a oscuras.",
            },
            acts=(
                _admitted(2, "Luz en la losa de Huaypo",
                          "De noche no se ve y los chicos vuelven a oscuras.", "21"),
                Act(3, "hugo", "derivar",
                    {"area_evalua": "Obras", "correo_evalua": f"ana@{DOMAIN}"}),
                Act(7, "ana", "evaluar",
                    {"viable": "si", "costo": "8500.00",
                     "opinion": "Cuatro reflectores y un medidor; se hace en dos semanas."}),
                Act(10, "hugo", "responder",
                    {"decision": "aceptada", "accion": "Luz en la losa de Huaypo",
                     "respuesta": "Se pondrán cuatro reflectores. Entra a las acciones del plan"
                     " de mejora."},
                    ("respuesta",)),
            ),
        ),
        Filing(
            "Horario de tarde en la ventanilla", "propuesta_ciudadana", 6,
            {
                **applicant("Luz Huillca", "70411528"),
                "titulo": "Horario de tarde en la ventanilla",
                "area": "ciudadano",
                "lugar": "Palacio municipal",
                "relato": "Quienes trabajamos en el campo no llegamos antes de las cuatro.",
            },
            acts=(
                _admitted(2, "Horario de tarde en la ventanilla",
                          "Quien trabaja en el campo no llega antes de las cuatro.", "3"),
                Act(3, "hugo", "derivar",
                    {"area_evalua": "Mesa de Partes", "correo_evalua": f"sonia@{DOMAIN}"}),
            ),
        ),
    )  # fmt: skip


def consultations() -> tuple[Initiative, ...]:
    """What was voted, and what is being voted."""
    budget = {
        "titulo": "Presupuesto participativo 2027",
        "pregunta": "¿Qué se hace primero con 100,000 soles?",
        "clase": "budget",
        "presupuesto": "100000.00",
        "empate": "cost",
        "padron": "412",
        "recibe_hasta": "{today+2}",
        "vota_desde": "{today+6}",
        "vota_hasta": "{today+15}",
    }
    hours = {
        "titulo": "El día de la feria",
        "pregunta": "¿Qué día se hace la feria?",
        "clase": "plain",
        "ganan": "1",
        "maximo": "1",
        "empate": "draw",
        "padron": "412",
        "recibe_hasta": "{today+2}",
        "vota_desde": "{today+5}",
        "vota_hasta": "{today+40}",
    }
    days = (Work("Domingo", "Como hasta ahora"), Work("Sábado", "La plaza queda libre el domingo"))
    return (
        Initiative(
            "Presupuesto participativo 2027", "votacion", "hugo", 36, budget,
            (
                *_prepared(WORKS),
                Act(7, "sonia", BALLOTS, {"papeletas": [list(each) for each in VOTED]}),
                Act(14, "hugo", "contar",
                    {"presencian": "Ana Mamani, Obras; Fortunato Quispe, barrio Alto"}),
                Act(15, "hugo", "levantar_acta", {}, ("acta",)),
            ),
        ),
        Initiative(
            "El día de la feria", "votacion", "hugo", 8, hours,
            (
                *_prepared(days),
                Act(6, "sonia", BALLOTS, {"papeletas": [list(each) for each in VOTING]}),
            ),
        ),
    )  # fmt: skip


def _admitted(day: int, title: str, told: str, paper: str) -> Act:
    shown = {"titulo_publico": title, "relato_publico": told, "firmas_papel": paper}
    return Act(day, "hugo", "admitir", {"admitida": "si", **shown})


def _prepared(works: tuple[Work, ...]) -> tuple[Act, ...]:
    rows = [{"opcion": w.what, "area": "inversion", "descripcion": w.told} for w in works]
    looked: list[Mapping[str, object]] = [
        {"factible": "no", "motivo_no": w.why_not}
        if w.why_not
        else {"factible": "si", **({"costo": w.cost} if w.cost else {})}
        for w in works
    ]
    agreed = {"boleta": "si", "acuerdo_boleta": "Acuerdo de concejo 052"}
    return (
        Act(1, "hugo", "reunir_opciones", {"opciones": rows}),
        Act(2, "ana", "revisar_opciones", {"opciones": looked}),
        Act(3, "pilar", "aprobar_boleta", agreed, ("acuerdo",)),
    )
