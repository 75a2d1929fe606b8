"""What a refusal says to a person, and the status that goes with it.

One module for every verb's refusals, so that the same thing is said in the same words everywhere.
Sentences that need a person's name or a role's title get them from the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from engine.refusals import RefusalKind, Refused

K = RefusalKind

STATUS: Mapping[RefusalKind, int] = {
    K.NOT_FOUND: 404,
    K.NO_ROLE: 403,
    K.HELD_BY_OTHER: 409,
    K.NOT_HELD: 409,
    K.ALREADY_COMPLETED: 409,
    K.NOT_OPEN: 409,
    K.SUSPENDED: 409,
    K.INCIDENT_RESOLVED: 409,
    K.JOB_NOT_HELD: 409,
    K.JOB_DONE: 409,
    K.JOB_NOT_OPEN: 409,
    K.KIND_NOT_ALLOWED: 403,
    K.CASE_NOT_OPEN: 409,
    K.NOT_MOVABLE: 409,
    K.BATCH_STATE: 409,
    K.INVALID_DATA: 422,
    K.MISSING_DOCUMENTS: 422,
    K.NOT_ALLOWED_TO_START: 403,
    K.NOT_ACTIVE: 409,
    K.BAD_DEFINITION: 422,
    K.STEP_FAILED: 409,
    K.LATE: 409,
    K.LOCKED_OUT: 429,
    K.WRONG_PASSWORD: 422,
    K.PASSWORD_GIVEN: 403,
    K.CODE_NEEDED: 403,
    K.LAST_WAY_IN: 409,
    K.FILE_EMPTY: 422,
    K.FILE_TOO_LARGE: 413,
    K.FILE_TYPE: 415,
    K.FILE_TRUNCATED: 400,
    K.FILE_ACTIVE: 415,
    K.FILE_ENCRYPTED: 415,
    K.DOCUMENT_LOCKED: 409,
    K.BAD_CERTIFICATE: 422,
    K.NO_TIME_STAMP: 503,
    K.LETTER_STATE: 409,
    K.ON_HOLD: 409,
    K.NOT_DUE: 409,
    K.UPLOAD_PLACE: 409,
    K.FILE_INFECTED: 422,
    K.FILE_UNSCANNED: 503,
    K.FILES_TOO_MANY: 409,
    K.SEALED: 403,
    K.IN_ENVELOPE: 409,
    K.OPENED_LATER: 409,
    K.KEY_MISSING: 409,
    K.NOT_EXPECTED: 409,
    K.SEPARATED: 403,
    K.EXCLUDED: 403,
    K.LEGAL_TERM: 409,
    K.NOT_DELEGATED: 409,
    K.ONE_BY_ONE: 409,
    K.TOO_MANY: 409,
    K.TOO_MANY_LOOK_UPS: 429,
    K.ACTED_ON: 409,
    K.BEGUN: 409,
    K.UNDO_OVER: 409,
    K.CONFLICT: 409,
    K.MANDATE_OVER: 403,
    K.ANSWERED: 409,
    K.ACCOUNT_TAKEN: 409,
    K.ORDER_STATE: 409,
    K.GIVEN_BACK: 409,
    K.TILL_STATE: 409,
    K.CHANGED: 412,
    K.ONESELF: 409,
    K.LAST_ADMINISTRATOR: 409,
    K.BAD_PLAN: 422,
    K.CANNOT_MIGRATE: 409,
    K.OTHER_VERSION: 409,
    K.MOVED_ON: 409,
    K.NOTHING_TO_UNDO: 409,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal as a person reads it."""

    status: int
    sentence: str


def told(refused: Refused, words: NullTranslations, facts: Mapping[str, str] | None = None) -> Told:
    """Status and sentence; `facts` are names that the page has looked up (who, role, limit)."""
    given = {**DEFAULTS, **refused.details, **(facts or {})}
    if refused.kind is K.NOT_MOVABLE:
        given["because"] = BECAUSE.get(refused.details.get("why", ""), _not_so)(words)
    sentence = _pattern(refused)(words) % given
    return Told(STATUS[refused.kind], sentence)


def _pattern(refused: Refused) -> Sentence:
    if refused.kind is K.EXCLUDED and "own" in refused.details:
        return lambda w: w.gettext("No puede hacer esta tarea: %(reason)s.")
    if refused.kind is not K.SEPARATED:
        return SENTENCES[refused.kind]
    own, opened = "own" in refused.details, "opened" in refused.details
    return SEPARATED.get((own, opened), SENTENCES[K.SEPARATED])


def wrong_subscription(refused: Refused, words: NullTranslations) -> str:
    """Why a program cannot be told, in a sentence; empty when the refusal is about another."""
    sentence = NOT_TOLD.get(refused.details.get("why", ""))
    return sentence(words) % refused.details if sentence else ""


DEFAULTS = {
    "did": "",
    "who": "",
    "reason": "",
    "role": "",
    "titles": "",
    "limit": "50 MB",
    "most": "1",
    "found": "",
    "element": "",
    "when": "",
    "due": "",
    "version": "",
    "reached": "0",
}
Sentence = Callable[[NullTranslations], str]

SEPARATED: Mapping[tuple[bool, bool], Sentence] = {
    (True, True): lambda w: w.gettext(
        "No puede hacer esta tarea porque usted registró el expediente."
    ),
    (True, False): lambda w: w.gettext("No puede hacer esta tarea porque usted hizo «%(did)s»."),
    (False, True): lambda w: w.gettext(
        "%(who)s no puede recibir esta tarea porque registró el expediente."
    ),
}
"""Four eyes: by whether it is the reader's own doing, and whether that was opening the case."""

SENTENCES: Mapping[RefusalKind, Sentence] = {
    K.SEPARATED: lambda w: w.gettext(
        "%(who)s no puede recibir esta tarea porque hizo «%(did)s» en el mismo expediente."
    ),
    K.EXCLUDED: lambda w: w.gettext("%(who)s no puede recibir esta tarea: %(reason)s."),
    K.LEGAL_TERM: lambda w: w.gettext(
        "Su plazo es el de la ley: se mueve desde el expediente, con su motivo."
    ),
    K.NOT_DELEGATED: lambda w: w.gettext("Esta tarea no la dio usted, o ya volvió a sus manos."),
    K.ONE_BY_ONE: lambda w: w.gettext(
        "No va con las otras: es de otro paso o de otra versión. Complétela en su página."
    ),
    K.TOO_MANY_LOOK_UPS: lambda w: w.gettext(
        "Buscó a %(limit)s personas en una hora. Escriba los datos o espere un momento"
    ),
    K.TOO_MANY: lambda w: w.gettext(
        "En este paso se completan a lo más %(most)s a la vez. Márquela en otra vuelta."
    ),
    K.ACTED_ON: lambda w: w.gettext(
        "Ya no se puede deshacer: alguien actuó después en el expediente."
    ),
    K.BEGUN: lambda w: w.gettext(
        "Ya no se puede deshacer: %(who)s ya empezó a llenar el formulario de la tarea."
    ),
    K.UNDO_OVER: lambda w: w.gettext(
        "Ya no se puede deshacer: solo se puede en los primeros diez minutos."
    ),
    K.NOT_FOUND: lambda w: w.gettext("No encontramos lo que busca."),
    K.NO_ROLE: lambda w: w.gettext("Esta tarea es para el rol de %(role)s."),
    K.HELD_BY_OTHER: lambda w: w.gettext("La tiene %(who)s. Usted puede leerla."),
    K.NOT_HELD: lambda w: w.gettext("Esta tarea ya no está en sus manos. Tómela para seguir."),
    K.ALREADY_COMPLETED: lambda w: w.gettext("%(who)s completó esta tarea %(when)s."),
    K.NOT_OPEN: lambda w: w.gettext("Esta tarea ya no hace falta: el trámite siguió otro camino."),
    K.JOB_NOT_HELD: lambda w: w.gettext("Otro trabajador tiene este trabajo, o ya nadie."),
    K.JOB_DONE: lambda w: w.gettext("Este trabajo ya se hizo."),
    K.JOB_NOT_OPEN: lambda w: w.gettext("Nadie espera ahora este trabajo."),
    K.KIND_NOT_ALLOWED: lambda w: w.gettext("La credencial no hace trabajos de este tipo."),
    K.INCIDENT_RESOLVED: lambda w: w.gettext("Esta incidencia ya se corrigió."),
    K.SUSPENDED: lambda w: w.gettext(
        "El expediente está suspendido: nada avanza hasta que se reanude."
    ),
    K.CASE_NOT_OPEN: lambda w: w.gettext(
        "El expediente ya no está en un estado que lo permita. Vuelva a mirarlo."
    ),
    K.NOT_MOVABLE: lambda w: w.gettext("No se puede llevar el expediente ahí: %(because)s"),
    K.BATCH_STATE: lambda w: w.gettext("El lote ya terminó o fue cancelado."),
    K.INVALID_DATA: lambda w: w.gettext("Faltan datos por corregir."),
    K.MISSING_DOCUMENTS: lambda w: w.gettext("Falta adjuntar: %(titles)s."),
    K.NOT_ALLOWED_TO_START: lambda w: w.gettext("Su rol no inicia este trámite."),
    K.NOT_ACTIVE: lambda w: w.gettext("Este trámite no está vigente en su municipalidad."),
    K.BAD_DEFINITION: lambda w: w.gettext("El proceso tiene errores y no se puede publicar."),
    K.STEP_FAILED: lambda w: w.gettext(
        "El paso siguiente falló y espera a una persona. Lo que escribió está guardado."
    ),
    K.LATE: lambda w: w.gettext("El plazo para este acto terminó%(due)s."),
    K.LOCKED_OUT: lambda w: w.gettext("Espere 15 minutos o pida una clave nueva."),
    K.WRONG_PASSWORD: lambda w: w.gettext("El correo o la clave no coinciden."),
    K.CODE_NEEDED: lambda w: w.gettext(
        "Esa persona ingresa con un código: tiene que hacerlo en las páginas de Cauce."
    ),
    K.PASSWORD_GIVEN: lambda w: w.gettext(
        "La clave se la dio otra persona. Ingrese a Cauce y elija una propia primero."
    ),
    K.LAST_WAY_IN: lambda w: w.gettext(
        "Es su única forma de ingresar: una antes otra a su cuenta."
    ),
    K.FILE_EMPTY: lambda w: w.gettext("El archivo está vacío. Elija otro."),
    K.FILE_TOO_LARGE: lambda w: w.gettext("El archivo pasa de %(limit)s. Elija uno más pequeño."),
    K.FILE_TYPE: lambda w: w.gettext(
        "Por su contenido, este archivo no se recibe. Se reciben PDF, imágenes, Word, Excel,"
        " OpenDocument, texto y CSV."
    ),
    K.FILE_TRUNCATED: lambda w: w.gettext("El archivo llegó incompleto. Súbalo otra vez."),
    K.FILE_ACTIVE: lambda w: w.gettext(
        "El PDF lleva un programa dentro y no se recibe. Imprímalo como PDF nuevo y súbalo."
    ),
    K.FILE_ENCRYPTED: lambda w: w.gettext(
        "El PDF está protegido con una clave. Guarde una copia sin protección y súbala."
    ),
    K.DOCUMENT_LOCKED: lambda w: w.gettext(
        "%(who)s está cambiando este documento. Espere a que lo suelte."
    ),
    K.BAD_CERTIFICATE: lambda w: w.gettext(
        "El certificado no firma: revise su archivo, su clave y su fecha de vencimiento."
    ),
    K.NO_TIME_STAMP: lambda w: w.gettext(
        "El servicio de sellos de tiempo no responde: no se firmó nada. Pruebe en un momento."
    ),
    K.LETTER_STATE: lambda w: w.gettext(
        "Lo firmado ya no cambia, lo anulado no vuelve, y solo se anula lo firmado."
    ),
    K.ON_HOLD: lambda w: w.gettext(
        "Una retención legal impide eliminar los expedientes de esta serie."
    ),
    K.NOT_DUE: lambda w: w.gettext("Algún expediente todavía no cumple su tiempo de guarda."),
    K.UPLOAD_PLACE: lambda w: w.gettext(
        "Esta parte no continúa el archivo donde se quedó. Siga desde %(reached)s bytes."
    ),
    K.FILE_INFECTED: lambda w: w.gettext(
        "El antivirus encontró algo dañino en el archivo (%(found)s) y no se guardó. Elija otro."
    ),
    K.FILE_UNSCANNED: lambda w: w.gettext(
        "El antivirus no responde y sin él no se reciben archivos. Pruebe en unos minutos."
    ),
    K.FILES_TOO_MANY: lambda w: w.gettext(
        "Aquí caben %(most)s archivos. Quite alguno para subir otro."
    ),
    K.SEALED: lambda w: w.gettext("Está cerrado hasta el acto de apertura."),
    K.IN_ENVELOPE: lambda w: w.gettext(
        "Aquí se presenta en sobre sellado: hágalo en la página del sobre."
    ),
    K.OPENED_LATER: lambda w: w.gettext(
        "Los sobres no se abren antes de que termine el plazo para presentarlos."
    ),
    K.KEY_MISSING: lambda w: w.gettext(
        "Los sobres no se abren con la clave de esta instalación. Restituya el archivo de la clave"
        " (CAUCE_SECRET_FILE) desde su copia y vuelva a intentarlo."
    ),
    K.NOT_EXPECTED: lambda w: w.gettext("Nadie espera este mensaje."),
    K.BAD_PLAN: lambda w: w.gettext("El plan pide algo que no se puede: corríjalo."),
    K.CANNOT_MIGRATE: lambda w: w.gettext(
        "Este expediente no puede pasar: algo que espera no tiene lugar en la otra versión."
    ),
    K.OTHER_VERSION: lambda w: w.gettext(
        "El expediente está en la versión %(version)s, no en la que se nombró."
    ),
    K.MOVED_ON: lambda w: w.gettext(
        "El expediente siguió su camino desde entonces: el paso ya no se puede deshacer."
    ),
    K.NOTHING_TO_UNDO: lambda w: w.gettext("No hay un paso de versión que deshacer."),
    K.CONFLICT: lambda w: w.gettext(
        "Otras personas trabajan en este expediente ahora mismo. Pruebe de nuevo."
    ),
    K.MANDATE_OVER: lambda w: w.gettext(
        "El poder con que usted representa a esta persona ya no vale, o no alcanza a este trámite."
    ),
    K.ANSWERED: lambda w: w.gettext("Ya lo dijo antes; se dice una sola vez."),
    K.ACCOUNT_TAKEN: lambda w: w.gettext("Ya hay una cuenta con ese correo: ingrese con ella."),
    K.ONESELF: lambda w: w.gettext(
        "Nadie se da derechos a sí mismo: pídalo a otra persona que administre las cuentas."
    ),
    K.LAST_ADMINISTRATOR: lambda w: w.gettext(
        "Es la última persona que administra las cuentas. Dé antes ese rol a otra, sin fecha de"
        " fin."
    ),
    K.ORDER_STATE: lambda w: w.gettext(
        "Esta orden ya no espera un pago: está pagada, vencida o dejada sin efecto."
    ),
    K.GIVEN_BACK: lambda w: w.gettext(
        "Una parte de este pago ya se devolvió: devuelva el resto en lugar de anularlo."
    ),
    K.TILL_STATE: lambda w: w.gettext("Esa caja no está abierta, o la tiene otra persona."),
    K.CHANGED: lambda w: w.gettext("El expediente cambió desde la versión que usted leyó."),
}


def _not_so(words: NullTranslations) -> str:
    return words.gettext("el proceso no lo permite.")


NOT_TOLD: Mapping[str, Sentence] = {
    "not_https": lambda w: w.gettext("La dirección no es una dirección https completa."),
    "not_listed": lambda w: w.gettext("«%(about)s» no está en la lista de servicios permitidos."),
    "too_long": lambda w: w.gettext("La dirección pasa de %(about)s caracteres."),
    "unknown_kind": lambda w: w.gettext("«%(about)s» no es una clase de evento."),
}
"""Why a program cannot be told what happens, by `why` of `engine.webhooks.add`."""

BECAUSE: Mapping[str, Sentence] = {
    "nothing_chosen": lambda w: w.gettext("no eligió qué se cierra. Marque al menos un paso."),
    "unknown": lambda w: w.gettext("el paso no existe en esta versión del proceso."),
    "not_entered": lambda w: w.gettext(
        "a ese elemento se llega solo por lo que lo dispara. Elija el paso que le sigue."
    ),
    "join": lambda w: w.gettext(
        "une varios caminos y pasaría sin esperarlos. Elija el paso que le sigue, y cierre todos"
        " los caminos."
    ),
    "after_gateway": lambda w: w.gettext(
        "es uno de varios eventos que se esperan a la vez. Elija la compuerta que está antes."
    ),
    "event_subprocess": lambda w: w.gettext("ese subproceso empieza solo por su evento."),
    "instances": lambda w: w.gettext(
        "es una de varias copias de un mismo paso. Mueva el paso completo, con todas sus copias."
    ),
    "ad_hoc": lambda w: w.gettext("la actividad que lo contiene no ha empezado. Elija esa."),
    "ambiguous": lambda w: w.gettext(
        "ese paso está en una parte que corre, o se llama, en más de un lugar."
    ),
    "join_starves": lambda w: w.gettext(
        "una unión de caminos quedaría esperando para siempre, o con algo de más. Elija también los"
        " otros caminos paralelos."
    ),
    "unproved": lambda w: w.gettext(
        "hay demasiados caminos para asegurar que el expediente pueda terminar."
    ),
    "compensating": lambda w: w.gettext("lo que se está deshaciendo no puede quedar a medias."),
    "moved_meanwhile": lambda w: w.gettext(
        "el expediente cambió mientras usted miraba. Vuelva a ver qué pasaría."
    ),
}
"""Why a case may not be moved, by `engine.bpmn.Why`."""
