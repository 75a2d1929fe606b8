"""The procedure that is run while processes are killed: every kind of wait, each reached often.

`tramite`: a clerk registers with a document, a job, then a branch that a message ends beside a task
that a timer of a second may take away; a pause; a message thrown to the case that waits for it; a
last job and a last task. `espera` is the case that waits for the message thrown.
"""

from __future__ import annotations

from engine.definitions import Bundle
from tests.diagrams import (
    boundary,
    bundle,
    catch,
    end,
    event,
    field,
    form,
    message,
    message_root,
    path,
    service,
    start,
    timer,
    user,
)

ROLE = "clerk"
ANSWERED, READY = "respuesta", "listo"
DOCUMENT = "acta"
WORKS = ("cobrar", "avisar")
"""The service tasks that every case passes unless it is cancelled."""
_DOCUMENT = f'<cauce:document kind="{DOCUMENT}" title="Acta" required="true"/>'

TRAMITE = bundle(
    start(form="pedido"),
    user("registrar", form="nota", more=_DOCUMENT),
    service("cobrar", "cobro"),
    '<bpmn:parallelGateway id="abre"/><bpmn:parallelGateway id="junta"/>',
    catch("contestado", message(ANSWERED)),
    user("revisar", form="nota"),
    boundary("tarde", "revisar", timer("PT1S")),
    user("apurar", form="nota"),
    '<bpmn:exclusiveGateway id="una"/>',
    catch("pausa", timer("PT1S")),
    event("avisa", "intermediateThrowEvent", message(READY)),
    service("avisar", "aviso"),
    user("archivar", form="nota"),
    end(),
    path("start", "registrar", "cobrar", "abre", "contestado", "junta"),
    path("abre", "revisar", "una", "junta", "pausa", "avisa", "avisar", "archivar", "end"),
    path("tarde", "apurar", "una"),
    key="tramite",
    forms={"pedido": form(field("folio")), "nota": form(field("nota"))},
    roots=message_root(ANSWERED, "folio") + message_root(READY, "folio"),
    case='<bpmn:extensionElements><cauce:subject expression="=folio"/></bpmn:extensionElements>',
)
ESPERA = bundle(
    start(form="pedido"),
    catch("avisado", message(READY)),
    end(),
    path("start", "avisado", "end"),
    key="espera",
    forms={"pedido": form(field("folio"))},
    roots=message_root(READY, "folio"),
    case='<bpmn:extensionElements><cauce:subject expression="=folio"/></bpmn:extensionElements>',
)
BUNDLES: tuple[Bundle, ...] = (TRAMITE, ESPERA)
