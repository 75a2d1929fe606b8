"""The data sets of how a municipality does and what its people decide with it; each field with its
class."""

from __future__ import annotations

from engine.publishing.datasets import Dataset, Field, FieldClass, FieldType, Frequency
from engine.sentences import N_

_S, _I, _N, _D = FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.DATE
_URL = Field("url", _S, N_("Su página"))
_TITLE = Field("title", _S, N_("Título"))

PROGRESS = Dataset(
    "plan-progress",
    N_("Avance de los planes de mejora"),
    N_(
        "Los hitos de cada acción de los planes que el concejo aprobó, con su fecha y si se "
        "cumplieron."
    ),
    (
        Field("plan", _S, N_("Plan")),
        Field("agreement", _S, N_("Acuerdo que lo aprobó")),
        Field("action", _S, N_("Acción")),
        Field("area", _S, N_("Área")),
        Field("target", _S, N_("Meta")),
        Field("budget", _N, N_("Presupuesto")),
        Field("progress", _N, N_("Avance de la acción, en porcentaje")),
        Field("planned", _N, N_("Avance previsto, en porcentaje")),
        Field("status", _S, N_("Cómo va")),
        Field("milestone", _S, N_("Hito")),
        Field("weight", _N, N_("Peso del hito")),
        Field("date_due", _D, N_("Hasta cuándo")),
        Field("date_met", _D, N_("Cuándo se cumplió")),
        Field("owner", _S, "Responsable", FieldClass.INTERNAL),
    ),
    (),
    Frequency.CONTINUOUS,
    "date_due",
    ("plan de mejora", "avance"),
    always=True,
)

PROPOSALS = Dataset(
    "proposals",
    N_("Propuestas de los vecinos"),
    N_(
        "Lo que los vecinos propusieron y qué respondió la municipalidad, sin datos de quien "
        "propuso."
    ),
    (
        Field("number", _S, N_("Número")),
        Field("state", _S, N_("Estado")),
        _TITLE,
        Field("area", _S, N_("Área")),
        Field("place", _S, N_("Lugar")),
        Field("description", _S, N_("Qué se propone")),
        Field("supports", _I, N_("Cuántos la apoyan")),
        Field("date_filed", _D, N_("Cuándo se presentó")),
        Field("date_due", _D, N_("Hasta cuándo se responde")),
        Field("date_answered", _D, N_("Cuándo se respondió")),
        Field("answer", _S, N_("Respuesta")),
        Field("action", _S, N_("Acción del plan en la que está")),
        Field("estimated_cost", _N, N_("Costo estimado")),
        _URL,
    ),
    ("number",),
    Frequency.CONTINUOUS,
    "date_filed",
    ("participación", "propuesta"),
    always=True,
)

VOTES = Dataset(
    "votes",
    N_("Votaciones y sus resultados"),
    N_("Cada opción de cada votación de los vecinos, con sus votos una vez contados."),
    (
        Field("vote", _S, N_("Número")),
        _TITLE,
        Field("kind", _S, N_("Clase de votación")),
        Field("budget", _N, N_("Presupuesto")),
        Field("date_opens", _S, N_("Cuándo se abre")),
        Field("date_closes", _S, N_("Cuándo se cierra")),
        Field("ballots", _I, N_("Cuántos votaron")),
        Field("blank", _I, N_("Votos en blanco")),
        Field("void", _I, N_("Votos nulos")),
        Field("option", _S, N_("Opción")),
        Field("cost", _N, N_("Cuánto cuesta la opción")),
        Field("votes", _I, N_("Votos de la opción")),
        Field("outcome", _S, N_("Qué resultó")),
        _URL,
    ),
    ("vote", "option"),
    Frequency.CONTINUOUS,
    "date_closes",
    ("participación", "votación", "presupuesto participativo"),
    always=True,
)

INDICATORS = Dataset(
    "indicators",
    N_("Indicadores de gestión, por mes"),
    N_("Cómo va la municipalidad, indicador por indicador, en los meses que ya terminaron."),
    (
        Field("indicator", _S, N_("Clave")),
        Field("number", _I, N_("Número")),
        _TITLE,
        Field("area", _S, N_("Área")),
        Field("month", FieldType.MONTH, N_("Mes")),
        Field("value", _N, N_("Valor, en la unidad; vacío si es insuficiente o se reserva")),
        Field("unit", _S, N_("Unidad")),
        Field("numerator", _N, N_("Numerador")),
        Field("denominator", _N, N_("Denominador")),
        Field("cases", _I, N_("Cuántos casos")),
        Field("status", _S, N_("complete, insufficient o withheld")),
        Field("version", _I, N_("Versión: 2 o más si cambió después de contarse")),
    ),
    ("indicator", "month"),
    Frequency.MONTHLY,
    "month",
    ("indicador", "gestión"),
    always=True,
)

SCORES = Dataset(
    "scores",
    N_("Puntajes de la gestión"),
    N_(
        "El puntaje que el gobierno central publicó de cada trimestre, con su suma línea por línea."
    ),
    (
        Field("scheme", _S, N_("Regla con la que se computó")),
        Field("period", _S, N_("Trimestre")),
        Field("score", _N, N_("Puntaje, de 100; vacío si se pudo medir muy poco")),
        Field("indicator", _S, N_("Clave")),
        _TITLE,
        Field("weight", _N, N_("Peso del indicador en la suma")),
        Field("floor", _N, N_("Desde dónde hay puntos")),
        Field("goal", _N, N_("La meta, que da todos los puntos")),
        Field("value", _N, N_("Valor, en la unidad; vacío si es insuficiente o se reserva")),
        Field("unit", _S, N_("Unidad")),
        Field("cases", _I, N_("Cuántos casos")),
        Field("state", _S, N_("told, rounded, insufficient, withheld o no_data")),
        Field("points", _N, N_("Puntos que da")),
        Field("counts", _S, N_("yes si el peso entra en la suma")),
        Field("date_published", _D, N_("Cuándo se publicó")),
        Field("published_by", _S, N_("Quién lo publicó")),
        Field("sha256", _S, N_("Huella de la declaración")),
    ),
    ("scheme", "period", "indicator"),
    Frequency.QUARTERLY,
    "date_published",
    ("indicador", "incentivo", "puntaje"),
    always=True,
)
