"""What to do about `zeebe:` elements and attributes that have no meaning here."""

from collections.abc import Mapping

from engine.sentences import N_

ADVICE: Mapping[str, str] = {
    "executionListeners": N_("Póngalo como una tarea de script o de servicio: aquí se ve."),
    "taskListeners": N_("Póngalo como una tarea de script o de servicio: aquí se ve."),
    "candidateUsers": N_("Una tarea va a un rol o a una persona: cree un rol que las reúna."),
    "versionTag": N_("Quítelo: cada expediente sigue en la versión con que empezó."),
    "externalReference": N_("Dibuje el formulario en forms/ y nómbrelo con formKey."),
    "userTaskForm": N_("Guarde el formulario en forms/ y nómbrelo con formKey."),
    "adHoc": N_("Las actividades se habilitan todas: diga cuándo basta en completionCondition."),
    "linkedResources": N_("Quítelo: los archivos van en la carpeta del proceso."),
    "conditionalFilter": N_("Quítelo: se miran las variables que la condición lee."),
    "jobPriorityDefinition": N_("Quítelo: los trabajos se hacen en su orden."),
    "priorityDefinition": N_("Solo una tarea de usuario tiene prioridad."),
}


def advice_on(name: str) -> str:
    """A sentence, or ""."""
    return ADVICE.get(name, "")
