"""Notices: who is told of what, once, by which ways, and when; on SQLite and PostgreSQL."""

from __future__ import annotations

import email
from collections.abc import Mapping
from datetime import date, time, timedelta
from email.policy import default
from functools import partial
from pathlib import Path

import pytest

from engine.identity.leaving import disable_person
from engine.jobs.built_in import built_in
from engine.notices.choosing import Choices, NewWords, choose, keep_quiet, read_notice, say_anew
from engine.notices.digesting import send_digests
from engine.notices.following import tell_people
from engine.notices.quiet import QuietHours
from engine.outside import Caller, FolderPost, FolderTexts, Outside
from engine.refusals import Refused
from engine.tasks import Assigned, Completed, assign, complete, undo_act
from engine.tasks.commenting import comment
from engine.tasks.undoing import undo_step
from engine.worker.dispatcher import run_due
from storage.queries.notices import attempts_to, notices_of, unread_of
from storage.writes.identity import correct_person
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town
from ui.notices.wording import PageWording

TASKS = bundle(start(), user("revisar"), end(), path("start", "revisar", "end"))
BY_NAME = bundle(
    start(),
    user("revisar"),
    user("firmar").replace("candidateGroups=", 'assignee="marta@pueblo.pe" candidateGroups='),
    end(),
    path("start", "revisar", "firmar", "end"),
    key="named",
)


@pytest.fixture
def office(town: Town) -> Town:
    """Rosa and Marta do the same work; both have an e-mail."""
    town.deploys(TASKS)
    for name in ("rosa", "marta"):
        person = town.person(name, "clerk")
        town.installation.database.run(
            lambda c, p=person, n=name: correct_person(
                c,
                town.municipality_id,
                p.person_id or 0,
                name=n.capitalize(),
                email=f"{n}@pueblo.pe",
                national_id=None,
                position=None,
            ),
            municipality=town.municipality_id,
        )
    return town


def handed(town: Town, to: str = "marta") -> int:
    """Rosa hands a task to a colleague; its case."""
    case = town.open_case("rosa", "test", {})
    task = town.open_task(case, "revisar")
    answer = assign(town.installation, town.people["rosa"], task, town.people[to].person_id or 0)
    assert not isinstance(answer, Refused), answer
    return case


def told(town: Town, who: str) -> list[str]:
    person_id = town.people[who].person_id or 0
    return [r.kind for r in town.reads(lambda c: notices_of(c, town.municipality_id, person_id))]


def ways(town: Town, who: str) -> list[tuple[str, str]]:
    person_id = town.people[who].person_id or 0
    rows = town.reads(lambda c: attempts_to(c, town.municipality_id, person_id))
    return [(row.channel, row.state) for row in rows]


def works(town: Town) -> Mapping[str, str]:
    """The worker does what is due; what lies in the outbox then, by the kind of file."""
    box = town.folder.parent / "outbox"
    outside = Outside(Caller(), FolderPost(box, "cauce@pueblo.pe"), {}, FolderTexts(box))
    wording = PageWording(town.installation, "https://cauce.pueblo.pe")
    run_due(town.installation, built_in(town.installation, outside, wording=wording))
    return {file.suffix: text_of(file) for file in sorted(box.glob("*"))} if box.exists() else {}


def text_of(file: Path) -> str:
    if file.suffix != ".eml":
        return file.read_text("utf-8")
    letter = email.message_from_bytes(file.read_bytes(), policy=default)
    body = letter.get_body()
    assert body is not None
    return f"{letter['to']} | {letter['subject']} | {body.get_content()}"


def test_who_is_handed_a_task_is_told_once_and_by_mail(office: Town) -> None:
    case = handed(office)
    assert tell_people(office.installation) == 1
    assert tell_people(office.installation) == 0
    assert (told(office, "marta"), told(office, "rosa")) == (["assigned"], [])
    letter = works(office)[".eml"]
    number = office.case(case).number
    assert letter.startswith(f"marta@pueblo.pe | {number}: Rosa le pasó «revisar» |")
    assert "https://cauce.pueblo.pe/" in letter
    assert ways(office, "marta") == [("mail", "sent")]


def test_who_was_told_of_a_task_is_told_that_it_was_taken_back(office: Town) -> None:
    case, rosa = office.open_case("rosa", "test", {}), office.people["rosa"]
    task, marta = office.open_task(case, "revisar"), office.people["marta"].person_id or 0
    given = assign(office.installation, rosa, task, marta)
    assert isinstance(given, Assigned)
    assert tell_people(office.installation) == 1
    undo_act(office.installation, rosa, task, given.seq or 0)
    assert tell_people(office.installation) == 1
    assert told(office, "marta") == ["assigned", "assigned"]
    assert "Rosa deshizo el pase: «revisar» ya no está en sus manos" in "".join(letters(office))


def test_nobody_is_told_of_a_task_that_a_step_opened_for_them_and_that_was_taken_back(
    office: Town,
) -> None:
    office.deploys(BY_NAME)
    case, rosa = office.open_case("rosa", "named", {}), office.people["rosa"]
    first = partial(complete, office.installation, rosa, undoable=True)
    assert isinstance(first(office.open_task(case, "revisar"), {}), Completed)
    undo_step(office.installation, rosa, case)
    assert tell_people(office.installation) == 0
    assert isinstance(first(office.open_task(case, "revisar"), {}), Completed)
    assert tell_people(office.installation) == 1
    assert told(office, "marta") == ["assigned"]


def letters(town: Town) -> list[str]:
    """All that lies in the outbox when the worker has done what is due."""
    works(town)
    return [text_of(file) for file in sorted((town.folder.parent / "outbox").glob("*"))]


def test_whom_a_comment_names_is_told_and_nobody_else(office: Town) -> None:
    office.person("luis", "clerk")
    case = office.open_case("rosa", "test", {})
    task = office.open_task(case, "revisar")
    said = "Falta el plano, @Marta.\nLo pidió @Rosa"
    assert not isinstance(comment(office.installation, office.people["rosa"], task, said), Refused)
    assert tell_people(office.installation) == 1
    assert tell_people(office.installation) == 0
    assert (told(office, "marta"), told(office, "rosa"), told(office, "luis")) == (
        ["named"],
        [],
        [],
    )
    letter = works(office)[".eml"]
    assert letter.startswith(f"marta@pueblo.pe | {office.case(case).number}: Rosa le nombra en «re")
    assert ways(office, "marta") == [("mail", "sent")]


def test_nobody_is_told_of_what_they_took_themselves(office: Town) -> None:
    case = office.open_case("rosa", "test", {})
    office.claim("rosa", office.open_task(case, "revisar"))
    tell_people(office.installation)
    assert (told(office, "rosa"), told(office, "marta")) == ([], [])


def test_who_opened_a_case_is_told_that_it_ended(office: Town) -> None:
    case = office.open_case("rosa", "test", {})
    office.does("marta", case, "revisar", {})
    tell_people(office.installation)
    assert (told(office, "rosa"), told(office, "marta")) == (["decided"], [])


def test_what_happened_while_nobody_looked_is_told_later(office: Town) -> None:
    tell_people(office.installation)
    handed(office)
    tell_people(office.installation)
    office.clock.advance(timedelta(hours=3))
    handed(office)
    office.clock.advance(timedelta(hours=3))
    assert tell_people(office.installation) == 1
    assert told(office, "marta") == ["assigned", "assigned"]


def test_reading_lowers_the_count_and_only_ones_own(office: Town) -> None:
    handed(office)
    tell_people(office.installation)
    rosa, marta = office.people["rosa"], office.people["marta"]

    def unread() -> int:
        town = office.municipality_id
        return office.reads(lambda c: unread_of(c, town, marta.person_id or 0))

    assert unread() == 1
    assert read_notice(office.installation, rosa) == 0
    assert unread() == 1
    assert read_notice(office.installation, marta) == 1
    assert unread() == 0


def test_what_a_person_does_not_want_stays_inside_and_a_telephone_rings_if_asked(
    office: Town,
) -> None:
    marta = office.people["marta"]
    asked = Choices({("assigned", "sms"): True}, phone="+51 984 111 222")
    assert choose(office.installation, marta, asked) is None
    handed(office)
    tell_people(office.installation)
    box = works(office)
    assert ".eml" not in box
    assert box[".txt"].startswith("+51984111222\n\nTambo Real: Rosa le pasó «revisar».")
    assert ways(office, "marta") == [("sms", "sent")]


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        (Choices({}, phone="984111222"), "phone"),
        (Choices({("assigned", "whatsapp"): True}), "phone"),
        (Choices({}, digest_hour=24), "digest"),
    ],
)
def test_choices_that_cannot_be_are_named(office: Town, choices: Choices, field: str) -> None:
    answer = choose(office.installation, office.people["marta"], choices)
    assert answer is not None
    assert answer.details == {"field": field}


def test_in_the_quiet_hours_nothing_leaves_and_then_it_does(office: Town) -> None:
    boss = office.person("boss", "administrador")
    assert keep_quiet(office.installation, boss, QuietHours(time(8), time(11))) is None
    handed(office)  # nine in the morning
    tell_people(office.installation)
    assert works(office) == {}
    assert ways(office, "marta") == [("mail", "waiting")]
    office.clock.advance(timedelta(hours=2, minutes=1))
    assert ".eml" in works(office)


def test_who_left_meanwhile_gets_no_letter(office: Town) -> None:
    boss, marta = office.person("boss", "administrador"), office.people["marta"]
    handed(office)
    tell_people(office.installation)
    disable_person(office.installation, boss, marta.person_id or 0, "Renuncia")
    assert works(office) == {}
    assert ways(office, "marta") == [("mail", "failed")]


def test_the_digest_comes_once_a_day_at_its_hour(office: Town) -> None:
    handed(office)
    marta = office.people["marta"]
    assert choose(office.installation, marta, Choices({}, digest_hour=10)) is None
    assert send_digests(office.installation) == 0  # nine in the morning
    office.clock.advance(timedelta(hours=1))
    assert send_digests(office.installation) == 1
    assert send_digests(office.installation) == 0
    letter = works(office)[".eml"]
    assert "marta@pueblo.pe | Su bandeja de hoy |" in letter
    assert "Tiene 1 en sus manos y 0 por tomar." in letter
    assert "- revisar · " in letter
    office.clock.advance(timedelta(days=1))
    assert send_digests(office.installation) == 1


def test_a_municipality_says_it_in_its_own_words_from_a_day_on(office: Town) -> None:
    boss = office.person("boss", "administrador")
    words = NewWords("notice", "es", "Aviso {number}", "{sentence} {name}", date(2026, 3, 3))
    assert say_anew(office.installation, boss, words) is None
    handed(office)
    tell_people(office.installation)
    assert "| Aviso " not in works(office)[".eml"]
    office.clock.advance(timedelta(days=1))
    handed(office)
    tell_people(office.installation)
    assert works(office)
    letters = [text_of(each) for each in (office.folder.parent / "outbox").glob("*.eml")]
    assert (
        sum("| Aviso " in each and "Rosa le pasó «revisar» Marta" in each for each in letters) == 1
    )


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [
        ("{numero}", "{sentence}", "subject"),
        ("Hola\nBcc: x@y.pe", "{sentence}", "subject"),
        ("Hola", "{name.__class__}", "body"),
        ("Hola", "{{7*7}}", "body"),
        ("Hola", "{0}", "body"),
        ("Hola", "", "body"),
    ],
)
def test_words_hold_places_of_the_list_and_no_code(
    office: Town, subject: str, body: str, field: str
) -> None:
    boss = office.person("boss", "administrador")
    words = NewWords("notice", "es", subject, body, date(2026, 3, 3))
    answer = say_anew(office.installation, boss, words)
    assert answer is not None
    assert answer.details == {"field": field}


def test_who_does_not_administer_changes_no_words(office: Town) -> None:
    words = NewWords("notice", "es", "Hola", "{sentence}", date(2026, 3, 3))
    rosa = office.people["rosa"]
    for answer in (
        say_anew(office.installation, rosa, words),
        keep_quiet(office.installation, rosa, QuietHours(time(8), time(9))),
    ):
        assert answer is not None
        assert answer.kind == "no_role"
