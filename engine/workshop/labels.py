"""What the parts of a diagram are called by people: keys of the catalogues."""

from __future__ import annotations

from collections.abc import Mapping

from engine.sentences import N_

ATTRIBUTES: Mapping[tuple[str, str], str] = {
    ("formDefinition", "formId"): N_("Formulario"),
    ("formDefinition", "formKey"): N_("Formulario"),
    ("assignmentDefinition", "candidateGroups"): N_("Rol"),
    ("assignmentDefinition", "assignee"): N_("Persona"),
    ("assignmentDefinition", "candidateUsers"): N_("Personas"),
    ("taskSchedule", "dueDate"): N_("Vence"),
    ("taskSchedule", "followUpDate"): N_("Se retoma"),
    ("priorityDefinition", "priority"): N_("Prioridad"),
    ("taskDefinition", "type"): N_("Trabajo"),
    ("taskDefinition", "retries"): N_("Intentos"),
    ("calledElement", "processId"): N_("Procedimiento que llama"),
    ("calledDecision", "decisionId"): N_("Decisión"),
    ("calledDecision", "resultVariable"): N_("Guarda el resultado en"),
    ("script", "expression"): N_("Cálculo"),
    ("script", "resultVariable"): N_("Guarda el resultado en"),
    ("input", "source"): N_("Dato que recibe"),
    ("output", "source"): N_("Dato que devuelve"),
    ("header", "value"): N_("Indicación"),
    ("loopCharacteristics", "inputCollection"): N_("Se repite por cada uno de"),
    ("loopCharacteristics", "outputCollection"): N_("Reúne los resultados en"),
    ("subscription", "correlationKey"): N_("Se reconoce por"),
    ("deadline", "title"): N_("Plazo"),
    ("deadline", "length"): N_("Duración del plazo"),
    ("deadline", "unit"): N_("Días del plazo"),
    ("deadline", "start"): N_("El plazo se cuenta desde"),
    ("deadline", "source"): N_("Fuente del plazo"),
    ("deadline", "effect"): N_("Efecto del plazo"),
    ("deadline", "fires"): N_("El plazo se cumple"),
    ("deadline", "owner"): N_("A quién le corre el plazo"),
    ("deadline", "monthEnd"): N_("Si el mes no tiene ese día"),
    ("deadline", "warns"): N_("Avisa antes, en días"),
    ("clock", "term"): N_("Detiene el plazo"),
    ("clock", "resumes"): N_("El plazo sigue"),
    ("document", "title"): N_("Documento que debe dejar"),
    ("document", "kind"): N_("Clase del documento"),
    ("document", "required"): N_("El documento es obligatorio"),
    ("sealed", "opens"): N_("Reservado hasta"),
    ("sealed", "into"): N_("Los sobres se abren en"),
    ("bulk", "most"): N_("Se completan juntas, hasta"),
}
PARTS: Mapping[str, str] = {
    "conditionExpression": N_("Condición"),
    "timeDuration": N_("Tiempo"),
    "timeDate": N_("Fecha y hora"),
    "timeCycle": N_("Cada cuánto"),
    "condition": N_("Condición"),
    "documentation": N_("Nota"),
    "completionCondition": N_("Termina cuando"),
    "loopCondition": N_("Se repite mientras"),
}
KINDS: Mapping[str, str] = {
    "startEvent": N_("Inicio"),
    "endEvent": N_("Fin"),
    "intermediateCatchEvent": N_("Espera"),
    "intermediateThrowEvent": N_("Aviso"),
    "boundaryEvent": N_("Evento en el borde"),
    "task": N_("Tarea"),
    "userTask": N_("Tarea de persona"),
    "manualTask": N_("Tarea manual"),
    "scriptTask": N_("Cálculo"),
    "businessRuleTask": N_("Decisión"),
    "serviceTask": N_("Trabajo automático"),
    "sendTask": N_("Envío"),
    "receiveTask": N_("Espera de un mensaje"),
    "subProcess": N_("Subproceso"),
    "transaction": N_("Transacción"),
    "adHocSubProcess": N_("Subproceso libre"),
    "callActivity": N_("Llamada a otro procedimiento"),
    "exclusiveGateway": N_("Elección de un camino"),
    "parallelGateway": N_("Caminos a la vez"),
    "inclusiveGateway": N_("Elección de varios caminos"),
    "eventBasedGateway": N_("Lo que ocurra primero"),
    "complexGateway": N_("Compuerta compleja"),
    "sequenceFlow": N_("Flujo"),
}


def label_of_part(name: str) -> str:
    """What a part in the standard's own namespace is called; "" where it has no word."""
    return PARTS.get(name, "")
