"""What the pages share on which somebody proves an address with the code of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from engine.citizens.letters import Proof
from ui.errors import PageError
from ui.parts import FieldError
from ui.portal.around import citizen_page
from ui.portal.citizen import Citizen
from ui.portal.tracked import address_of
from ui.posted import Posted

LetterId = Annotated[int, Path(ge=1, lt=2**63)]
LONGEST_CODE = 40
LONGEST = 1_000
LONGEST_ADDRESS = 254


def knock(here: Citizen) -> None:
    """Counts a letter that this connection asks for; raises the page of who has to wait."""
    throttle, address = here.surroundings.throttles.mails, address_of(here)
    if seconds := throttle.wait(here.installation, here.municipality.id, address):
        title = here.words.gettext("Espere un momento")
        advice = here.words.gettext("Desde su conexión se pidieron muchos códigos.")
        raise PageError(429, title, advice, headers={"retry-after": str(seconds)})
    throttle.failed(here.installation, here.municipality.id, address)


def proof_in(form: Posted, letter_id: int) -> Proof:
    """What was typed."""
    return Proof(letter_id, form.one("code")[:LONGEST_CODE])


def sentence_of_code(here: Citizen) -> str:
    return here.words.gettext(
        "Ese código no sirve: revise sus 10 signos. Dura una hora y se usa una vez; si pasó, pida"
        " otro."
    )


def sentence_of_address(here: Citizen) -> str:
    return here.words.gettext("Escriba el correo completo, por ejemplo ana@correo.pe.")


def errors_page(
    here: Citizen, template: str, context: Mapping[str, object], errors: Mapping[str, str]
) -> Response:
    """A page of the account, with what to correct; nobody keeps it."""
    told = {
        **context,
        "errors": errors,
        "summary": [FieldError(name, said) for name, said in errors.items()],
    }
    status = 422 if errors else 200
    response = citizen_page(here, template, told, section="citizen", status=status)
    response.headers["cache-control"] = "private, no-store"
    response.headers["referrer-policy"] = "no-referrer"  # the address may hold the code
    return response
