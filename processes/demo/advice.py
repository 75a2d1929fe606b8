"""The cases of advice of the demo: one that was answered, one whose day is to be agreed, and one
that waits for the team.

Pure.
"""

from __future__ import annotations

from processes.demo.initiatives import Initiative
from processes.demo.plan import TODAY, Act

BEGUN = 46
"""Business days before today: when the municipalities around begin."""
_REPORT = {
    "resumen": "El padrón está al día, pero los avisos llegan después del vencimiento y nadie"
    " llama a quien debe menos de dos cuotas.",
    "hallazgos": [
        {
            "hallazgo": "De 412 predios con deuda del año, a 268 no se les avisó antes del"
            " vencimiento. Consta en el cuaderno de notificaciones.",
            "gravedad": "3",
        },
        {
            "hallazgo": "La cuponera se reparte en marzo, cuando la primera cuota ya venció.",
            "gravedad": "2",
        },
    ],
    "recomendaciones": [
        {
            "recomendacion": "Repartir la cuponera antes del 15 de febrero",
            "responsable": "Rentas",
            "vence": "{today+90}",
            "prueba": "Cargos de reparto con fecha, por sector",
        },
        {
            "recomendacion": "Avisar por mensaje una semana antes de cada cuota",
            "responsable": "Rentas",
            "vence": "{today+60}",
            "prueba": "Lista de mensajes enviados, por cuota",
        },
        {
            "recomendacion": "Contratar un gestor de cobranza de campo",
            "responsable": "Alcaldía",
            "vence": "{today+120}",
            "prueba": "Contrato firmado",
        },
    ],
}
_ANSWERED = [
    {"acepta": "si", "correo": "fidel@quinuapampa.example"},
    {"acepta": "si", "correo": "fidel@quinuapampa.example"},
    {"acepta": "no", "por_que": "No alcanza el presupuesto de este año; lo hará quien notifica."},
]


def _request(about: str, area: str, need: str, *, kind: str, how: str) -> dict[str, object]:
    return {
        "asunto": kind, "sobre": about, "area": area, "necesidad": need, "prefiere": how,
        "urgente": "no",
    }  # fmt: skip


def _offer(day: str, how: str, hours: str, ready: str) -> dict[str, object]:
    return {"modalidad": how, "fecha": day, "horas": hours, "preparar": ready}


ADVICE = (
    Initiative(
        "Asesoría: cobranza del impuesto predial", "asesoria", "nelly", 40,
        _request(
            "cobranza del impuesto predial", "recaudo",
            "La morosidad pasó de 44 % a 58 % en dos años. Se probó una amnistía y volvió a subir.",
            kind="indicador", how="visita",
        ),
        (
            Act(2, "iris", "tomar", {"se_toma": "si", "experto": "Tributación municipal"}),
            Act(3, "iris", "proponer_fecha", _offer(
                "{today+7}", "visita", "12",
                "El padrón del año, los cargos de la cuponera y el cuaderno de notificaciones.",
            )),
            Act(4, "nelly", "acordar_fecha", {"acuerdo_fecha": "si"}),
            Act(11, "iris", "realizar", {
                "se_hizo": "si", "realizada_el": TODAY,
                "participaron": "Rentas, Tesorería y Planeamiento",
            }),
            Act(15, "iris", "informar", _REPORT, ("informe_asesoria",)),
            Act(19, "nelly", "responder", {"recomendaciones": _ANSWERED}),
        ),
    ),
    Initiative(
        "Asesoría: avance del plan de mejora", "asesoria", "nelly", 6,
        _request(
            "avance del plan de mejora", "finanzas",
            "Cuatro de nueve acciones no se mueven desde el primer trimestre.",
            kind="brecha", how="equipo",
        ),
        (
            Act(2, "iris", "tomar", {"se_toma": "si", "experto": "Planes de mejora"}),
            Act(4, "iris", "proponer_fecha", _offer(
                "{today+14}", "remota", "3",
                "El informe de avance del último mes y quiénes responden por cada acción.",
            )),
        ),
    ),
)  # fmt: skip
ASKED_HERE = Initiative(
    "Asesoría: licencia de funcionamiento", "asesoria", "hugo", 0,
    _request(
        "licencia de funcionamiento", "ciudadano",
        "Las solicitudes de riesgo alto esperan inspector más de la mitad de su plazo. Se probó"
        " juntar las visitas por barrio y no bastó.",
        kind="proceso", how="equipo",
    ),
)  # fmt: skip
