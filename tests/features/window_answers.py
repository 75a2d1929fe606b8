"""What people ordinarily answer in each step of the one-stop shop, by the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STEPS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "mesa de partes la encuentra completa": ("recepcion_revisar", {}),
    "mesa de partes da por subsanado": ("recepcion_verificar", {"subsano": "si"}),
    "el especialista la califica sin observaciones": (
        "evaluacion_calificar",
        {"calificacion": "Cumple"},
    ),
    "se publica la licencia": ("publicacion_publicar", {}),
    "la autoridad lo declara fuera de plazo": (
        "declarar_improcedente",
        {"fundamento": "Pasaron los quince días"},
    ),
    "el área quejada informa": ("descargo", {"informe_descargo": "Faltaba un informe"}),
    "el superior la declara fundada": (
        "resolver",
        {"queja": "fundada", "medida": "Que se resuelva en dos días"},
    ),
    "el registro civil halla el acta": ("buscar", {"hallazgo": "si", "acta": "Libro 12, folio 4"}),
    "el registro civil no halla el acta": ("buscar", {"hallazgo": "no"}),
    "el registro civil ve que el acta está reservada": ("buscar", {"hallazgo": "reservada"}),
    "el registro civil expide la copia": ("certificar", {"numero_certificado": "0031-2026"}),
    "el registro civil extiende la constancia negativa": (
        "negar",
        {"busqueda": "Libros de 1980 a 1985"},
    ),
    "mesa de partes la entrega": (
        "entregar",
        {"recibe": "Nélida Farfán", "fecha_entrega": "26/03/2026"},
    ),
    "el responsable toma el reclamo como propio": ("revisar_reclamo", {"competencia": "propia"}),
    'el responsable observa "detalle"': (
        "revisar_reclamo",
        {"competencia": "propia", "observaciones": [{"campo": "detalle", "motivo": "¿Qué día?"}]},
    ),
    "el responsable ve que le toca a otra entidad": (
        "revisar_reclamo",
        {"competencia": "otra", "entidad": "la empresa de agua"},
    ),
    "el responsable lo traslada": ("trasladar", {"numero_oficio": "OF-12"}),
    "el área reclamada informa": ("informar", {"informe": "Había una sola persona en caja"}),
    "el responsable responde": (
        "responder",
        {"acogido": "si", "respuesta": "Desde el lunes se atiende por turno"},
    ),
    "planeamiento no la admite": (
        "admitir",
        {"admitida": "no", "motivo": "La losa es de la comunidad: le toca a ella"},
    ),
    "planeamiento la deriva al área": (
        "derivar",
        {"area_evalua": "Obras", "correo_evalua": "personal@tamboreal.example"},
    ),
    "el área dice que se puede, por 8500.00": (
        "evaluar",
        {"viable": "si", "costo": "8500.00", "opinion": "Con cuatro reflectores"},
    ),
    "el área dice que no se puede": (
        "evaluar",
        {"viable": "no", "opinion": "No hay red cerca"},
    ),
    "planeamiento la acepta": (
        "responder",
        {"decision": "aceptada", "accion": "Luz en Huaypo", "respuesta": "Se hará en marzo"},
    ),
    "planeamiento no la acepta": (
        "responder",
        {"decision": "no_aceptada", "respuesta": "No hay red cerca"},
    ),
    "la autoridad ordena que se responda": ("ordenar", {"orden": "A Planeamiento, en dos días"}),
    "el responsable de acceso pide la información al área": (
        "derivar",
        {"area_poseedora": "Obras"},
    ),
    "el área la ubica": ("ubicar", {"hallazgo": "si", "sustento": "Archivo de Obras"}),
    "el responsable de acceso la entrega": ("responder", {"entrega": "si"}),
    "el responsable de acceso la niega": (
        "responder",
        {"entrega": "no", "causal": "confidencial"},
    ),
    "se recibe la apelación": ("apelar", {"numero_apelacion": "0412"}),
    "el responsable de acceso la eleva al Tribunal": ("elevar", {"numero_oficio": "OF-9"}),
    "el Tribunal la declara fundada": (
        "resolucion_tribunal",
        {"tribunal": "fundada", "numero_tribunal": "R-2231-2026"},
    ),
    "el responsable de acceso entrega lo que manda el Tribunal": (
        "entregar_despues",
        {"recibe": "Nélida Farfán"},
    ),
    "sanidad expide los carnés": ("expedir", {"numero_carne": "C-0101 a C-0103"}),
    "la autoridad emite la autorización del anuncio": (
        "emitir_autorizacion",
        {"numero_autorizacion": "0007-2026"},
    ),
    "se convoca a la comisión": (
        "convocar_comision",
        {"fecha_sesion": "31/03/2026", "delegados": "CAP, CIP y la municipalidad"},
    ),
    "la comisión dictamina conforme": (
        "dictaminar",
        {"dictamen": "conforme", "sustento_dictamen": "Cumple el reglamento"},
    ),
    "el supervisor verifica la obra": (
        "verificar_obra",
        {"fecha_inicio": "01/04/2026", "verificacion": "Según los planos"},
    ),
    "el área da la conformidad de la obra en un predio": (
        "dar_conformidad",
        {
            "conformidad": "si",
            "predio": "01-023-001",
            "pisos_conformes": [
                {
                    "nivel": "1",
                    "area": "120",
                    "anio": "2026",
                    "material": "ladrillo",
                    "estado": "bueno",
                }
            ],
        },
    ),
    "el área entrega las copias": ("entregar_copias", {"recibe": "Nélida Farfán"}),
    "no se logra notificar en persona": (
        "notificacion_persona",
        {"motivo_persona": "No había nadie"},
    ),
    "no se logra notificar en la segunda visita": (
        "notificacion_segunda",
        {"motivo_segunda": "No había nadie"},
    ),
}
"""What people do in one step and with the ordinary answers."""
