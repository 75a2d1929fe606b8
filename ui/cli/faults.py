"""What stopped a command, in one sentence that says what to do; no command ends in a traceback.

With CAUCE_LOG_LEVEL=debug the whole error is shown, for whoever mends Cauce.
"""

from __future__ import annotations

import os

from storage.faults import DatabaseFault, fault_of

DATABASE = {
    DatabaseFault.ADDRESS: (
        "La dirección de la base de datos no se entiende: use sqlite:///archivo o"
        " postgresql://usuario:clave@servidor/base."
    ),
    DatabaseFault.UNREACHABLE: (
        "La base de datos no responde ({detail}). Revise CAUCE_DATABASE_URL y que el servidor"
        " esté en marcha."
    ),
    DatabaseFault.NO_TABLES: "Faltan las tablas: ejecute primero «cauce db upgrade».",
    DatabaseFault.NOT_SQLITE: (
        "El archivo de la base de datos no es de SQLite: revise CAUCE_DATABASE_URL."
    ),
    DatabaseFault.READ_ONLY: (
        "La base de datos no se puede escribir ({detail}). Revise los permisos de esta cuenta."
    ),
    DatabaseFault.FULL: "No queda espacio para la base de datos: libere disco y repita la orden.",
    DatabaseFault.BUSY: "Otro proceso ocupa la base de datos: espere un momento y repita la orden.",
    DatabaseFault.OTHER: "La base de datos no pudo cumplir la orden: {detail}",
}


def sentence_of(error: Exception) -> str:
    """What to tell the person at the terminal."""
    found = fault_of(error)
    if found is not None:
        kind, detail = found
        return DATABASE[kind].format(detail=detail)
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        return f"No se pudo usar{where}: {error.strerror or error}."
    return (
        f"Algo falló de nuestro lado: {type(error).__name__}: {error}."
        " Con CAUCE_LOG_LEVEL=debug se ve el detalle."
    )


def wants_everything() -> bool:
    """Whoever runs the command asked for the whole error."""
    return os.environ.get("CAUCE_LOG_LEVEL", "").strip().lower() == "debug"
