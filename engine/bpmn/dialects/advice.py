"""What to do about each attribute and element of the `camunda:` dialect that has no counterpart."""

from collections.abc import Mapping

from engine.sentences import N_

CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
_HANDLER = N_("Dé el trabajo a un manejador: zeebe:taskDefinition con el nombre del trabajo.")
ADVICE: Mapping[str, str] = {
    "class": _HANDLER,
    "expression": _HANDLER,
    "delegateExpression": _HANDLER,
    "connector": _HANDLER,
    "topic": N_("Ponga el trabajo en una tarea de servicio (zeebe:taskDefinition)."),
    "candidateUsers": N_("Una tarea va a un rol o a una persona: cree un rol que las reúna."),
    "candidateGroups": N_("Una tarea va a un solo rol: cree un rol que reúna a esos grupos."),
    "formKey": N_("Dibuje el formulario en forms/ y nómbrelo con zeebe:formDefinition."),
    "formData": N_("Dibuje el formulario en forms/ y nómbrelo con zeebe:formDefinition."),
    "initiator": N_("Quien abre el expediente queda en su historial: quite el atributo."),
    "executionListener": N_("Póngalo como una tarea de script o una asignación: aquí se ve."),
    "taskListener": N_("Póngalo como una tarea de script o una asignación: aquí se ve."),
    "in": N_("Escriba qué entra en zeebe:ioMapping; el número del expediente ya va con él."),
    "out": N_("Escriba qué sale en zeebe:ioMapping."),
    "decisionRef": N_("Diga la variable y que el resultado es uno: zeebe:calledDecision."),
    "mapDecisionResult": N_("Aquí una decisión da un valor: léalo del resultado con FEEL."),
    "inputParameter": N_("Escriba la entrada en FEEL (zeebe:input)."),
    "outputParameter": N_("Escriba la salida en FEEL (zeebe:output)."),
    "failedJobRetryTimeCycle": N_("Diga cuántos intentos en zeebe:taskDefinition (retries)."),
    "errorCodeVariable": N_("El código se sabe por el evento que lo recibe: quite el atributo."),
    "errorMessageVariable": N_("Guarde el mensaje en una variable antes de lanzar el error."),
    "escalationCodeVariable": N_("El código se sabe por el evento: quite el atributo."),
    "resultVariable": N_("Diga la variable donde va el trabajo (zeebe:output)."),
}
_OTHER = N_("Quítelo, o diga lo mismo con los elementos zeebe: «cauce convert» ayuda.")


def advice_for(name: str) -> str:
    """What to do about an attribute or element of the `camunda:` dialect."""
    return ADVICE.get(name, _OTHER)
