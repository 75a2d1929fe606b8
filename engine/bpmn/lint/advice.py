"""What to draw instead of what the engine does not run."""

from collections.abc import Mapping

INSTEAD: Mapping[str, str] = {
    "complexGateway": "Use una compuerta exclusiva, inclusiva o paralela.",
    "adHocSubProcess": "Dibuje las tareas con una compuerta inclusiva, o como tareas paralelas.",
    "transaction": "Use un subproceso con un evento de error en su borde.",
    "conditionalEventDefinition": "Use una compuerta después del paso que cambia el dato.",
    "compensateEventDefinition": "Dibuje las tareas que deshacen el trabajo como un camino normal.",
    "cancelEventDefinition": "Use un evento de error.",
    "linkEventDefinition": "Una los dos puntos con un flujo de secuencia.",
    "dataInputAssociation": "Use una asignación de entrada (zeebe:ioMapping).",
    "dataOutputAssociation": "Use una asignación de salida (zeebe:ioMapping).",
    "ioSpecification": "Use asignaciones de entrada y salida (zeebe:ioMapping).",
    "property": "Use una variable: un script o una asignación de salida.",
    "script": "Escriba una expresión FEEL en zeebe:script.",
    "resourceRole": "Use los carriles (lanes) o zeebe:assignmentDefinition.",
    "performer": "Use los carriles (lanes) o zeebe:assignmentDefinition.",
    "humanPerformer": "Use los carriles (lanes) o zeebe:assignmentDefinition.",
    "potentialOwner": "Use los carriles (lanes) o zeebe:assignmentDefinition.",
    "import": "Ponga todos los procesos en la misma carpeta.",
    "choreography": "Dibuje el proceso de cada parte y únalos con mensajes.",
    "conversation": "Dibuje el proceso de cada parte y únalos con mensajes.",
    "globalUserTask": "Use una tarea dentro del proceso, o llame a un proceso con una sola tarea.",
    "loopDataInputRef": "Use zeebe:loopCharacteristics con inputCollection.",
    "loopDataOutputRef": "Use zeebe:loopCharacteristics con outputCollection.",
    "inputDataItem": "Use zeebe:loopCharacteristics con inputElement.",
    "outputDataItem": "Use zeebe:loopCharacteristics con outputElement.",
    "isForCompensation": "Dibuje las tareas que deshacen el trabajo como un camino normal.",
    "startQuantity": "Use una compuerta paralela para esperar varias llegadas.",
    "completionQuantity": "Use una compuerta paralela para continuar por varios caminos.",
    "parallelMultiple": "Espere cada evento por separado después de una compuerta paralela.",
    "instantiate": "Empiece el proceso con un evento de inicio.",
    "eventGatewayType": "Espere cada evento por separado después de una compuerta paralela.",
    "behavior": "Deje el comportamiento por defecto (All).",
}


def instead_of(name: str) -> str:
    """A sentence of advice, or ""."""
    return INSTEAD.get(name, "")
