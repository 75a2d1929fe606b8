"""The improvement plan of Tambo Real: what follows from the first round, approved and under way.

Days are counted from the day on which the plan is written; owners report month by month.
"""

from __future__ import annotations

from dataclasses import dataclass

from processes.demo.plan import TODAY, Act
from processes.demo.tambo_real import DOMAIN, person


@dataclass(frozen=True, slots=True)
class Line:
    """An action of the plan: impact, feasibility and cost; its milestones as weight, day, what."""

    what: str
    area: str
    points: tuple[int, int, int]
    who: str
    begins: int
    baseline: str
    target: str
    budget: str
    milestones: tuple[tuple[int, int, str], ...]

    @property
    def risk(self) -> tuple[int, int]:
        """How likely its risk is and how much it would do, of 1 to 3: what is hard to do fails more
        often, and what costs more does more."""
        _impact, feasible, cost = self.points
        return min(3, max(1, 5 - feasible)), max(1, cost - 1)


LINES = (
    Line(
        "Actualización de registros catastrales", "recaudo", (5, 3, 4), "carmen", 10,
        "El 41 % de los predios, al día", "El 75 % de los predios, al día", "42000.00",
        ((40, 45, "Sectores 1 y 2 levantados"), (30, 140, "Sectores 3 y 4 levantados"),
         (30, 190, "Padrón cruzado con el catastro")),
    ),
    Line(
        "Reingeniería de procesos", "compras", (4, 3, 2), "rosa", 10,
        "De la convocatoria a la buena pro, 48 días", "30 días", "9000.00",
        ((50, 40, "Procesos dibujados y medidos"), (50, 150, "Pasos que sobran, quitados")),
    ),
    Line(
        "Ventanilla única", "ciudadano", (5, 4, 3), "sonia", 5,
        "Tres ventanillas por trámite", "Una ventanilla por trámite", "18500.00",
        ((60, 35, "Ventanilla abierta"), (40, 80, "Los diez trámites más pedidos, en ella")),
    ),
    Line(
        "Pagos automáticos", "recaudo", (4, 2, 3), "carmen", 20,
        "Todo se paga en la caja", "La mitad se paga sin venir", "18500.00",
        ((60, 70, "Convenio con el banco"), (40, 105, "Cobro recurrente en marcha")),
    ),
    Line(
        "Modernización de sistemas de información", "finanzas", (4, 2, 4), "hugo", 15,
        "Tres sistemas que no se hablan", "Un solo sistema", "25000.00",
        ((50, 75, "Sistema elegido y contratado"), (50, 200, "Datos pasados y en uso")),
    ),
    Line(
        "Plan de capacitación", "finanzas", (3, 5, 1), "hugo", 40,
        "Ningún servidor capacitado en el año", "14 servidores capacitados", "9800.00",
        ((80, 80, "Doce capacitados"), (20, 125, "Catorce capacitados")),
    ),
    Line(
        "Encuesta de satisfacción", "ciudadano", (3, 4, 2), "sonia", 130,
        "No se mide", "180 casos medidos", "3000.00",
        ((100, 165, "Informe de la encuesta"),),
    ),
    Line(
        "Evaluación de personal", "inversion", (3, 2, 2), "ana", 150,
        "No se evalúa", "Todo el personal evaluado", "2500.00",
        ((40, 180, "Perfiles aprobados"), (60, 215, "Evaluación hecha")),
    ),
)  # fmt: skip
OPENED = {"titulo": "hoja de ruta", "ronda": "{case:Diagnóstico migestion, primera ronda}"}
FIRST_REPORT, SECOND_REPORT = 29, 54
"""Business days of the plan: a month after it was approved, and a month after that."""
MET = {
    FIRST_REPORT: {
        "Sectores 1 y 2 levantados",
        "Procesos dibujados y medidos",
        "Ventanilla abierta",
    },
    SECOND_REPORT: {
        "Los diez trámites más pedidos, en ella",
        "Doce capacitados",
        "Sistema elegido y contratado",
        "Convenio con el banco",
    },
}


def in_order() -> list[Line]:
    """By priority, as the process puts them."""
    return sorted(LINES, key=lambda one: -round(one.points[0] * one.points[1] / one.points[2], 2))


def acts() -> tuple[Act, ...]:
    """From priorities to the second report."""
    done: set[str] = set()
    reports = []
    for day in (FIRST_REPORT, SECOND_REPORT):
        reports += [_report(line, day) for line in in_order() if not _is_done(line, done)]
        done |= MET[day]
    return (_ranked(), _written(), _approved(), *reports)


def _ranked() -> Act:
    rows = [
        {
            "accion": one.what,
            "area": one.area,
            "impacto": str(one.points[0]),
            "factibilidad": str(one.points[1]),
            "costo": str(one.points[2]),
        }
        for one in LINES
    ]
    return Act(0, "hugo", "priorizar", {"acciones": rows})


def _written() -> Act:
    actions = [
        {
            "responsable": person(one.who).name,
            "correo": f"{one.who}@{DOMAIN}",
            "inicio": f"{{today+{one.begins}}}",
            "linea_base": one.baseline,
            "meta": one.target,
            "presupuesto": one.budget,
            "fuente": "Recursos determinados",
            "riesgo": "Que falte tiempo al equipo: un suplente por acción",
            "probabilidad": str(one.risk[0]),
            "dano": str(one.risk[1]),
        }
        for one in in_order()
    ]
    milestones = [
        {"accion": one.what, "hito": what, "peso": str(weight), "vence": f"{{today+{day}}}"}
        for one in in_order()
        for weight, day, what in one.milestones
    ]
    return Act(2, "hugo", "formular", {"acciones": actions, "hitos": milestones})


def _approved() -> Act:
    agreed = {"aprobado": "si", "acuerdo": "Acuerdo de concejo 041"}
    return Act(5, "pilar", "aprobar_plan", agreed, ("acuerdo",))


def _report(line: Line, day: int) -> Act:
    rows: list[dict[str, object]] = []
    for _weight, _due, what in line.milestones:
        met = what in MET[day]
        rows.append({"cumplido": TODAY, "sustento": f"Informe: {what}"} if met else {})
    told = "Se avanzó como estaba previsto." if any(rows) else "Sigue en marcha."
    data = {"hitos_mes": rows, "seguira": "si", "comentario": told}
    return Act(day, line.who, "informar_avance", data)


def _is_done(line: Line, done: set[str]) -> bool:
    return all(what in done for _weight, _day, what in line.milestones)
