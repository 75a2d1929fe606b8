"""A notice of the demo that could not be sent: the mail server of that afternoon did not answer.

The letter is written and tried by the real handler, before a post office that is closed; after the
last attempt an incident waits for the operator, whose retry finds the post open again.
"""

from __future__ import annotations

from datetime import timedelta

from engine.cases import start
from engine.cases.parties import Party, add_party
from engine.clock import MovableClock
from engine.identity import Actor
from engine.installation import Installation
from engine.jobs.mailing import mail_handlers
from engine.outside.mail import Letter, Sent
from engine.refusals import Refused
from engine.worker.dispatcher import run_due
from storage.tables.casefile import PartyRole

PROCESS = "comunicado"
NOTICE = {
    "asunto": "Corte de agua en el barrio San Juan",
    "texto": (
        "El sábado, de 8:00 a 14:00, no habrá agua en el barrio San Juan: se cambia la válvula "
        "del reservorio. Junten agua desde el viernes."
    ),
}
NEIGHBOUR = Party(
    PartyRole.THIRD_PARTY,
    "Nélida Rojas Huamán",
    "43214541",
    "984 123 456, nelida.rojas@correo.example",
)
"""Who presides over the neighbours: known from then on to whoever opens a notice of hers."""
_BETWEEN_ATTEMPTS = (timedelta(), timedelta(minutes=1), timedelta(minutes=5))


class ClosedPost:
    """A mail server that does not answer."""

    def send(self, letter: Letter) -> Sent:  # noqa: ARG002  as a post is asked
        """Nothing is taken now."""
        return Sent.LATER


def fail_to_send(installation: Installation, clock: MovableClock, actor: Actor) -> int:
    """Write the notice and try to send it until the system gives up; the id of its case."""
    written = start(installation, actor, PROCESS, NOTICE)
    if isinstance(written, Refused):
        raise RuntimeError(f"the notice was refused: {written.kind}, {dict(written.details)}")
    add_party(installation, actor, written.case_id, NEIGHBOUR)
    handlers = mail_handlers(installation, ClosedPost())
    for rest in _BETWEEN_ATTEMPTS:
        clock.move(to=clock.now() + rest)
        run_due(installation, handlers)
    return written.case_id
