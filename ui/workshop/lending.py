"""What the house lends to a try of scenarios: its law, its words, and nothing that leaves it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.installation import Installation
from engine.jobs.documents import PlainText, document_handlers
from engine.jobs.drawing import draw_handlers
from engine.jobs.letters import PlainPress, letter_handlers
from engine.jobs.linking import link_handlers
from engine.jobs.messages import message_handlers
from engine.jobs.parcels import parcel_handlers
from engine.jobs.payments import payment_handlers
from engine.jobs.results import Handler
from engine.refusals import InvalidData, Refused
from engine.workshop.scenarios import House
from processes.planting import PLANTS
from processes.registry import handlers, parameters_of
from ui.language import known_language
from ui.refusals import told
from ui.templating import catalogue_of


def house_of(installation: Installation) -> House:
    """The same for the pages and for the worker."""
    return House(
        law=parameters_of,
        places=installation.territories,
        registers=installation.registers,
        paid_into=installation.paid_into,
        handlers=harmless,
        told=said,
        plants=PLANTS,
    )


def harmless(sandbox: Installation) -> Mapping[str, Handler]:
    """What the house does by itself inside of its own database: no letter and no request leaves."""
    return {
        **message_handlers(sandbox),
        **link_handlers(sandbox),
        **draw_handlers(sandbox),
        **letter_handlers(sandbox, lambda _town: PlainPress()),
        **payment_handlers(sandbox),
        **parcel_handlers(sandbox),
        **document_handlers(sandbox, PlainText()),
        **handlers(sandbox),
    }


def said(refused: Refused, language: str) -> str:
    """Why something was refused, in the language of a scenario; of a form, what is to be corrected
    in each field."""
    words = catalogue_of(known_language(language) or "es")
    if isinstance(refused, InvalidData) and refused.errors:
        told_of = (words.gettext(each.msgid).format(**each.params) for each in refused.errors)
        return "; ".join(told_of)
    return told(refused, words).sentence
