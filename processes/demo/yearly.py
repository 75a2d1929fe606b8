"""The annual plans of Tambo Real: of this year and of the last one, each approved in the December
before, from what the purchases of the demo need and what is still to come.

Pure. A purchase is in the plan of the year in which it begins, under its own name; two small ones
are in none, since a contrato menor need not be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.calendar import Calendar
from processes.demo.days import business_days
from processes.demo.plan import TODAY, Act, Purchase
from processes.demo.purchases import purchases

OUTSIDE = frozenset({"Medicinas para el botiquín municipal", "Útiles de escritorio"})
"""Purchases that no plan foresaw."""
WHY_OUTSIDE = "Es un contrato menor por una necesidad que apareció en el año."
FUNDS = ("FONCOMUN", "Impuestos municipales", "Canon, sobrecanon y regalías")
BUDGET = {True: "4850000.00", False: "6200000.00"}
_DAY = timedelta(days=1)
_CHANGE_AGE = 30
"""Business days before today on which the plan of this year was changed."""
_LATE = 5
"""Each so many purchases was planned for a quarter before the one in which it was called."""
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Yearly:
    """A plan as a matter of the demo; its acts count the business days from its first one."""

    year: int
    starts: date
    data: Mapping[str, object]
    acts: tuple[Act, ...]
    holder: str = ""
    stopped: str = ""

    @property
    def what(self) -> str:
        """The subject of its case."""
        return f"Plan anual de contrataciones {self.year}"


def plans(calendar: Calendar, today: date) -> tuple[Yearly, ...]:
    """Those of the last year and of this one."""
    return tuple(_plan(calendar, today, year) for year in (today.year - 1, today.year))


def _plan(calendar: Calendar, today: date, year: int) -> Yearly:
    starts = date(year - 1, 12, 1)
    while not calendar.is_business_day(starts):
        starts += _DAY
    current = year == today.year
    rows = [*_bought(calendar, today, year), *(_TO_COME if current else _BEFORE)]
    areas = sorted({row["area"] for row in rows})
    data = {
        "ejercicio": str(year),
        "presupuesto_apertura": BUDGET[current],
        "fecha_limite": f"{starts + 7 * _DAY:%d/%m/%Y}",
        "areas": [{"nombre": area, "correo": "julia@tamboreal.example"} for area in areas],
    }
    by_area = {area: [row for row in rows if row["area"] == area] for area in areas}
    proposals = [
        Act(1 + place // 3, "julia", "plan_proponer", {"necesidades": list(map(_asked, own))})
        for place, own in enumerate(by_area.values())
    ]
    put_together = [row for own in by_area.values() for row in own]
    sent = {"renglones_propuestos": put_together, "consolidacion": "enviar"}
    acts = [
        *proposals,
        Act(6, "rosa", "plan_consolidar", sent),
        *_approval(8, f"0{110 + year % 10}-{year - 1}-MDTR/A"),
    ]
    since = _age(calendar, starts, today) - _CHANGE_AGE
    if current and since > _SETTLED:
        acts += [Act(since, "rosa", "plan_gestionar", _change(put_together))]
        acts += _approval(since + 1, f"0{140 + year % 10}-{year}-MDTR/A")
    return Yearly(year, starts, data, tuple(acts))


_SETTLED = 12
"""Business days until a plan is in force and published."""


def _approval(day: int, number: str) -> list[Act]:
    signed = {"decision_plan": "aprobar", "numero_resolucion": number, "fecha_resolucion": TODAY}
    return [
        Act(day, "hugo", "plan_presupuestar", {"presupuesto_conforme": "si"}),
        Act(day + 1, "luis", "plan_aprobar", signed, ("resolucion_plan",)),
        Act(day + 3, "rosa", "plan_publicar", {"fecha_publicacion": TODAY}),
    ]


def _change(rows: list[Row]) -> Mapping[str, object]:
    """One item more, one that costs more, and one that is left out."""
    numbers = {row["descripcion"]: str(place) for place, row in enumerate(rows, start=1)}
    more = {**_row("Mobiliario para el centro del adulto mayor", "Desarrollo Social", "48500.00",
                   "56101500", "11")}  # fmt: skip
    return {
        "asunto": "modificar",
        "area_cambio": "Obras",
        "motivo_cambio": "Transferencia de partidas para caminos, y un evento que no se hará.",
        "incluidos": [more],
        "cambiados": [
            {"numero": numbers["Mantenimiento de caminos vecinales"], "monto": "395000.00"}
        ],
        "excluidos": [{"numero": numbers["Escenario para el aniversario del distrito"]}],
    }


def _bought(calendar: Calendar, today: date, year: int) -> list[Row]:
    found = []
    for place, purchase in enumerate(purchases()):
        days = business_days(calendar, before=today, age=purchase.age)
        if days[0].year == year and purchase.what not in OUTSIDE:
            called = days[min(8, len(days) - 1)]
            month = called.month if called.year == year else 12
            early = place % _LATE == _LATE - 1
            found.append(_of(purchase, str(max(1, month - 3) if early else month), place))
    return found


def _of(purchase: Purchase, month: str, place: int) -> Row:
    told: dict[str, object] = {}
    for act in purchase.acts:
        if act.step in ("requerimiento", "estudio_mercado"):
            told |= act.data
    row = _row(
        purchase.what,
        purchase.area,
        str(told.get("cuantia", "9800.00")),
        str(told.get("codigo_catalogo", "44121600")),
        month,
    )
    names = {
        "objeto": "objeto",
        "cantidad": "cantidad",
        "unidad": "unidad",
        "modalidad": "modalidad",
    }
    known = {name: str(told[of]) for name, of in names.items() if of in told}
    return {**row, **known, "fuente": FUNDS[place % len(FUNDS)]}


def _row(
    what: str, area: str, amount: str, code: str, month: str, *, kind: str = "bienes",
    unit: str = "global", funds: str = "FONCOMUN",
) -> Row:  # fmt: skip
    return {
        "area": area,
        "descripcion": what,
        "objeto": kind,
        "codigo": code,
        "cantidad": "1",
        "unidad": unit,
        "monto": amount,
        "mes": month,
        "fuente": funds,
        "modalidad": "ninguna",
    }


def _asked(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "area"}


_TO_COME = (
    _row("Mantenimiento de caminos vecinales", "Obras", "360000.00", "72141100", "4",
         kind="servicios", unit="servicio"),
    _row("Losa deportiva del barrio Nuevo", "Obras", "780000.00", "72121400", "8",
         kind="obras", unit="obra", funds="Canon, sobrecanon y regalías"),
    _row("Expediente técnico del alcantarillado de Alto Tambo", "Obras", "92000.00", "81101500",
         "6", kind="consultoria", unit="servicio"),
    _row("Combustible para la maquinaria", "Servicios Públicos", "118000.00", "15101500", "2"),
    _row("Limpieza de la bocatoma", "Gestión Ambiental", "31000.00", "76121500", "12",
         kind="servicios", unit="servicio", funds="Impuestos municipales"),
    _row("Escenario para el aniversario del distrito", "Desarrollo Social", "46000.00", "90101600",
         "12", kind="servicios", unit="servicio", funds="Impuestos municipales"),
    _row("Seguro de los vehículos", "Administración", "52000.00", "84131500", "12",
         kind="servicios", unit="servicio"),
)  # fmt: skip
_BEFORE = (
    _row("Camión compactador", "Servicios Públicos", "430000.00", "25101600", "3"),
    _row("Pistas del jirón Comercio", "Obras", "1250000.00", "72141000", "5", kind="obras",
         unit="obra", funds="Canon, sobrecanon y regalías"),
    _row("Combustible para la maquinaria", "Servicios Públicos", "104000.00", "15101500", "2"),
    _row("Catastro del centro poblado de Ccollpa", "Administración", "88000.00", "81151600", "7",
         kind="consultoria", unit="servicio"),
    _row("Alimentos para el Vaso de Leche", "Desarrollo Social", "96000.00", "50202300", "2"),
    _row("Plantones para la cuenca", "Gestión Ambiental", "39500.00", "10151800", "10"),
)  # fmt: skip


def _age(calendar: Calendar, starts: date, today: date) -> int:
    return calendar.business_days_between(starts, today) - 1
