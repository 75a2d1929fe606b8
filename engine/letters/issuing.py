"""A letter that the process issues by itself: the house states a fact, and nobody signs it.

Only kinds that the manifest lets the house issue (`issued_by = "house"`). What stands in it are
facts of the case, among them `plazos`: for each element with a legal term its `inicio` and `vence`.
It is numbered, printed, filed and verified by its code like any letter; who answers for it is told
in ADR 0012.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn import Snapshot, data_of
from engine.cadastre.certifying import plot_of
from engine.cases.lifecycle import CaseState
from engine.cases.scene import Scene, in_one_transaction, scene_of, write_events
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition, program_of
from engine.definitions.manifest import LetterKind
from engine.documents.filing import Filing, enter
from engine.documents.receiving import NewFile, Received, receive
from engine.feel import Value
from engine.history.kinds import EventKind
from engine.identity import Actor, system_actor
from engine.installation import Installation
from engine.letters.codes import code_of
from engine.letters.drafting import LONGEST_TITLE, Words, filled_text
from engine.letters.kinds import kind_of
from engine.letters.paper import Press, Sheet, paragraphs_of
from engine.letters.signing import TRIES, Signed
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.deadlines import deadlines_of_case
from storage.queries.letters import last_of_series, letter_by_id
from storage.queries.municipalities import municipality_by_id
from storage.tables.documents import Level
from storage.writes.letters import insert_letter, sign_letter


@dataclass(frozen=True, slots=True)
class Order:
    """Which letter of which case; under the same `letter_id` it is issued once. `facts` go before
    what the case knows; without a title the letter has that of the case."""

    case_id: int
    letter_id: int
    kind: str
    title: str = ""
    addressee: str = ""
    parcel: str = ""
    """The code of a parcel whose plan is drawn on it."""
    facts: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    """The paper of the letter for the number that comes next."""

    words: Words
    kind: LetterKind
    year: int
    sequence: int
    sheet: Sheet


class _Overtaken(Exception):
    """Somebody else took the number while the paper was made."""


def issue(installation: Installation, town: int, order: Order, press: Press) -> Signed | Refused:
    """Issue it; the same answer when it was issued before."""
    actor = system_actor(town)
    for _ in range(TRIES):
        ready = _prepare(installation, actor, order, press)
        if isinstance(ready, Signed | Refused):
            return ready
        printed = press.print(ready.sheet)
        title = f"{ready.sheet.number} · {ready.words.title}"
        file = NewFile(order.kind, title, printed.filename, io.BytesIO(printed.content))
        received = receive(installation, actor, file)
        if isinstance(received, Refused):
            return received
        try:
            return _file(installation, actor, order, ready, received)
        except _Overtaken:
            continue
    return Refused(RefusalKind.CONFLICT)


def _open(
    installation: Installation, connection: Connection, actor: Actor, order: Order
) -> tuple[Scene, Definition, LetterKind] | Signed | Refused:
    """The locked case, if the letter may be issued in it."""
    loaded = step.load(connection, actor.municipality_id, case_id=order.case_id)
    if loaded is None or loaded.case.state != CaseState.OPEN:
        return Refused(RefusalKind.CASE_NOT_OPEN)
    before = letter_by_id(connection, actor.municipality_id, order.letter_id)
    if before is not None:
        return Signed(before.id, before.document_id or 0, before.number or "", before.code or "")
    scene = scene_of(installation, actor, loaded)
    definition = program_of(
        installation, connection, actor.municipality_id, loaded.instance.definition_id
    )
    kind = kind_of(definition, order.kind)
    if kind is None or not kind.by_house:
        return Refused(RefusalKind.NOT_FOUND)
    return scene, definition, kind


def _prepare(
    installation: Installation, actor: Actor, order: Order, press: Press
) -> _Ready | Signed | Refused:
    def look(connection: Connection) -> _Ready | Signed | Refused:
        found = _open(installation, connection, actor, order)
        if isinstance(found, Signed | Refused):
            return found
        scene, definition, kind = found
        town, case = municipality_by_id(connection, actor.municipality_id), scene.loaded.case
        words = _words(installation, connection, scene, definition, kind, order)
        today = surroundings_of(installation, connection, actor.municipality_id, scene.now).today
        sequence = 1 + last_of_series(connection, actor.municipality_id, kind.series, today.year)
        number = kind.number.write(year=today.year, sequence=sequence)
        said = f"{number}\n{words.title}\n{words.addressee}\n{words.body}"
        code = code_of(installation, actor.municipality_id, order.letter_id, said)
        sheet = Sheet(
            municipality=town.name if town else "",
            kind=kind.title,
            number=number,
            title=words.title,
            addressee=words.addressee,
            paragraphs=paragraphs_of(words.body),
            day=today,
            signer=town.name if town else "",
            position="",
            case_number=case.number,
            code=code,
            address=press.address_of(code),
            plot=plot_of(connection, actor.municipality_id, order.parcel) if order.parcel else None,
        )
        return _Ready(words, kind, today.year, sequence, sheet)

    return in_one_transaction(installation, actor, look)


def _words(
    installation: Installation,
    connection: Connection,
    scene: Scene,
    definition: Definition,
    kind: LetterKind,
    order: Order,
) -> Words:
    """What the process says, filled with what the case knows, the terms of its law and the facts
    that were given."""
    case, around = scene.loaded.case, scene.loaded.instance
    known: dict[str, Value] = dict(
        data_of(definition.program, Snapshot(around.tokens, around.scopes))
    )
    rows = deadlines_of_case(connection, scene.municipality_id, case.id)
    elements = definition.program.elements
    known["plazos"] = {
        elements[row.element].id: {"inicio": row.start_on, "vence": row.due_on} for row in rows
    }
    known |= order.facts or {}
    host = surroundings_of(installation, connection, scene.municipality_id, scene.now).host
    title = (order.title.strip() or case.title)[:LONGEST_TITLE]
    addressee = (order.addressee.strip() or case.on_behalf_of or "")[:LONGEST_TITLE]
    return Words(title, addressee, filled_text(kind.text, known, host))


def _file(
    installation: Installation, actor: Actor, order: Order, ready: _Ready, received: Received
) -> Signed | Refused:
    def verb(connection: Connection) -> Signed | Refused:
        found = _open(installation, connection, actor, order)
        if isinstance(found, Signed | Refused):
            return found
        scene, town = found[0], actor.municipality_id
        sequence = step.next_number(connection, town, kind=ready.kind.series, year=ready.year)
        if sequence != ready.sequence:
            raise _Overtaken
        level = Level.PUBLIC if ready.kind.public else Level.INTERNAL
        filed = enter(
            installation.ids, received, scene.ledger, Filing(scene.now, None, level=level)
        )
        _tell(scene, order, ready, received)
        filed.write(installation, connection, town, order.case_id)
        insert_letter(
            connection,
            town,
            letter_id=order.letter_id,
            case_id=order.case_id,
            kind=order.kind,
            title=ready.words.title,
            addressee=ready.words.addressee,
            body=ready.words.body,
            at=scene.now,
            person_id=None,
        )
        sign_letter(
            connection,
            town,
            order.letter_id,
            number=ready.sheet.number,
            code=ready.sheet.code,
            document_id=filed.document_id,
            sha256=received.sha256,
            at=scene.now,
            person_id=None,
            certificate=None,
        )
        write_events(connection, scene)
        return Signed(order.letter_id, filed.document_id, ready.sheet.number, ready.sheet.code)

    return in_one_transaction(installation, actor, verb)


def _tell(scene: Scene, order: Order, ready: _Ready, received: Received) -> None:
    told = {
        "letter": str(order.letter_id),
        "kind": order.kind,
        "number": ready.sheet.number,
        "sha256": received.sha256,
    }
    detail = {"title": f"{ready.kind.title} {ready.sheet.number}"}
    scene.ledger.add(EventKind.LETTER_SIGNED, data=told, detail=detail)
