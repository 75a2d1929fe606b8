"""The words of the editor: what bpmn-js says in English, in the reader's language, and the choices
of the panel of an element."""

from __future__ import annotations

import json
from gettext import NullTranslations

from engine.dmn import DmnError, parse_leniently
from engine.workshop.drawn import drawn_in
from ui.parts import Choice
from ui.workshop.scene import Scene


def editor_words(words: NullTranslations) -> str:
    """JSON: the sentence of the library -> the one that is shown."""
    _ = words.gettext
    tools = {
        "Activate hand tool": _("Mover la hoja"),
        "Activate lasso tool": _("Elegir varios elementos"),
        "Activate create/remove space tool": _("Hacer o quitar espacio"),
        "Activate global connect tool": _("Unir dos elementos"),
        "Create start event": _("Inicio"),
        "Create end event": _("Fin"),
        "Create timer event": _("Espera de un tiempo"),
        "Create message event": _("Espera de un mensaje"),
        "Create user task": _("Tarea de persona"),
        "Create service task": _("Trabajo automático"),
        "Create decision task": _("Decisión por tabla"),
        "Create script task": _("Cálculo"),
        "Create call activity": _("Llamada a otro procedimiento"),
        "Create gateway": _("Elección de un camino"),
        "Create parallel gateway": _("Caminos a la vez"),
        "Create expanded sub-process": _("Subproceso"),
        "Create pool/participant": _("Participante con sus carriles"),
    }
    pad = {
        "Append end event": _("Seguir con un fin"),
        "Append gateway": _("Seguir con una elección"),
        "Append task": _("Seguir con una tarea"),
        "Append {type}": _("Seguir con otro elemento"),
        "Append element": _("Seguir con otro elemento"),
        "Append receive task": _("Seguir con la espera de un mensaje"),
        "Append message intermediate catch event": _("Seguir con la espera de un mensaje"),
        "Append timer intermediate catch event": _("Seguir con la espera de un tiempo"),
        "Append conditional intermediate catch event": _("Seguir con la espera de una condición"),
        "Append signal intermediate catch event": _("Seguir con la espera de una señal"),
        "Append intermediate/boundary event": _("Seguir con un evento"),
        "Append text annotation": _("Agregar una nota"),
        "Add text annotation": _("Agregar una nota"),
        "Add lane above": _("Agregar un carril encima"),
        "Add lane below": _("Agregar un carril debajo"),
        "Divide into two lanes": _("Dividir en dos carriles"),
        "Divide into three lanes": _("Dividir en tres carriles"),
        "Change element": _("Cambiar de clase"),
        "Change type": _("Cambiar de clase"),
        "Connect to other element": _("Unir con otro elemento"),
        "Connect using sequence/message flow or association": _("Unir con otro elemento"),
        "Connect using association": _("Unir con una nota"),
        "Delete": _("Quitar"),
        "Remove": _("Quitar"),
        "Align elements": _("Alinear"),
    }
    kinds = {
        "Task": _("Tarea"),
        "User task": _("Tarea de persona"),
        "Service task": _("Trabajo automático"),
        "Send task": _("Envío"),
        "Receive task": _("Espera de un mensaje"),
        "Manual task": _("Tarea manual"),
        "Business rule task": _("Decisión por tabla"),
        "Script task": _("Cálculo"),
        "Call activity": _("Llamada a otro procedimiento"),
        "Sub-process": _("Subproceso"),
        "Sub-process (collapsed)": _("Subproceso (cerrado)"),
        "Sub-process (expanded)": _("Subproceso (abierto)"),
        "Exclusive gateway": _("Elección de un camino"),
        "Parallel gateway": _("Caminos a la vez"),
        "Inclusive gateway": _("Elección de varios caminos"),
        "Complex gateway": _("Compuerta compleja"),
        "Event-based gateway": _("Lo que ocurra primero"),
        "Transaction": _("Transacción"),
        "Event sub-process": _("Subproceso de un evento"),
        "Ad-hoc sub-process": _("Subproceso libre"),
        "Start event": _("Inicio"),
        "Message start event": _("Inicio por un mensaje"),
        "Timer start event": _("Inicio por el reloj"),
        "Conditional start event": _("Inicio por una condición"),
        "Signal start event": _("Inicio por una señal"),
        "End event": _("Fin"),
        "Message end event": _("Fin con un mensaje"),
        "Error end event": _("Fin con un error"),
        "Escalation end event": _("Fin con un aviso hacia arriba"),
        "Signal end event": _("Fin con una señal"),
        "Terminate end event": _("Fin de todo"),
        "Intermediate throw event": _("Hito"),
        "Timer intermediate catch event": _("Espera de un tiempo"),
        "Message intermediate catch event": _("Espera de un mensaje"),
        "Message intermediate throw event": _("Envío de un mensaje"),
        "Signal intermediate catch event": _("Espera de una señal"),
        "Timer boundary event": _("Se cumple un tiempo, y se detiene"),
        "Timer boundary event (non-interrupting)": _("Se cumple un tiempo, y sigue"),
        "Message boundary event": _("Llega un mensaje, y se detiene"),
        "Message boundary event (non-interrupting)": _("Llega un mensaje, y sigue"),
        "Error boundary event": _("Ocurre un error"),
        "Sequence flow": _("Flujo"),
        "Default flow": _("Flujo de los demás casos"),
        "Conditional flow": _("Flujo con condición"),
        "Search in diagram": _("Buscar en el diagrama"),
        "Toggle token simulation": _("Probar el recorrido"),
        "Parallel multi-instance": _("Varias a la vez"),
        "Sequential multi-instance": _("Varias, una tras otra"),
        "Loop": _("Se repite"),
        "Set color": _("Color"),
    }
    run = {
        "Trigger Event": _("Seguir por aquí"),
        "Set Sequence Flow": _("Elegir el camino"),
        "Add pause point": _("Detenerse aquí"),
        "Remove pause point": _("No detenerse aquí"),
        "Reset Simulation": _("Empezar de nuevo"),
        "Play/Pause Simulation": _("Detener o seguir"),
        "Pause Simulation": _("Detenido"),
        "Play Simulation": _("En marcha"),
        "Toggle Simulation Log": _("Ver lo que pasó"),
        "Found unsupported elements": _("Hay elementos que el recorrido no conoce"),
        "Not supported": _("El recorrido no lo conoce"),
        "Finished": _("Terminó"),
        "Open minimap": _("Ver el mapa"),
        "Close minimap": _("Cerrar el mapa"),
    }
    return json.dumps({**tools, **pad, **kinds, **run}, ensure_ascii=False)


def panel_choices(words: NullTranslations, scene: Scene) -> dict[str, list[Choice]]:
    """What may be chosen for an element: forms, roles, decisions, calls."""
    _ = words.gettext
    forms = sorted(
        path.removeprefix("forms/").removesuffix(".json")
        for path in scene.files
        if path.startswith("forms/")
    )
    titles = scene.manifest.role_titles
    calls = sorted(
        {
            drawn.process_id
            for path in scene.ending(".bpmn")
            for drawn in drawn_in(scene.files[path])
        }
    )
    return {
        "forms": [Choice(each, each) for each in forms],
        "roles": [Choice(role, titles[role]) for role in sorted(titles)],
        "decisions": [Choice(each, each) for each in decisions_in(scene)],
        "calls": [Choice(each, each) for each in calls],
        "units": [
            Choice("business", _("días hábiles")),
            Choice("calendar", _("días calendario")),
            Choice("month", _("meses")),
            Choice("year", _("años")),
        ],
        "effects": [
            Choice("none", _("ninguno")),
            Choice("escalate", _("avisa a quien manda")),
            Choice("positive_silence", _("silencio positivo")),
            Choice("negative_silence", _("silencio negativo")),
            Choice("abandonment", _("abandono")),
            Choice("decay", _("se pierde el derecho")),
        ],
    }


def decisions_in(scene: Scene) -> list[str]:
    """The decisions of the draft by their ids; a table that cannot be read has none."""
    found: set[str] = set()
    for path in scene.ending(".dmn"):
        try:
            model, _problems = parse_leniently(scene.files[path], name=path)
        except DmnError:
            continue
        found |= {decision.id for decision in model.decisions.values()}
    return sorted(found)
