"""The sample values of the gallery: the people, cases and dates of the design's pictures."""

from datetime import date
from typing import Any

from markupsafe import Markup

from ui.drawing.ruler import ruler
from ui.gallery.drawings import (
    PASSED,
    appeal_days,
    both,
    form_steps,
    licence_days,
    long_days,
    pause_days,
    stages,
)
from ui.gallery.inbox import tasks
from ui.parts import (
    Choice,
    Column,
    Crumb,
    DocumentLine,
    Entry,
    FieldError,
    Filter,
    Mark,
    NavItem,
    Pair,
    Reader,
    Refusal,
    Shell,
    Stage,
    Tab,
    TermState,
)


def shell(current: str) -> Shell:
    """The staff shell of Rosa Quispe, with one page of the navigation as current."""
    work = (
        ("Bandeja", "inbox", 12),
        ("Expedientes", "folder", 0),
        ("Vencimientos", "calendar-days", 5),
        ("Iniciar trámite", "circle-plus", 0),
    )
    know = (("Registros", "book-open", 0), ("Tablero", "chart-no-axes-column", 0))
    groups = tuple(
        tuple(NavItem(word, "#", icon, word == current, count) for word, icon, count in group)
        for group in (work, (*know, ("Plan de mejora", "sprout", 0)))
    )
    bottom = (
        NavItem("Bandeja", "#", "inbox", current == "Bandeja"),
        NavItem("Expedientes", "#", "folder", current == "Expedientes"),
        NavItem("Iniciar", "#", "circle-plus", current == "Iniciar trámite"),
    )
    return Shell(
        municipality="Municipalidad Distrital de Tambo Real",
        home_href="#",
        groups=groups,
        bottom=bottom,
        reader=Reader("Rosa Quispe", "Licencias y compras", (("Mi cuenta", "#"),), "#"),
        search_href="#",
        today="Lunes 30 de marzo de 2026",
        holidays="Semana Santa: 2 y 3 de abril feriados",
        keys_href="#",
        start_href="#",
        csrf="sample",
    )


def history() -> list[Entry]:
    def told(name: str, rest: str) -> Markup:
        return Markup("<strong>{}</strong> {}").format(name, rest)

    return [
        Entry("Si nadie apela, queda consentida", "miércoles 08/04", Mark.FUTURE),
        Entry("Empezó el plazo para apelar", "hoy, 0:00 · por ley", Mark.PRESENT),
        Entry(told("Rosa Quispe", "otorgó la buena pro y avisó a 3 postores"), "vie 27/03, 15:12"),
        Entry(told("Elmer Rojas", "calificó las ofertas, el tercero de tres"), "jue 26/03, 17:40"),
        Entry("El sistema abrió 3 ofertas selladas", "lun 23/03, 9:05", Mark.RULE),
        Entry(
            Markup("El sistema eligió <strong>licitación pública abreviada</strong>"),
            "vie 20/02, 10:02 · regla «método»",
            Mark.RULE,
        ),
    ]


def documents() -> list[DocumentLine]:
    return [
        DocumentLine("Declaración jurada", "3 pág. · firma válida", href="#"),
        DocumentLine("Plano de distribución", "82.00 m² · foto, 1.4 MB", "img", "#"),
        DocumentLine("Plan de seguridad", "12 pág.", href="#", version="versión 2"),
        DocumentLine("Recibo de pago 004-01823", "S/ 186.30 · 26/03/2026", href="#"),
        DocumentLine("Informe de inspección", "Se produce en el paso siguiente", "missing"),
    ]


def services() -> list[tuple[str, str, list[tuple[str, str, str, str]]]]:
    """The procedures that may be started: family, icon, (name, purpose, term, fee)."""
    licence = "Para abrir un local. El riesgo decide si hay inspección antes."
    return [
        (
            "Compras",
            "shopping-basket",
            [
                (
                    "Requerimiento de compra",
                    "Pida un bien, un servicio o una obra. El método se decide por el monto.",
                    "según método",
                    "sin costo",
                ),
                ("Contrato menor", "Hasta S/ 44,000.00.", "según la orden", "sin costo"),
            ],
        ),
        (
            "Ventanilla única",
            "store",
            [("Licencia de funcionamiento", licence, "2 u 8 días hábiles", "S/ 142.10")],
        ),
    ]


def context(current: str = "Bandeja") -> dict[str, Any]:
    """Everything that any page of the gallery shows."""
    wide, compact = both(appeal_days())
    return {
        "shell": shell(current),
        "stages": stages(),
        "form_steps": form_steps(),
        "appeal": wide,
        "appeal_compact": compact,
        "licence": ruler(licence_days(), width=310, compact=True),
        "pause": ruler(pause_days(), width=1080),
        "pause_compact": ruler(pause_days(), width=310, compact=True),
        "long": ruler(long_days(), width=612),
        "history": history(),
        "documents": documents(),
        "tasks": tasks(),
        "tabs": [
            Tab("Para mí", "#", 12, current=True),
            Tab("Tengo", "#", 9),
            Tab("Puedo tomar", "#", 3),
            Tab("Espero a otros", "#", 6),
            Tab("Vencidas", "#", 3, late=True),
            Tab("Pospuestas", "#", 2),
        ],
        "filters_sample": [Filter("Trámite: Licencia, Compra +3", "#", active=True)],
        "columns": [
            Column("Tarea"),
            Column("Expediente y asunto"),
            Column("Quién"),
            Column("Monto", numeric=True),
            Column("Plazo", sort_href="#", sorted="ascending"),
        ],
        "sentence": Markup(
            'Buenos días, Rosa. <strong class="is-late">Dos tareas vencieron</strong> '
            "y una vence hoy."
        ),
        "doc_columns": [
            Column(word) for word in ("Folio", "Documento", "Quién", "Fecha", "Estado")
        ],
        "crumbs": [Crumb("Bandeja", "#"), Crumb("LIC-2026-0118", "#")],
        "case_crumbs": [Crumb("Expedientes", "#"), Crumb("Contrataciones 2026", "#")],
        "results": [Choice("yes", "Conforme"), Choice("no", "Con observaciones")],
        "compatible": [Choice("yes", "Sí, es compatible"), Choice("no", "No es compatible")],
        "whom": [
            Choice("town", "La municipalidad", "trámite interno"),
            Choice(
                "citizen",
                "Un ciudadano en el mostrador",
                "queda anotado que usted lo registró por él",
            ),
        ],
        "inspectors": [Choice("ana", "Ana Mamani Flores"), Choice("elmer", "Elmer Rojas")],
        "delivery": date(2026, 4, 23),
        "faults": [
            FieldError("wrong-amount", "Escriba el monto con dos decimales"),
            FieldError("wrong-result", "Elija un resultado"),
        ],
        "refusals": [
            Refusal(
                "LIC-2026-0098 no se asignó:",
                "Marta registró esta solicitud y no puede evaluarla (roles separados).",
                "#",
                "Elegir a otra persona",
            ),
        ],
        "glance": [
            Pair("Número", "LIC-2026-0118"),
            Pair("Presentado", "jueves 26/03/2026, en línea"),
            Pair("Resolver", "hasta el jueves 09/04/2026"),
            Pair("Si no", "silencio positivo el 16/04", TermState.SILENCE),
            Pair("Derecho", "S/ 186.30, pagado"),
        ],
        "facts": [
            Pair("Cuantía", "S/ 180,000.00"),
            Pair("Adjudicado", "S/ 171,500.00"),
            Pair("Ahorro", "S/ 8,500.00 (4.72 %)"),
            Pair("Certificado", "CCP 0031-2026"),
            Pair("Ofertas", "3 válidas"),
            Pair("Área", "Servicios públicos"),
        ],
        "list": [
            Stage("Requerimiento", "passed", "Área", "12/02"),
            Stage("Evaluar ofertas", "passed", "Comité", "26/03"),
            Stage("Plazo de apelación", "here", "Compras", "hasta 07/04"),
            Stage("Pagar", "to-come", "Finanzas"),
        ],
        "services": services(),
        "service_columns": [
            Column("Trámite"),
            Column("Plazo"),
            Column("Derecho"),
            Column("Iniciar", hidden=True),
        ],
        "passed": PASSED,
        "here": ("seleccion_llamada",),
        "source": "/sample.bpmn",
    }
