"""Finding the case of a tracking code. Guessing is slow: codes are short and follow one another, so
whoever tries in vain again and again from one connection has to wait, and what is shown of a case
to who has nothing but its code names nobody."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from engine.citizens.codes import read_code
from engine.definitions.loading import Definition, program_of
from storage.queries.citizens import (
    ApplicationRow,
    FiledCase,
    application_by_code,
    filed_case,
)
from ui.errors import PageError
from ui.visit import Visit

Code = Annotated[str, Path(max_length=40)]


class UnknownCodeError(PageError):
    """There is no case with that code here."""

    def __init__(self, here: Visit) -> None:
        _ = here.words.gettext
        title = _("No encontramos ese código")
        super().__init__(404, title, sentence_of_unknown(here))


def sentence_of_unknown(here: Visit) -> str:
    return here.words.gettext(
        "No encontramos ese código. Revise que tenga 4 números, letras, 6 números y uno final."
    )


def looked_up(here: Visit, typed: str) -> tuple[ApplicationRow, FiledCase, Definition]:
    """The case; raises UnknownCodeError, or the page of who has to wait."""
    address = address_of(here)
    wait_if_needed(here, address)
    town, code = here.municipality.id, read_code(typed)
    with here.installation.database.read(town) as connection:
        row = application_by_code(connection, town, code or "")
        case = filed_case(connection, town, row.case_id) if row else None
        if row is not None and case is not None:
            definition = program_of(here.installation, connection, town, case.definition_id)
            return row, case, definition
    here.surroundings.throttles.cases.failed(here.installation, here.municipality.id, address)
    raise UnknownCodeError(here)


def wait_if_needed(here: Visit, address: str) -> None:
    """Raises the page of who has to wait."""
    if seconds := here.surroundings.throttles.cases.wait(
        here.installation, here.municipality.id, address
    ):
        title = here.words.gettext("Espere un momento")
        advice = here.words.gettext("Desde su conexión se buscaron muchos códigos que no existen.")
        raise PageError(429, title, advice, headers={"retry-after": str(seconds)})


def failed(here: Visit) -> None:
    """Somebody at this connection tried in vain."""
    here.surroundings.throttles.cases.failed(
        here.installation, here.municipality.id, address_of(here)
    )


def address_of(here: Visit) -> str:
    return here.request.client.host if here.request.client else ""
