"""What to draw instead of what the engine does not run."""

from collections.abc import Mapping

INSTEAD: Mapping[str, str] = {
    "compensateEventDefinition": "Dibuje las tareas que deshacen el trabajo como un camino normal.",
    "cancelEventDefinition": "Use un evento de error.",
    "linkEventDefinition": "Una los dos puntos con un flujo de secuencia.",
    "script": "Escriba una expresión FEEL en zeebe:script.",
    "resourceRole": "Use los carriles (lanes) o zeebe:assignmentDefinition.",
    "performer": "Use los carriles (lanes) o zeebe:assignmentDefinition.",
    "humanPerformer": "Use los carriles (lanes) o zeebe:assignmentDefinition.",
    "potentialOwner": "Use los carriles (lanes) o zeebe:assignmentDefinition.",
    "import": "Ponga todos los procesos en la misma carpeta.",
    "choreography": "Dibuje el proceso de cada parte y únalos con mensajes.",
    "conversation": "Dibuje el proceso de cada parte y únalos con mensajes.",
    "loopDataInputRef": "Use zeebe:loopCharacteristics con inputCollection.",
    "loopDataOutputRef": "Use zeebe:loopCharacteristics con outputCollection.",
    "inputDataItem": "Use zeebe:loopCharacteristics con inputElement.",
    "outputDataItem": "Use zeebe:loopCharacteristics con outputElement.",
}


def instead_of(name: str) -> str:
    """A sentence of advice, or ""."""
    return INSTEAD.get(name, "")
