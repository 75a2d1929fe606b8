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
    "beneficio_pensionista": {
        **PERSON,
        "codigo_contribuyente": "000001",
        "beneficio_pedido": "pensionista",
        "fecha_nacimiento": "12/03/1955",
        "ingreso_mensual": "1200",
        "vive_en_el": "true",
    },
    "prescripcion_tributaria": {**PERSON, "codigo_contribuyente": "000001"},
    "reclamacion_tributaria": {
        **PERSON,
        "codigo_contribuyente": "000001",
        "tipo_acto": "rd",
        "acto_reclamado": "RD 0012-2026",
        "fecha_notificacion": "02/02/2026",
        "ejercicio": "2026",
        "fundamentos": "El área no es la que se dice",
    },
    "inafectacion_predial": {
        **PERSON,
        "codigo_contribuyente": "000001",
        "codigo_predio": "01-001-001",
        "causa": "entidad religiosa",
        "uso_predio": "Templo y casa parroquial",
    },
    "construccion_nueva": {
        **PERSON,
        "predio": "01-023-001",
        "obra": "nueva",
        "licencia": "EDI-12",
        "pisos": [
            {
                "nivel": str(level),
                "area": area,
                "anio": "2026",
                "material": "ladrillo",
                "estado": "bueno",
                "uso": "vivienda",
            }
            for level, area in ((1, "120"), (2, "90.5"))
        ],
    },
    "cambio_uso": {
        **PERSON,
        "predio": "01-023-001",
        "uso_nuevo": "comercio",
        "motivo_cambio": "Una bodega.",
    },
    "correccion_datos": {**PERSON, "predio": "01-023-001", "sustento": "Consta en la escritura."},
    "certificado_catastral": {**PERSON, "predio": "01-023-001"},
    "transferencia": {
        **PERSON,
        "predio": "01-023-001",
        "fecha_acto": "02/03/2026",
        "titulo": "Escritura 12-2026",
    },
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
    "licencia_edificacion": {
        **PERSON,
        "modalidad": "B",
        "tipo_obra": "edificacion",
        "obra": "Vivienda de dos pisos",
        "area_techada": "180",
        "pisos": "2",
        "direccion_predio": HOME,
        "punto_predio": PLACE,
        "partida": "11021876",
    },
    "anuncio_publicitario": {
        **PERSON,
        "direccion_local": HOME,
        "tipo_anuncio": "simple",
        "leyenda": "Bodega San Juan",
        "ancho_m": "2.4",
        "alto_m": "0.6",
    },
    "carne_sanidad": {
        **PERSON,
        "direccion_local": HOME,
        "ocupacion": "Vender abarrotes",
        "carnes": "1",
    },
    "propuesta_ciudadana": {
        **PERSON,
        "titulo": "Luz en la losa de Huaypo",
        "area": "inversion",
        "lugar": "Losa deportiva de Huaypo",
        "relato": "De noche no se ve. Llame a Nélida Farfán al 984 111 222.",
    },
    "apelacion": {
        **PERSON,
        "tipo_recurso": "apelacion",
        "numero_expediente": "LIC-2026-0001",
        "acto_impugnado": "Resolución 021-2026",
        "fecha_notificacion": "10/06/2026",
        "fundamentos": "El uso es compatible con la zona",
    },
    "queja_demora": {
        **PERSON,
        "numero_expediente": "LIC-2026-0001",
        "motivo_queja": "demora",
        "detalle": "Presenté en enero y nadie responde",
    },
    "certificado": {
        **PERSON,
        "tipo_acta": "nacimiento",
        "titular": "Juan Farfán Ccori",
        "copias": "1",
    },
    "libro_reclamaciones": {
        **PERSON,
        "asunto": "Me atendieron mal en la caja",
        "detalle": "Esperé tres horas",
        "fecha_hecho": "19/11/2026",
        "area_reclamada": "Caja",
        "pedido": "Que atiendan por turno",
    },
    "acceso_informacion": {
        **PERSON,
        "informacion": "Planilla de la obra del canal",
        "detalle": "De enero a junio de 2026",
        "forma_entrega": "correo",
    },
    "peticion_co": {
        "tipo_solicitante": "natural",
        "nombre_solicitante": "Nélida Farfán",
        "cc": "52123456",
        "domicilio": {"localidad": "Tambo", "calle": "Cra 7", "numero": "12-34"},
        "tipo_peticion": "general",
        "asunto": "Alumbrado de la vereda",
        "hechos": "Las lámparas no encienden desde mayo",
    },
}
