"""Signing a letter: its number, its paper, its place in the file, in one commit.

The number is the next of its series and of its year, and is taken only in the transaction in which
the signed paper is filed: a signature that does not come about leaves no gap. Because the number is
printed on the paper, the paper is made for the number that will come next; whoever was faster makes
the other print again.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from engine.cases.scene import Scene, in_one_transaction, write_events
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition
from engine.definitions.manifest import LetterKind
from engine.documents.filing import Filing, enter
from engine.documents.receiving import NewFile, Received, receive
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.identity.signing_in import prove
from engine.installation import Installation
from engine.letters.codes import code_of
from engine.letters.drafting import drafted
from engine.letters.kinds import kind_of, may_sign
from engine.letters.paper import Press, Printed, Sheet, paragraphs_of
from engine.letters.pkcs12 import Certificate, Witnesses, sign_pdf
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.identity import person_by_id
from storage.queries.letters import LetterRow, last_of_series
from storage.queries.municipalities import municipality_by_id
from storage.tables.documents import Level
from storage.writes.letters import sign_letter

TRIES = 8


@dataclass(frozen=True, slots=True)
class Signed:
    """The letter is in force and in the file."""

    letter_id: int
    document_id: int
    number: str
    code: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    """The paper of a letter for the number that comes next."""

    letter: LetterRow
    kind: LetterKind
    year: int
    sequence: int
    sheet: Sheet


class _Overtaken(Exception):
    """Somebody else took the number, or changed the words, while the paper was made."""


def sign(
    installation: Installation,
    actor: Actor,
    letter_id: int,
    *,
    press: Press,
    password: str,
    certificate: Certificate | None = None,
) -> Signed | Refused:
    """Sign with one's password, and with a certificate where there is one."""
    refused = _refusal(installation, actor, letter_id) or _proof(installation, actor, password)
    if refused is not None:
        return refused
    for _ in range(TRIES):
        prepared = _prepare(installation, actor, letter_id, press)
        if isinstance(prepared, Refused):
            return prepared
        made = _made(installation, actor, prepared, press, certificate)
        if isinstance(made, Refused):
            return made
        try:
            return _file(installation, actor, prepared, *made)
        except _Overtaken:
            continue
    return Refused(RefusalKind.CONFLICT)


def _refusal(installation: Installation, actor: Actor, letter_id: int) -> Refused | None:
    """Whether this letter is this person's to sign, before a password is asked."""

    def look(connection: Connection) -> Refused | None:
        found = _signable(installation, connection, actor, letter_id)
        return found if isinstance(found, Refused) else None

    return in_one_transaction(installation, actor, look)


def _proof(installation: Installation, actor: Actor, password: str) -> Refused | None:
    with installation.database.read(actor.municipality_id) as connection:
        person = person_by_id(connection, actor.municipality_id, actor.person_id or 0)
    if person is None:
        return Refused(RefusalKind.NO_ROLE)
    return prove(installation, actor.municipality_id, person, password)


def _signable(
    installation: Installation, connection: Connection, actor: Actor, letter_id: int
) -> tuple[Scene, Definition, LetterRow, LetterKind] | Refused:
    found = drafted(installation, connection, actor, letter_id)
    if isinstance(found, Refused):
        return found
    scene, definition, letter = found
    kind = kind_of(definition, letter.kind)
    if kind is None:
        return Refused(RefusalKind.NOT_FOUND)
    if actor.person_id is None or not may_sign(actor, definition, letter.kind):
        return Refused(RefusalKind.NO_ROLE)
    return scene, definition, letter, kind


def _prepare(
    installation: Installation, actor: Actor, letter_id: int, press: Press
) -> _Prepared | Refused:
    def look(connection: Connection) -> _Prepared | Refused:
        found = _signable(installation, connection, actor, letter_id)
        if isinstance(found, Refused):
            return found
        scene, _, letter, kind = found
        today = surroundings_of(installation, connection, actor.municipality_id, scene.now).today
        sequence = 1 + last_of_series(connection, actor.municipality_id, kind.series, today.year)
        town = municipality_by_id(connection, actor.municipality_id)
        person = person_by_id(connection, actor.municipality_id, actor.person_id or 0)
        number = kind.number.write(year=today.year, sequence=sequence)
        words = f"{number}\n{letter.title}\n{letter.addressee}\n{letter.body}"
        code = code_of(installation, actor.municipality_id, letter_id, words)
        sheet = Sheet(
            municipality=town.name if town else "",
            kind=kind.title,
            number=number,
            title=letter.title,
            addressee=letter.addressee,
            paragraphs=paragraphs_of(letter.body),
            day=today,
            signer=person.name if person else "",
            position=(person.position or "") if person else "",
            case_number=scene.loaded.case.number,
            code=code,
            address=press.address_of(code),
        )
        return _Prepared(letter, kind, today.year, sequence, sheet)

    return in_one_transaction(installation, actor, look)


def _made(
    installation: Installation,
    actor: Actor,
    prepared: _Prepared,
    press: Press,
    certificate: Certificate | None,
) -> tuple[Received, str | None] | Refused:
    """The paper, signed where there is a certificate, in the store."""
    printed, name = press.print(prepared.sheet), None
    if certificate is not None:
        if not printed.is_pdf:
            return Refused(RefusalKind.BAD_CERTIFICATE, {"why": "no_pdf"})
        reason = f"{prepared.kind.title} {prepared.sheet.number}"
        now = installation.clock.now()
        signed = sign_pdf(
            printed.content,
            certificate,
            reason=reason,
            at=now,
            witnesses=Witnesses(
                installation.stamper,
                installation.fetch_list,
                installation.ask_responder,
                installation.trust_roots,
            ),
        )
        if isinstance(signed, Refused):
            return signed
        printed, name = Printed(printed.filename, signed[0], is_pdf=True), signed[1]
    title = f"{prepared.sheet.number} · {prepared.letter.title}"
    stream = io.BytesIO(printed.content)
    file = NewFile(prepared.letter.kind, title, printed.filename, stream)
    received = receive(installation, actor, file)
    return received if isinstance(received, Refused) else (received, name)


def _file(
    installation: Installation,
    actor: Actor,
    prepared: _Prepared,
    received: Received,
    certificate: str | None,
) -> Signed | Refused:
    def verb(connection: Connection) -> Signed | Refused:
        found = _signable(installation, connection, actor, prepared.letter.id)
        if isinstance(found, Refused):
            return found
        scene, _, letter, kind = found
        sequence = step.next_number(
            connection, actor.municipality_id, kind=kind.series, year=prepared.year
        )
        if sequence != prepared.sequence or letter.changed_at != prepared.letter.changed_at:
            raise _Overtaken
        level = Level.PUBLIC if kind.public else Level.INTERNAL
        filing = Filing(scene.now, actor.person_id, level=level)
        filed = enter(installation.ids, received, scene.ledger, filing)
        _tell(scene, prepared, received)
        filed.write(installation, connection, actor.municipality_id, letter.case_id)
        sign_letter(
            connection,
            actor.municipality_id,
            letter.id,
            number=prepared.sheet.number,
            code=prepared.sheet.code,
            document_id=filed.document_id,
            sha256=received.sha256,
            at=scene.now,
            person_id=actor.person_id,
            certificate=certificate,
        )
        write_events(connection, scene)
        return Signed(letter.id, filed.document_id, prepared.sheet.number, prepared.sheet.code)

    return in_one_transaction(installation, actor, verb)


def _tell(scene: Scene, prepared: _Prepared, received: Received) -> None:
    told = {
        "letter": str(prepared.letter.id),
        "kind": prepared.letter.kind,
        "number": prepared.sheet.number,
        "sha256": received.sha256,
    }
    detail = {"title": f"{prepared.kind.title} {prepared.sheet.number}"}
    scene.ledger.add(EventKind.LETTER_SIGNED, data=told, detail=detail)
