"""Following a case by its code, and acting in it with its PIN, for programs at the counter.

The PIN goes in a header, so that it stands in no address and in no log. A wrong one costs a try of
the case, as on the page; a program that guesses codes or PINs has to wait, counted by its token.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Header, Path
from markupsafe import Markup
from starlette.responses import Response

from engine.access import Scope
from engine.citizens.codes import read_code
from engine.citizens.surveying import answer_survey
from engine.citizens.unlocking import actor_with_pin
from engine.citizens.withdrawing import withdraw
from engine.citizens.writing import write_to_office
from engine.identity import Actor
from engine.refusals import RefusalKind, Refused
from engine.tasks import complete
from storage.queries.citizens import (
    ApplicationRow,
    FiledCase,
    application_by_code,
    filed_case,
)
from ui.api.answers import answer
from ui.api.applications import needs_counter
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.invalid import invalid
from ui.api.kinds import ApiKind
from ui.api.problems import not_found, of_refusal, own
from ui.api.repeats import Key, once
from ui.api.rooms import room
from ui.api.shapes.citizens import (
    Correction,
    Happened,
    Letter,
    NewLetter,
    Observation,
    Said,
    Survey,
    Tracked,
    Withdrawal,
)
from ui.cases.scene import case_scene
from ui.portal.letters import letters_of
from ui.portal.status import entries_of, mine_to_do, observed_in, told_of

router = room("citizens")
Code = Annotated[str, Path(max_length=40, examples=["2026-TAMBO-000123-7"])]
Pin = Annotated[
    str | None,
    Header(alias="X-Cauce-Pin", max_length=40, description="The PIN of the receipt."),
]


@router.get("/tracking/{code}", **reads(Scope.CITIZENS_READ, Tracked))
def follow(here: Here, code: Code, pin: Pin = None) -> Response:
    """Where a case stands; with its PIN also what is the applicant's own."""
    row, case = looked_up(here, code)
    own_actor = None if pin is None else applicant(here, row, pin)
    who = here if own_actor is None else replace(here, actor=own_actor)
    with here.installation.database.read(here.municipality.id) as connection:
        scene = case_scene(who, connection, row.case_id, case.definition_id)
        told, task = told_of(row, case, scene, who), mine_to_do(scene)
        mine = own_actor is not None
        shape = Tracked(
            code=row.code,
            service=case.service,
            word=told.word,
            sentence=text_in(told.sentence),
            day=told.day,
            filed_at=row.filed_at,
            happened=[
                Happened(at=each.when, sentence=text_in(each.sentence))
                for each in entries_of(scene, who)
            ],
            number=case.number if mine else None,
            applicant=case.applicant if mine else None,
            observed=[
                Observation(label=each.label, reason=each.reason)
                for each in (observed_in(task, scene) if mine and task else ())
            ],
            letters=[
                Letter(at=each.when, own=each.own, text=each.text)
                for each in (letters_of(connection, who, row.case_id) if mine else ())
            ],
        )
    return answer(here, shape)


@router.post("/tracking/{code}/messages", **writes(Scope.CITIZENS_WRITE, Said))
def write(here: Here, code: Code, asked: NewLetter, pin: Pin = None, key: Key = None) -> Response:
    """The applicant writes to the office."""
    return acted(
        here,
        code,
        pin,
        key,
        lambda actor, row: write_to_office(here.installation, actor, row.case_id, asked.text),
    )


@router.post("/tracking/{code}/corrections", **writes(Scope.CITIZENS_WRITE, Said))
def correct(
    here: Here, code: Code, asked: Correction, pin: Pin = None, key: Key = None
) -> Response:
    """The applicant answers what was observed; what was not observed does not come in."""

    def verb(actor: Actor, row: ApplicationRow) -> object:
        with here.installation.database.read(here.municipality.id) as connection:
            case = filed_case(connection, here.municipality.id, row.case_id)
            if case is None:
                raise not_found()
            who = replace(here, actor=actor)
            task = mine_to_do(case_scene(who, connection, row.case_id, case.definition_id))
        if task is None:
            raise not_found()
        return complete(here.installation, actor, task.id, asked.data)

    return acted(here, code, pin, key, verb)


@router.post("/tracking/{code}/withdrawal", **writes(Scope.CITIZENS_WRITE, Said))
def withdraw_it(
    here: Here, code: Code, asked: Withdrawal, pin: Pin = None, key: Key = None
) -> Response:
    """The applicant wants it no more."""
    return acted(
        here,
        code,
        pin,
        key,
        lambda actor, row: withdraw(here.installation, actor, row.case_id, asked.reason),
    )


@router.post("/tracking/{code}/survey", **writes(Scope.CITIZENS_WRITE, Said))
def survey(here: Here, code: Code, asked: Survey, pin: Pin = None, key: Key = None) -> Response:
    """What the applicant thought of it, once it is over; nobody of the house reads a single one."""

    def verb(actor: Actor, row: ApplicationRow) -> object:
        return answer_survey(here.installation, actor, row.case_id, asked.rating, asked.words)

    return acted(here, code, pin, key, verb)


def acted(
    here: Program,
    code: str,
    pin: str | None,
    key: str | None,
    verb: Callable[[Actor, ApplicationRow], object],
) -> Response:
    """An act of the applicant, who shows the PIN."""
    row, _ = looked_up(here, code)
    shown = pin
    if shown is None:
        raise invalid([("header.X-Cauce-Pin", "missing")])

    def work() -> Response:
        outcome = verb(applicant(here, row, shown), row)
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        return answer(here, Said(code=row.code))

    return once(here, key, work)


def applicant(here: Program, row: ApplicationRow, pin: str) -> Actor:
    """The applicant of the case; a wrong PIN is refused without saying what is wrong."""
    found = actor_with_pin(here.installation, here.municipality.id, row.code, pin)
    if isinstance(found, Refused):
        guessed(here)
        raise of_refusal(found)
    return found


def looked_up(here: Program, code: str) -> tuple[ApplicationRow, FiledCase]:
    """The case of a code, for who is at the counter; who guesses has to wait."""
    needs_counter(here)
    seconds = here.surroundings.throttles.cases.wait(
        here.installation, here.municipality.id, address_of(here)
    )
    if seconds:
        raise own(ApiKind.TOO_MANY_ATTEMPTS, headers={"retry-after": str(seconds)})
    town, written = here.municipality.id, read_code(code)
    with here.installation.database.read(town) as connection:
        row = application_by_code(connection, town, written or "")
        case = filed_case(connection, town, row.case_id) if row else None
    if row is None or case is None:
        guessed(here)
        raise of_refusal(Refused(RefusalKind.NOT_FOUND))
    return row, case


def guessed(here: Program) -> None:
    """Somebody tried in vain: counted for the token, behind which many citizens may stand."""
    here.surroundings.throttles.cases.failed(
        here.installation, here.municipality.id, address_of(here)
    )


def text_in(sentence: str | Markup) -> str:
    """What a sentence says, without what makes it strong."""
    return sentence.striptags() if isinstance(sentence, Markup) else sentence


def address_of(here: Program) -> str:
    return f"token {here.person_id}"
