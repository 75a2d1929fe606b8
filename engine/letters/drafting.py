"""Drafting a letter: its words come from the process and are the writer's to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn import Snapshot, data_of
from engine.cases.lifecycle import CaseState
from engine.cases.scene import Scene, in_one_transaction, scene_of
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition, program_of
from engine.feel import FeelError, Host, Value
from engine.forms.templates import as_text, parse_template
from engine.identity import Actor
from engine.installation import Installation
from engine.letters.kinds import kind_of, may_write
from engine.refusals import RefusalKind, Refused
from storage import step
from storage.database import Connection
from storage.queries.letters import LetterRow, letter_by_id
from storage.tables.letters import LetterState
from storage.writes.letters import change_letter, delete_draft, insert_letter

LONGEST_TITLE = 200
LONGEST_BODY = 50_000


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says."""

    title: str
    addressee: str
    body: str

    def refusal(self) -> Refused | None:
        """What is missing or too long."""
        for name, text, most in (
            ("title", self.title, LONGEST_TITLE),
            ("body", self.body, LONGEST_BODY),
        ):
            if not text.strip() or len(text) > most:
                return Refused(RefusalKind.INVALID_DATA, {"field": name})
        if len(self.addressee) > LONGEST_TITLE:
            return Refused(RefusalKind.INVALID_DATA, {"field": "addressee"})
        return None


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft is kept."""

    letter_id: int
    case_id: int


def draft(
    installation: Installation, actor: Actor, case_id: int, kind: str, words: Words | None = None
) -> Drafted | Refused:
    """Begin a letter; without words with those that the process has for it."""

    def verb(connection: Connection) -> Drafted | Refused:
        found = written_in(installation, connection, actor, case_id)
        if isinstance(found, Refused):
            return found
        scene, definition = found
        if kind_of(definition, kind) is None:
            return Refused(RefusalKind.NOT_FOUND)
        said = words or words_of(installation, connection, scene, definition, kind)
        refused = said.refusal() if words is not None else None
        if refused is not None:
            return refused
        letter_id = installation.ids.new()
        insert_letter(
            connection,
            actor.municipality_id,
            letter_id=letter_id,
            case_id=case_id,
            kind=kind,
            title=said.title,
            addressee=said.addressee,
            body=said.body,
            at=scene.now,
            person_id=actor.person_id,
        )
        return Drafted(letter_id, case_id)

    return in_one_transaction(installation, actor, verb)


def rewrite(
    installation: Installation, actor: Actor, letter_id: int, words: Words
) -> Drafted | Refused:
    """Other words for a draft."""
    refused = words.refusal()
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Drafted | Refused:
        found = drafted(installation, connection, actor, letter_id)
        if isinstance(found, Refused):
            return found
        scene, _, letter = found
        change_letter(
            connection,
            actor.municipality_id,
            letter_id,
            title=words.title.strip(),
            addressee=words.addressee.strip(),
            body=words.body,
            at=scene.now,
        )
        return Drafted(letter_id, letter.case_id)

    return in_one_transaction(installation, actor, verb)


def discard(installation: Installation, actor: Actor, letter_id: int) -> Drafted | Refused:
    """Throw a draft away: it has no number, so nothing is missing afterwards."""

    def verb(connection: Connection) -> Drafted | Refused:
        found = drafted(installation, connection, actor, letter_id)
        if isinstance(found, Refused):
            return found
        delete_draft(connection, actor.municipality_id, letter_id)
        return Drafted(letter_id, found[2].case_id)

    return in_one_transaction(installation, actor, verb)


def written_in(
    installation: Installation, connection: Connection, actor: Actor, case_id: int
) -> tuple[Scene, Definition] | Refused:
    """The locked case, if the person writes letters in it and it is not over."""
    loaded = step.load(connection, actor.municipality_id, case_id=case_id)
    if loaded is None:
        return Refused(RefusalKind.NOT_FOUND)
    scene = scene_of(installation, actor, loaded)
    definition = program_of(
        installation, connection, actor.municipality_id, loaded.instance.definition_id
    )
    if not may_write(actor, definition):
        return Refused(RefusalKind.NO_ROLE)
    if loaded.case.state not in (CaseState.OPEN, CaseState.SUSPENDED, CaseState.COMPLETED):
        return Refused(RefusalKind.CASE_NOT_OPEN, {"state": loaded.case.state})
    return scene, definition


def drafted(
    installation: Installation, connection: Connection, actor: Actor, letter_id: int
) -> tuple[Scene, Definition, LetterRow] | Refused:
    """The letter with its locked case, if it is still a draft and the person may write there."""
    letter = letter_by_id(connection, actor.municipality_id, letter_id)
    if letter is None:
        return Refused(RefusalKind.NOT_FOUND)
    found = written_in(installation, connection, actor, letter.case_id)
    if isinstance(found, Refused):
        return found
    letter = letter_by_id(connection, actor.municipality_id, letter_id)
    if letter is None:
        return Refused(RefusalKind.NOT_FOUND)
    if letter.state != LetterState.DRAFT:
        return Refused(RefusalKind.LETTER_STATE, {"state": letter.state})
    return (*found, letter)


def words_of(
    installation: Installation,
    connection: Connection,
    scene: Scene,
    definition: Definition,
    key: str,
) -> Words:
    """The words that the process has for a letter, filled with what the case knows; what cannot be
    told stays open, for the writer to see."""
    kind = kind_of(definition, key)
    case = scene.loaded.case
    text = kind.text if kind else ""
    surroundings = surroundings_of(installation, connection, scene.municipality_id, scene.now)
    known = data_of(
        definition.program, Snapshot(scene.loaded.instance.tokens, scene.loaded.instance.scopes)
    )
    body = filled_text(text, known, surroundings.host)
    return Words(case.title[:LONGEST_TITLE], case.on_behalf_of or "", body)


def filled_text(text: str, known: Mapping[str, Value], host: Host) -> str:
    """Each paragraph with what is known; what cannot be told stands as it was written."""
    return "\n\n".join(_filled(paragraph, known, host) for paragraph in text.split("\n\n"))


def _filled(paragraph: str, known: Mapping[str, Value], host: Host) -> str:
    """A paragraph with what the case knows; as it stands where the case does not know it."""
    try:
        parts = parse_template(paragraph).resolve(known, host=host)
    except FeelError:
        return paragraph
    return paragraph if None in parts else "".join(map(as_text, parts))
