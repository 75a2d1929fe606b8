"""What an event is called in a log, and where in its life what it tells of stands.

The transitions are those of the standard life of XES (IEEE 1849, lifecycle extension).
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.history.kinds import EventKind

K = EventKind

STEPS: Mapping[EventKind, str] = {
    K.TASK_OPENED: "schedule",
    K.TASK_CLAIMED: "start",
    K.TASK_RELEASED: "schedule",
    K.TASK_ASSIGNED: "assign",
    K.TASK_DELEGATED: "reassign",
    K.TASK_RETURNED: "reassign",
    K.TASK_POSTPONED: "suspend",
    K.TASK_COMPLETED: "complete",
    K.TASK_WITHDRAWN: "withdraw",
    K.STEP_UNDONE: "ate_abort",
    K.TIMER_FIRED: "complete",
    K.MESSAGE_RECEIVED: "complete",
    K.SIGNAL_RECEIVED: "complete",
    K.JOB_FINISHED: "complete",
    K.DECIDED: "complete",
    K.COMPUTED: "complete",
    K.PASSED: "complete",
}
"""Events of what is drawn: they are called as their element."""

HAPPENINGS: Mapping[EventKind, str] = {
    K.CASE_STARTED: "Expediente abierto",
    K.CASE_COMPLETED: "Expediente concluido",
    K.CASE_CANCELLED: "Expediente cancelado",
    K.CASE_FAILED: "Expediente terminado por un error",
    K.CASE_SUSPENDED: "Expediente suspendido",
    K.CASE_RESUMED: "Expediente reanudado",
    K.CASE_MOVED: "Expediente movido",
    K.CASE_MIGRATED: "Expediente pasado a otra versión",
    K.CASE_MIGRATION_UNDONE: "Paso de versión deshecho",
    K.DEADLINE_SET: "Plazo iniciado",
    K.DEADLINE_MET: "Plazo cumplido",
    K.DEADLINE_EXPIRED: "Plazo vencido",
    K.DEADLINE_WITHDRAWN: "Plazo sin objeto",
    K.DEADLINE_EXTENDED: "Plazo ampliado",
    K.DEADLINE_PAUSED: "Plazo suspendido",
    K.DEADLINE_RESUMED: "Plazo reanudado",
    K.DEADLINE_RESTARTED: "Plazo contado de nuevo",
    K.LAW_DECIDED: "Silencio administrativo",
    K.DATA_OBSERVED: "Dato observado",
    K.DATA_CORRECTED: "Dato corregido",
    K.DOCUMENT_ADDED: "Documento incorporado",
    K.DOCUMENT_REPLACED: "Documento reemplazado",
    K.DOCUMENT_WITHDRAWN: "Documento retirado",
    K.LETTER_SIGNED: "Acto firmado",
    K.LETTER_VOIDED: "Acto anulado",
    K.ACT_NOTIFIED: "Acto notificado",
    K.NOTIFICATION_FAILED: "Notificación fallida",
    K.APPLICATION_FILED: "Solicitud presentada",
    K.APPLICATION_WITHDRAWN: "Solicitud desistida",
    K.PAYMENT_ORDERED: "Pago ordenado",
    K.PAYMENT_RECEIVED: "Pago recibido",
    K.RECEIPT_VOIDED: "Recibo anulado",
    K.PAYMENT_REFUNDED: "Pago devuelto",
    K.PAYMENT_REVERSED: "Pago retirado por el banco",
    K.ENVELOPE_FILED: "Sobre presentado",
    K.ENVELOPES_OPENED: "Sobres abiertos",
    K.INCIDENT_RAISED: "Incidencia",
    K.INCIDENT_RESOLVED: "Incidencia resuelta",
}
"""Events of the case itself. What is in neither list is talk among people, or says nothing of the
way of the case, and is left out."""

BY_ITSELF = frozenset(
    {
        K.TASK_OPENED,
        K.TASK_WITHDRAWN,
        K.TIMER_FIRED,
        K.JOB_FINISHED,
        K.DECIDED,
        K.COMPUTED,
        K.PASSED,
    }
    | {K.DEADLINE_SET, K.DEADLINE_MET, K.DEADLINE_EXPIRED, K.DEADLINE_WITHDRAWN}
    | {K.CASE_COMPLETED, K.LAW_DECIDED}
)
"""What follows from the process; whoever is named there did the step before."""
