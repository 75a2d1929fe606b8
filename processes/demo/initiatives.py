"""What the offices of Tambo Real begin by themselves: the rounds of the diagnostic, and between
them the improvement plan that follows from the first one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from processes.demo import roadmap
from processes.demo.plan import TODAY, Act
from processes.demo.rounds import FIRST, HEADS, SECOND, Round, answered
from processes.demo.tambo_real import DOMAIN

ASKED = 25
"""Questions of an area."""


@dataclass(frozen=True, slots=True)
class Initiative:
    """A case that somebody of the town hall opens: `what` is the title that its answers give it;
    `starts` is the day from which it is told, where it is not as old as `age`; the rest as of a
    purchase."""

    what: str
    process: str
    who: str
    age: int
    answers: Mapping[str, object]
    acts: tuple[Act, ...] = ()
    holder: str = ""
    stopped: str = ""
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that another one opens: `what` is its title, by which it is found; the rest as of a
    purchase."""

    what: str
    age: int
    acts: tuple[Act, ...] = ()
    holder: str = ""
    stopped: str = ""


def initiatives() -> tuple[Initiative, ...]:
    """Every one of them, oldest first."""
    return (
        _round(
            "primera ronda", 94, FIRST,
            conclusions="Se cobra y se compra, pero nadie mira más allá del año ni rinde cuentas."
            " Lo más débil es la visión del recaudo.",
            steps=(
                ("Formular el plan de mejora con las cinco áreas", "Planeamiento"),
                ("Publicar el presupuesto y su ejecución cada mes", "Presupuesto"),
            ),
        ),
        Initiative(
            "Plan de mejora: hoja de ruta", "plan_mejora", "hugo", 80,
            roadmap.OPENED, roadmap.acts(),
        ),
        _round(
            "segunda ronda", 9, SECOND,
            conclusions="La atención y las compras ya están en la banda más alta. El recaudo sigue"
            " sin metas para los próximos años.",
            steps=(
                ("Fijar metas de recaudo a tres años", "Tesorería"),
                ("Repetir el diagnóstico en seis meses", "Planeamiento"),
            ),
        ),
    )  # fmt: skip


def _round(
    period: str, age: int, told: Round, *, conclusions: str, steps: tuple[tuple[str, str], ...]
) -> Initiative:
    """Opened on one day, answered on the next two, verified and concluded within the week."""
    opened = {
        "periodo": period,
        "corte": TODAY,
        "hasta": "{today+14}",
        "responden": {area: f"{head}@{DOMAIN}" for area, head in HEADS.items()},
    }
    answers = tuple(
        Act(1 + n % 2, head, "responder_area", {"filas": answered(told, area)}, ("evidencia",))
        for n, (area, head) in enumerate(HEADS.items())
    )
    checked = {"filas": [{"veredicto": "conforme"}] * ASKED}
    next_steps = [{"paso": what, "quien": who, "cuando": "{today+60}"} for what, who in steps]
    concluded = {"conclusiones": conclusions, "proximos_pasos": next_steps}
    return Initiative(
        f"Diagnóstico migestion, {period}",
        "diagnostico",
        "hugo",
        age,
        opened,
        (
            *sorted(answers, key=lambda act: act.day),
            *(Act(4, "elmer", "verificar_area", checked) for _ in HEADS),
            Act(6, "hugo", "concluir", concluded),
        ),
    )
