"""The built-in handler `cauce:mail`: a letter in plain text.

Inputs: `to` (an address or a list), `subject`, `body`, and if wanted `cc` and `replyTo`; the model
writes them as FEEL texts. Nothing comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Retry, Work
from engine.outside.mail import Letter, NotALetter, Post, Sent
from engine.sentences import N_, phrase

MAIL = "cauce:mail"
_FIELDS = {
    "to": N_("«to» debe ser una dirección de correo, o una lista de ellas"),
    "cc": N_("«cc» debe ser una dirección de correo, o una lista de ellas"),
    "replyTo": N_("«replyTo» debe ser una dirección de correo"),
    "subject": N_("«subject» debe ser un texto de una línea, de hasta 500 caracteres"),
    "body": N_("«body» debe ser un texto"),
}


def mail_handlers(installation: Installation, post: Post) -> dict[str, Handler]:
    """The handler by its kind."""

    def mailing(work: Work) -> Result:
        try:
            letter = _letter(installation, work)
        except NotALetter as fault:
            said = N_("El correo no se puede escribir: %(why)s.")
            return Incident(phrase(said, why=phrase(_FIELDS[fault.field])))
        match post.send(letter):
            case Sent.SENT:
                return Done()
            case Sent.LATER:
                return Retry(phrase(N_("El servidor de correo no atendió.")))
            case Sent.NEVER:
                said = N_("El servidor de correo rechazó el mensaje o a su destinatario.")
                return Incident(phrase(said))

    return {MAIL: mailing}


def _letter(installation: Installation, work: Work) -> Letter:
    given = work.payload
    return Letter(
        to=_addresses(given, "to"),
        subject=_text(given, "subject"),
        body=_text(given, "body"),
        key=f"{work.municipality_id}/{work.idempotency_key}",
        written_at=installation.clock.now(),
        cc=_addresses(given, "cc"),
        reply_to=_text(given, "replyTo") if given.get("replyTo") else "",
    )


def _addresses(given: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = given.get(field)
    found = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(each, str) for each in found):
        raise NotALetter(field)
    return tuple(each.strip() for each in found)


def _text(given: Mapping[str, Any], field: str) -> str:
    value = given.get(field)
    if not isinstance(value, str):
        raise NotALetter(field)
    return value
