"""What the neighbours of Tambo Real ask of the cadastre: a sale that waits to be resolved, and a
certificate with its plan that the house issued when it was paid."""

from __future__ import annotations

from collections.abc import Mapping

from processes.demo.filings import Filing
from processes.demo.plan import TILL, TODAY, Act
from processes.demo.tambo_real import UBIGEO

SOLD, CERTIFIED = "01-001-001", "01-001-004"


def land_filings() -> tuple[Filing, ...]:
    """Both were filed at the counter."""
    return (
        Filing(
            f"Transferencia: compraventa del predio {SOLD}", "transferencia", 6,
            {
                **_who("Ccori Puma, Delia", "41887302"),
                "predio": SOLD,
                "acto": "compraventa",
                "fecha_acto": TODAY,
                "precio": "62000",
                "titulo": "Escritura 214-2026, notaría Valle",
                "transferentes": [{"documento": "40000707", "parte": "1/2"}],
                "adquirientes": [
                    {"documento": "41887302", "nombre": "Ccori Puma, Delia", "parte": "1"}
                ],
            },
            ("titulo_documento", "alcabala"),
            (
                Act(0, "sonia", "recepcion_revisar"),
                Act(0, "teo", TILL, {"recibido": "50.00"}),
                Act(1, "raul", "verificar_alcabala",
                    {"alcabala_verificada": "pagada", "alcabala_recibo": "R-0412"}),
                Act(3, "pilar", "catastral_estudiar",
                    {"titulo_conforme": "si", "estudio": "La escritura consta inscrita."},
                    ("informe_legal",)),
            ),
        ),
        Filing(
            f"Certificado catastral del predio {CERTIFIED}", "certificado_catastral", 2,
            {**_who("Huamán Tupa, Hilda", "40000728"), "predio": CERTIFIED, "para_que": "Banco"},
            acts=(Act(0, "teo", TILL, {"recibido": "50.00"}),),
        ),
    )  # fmt: skip


def _who(name: str, dni: str) -> Mapping[str, object]:
    home = {"codigo": UBIGEO, "calle": "Jr. Cusco", "numero": "10"}
    return {
        "tipo_solicitante": "natural", "nombre_solicitante": name, "dni": dni, "domicilio": home
    }  # fmt: skip
