"""The sample tasks of the gallery's inbox, in every state of legal time."""

from typing import Any

from ui.parts import Term, TermState


def tasks() -> list[tuple[str, TermState, list[dict[str, Any]]]]:
    """The inbox's groups: word, state of its icon, rows."""

    def line(
        title: str, number: str, subject: str, amount: str, told: Term, *, mine: bool = True
    ) -> dict[str, Any]:
        return {
            "title": title,
            "number": number,
            "subject": subject,
            "amount": amount,
            "term": told,
            "mine": mine,
        }

    late = TermState.LATE
    near = TermState.NEAR
    return [
        (
            "Vencidas",
            late,
            [
                line(
                    "Emitir informe técnico",
                    "LIC-2026-0098",
                    "Licencia: Botica Santa Rosa",
                    "—",
                    Term(late, "Vencida", "26/03 · hace 2 días hábiles"),
                ),
                line(
                    "Conciliar pagos del banco",
                    "PRE-2026-L032",
                    "Predial: lote 32, 18 pagos sin cuadrar",
                    "S/ 4,318.60",
                    Term(late, "Vencida", "27/03 · hace 1 día hábil"),
                    mine=False,
                ),
            ],
        ),
        (
            "Hoy y mañana",
            near,
            [
                line(
                    "Firmar orden de compra",
                    "CON-2026-0012",
                    "Cemento para losa deportiva (contrato menor)",
                    "S/ 38,450.00",
                    Term(near, "Vence hoy", "lunes 30/03, 16:30", pressing=True),
                ),
                line(
                    "Estudiar títulos",
                    "CAT-2026-0027",
                    "Subdivisión del lote 14, Mz. C, Barrio Alto",
                    "S/ 412.00",
                    Term(near, "Vence mañana", "martes 31/03"),
                    mine=False,
                ),
            ],
        ),
        (
            "Después",
            TermState.IN_TIME,
            [
                line(
                    "Evaluar expediente",
                    "LIC-2026-0118",
                    "Licencia: venta de gas El Progreso, riesgo alto",
                    "S/ 186.30",
                    Term(TermState.IN_TIME, "En plazo", "09/04 · quedan 6 días hábiles"),
                ),
                line(
                    "Esperar subsanación",
                    "LIC-2026-0104",
                    "Licencia: taller de soldadura Huamán",
                    "S/ 186.30",
                    Term(TermState.PAUSED, "En pausa", "01/04 · espera al ciudadano"),
                ),
                line(
                    "Emitir licencia por silencio",
                    "LIC-2026-0087",
                    "Licencia: restaurante La Estación",
                    "S/ 142.10",
                    Term(TermState.SILENCE, "Silencio positivo", "25/03 · entregar constancia"),
                    mine=False,
                ),
            ],
        ),
    ]
