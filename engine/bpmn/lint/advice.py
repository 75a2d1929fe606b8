"""What to draw instead of what the engine does not run."""

from collections.abc import Mapping

from engine.sentences import N_

INSTEAD: Mapping[str, str] = {
    "compensateEventDefinition": N_(
        "Dibuje las tareas que deshacen el trabajo como un camino normal."
    ),
    "cancelEventDefinition": N_("Use un evento de error."),
    "linkEventDefinition": N_("Una los dos puntos con un flujo de secuencia."),
    "script": N_("Escriba una expresión FEEL en zeebe:script."),
    "resourceRole": N_("Use los carriles (lanes) o zeebe:assignmentDefinition."),
    "performer": N_("Use los carriles (lanes) o zeebe:assignmentDefinition."),
    "humanPerformer": N_("Use los carriles (lanes) o zeebe:assignmentDefinition."),
    "potentialOwner": N_("Use los carriles (lanes) o zeebe:assignmentDefinition."),
    "import": N_("Ponga todos los procesos en la misma carpeta."),
    "choreography": N_("Dibuje el proceso de cada parte y únalos con mensajes."),
    "conversation": N_("Dibuje el proceso de cada parte y únalos con mensajes."),
    "loopDataInputRef": N_("Use zeebe:loopCharacteristics con inputCollection."),
    "loopDataOutputRef": N_("Use zeebe:loopCharacteristics con outputCollection."),
    "inputDataItem": N_("Use zeebe:loopCharacteristics con inputElement."),
    "outputDataItem": N_("Use zeebe:loopCharacteristics con outputElement."),
}


def instead_of(name: str) -> str:
    """A sentence of advice, or ""."""
    return INSTEAD.get(name, "")
