"""What taxpayers of Tambo Real ask the tax office for, each at another stage."""

from __future__ import annotations

from processes.demo.filings import Filing
from processes.demo.plan import TODAY, Act
from processes.demo.tambo_real import UBIGEO

_COMPLETE = Act(0, "sonia", "recepcion_revisar")
_QUALIFIED = {"calificacion": "Cumple los requisitos."}


def asked(this: int) -> tuple[Filing, ...]:
    """A pensioner's benefit that waits for its decision, an exemption that nobody looked at, a
    claim that is to be decided, and a prescription whose acts are to be noted."""
    return (
        Filing(
            "Beneficio de pensionista: Layme Condori, Eusebio", "beneficio_pensionista", 9,
            {
                **_person("Layme Condori, Eusebio", "23945590", "Jr. Bolívar", "88"),
                "codigo_contribuyente": "000003",
                "beneficio_pedido": "pensionista",
                "fecha_nacimiento": "14/08/1951",
                "ingreso_mensual": "1180",
                "vive_en_el": "true",
            },
            ("constancia_ingresos",),
            (_COMPLETE, Act(3, "raul", "evaluacion_calificar", _QUALIFIED)),
        ),
        Filing(
            "Inafectación del predio 01-046-002: Farfán Ticona, Nélida", "inafectacion_predial", 2,
            {
                **_person("Farfán Ticona, Nélida", "46872210", "Jr. Lima", "19"),
                "codigo_contribuyente": "000005",
                "codigo_predio": "01-046-002",
                "causa": "comunidad campesina o nativa",
                "uso_predio": "Local de la comunidad campesina.",
            },
            ("sustento_inafectacion",),
        ),
        Filing(
            "Reclamación contra OP 0031-2026: Ccori Huamán, Julia", "reclamacion_tributaria", 8,
            {
                **_person("Ccori Huamán, Julia", "41203377", "Jr. Unión", "214"),
                "codigo_contribuyente": "000001",
                "tipo_acto": "op",
                "acto_reclamado": "OP 0031-2026",
                "fecha_notificacion": TODAY,
                "ejercicio": str(this),
                "manifiestamente_improcedente": "true",
                "fundamentos": "Las dos primeras cuotas se pagaron en el banco.",
            },
            ("escrito",),
            (_COMPLETE,),
        ),
        Filing(
            "Prescripción 2018 a 2020: Quispe Mamani, Rosa", "prescripcion_tributaria", 5,
            {
                **_person("Quispe Mamani, Rosa", "40718825", "Av. Cusco", "305"),
                "codigo_contribuyente": "000002",
                "desde_ejercicio": "2018",
                "hasta_ejercicio": "2020",
            },
            (),
            (_COMPLETE,),
        ),
    )  # fmt: skip


def _person(name: str, dni: str, street: str, number: str) -> dict[str, object]:
    return {
        "tipo_solicitante": "natural",
        "nombre_solicitante": name,
        "dni": dni,
        "domicilio": {"codigo": UBIGEO, "calle": street, "numero": number},
    }
