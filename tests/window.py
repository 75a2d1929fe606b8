"""A service that citizens ask for by themselves, and those who do: for the tests of the window.

It is the stall of the pages' tests, with the correction in the hands of the applicant.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.citizens.accounts import CameIn, Written, ask_for_account, sign_up
from engine.citizens.filing import Filed, file
from engine.citizens.letters import Proof, code_of
from engine.citizens.people import Applicant
from engine.citizens.sessions import Known, SessionKind, known_at, welcome_guest
from engine.citizens.unlocking import Unlocked, unlock
from engine.definitions import Bundle, read_folder
from engine.documents.receiving import NewFile
from engine.identity import Actor
from engine.refusals import Refused
from storage.queries.accounts import account_letter
from tests.town import PNG, Town

STALL = Path(__file__).parent / "integration" / "pages" / "stall"
NELIDA = Applicant("Nélida Rojas", "43214541", "nelida@correo.pe", "+51984111222")
PASSWORD = "una feria de quesos azules"
ASKED: dict[str, Any] = {
    "nombre": "Nélida Rojas",
    "dni": "43214541",
    "empresa": "no",
    "rubro": "Quesos",
    "productos": [{"nombre": "Queso", "precio": "12.5"}],
}


def window_service(**changes: str) -> Bundle:
    """The service; `changes`: words of its files and what stands in their place."""
    bundle = read_folder(STALL)
    said = {
        'starters = ["mesa"]': 'starters = ["solicitante"]',
        **changes,
    }
    files = {}
    for name, content in bundle.files.items():
        text = content.decode()
        if name.endswith(".bpmn"):
            before, name_of_it, after = text.partition('<bpmn:userTask id="subsanar"')
            after = after.replace('candidateGroups="mesa"', 'candidateGroups="solicitante"', 1)
            text = before + name_of_it + after
        for old, new in said.items():
            text = text.replace(old, new)
        files[name] = text.encode()
    return replace(bundle, files=files)


def photo() -> NewFile:
    """What the form asks for."""
    return NewFile("fotos", "Fotos del puesto", "puesto.png", io.BytesIO(PNG))


def files_as_guest(town: Town, told: Applicant = NELIDA, **data: Any) -> Filed:
    """Somebody files without an account."""
    guest = welcome_guest(town.installation, town.municipality_id)
    answer = file(
        town.installation,
        guest.actor,
        "stall",
        {**ASKED, **data},
        applicant=told,
        kind=SessionKind.GUEST,
        files=[photo()],
    )
    assert isinstance(answer, Filed), answer
    return answer


def files_at_the_counter(town: Town, who: str, told: Applicant = NELIDA) -> Filed:
    """Somebody of the house files for who came."""
    answer = file(
        town.installation,
        town.people[who],
        "stall",
        ASKED,
        applicant=told,
        originals=["DNI"],
        files=[photo()],
    )
    assert isinstance(answer, Filed), answer
    return answer


def with_account(town: Town, told: Applicant = NELIDA) -> str:
    """The token of a new account."""
    key = town.municipality_id
    asked = ask_for_account(town.installation, key, told.email)
    assert isinstance(asked, Written), asked
    proof = proof_of(town, asked.letter_id)
    answer = sign_up(town.installation, key, told, PASSWORD, proof=proof)
    assert isinstance(answer, CameIn), answer
    return answer.token


def proof_of(town: Town, letter_id: int) -> Proof:
    """What somebody shows who got the letter."""
    row = town.reads(lambda c: account_letter(c, town.municipality_id, letter_id))
    assert row is not None
    return Proof(letter_id, code_of(town.installation, town.municipality_id, row))


def known(town: Town, token: str) -> Known | None:
    """Who comes with a token, as of now."""
    return town.reads(lambda c: known_at(town.installation, c, town.municipality_id, token))


def actor_with(town: Town, token: str) -> Actor:
    """The same, when they must be let in."""
    found = known(town, token)
    assert found is not None
    return found.actor


def unlocked(town: Town, filed: Filed) -> Actor:
    """Who shows the PIN of the receipt."""
    answer = unlock(town.installation, town.municipality_id, filed.code, filed.pin)
    assert isinstance(answer, Unlocked), answer
    return actor_with(town, answer.token)


def observed(town: Town, who: str, case_id: int, **reasons: str) -> None:
    """Somebody marks what is wrong, so that the applicant is asked for it again."""
    rows = [{"campo": place, "motivo": reason} for place, reason in reasons.items()]
    town.does(who, case_id, "calificar", {"observaciones": rows})


def is_refused(answer: object) -> bool:
    return isinstance(answer, Refused)
