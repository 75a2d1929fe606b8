"""The sample rivers, rulers and diagram of the gallery, with the dates of the design's pictures."""

from collections.abc import Mapping
from datetime import date, timedelta

from ui.drawing.river import River, RiverStep, Water, river
from ui.drawing.ruler import DayKind, Ruler, RulerDay, ruler

HOLIDAYS = {date(2026, 4, 2): "Jueves S.", date(2026, 4, 3): "Viernes S."}
PASSED = [
    "inicio",
    "f_inicio_requerimiento",
    "requerimiento",
    "f_requerimiento_estudio_mercado",
    "estudio_mercado",
    "f_estudio_mercado_certificar",
    "certificar",
    "f_certificar_hay_credito",
    "hay_credito",
    "f_hay_credito_decidir_metodo",
    "decidir_metodo",
    "f_decidir_metodo_es_menor",
    "es_menor",
    "f_es_menor_aprobar_expediente",
    "aprobar_expediente",
    "f_aprobar_expediente_aprobado",
    "aprobado",
    "f_aprobado_seleccion_llamada",
]


def stages() -> River:
    """The nine stages of the purchase, standing at the appeal window."""
    passed = (
        ("Requerimiento", "12/02"),
        ("Presupuesto", "20/02"),
        ("Convocatoria", "09/03"),
        ("Ofertas", "23/03"),
        ("Buena pro", "27/03"),
    )
    steps = [RiverStep(name, Water.PASSED, note) for name, note in passed]
    steps.append(RiverStep("Apelación", Water.HERE, "hasta 07/04"))
    steps += [RiverStep(name, Water.TO_COME) for name in ("Contrato", "Entrega", "Pago")]
    return river(steps)


def form_steps() -> River:
    return river(
        [
            RiverStep("Usted", Water.PASSED, href="#"),
            RiverStep("Su local", Water.HERE),
            *(RiverStep(name, Water.TO_COME) for name in ("Documentos", "Revisar", "Pagar")),
        ]
    )


def appeal_days() -> list[RulerDay]:
    """From the award of 27 March to consent on 8 April 2026, seen on 30 March."""
    named = {
        date(2026, 3, 27): (DayKind.START, "buena pro"),
        date(2026, 3, 30): (DayKind.TODAY, "hoy"),
        date(2026, 4, 7): (DayKind.DUE, "vence"),
        date(2026, 4, 8): (DayKind.CONSEQUENCE, "consentida"),
    }
    return days(date(2026, 3, 27), date(2026, 4, 8), named)


def licence_days() -> list[RulerDay]:
    named = {
        date(2026, 3, 26): (DayKind.START, ""),
        date(2026, 3, 30): (DayKind.TODAY, "hoy"),
        date(2026, 4, 9): (DayKind.DUE, "vence"),
    }
    return days(date(2026, 3, 26), date(2026, 4, 9), named)


def pause_days() -> list[RulerDay]:
    """A term with a pause, a holiday and a silence, as in the design's language."""
    named = {
        date(2026, 6, 15): (DayKind.START, "inicio"),
        date(2026, 6, 17): (DayKind.PAUSE, "pausa"),
        date(2026, 6, 18): (DayKind.PAUSE, ""),
        date(2026, 6, 24): (DayKind.TODAY, "hoy"),
        date(2026, 6, 29): (DayKind.HOLIDAY, "feriado"),
        date(2026, 7, 2): (DayKind.DUE, "vence"),
        date(2026, 7, 9): (DayKind.CONSEQUENCE, "silencio"),
    }
    return days(date(2026, 6, 15), date(2026, 7, 9), named)


def long_days() -> list[RulerDay]:
    named = {
        date(2026, 3, 2): (DayKind.START, "inicio"),
        date(2026, 3, 30): (DayKind.TODAY, "hoy"),
        date(2026, 5, 29): (DayKind.DUE, "vence"),
    }
    return days(date(2026, 3, 2), date(2026, 5, 29), named)


def days(first: date, last: date, named: Mapping[date, tuple[DayKind, str]]) -> list[RulerDay]:
    today = next(day for day, (kind, _) in named.items() if kind is DayKind.TODAY)
    told = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        kind, name = named.get(day) or _plain(day, today)
        told.append(RulerDay(day, kind, name, "F" if kind is DayKind.HOLIDAY else ""))
    return told


def _plain(day: date, today: date) -> tuple[DayKind, str]:
    if day in HOLIDAYS:
        return DayKind.HOLIDAY, HOLIDAYS[day]
    if day.weekday() >= 5:
        return DayKind.NOT_COUNTED, ""
    return (DayKind.PASSED if day < today else DayKind.TO_COME), ""


def both(told: list[RulerDay]) -> tuple[Ruler, Ruler]:
    return ruler(told, width=612), ruler(told, width=310, compact=True)
