"""Letters of a case: programs write them, people sign them with their own password."""

from __future__ import annotations

import base64
import binascii

from starlette.responses import Response

from engine.access import Scope
from engine.identity.signing_in import recognise
from engine.letters.drafting import Drafted, Words, discard, draft, rewrite
from engine.letters.pkcs12 import Certificate
from engine.letters.signing import Signed, sign
from engine.letters.voiding import Voided, void
from engine.refusals import Refused
from storage.queries.cases import case_by_id
from storage.queries.letters import LetterRow, letter_by_id, letters_of_case
from ui.api.answers import answer, id_of
from ui.api.around import inside, made
from ui.api.describing import hands_out, reads, writes
from ui.api.documents import handed_out
from ui.api.door import Here, Program
from ui.api.invalid import invalid
from ui.api.problems import not_found, of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, Number, room
from ui.api.shapes.around import Made
from ui.api.shapes.letters import (
    Letters,
    LetterShape,
    LetterWords,
    NewLetter,
    SignatureAsked,
    SignedLetter,
    WholeLetter,
    WhyVoid,
)
from ui.letters.press import press_here

router = room("letters")


@router.get("/cases/{number}/letters", **reads(Scope.DOCUMENTS_READ, Letters))
def letters(here: Here, number: Number) -> Response:
    """The letters of the case, drafts too."""
    case_id = inside(here, number)
    with here.installation.database.read(here.municipality.id) as connection:
        rows = letters_of_case(connection, here.municipality.id, case_id)
    return answer(here, Letters(items=[line_of(row) for row in rows]))


@router.post("/cases/{number}/letters", **writes(Scope.DOCUMENTS_WRITE, Made, status=201))
def letter_begun(here: Here, number: Number, asked: NewLetter, key: Key = None) -> Response:
    """Begin a letter, for a person to sign."""

    def work() -> Response:
        outcome = draft(here.installation, here.actor, inside(here, number), asked.kind)
        if not isinstance(outcome, Drafted):
            raise of_refusal(outcome)
        return made(here, outcome.letter_id, "letters", str(outcome.letter_id))

    return once(here, key, work)


@router.get("/letters/{letter_id}", **reads(Scope.DOCUMENTS_READ, WholeLetter))
def letter(here: Here, letter_id: Identifier) -> Response:
    """One letter with its words."""
    number, row = seen_letter(here, letter_id)
    shape = WholeLetter(
        **line_of(row).model_dump(),
        case=number,
        addressee=row.addressee,
        body=row.body,
        signer=row.signer_name,
        certificate=row.certificate,
        voided_at=row.voided_at,
        void_reason=row.void_reason,
    )
    return answer(here, shape)


@router.put("/letters/{letter_id}", **writes(Scope.DOCUMENTS_WRITE, Made))
def letter_written(here: Here, letter_id: Identifier, asked: LetterWords) -> Response:
    """Other words for a draft. What is signed does not change."""
    seen_letter(here, letter_id)
    words = Words(asked.title, asked.addressee, asked.body)
    outcome = rewrite(here.installation, here.actor, id_of(letter_id), words)
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Made(id=letter_id))


@router.delete("/letters/{letter_id}", **writes(Scope.DOCUMENTS_WRITE, Made))
def letter_discarded(here: Here, letter_id: Identifier) -> Response:
    """Throw a draft away; it has no number, so nothing is missing afterwards."""
    seen_letter(here, letter_id)
    outcome = discard(here.installation, here.actor, id_of(letter_id))
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    return answer(here, Made(id=letter_id))


@router.post("/letters/{letter_id}/signature", **writes(Scope.LETTERS_SIGN, SignedLetter))
def letter_signed(
    here: Here, letter_id: Identifier, asked: SignatureAsked, key: Key = None
) -> Response:
    """A person signs: the letter gets the next number of its series, without gaps, and is filed.
    The program only hands their proof in; whether they may sign is judged by their own roles."""

    def work() -> Response:
        seen_letter(here, letter_id)
        certificate = certificate_in(asked)
        signer = recognise(here.installation, here.municipality.id, asked.login, asked.password)
        if isinstance(signer, Refused):
            raise of_refusal(signer)
        press = press_here(here)
        outcome = sign(
            here.installation,
            signer,
            id_of(letter_id),
            press=press,
            password=asked.password,
            certificate=certificate,
        )
        if not isinstance(outcome, Signed):
            raise of_refusal(outcome)
        shape = SignedLetter(
            id=letter_id,
            number=outcome.number,
            code=outcome.code,
            document_id=str(outcome.document_id),
            address=press.address_of(outcome.code),
        )
        return answer(here, shape)

    # What is kept of the request for a key holds nothing of a password.
    return once(here, key, work, content=asked.login)


@router.post("/letters/{letter_id}/voiding", **writes(Scope.LETTERS_SIGN, Made))
def letter_voided(here: Here, letter_id: Identifier, asked: WhyVoid, key: Key = None) -> Response:
    """Void a signed letter, saying why; its number is not used again."""

    def work() -> Response:
        seen_letter(here, letter_id)
        outcome = void(here.installation, here.actor, id_of(letter_id), asked.reason)
        if not isinstance(outcome, Voided):
            raise of_refusal(outcome)
        return answer(here, Made(id=letter_id))

    return once(here, key, work)


@router.get(
    "/letters/{letter_id}/content", **hands_out(Scope.DOCUMENTS_READ, "application/octet-stream")
)
def letter_content(here: Here, letter_id: Identifier) -> Response:
    """The paper of a signed letter as it was filed, PDF or text, streamed while its hash is
    checked; a draft has none."""
    _, row = seen_letter(here, letter_id)
    if row.document_id is None:
        raise not_found()
    return handed_out(here, row.document_id, 1)


def seen_letter(here: Program, letter_id: str) -> tuple[str, LetterRow]:
    """The letter with the number of its case, for who works there from inside."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = letter_by_id(connection, town, id_of(letter_id))
        case = case_by_id(connection, town, row.case_id) if row else None
    if row is None or case is None:
        raise not_found()
    inside(here, case.number)
    return case.number, row


def certificate_in(asked: SignatureAsked) -> Certificate | None:
    """The certificate that was handed in, if one was."""
    if asked.certificate is None:
        return None
    try:
        content = base64.b64decode(asked.certificate, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise invalid([("body.certificate", "base64")]) from fault
    return Certificate(content, asked.certificate_password)


def line_of(row: LetterRow) -> LetterShape:
    """What lists tell of a letter."""
    return LetterShape(
        id=str(row.id),
        kind=row.kind,
        title=row.title,
        state=row.state,  # type: ignore[arg-type]  # the table holds no other word
        number=row.number,
        code=row.code,
        sha256=row.sha256,
        signed_at=row.signed_at,
        document_id=None if row.document_id is None else str(row.document_id),
    )
