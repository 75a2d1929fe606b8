"""What the workshop has for a person to do: approvals to give, comments on what they drew, as long
as it stands: one line a draft, one for all of its comments. What is news to them is a notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.definitions.manifest import manifest_from_text
from engine.identity.house import ADMINISTRATOR
from engine.workshop.rights import may_approve, may_edit
from processes.adopting import newer_shared
from storage.database import Connection
from storage.queries.definitions import drawn_definition
from storage.queries.origins import origin_of_draft
from storage.queries.workshop import authors_of, open_draft_of
from storage.queries.workshop_matters import (
    AskingMatter,
    asking_matters,
    comment_matters,
)
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Matter:
    """A sentence, and the page on which the person goes on."""

    sentence: str
    href: str


def matters_of(here: Member, connection: Connection) -> tuple[Matter, ...]:
    """What waits for the person."""
    return (
        *_askings(here, connection), *_comments(here, connection), *newer_matters(here, connection),
    )  # fmt: skip


def _askings(here: Member, connection: Connection) -> Iterator[Matter]:
    town, person_id = here.municipality.id, here.actor.person_id or 0
    for each in asking_matters(connection, town):
        if each.asked_by != person_id and _approves(here, connection, each):
            told = here.words.gettext("Se pide su aprobación para cambiar «%(title)s»")
            yield Matter(told % {"title": each.title}, _way(here, each.key, "publication"))


def _comments(here: Member, connection: Connection) -> Iterator[Matter]:
    town, person_id = here.municipality.id, here.actor.person_id or 0
    for each in comment_matters(connection, town, person_id):
        if person_id in authors_of(connection, town, each.draft_id) and _operates(
            here, connection, each.key
        ):
            told = here.words.ngettext(
                "Hay %(n)s comentario sin atender en su borrador de «%(title)s»",
                "Hay %(n)s comentarios sin atender en su borrador de «%(title)s»",
                each.number,
            )
            facts = {"n": each.number, "title": each.title}
            yield Matter(told % facts, _way(here, each.key, "comments"))


def newer_matters(here: Member, connection: Connection) -> tuple[Matter, ...]:
    """What of that is of later shared versions, which «Avisos» tells too as long as it stands."""
    return tuple(_newer(here, connection))


def _newer(here: Member, connection: Connection) -> Iterator[Matter]:
    """Later shared versions: for who operates the process, until they are in a draft or in force;
    for who administers, where one click takes them up."""
    for each in newer_shared(connection, here.municipality):
        told = here.words.gettext("Hay una versión nueva del proceso compartido «%(title)s»")
        sentence = told % {"title": each.title}
        draft = open_draft_of(connection, here.municipality.id, each.key)
        taken = draft and origin_of_draft(connection, here.municipality.id, draft.id) == each.hash
        if not taken and _operates(here, connection, each.key):
            yield Matter(sentence, _way(here, each.key, "origin"))
        elif not each.changed and ADMINISTRATOR in here.actor.roles:
            yield Matter(sentence, here.path("municipality", "catalogue"))


def _operates(here: Member, connection: Connection, key: str) -> bool:
    row = drawn_definition(connection, here.municipality.id, key)
    return row is not None and may_edit(here.actor, manifest_from_text(row.manifest))


def _approves(here: Member, connection: Connection, one: AskingMatter) -> bool:
    row = drawn_definition(connection, here.municipality.id, one.key)
    authors = authors_of(connection, here.municipality.id, one.draft_id)
    return row is not None and may_approve(here.actor, manifest_from_text(row.manifest), authors)


def _way(here: Member, key: str, part: str) -> str:
    return here.path("processes", key, "workshop", part)
