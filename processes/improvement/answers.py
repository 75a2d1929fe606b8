"""The questions and answers of a round as its case holds them, and its scores as data. Pure.

A case speaks Spanish, as its diagrams and forms do. Of a row: `codigo`, `pregunta`, `encabezado`
(the dimension, on its first question), `cifra` (what the registers tell), `pide` (the evidence
asked for), `tipo`, `unidad`, `opcional`; what the area answers (`nivel`, `cumple`, `medida`,
`no_aplica`, `evidencia`, and `archivo`, see `evidence.py`) and what verification finds
(`veredicto`: conforme, observada, no_acreditada; `observacion`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Protocol

from processes.improvement.questionnaire import Axis, Questionnaire
from processes.improvement.scoring import Answer, Cell, Scores, band_of

REJECTED = "no_acreditada"
INSUFFICIENT = "Insuficiente"
_YES_NO = {"si": Decimal(100), "no": Decimal(0)}


class Brought(Protocol):
    """A figure that the house knows: its value (None where it is insufficient), what it is made of
    in words, and the address of the cases behind it."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def words(self) -> str: ...
    @property
    def address(self) -> str: ...


def rows_of(
    asked: Questionnaire, brought: Mapping[str, Brought] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """The areas with their questions, as the process hands them to whoever answers; a question that
    names an indicator comes with its figure, which they may change."""
    return [
        {
            "clave": area,
            "nombre": title,
            "titulo": title,
            "preguntas": _questions(asked, area, brought),
        }
        for area, title in asked.areas.items()
    ]


def answer_of(row: Mapping[str, Any]) -> Answer:
    """What a row answers; what is no answer of its kind is none. That a question does not apply is
    verified too: where that is not borne out, it does, and counts as 0."""
    told = row.get("medida")
    if row.get("nivel") is not None:
        told = row["nivel"]
    elif row.get("cumple") in _YES_NO:
        told = _YES_NO[row["cumple"]]
    rejected = row.get("veredicto") == REJECTED
    excused = row.get("no_aplica") is True
    return Answer(
        value=Decimal(0) if excused and rejected else _number(told),
        applies=not excused or rejected,
        evidence=evidence_of(row),
        rejected=rejected,
    )


def evidence_of(row: Mapping[str, Any]) -> str:
    """Where an answer stands written: in words, or by the name of its file."""
    told, file = row.get("evidencia"), row.get("archivo")
    if isinstance(told, str) and told.strip():
        return told
    if told is True:
        return "sí"
    return str(file.get("nombre") or "") if isinstance(file, Mapping) else ""


def answers_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Answer]:
    """The answers by the code of their question."""
    return {str(row.get("codigo")): answer_of(row) for row in rows}


def told(asked: Questionnaire, found: Scores) -> dict[str, Any]:
    """The scores as data of the case: `x` and `y` (`titulo`, `puntaje`), `banda`, `areas`,
    `dimensiones` and `celdas`. A score that is insufficient is null."""
    titles = {each.key: each.title for each in asked.bands}
    return {
        "x": _axis(asked.x, found.x),
        "y": _axis(asked.y, found.y),
        "banda": titles.get(found.band, INSUFFICIENT),
        "areas": _told(asked, asked.areas, found.areas),
        "dimensiones": _told(asked, asked.dimensions, found.dimensions),
        "celdas": [_cell(each) for each in found.cells],
    }


def scores_from(told: Mapping[str, Any]) -> Scores:
    """The scores of a round from the data of its case. Raises KeyError for what is none."""
    return Scores(
        cells=tuple(
            Cell(
                each["area"],
                each["dimension"],
                each["puntaje"],
                int(each["respondidas"]),
                int(each["aplicables"]),
                int(each["con_evidencia"]),
            )
            for each in told["celdas"]
        ),
        areas={each["clave"]: each["puntaje"] for each in told["areas"]},
        dimensions={each["clave"]: each["puntaje"] for each in told["dimensiones"]},
        x=told["x"]["puntaje"],
        y=told["y"]["puntaje"],
        band=told["banda"],
    )


def _questions(
    asked: Questionnaire, area: str, brought: Mapping[str, Brought]
) -> list[dict[str, Any]]:
    rows, seen = [], set[str]()
    for each in asked.of(area):
        first = each.dimension not in seen
        seen.add(each.dimension)
        rows.append(
            {
                "codigo": each.code,
                "pregunta": each.ask,
                "encabezado": asked.dimensions[each.dimension] if first else None,
                "pide": each.evidence,
                "tipo": str(each.scale),
                "unidad": each.unit,
                "opcional": each.optional,
                **_figure(brought.get(each.indicator)),
            }
        )
    return rows


def _figure(brought: Brought | None) -> dict[str, Any]:
    """What the registers tell: `cifra` in words, and the answer with its evidence where there is
    one."""
    if brought is None:
        return {"cifra": None}
    told = {"cifra": f"{brought.words}; casos en {brought.address}"}
    if brought.value is None:
        return told
    stands = f"Indicador de la casa: {brought.words}, {brought.address}"
    return {**told, "medida": brought.value, "evidencia": stands[:300]}


def _number(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None


def _axis(axis: Axis, value: Decimal | None) -> dict[str, Any]:
    return {"titulo": axis.title, "puntaje": value}


def _told(
    asked: Questionnaire, titles: Mapping[str, str], scores: Mapping[str, Decimal | None]
) -> list[dict[str, Any]]:
    return [
        {"clave": key, "titulo": title, "puntaje": scores[key], "banda": _band(asked, scores[key])}
        for key, title in titles.items()
    ]


def _band(asked: Questionnaire, value: Decimal | None) -> str:
    return INSUFFICIENT if value is None else band_of(asked.bands, value).title


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "area": cell.area,
        "dimension": cell.dimension,
        "puntaje": cell.score,
        "respondidas": Decimal(cell.answered),
        "aplicables": Decimal(cell.applicable),
        "con_evidencia": Decimal(cell.evidenced),
    }
