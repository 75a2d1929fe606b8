"""Every handler that Cauce brings, by the kind that a model names."""

from __future__ import annotations

from typing import Protocol

from engine.citizens.posting import AccountWording, account_letter_handlers
from engine.documents.reading import reading_handlers
from engine.installation import Installation
from engine.jobs.documents import PlainText, Templates, document_handlers
from engine.jobs.drawing import draw_handlers
from engine.jobs.letters import PlainPress, Presses, letter_handlers
from engine.jobs.linking import link_handlers
from engine.jobs.mailing import mail_handlers
from engine.jobs.messages import message_handlers
from engine.jobs.parcels import parcel_handlers
from engine.jobs.payments import payment_handlers
from engine.jobs.requesting import http_handlers
from engine.jobs.results import Handler
from engine.notices.sending import Wording, notice_handlers
from engine.outside.outside import Outside
from engine.webhooks.delivering import webhook_handlers


class AllWording(Wording, AccountWording, Protocol):
    """The words of everything that leaves the house by itself."""


def built_in(
    installation: Installation,
    outside: Outside,
    templates: Templates | None = None,
    presses: Presses | None = None,
    wording: AllWording | None = None,
) -> dict[str, Handler]:
    """Messages, mail, requests, draws, letters, payments, documents and their text, what webhooks
    are told, and notices and the letters of accounts where somebody has words for them."""
    return {
        **message_handlers(installation),
        **mail_handlers(installation, outside.post),
        **http_handlers(outside),
        **link_handlers(installation),
        **draw_handlers(installation),
        **letter_handlers(installation, presses or (lambda _town: PlainPress())),
        **payment_handlers(installation),
        **parcel_handlers(installation),
        **document_handlers(installation, templates or PlainText()),
        **webhook_handlers(installation, outside.caller),
        **reading_handlers(installation),
        **(notice_handlers(installation, outside, wording) if wording else {}),
        **(account_letter_handlers(installation, outside, wording) if wording else {}),
    }
