"""The rules by name: what each keeps, and what would happen if nobody kept it.

Sentences are Spanish and keys of the catalogues. README.md lists the same; a test compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.sentences import N_


@dataclass(frozen=True, slots=True)
class Rule:
    """`about` completes «this rule looks at ...»; `consequence` says why it matters."""

    about: str
    consequence: str


_LOST = N_("El motor no lo ejecutaría como está dibujado, y un acto podría faltar o sobrar.")
_NO_RUN = N_("El expediente se detendría aquí con una incidencia.")
_NEVER = N_("Ese trabajo nunca se haría, y nadie lo notaría.")
_STUCK = N_("El expediente quedaría detenido para siempre.")
_CONFUSED = N_("No se sabe qué quiso decir el dibujo: cada programa lo leería de otro modo.")
_NO_DATA = N_("El paso trabajaría con un dato vacío o equivocado.")
_READER = N_("Funciona, pero quien lee el diagrama o el historial puede entender otra cosa.")

RULES: Mapping[str, Rule] = {
    "readable": Rule("bytes: XML of BPMN 2.0, without DOCTYPE, not too large", _NO_RUN),
    "vocabulary": Rule("elements and attributes that are not in the allow-list", _LOST),
    "id": Rule("ids: there, well formed, unique over all files", _CONFUSED),
    "required": Rule("attributes and parts that must be there, and how often", _CONFUSED),
    "reference": Rule("references: to something that exists, of the right kind", _CONFUSED),
    "flow": Rule("sequence flows: between nodes of one level", _LOST),
    "listing": Rule("`incoming` and `outgoing`: the same as the flows", _CONFUSED),
    "ends": Rule("start and end events: together, and in the flow", _CONFUSED),
    "ad-hoc": Rule("ad-hoc subprocesses: activities, no start, no end", _LOST),
    "direction": Rule("gateways: they merge or split, as they say", _CONFUSED),
    "event": Rule("events: which may stand where, interrupting or not", _LOST),
    "extension": Rule("extension elements: which, where, with which attributes", _LOST),
    "need": Rule("what an element needs to run", _NO_RUN),
    "expression": Rule("expressions: FEEL, and they parse", _NO_RUN),
    "timer": Rule("times: ISO 8601", _NO_RUN),
    "formal": Rule("expressions marked as formal, languages, media types", _LOST),
    "condition": Rule("conditions and default flows: where they mean something", _LOST),
    "repetition": Rule("loops and multi-instance: one kind, that knows how often", _NO_RUN),
    "quantity": Rule("token quantities, activation of complex gateways", _NO_RUN),
    "start": Rule("beginnings: one plain start, nothing before what instantiates", _LOST),
    "behaviour": Rule("events that a multi-instance throws", _NO_RUN),
    "link": Rule("links: throws reach one catch, nothing flows past them", _LOST),
    "pool": Rule("message flows: between pools, at events of messages", _CONFUSED),
    "participant": Rule("participants: how many, and to whom they write", _CONFUSED),
    "lane": Rule("lanes: nodes of their own process, each in one lane", _CONFUSED),
    "waiting": Rule("event gateways lead to waits; events stand in the flow", _LOST),
    "handler": Rule("event subprocesses: beside the flow", _LOST),
    "compensation": Rule("compensation: joined to what it undoes", _LOST),
    "cancel": Rule("cancelling: inside a transaction that can be cancelled", _LOST),
    "data": Rule("data associations: between data that exists and can be seen", _NO_DATA),
    "item": Rule("item definitions: the same on both sides", _NO_DATA),
    "operation": Rule("services: tasks, messages and operations agree", _NO_DATA),
    "work": Rule("jobs: a kind that is handled, with the headers it asks for", _NO_RUN),
    "call": Rule("called processes: they exist and may be called", _NO_RUN),
    "deadline": Rule("legal terms: length, unit, source", N_("El plazo no se podría contar.")),
    "clock": Rule("stopped clocks: a term that exists", N_("Nadie detendría el plazo.")),
    "sealed": Rule(
        "sealed tasks: an opening that exists; envelopes: a term that closes them",
        N_("El sobre no se abriría nunca."),
    ),
    "bulk": Rule(
        "tasks completed many at once: a form that asks the same of each",
        N_("Un mismo formulario no serviría para todas las tareas."),
    ),
    "document": Rule("required documents: a kind", N_("No se sabría qué documento pedir.")),
    "people": Rule("user tasks: someone receives each", N_("La tarea no llegaría a nadie.")),
    "reachability": Rule("every node can be reached, every gateway leads on", _NEVER),
    "main-process": Rule("which process a case runs", N_("No se podría abrir ningún expediente.")),
    "soundness": Rule("deadlocks, doubled paths, ways that never end", _STUCK),
    "variables": Rule("variables that are read and never set, fields that nobody reads", _NO_DATA),
    "unused": Rule("messages, signals, errors and the like that nobody names", _READER),
    "naming": Rule("names of processes, tasks, gateways and their ways", _READER),
    "diagram": Rule("shapes: each of something that exists, labels apart", _READER),
    "dialect": Rule("what another engine's model would have to change", _LOST),
}  # fmt: skip


def consequence_of(rule: str) -> str:
    """What would happen; "" for a rule that is not listed."""
    known = RULES.get(rule)
    return known.consequence if known is not None else ""
