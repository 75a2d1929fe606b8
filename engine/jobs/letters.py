"""The built-in handler `cauce:letter`: the house issues a letter by itself, without a person.

Header of the task: `kind`, a letter of the manifest with `issued_by = "house"`. Inputs: `title` and
`addressee`, `parcel` (a code: its plan is drawn on the letter), and whatever else the words of the
letter read; the case is known to them. Back come `letter`, `number`, `code` and `document`. The
letter has the number of its job, so that it is issued once, however often it is tried.
"""

from __future__ import annotations

from typing import Protocol

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Retry, Work
from engine.letters.issuing import Order, issue
from engine.letters.paper import Press, Printed, Sheet
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_, phrase

LETTER = "cauce:letter"


class Presses(Protocol):
    """Gives the press of a municipality."""

    def __call__(self, municipality_id: int) -> Press:
        """Prints in its language, under its address."""
        ...


class PlainPress:
    """No address and no PDF: the words as they are."""

    def address_of(self, code: str) -> str:  # noqa: ARG002  as a press is asked
        """Nobody said where people reach the house."""
        return ""

    def print(self, sheet: Sheet) -> Printed:
        """The letter as plain text."""
        head = (sheet.municipality, f"{sheet.kind} {sheet.number}", f"{sheet.day:%d/%m/%Y}")
        parts = (*head, sheet.addressee, sheet.title, *sheet.paragraphs, sheet.code)
        text = "\n\n".join(part for part in parts if part)
        return Printed(f"{sheet.number}.txt", f"{text}\n".encode(), is_pdf=False)


def letter_handlers(installation: Installation, presses: Presses) -> dict[str, Handler]:
    """The handler by its kind."""

    def issuing(work: Work) -> Result:
        known = dict(work.payload)
        order = Order(
            case_id=work.case_id or 0,
            letter_id=work.job_id,
            kind=str(work.headers.get("kind", "")),
            title=_text(known.pop("title", "")),
            addressee=_text(known.pop("addressee", "")),
            parcel=_text(known.pop("parcel", "")),
            facts=known,
        )
        press = presses(work.municipality_id)
        answer = issue(installation, work.municipality_id, order, press)
        if not isinstance(answer, Refused):
            return Done(
                {
                    "letter": str(answer.letter_id),
                    "number": answer.number,
                    "code": answer.code,
                    "document": str(answer.document_id),
                }
            )
        return _refused(answer, order.kind)

    return {LETTER: issuing}


def _refused(answer: Refused, kind: str) -> Result:
    if answer.kind is RefusalKind.CONFLICT:
        return Retry(str(answer.kind))
    if answer.kind is RefusalKind.CASE_NOT_OPEN:
        return Incident(phrase(N_("El expediente ya no está abierto.")))
    if answer.kind is RefusalKind.NOT_FOUND:
        said = N_("El proceso no tiene una carta «%(kind)s» que la municipalidad emita por sí.")
        return Incident(phrase(said, kind=kind))
    return Incident(phrase(N_("El documento no se puede archivar (%(kind)s)."), kind=answer.kind))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
