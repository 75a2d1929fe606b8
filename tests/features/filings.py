"""What somebody who files a procedure of the one-stop shop ordinarily writes, by service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

HOME = {"codigo": "080309", "calle": "Jr. Comercio", "numero": "145", "referencia": "La plaza"}
PLACE = {"lat": "-13.4555", "lon": "-72.2540"}
PERSON = {
    "tipo_solicitante": "natural",
    "nombre_solicitante": "Nélida Farfán Ccori",
    "dni": "46872210",
    "domicilio": HOME,
    "correo": "nelida@example.pe",
}

FILINGS: Mapping[str, Mapping[str, Any]] = {
    "licencia_funcionamiento": {
        **PERSON,
        "tipo_tramite": "nueva",
        "nombre_comercial": "Bodega San Juan",
        "giro": "comercio",
        "actividad": "Venta de abarrotes",
        "area_m2": "60",
        "pisos": "1",
        "direccion_local": HOME,
        "punto_local": PLACE,
    },
}
