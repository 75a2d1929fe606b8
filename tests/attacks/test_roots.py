"""Signed roots: what nobody can undo who writes a history anew, chain and all."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update

from engine.history.chain import Entry, link, origin
from engine.history.published import NotRoots, compare
from engine.history.roots import faults_of_roots, make_roots
from engine.history.town import TownEventKind, TownHistory
from engine.history.verification import FaultKind
from engine.history.verify import verify_all
from storage.database import Connection
from storage.queries.roots import RootRow, newest_roots
from storage.tables import events, instances, town_roots
from storage.tables.types import micros
from tests.diagrams import bundle, end, path, start, user
from tests.hall import Hall
from tests.rivals import together
from tests.town import Town
from ui.settings import Settings

WORK = bundle(start(), user("write"), user("sign"), end(), path("start", "write", "sign", "end"))
GUARDS = {
    "sqlite": (
        "DROP TRIGGER events_refuse_update", "DROP TRIGGER events_refuse_delete",
        "DROP TRIGGER town_roots_refuse_update", "DROP TRIGGER town_roots_refuse_delete",
    ),
    "postgresql": (
        "DROP TRIGGER events_refuse_change ON events",
        "DROP TRIGGER town_roots_refuse_change ON town_roots",
    ),
}  # fmt: skip


@pytest.fixture
def worked(town: Town) -> tuple[int, int]:
    """Two cases over three days, each signed."""
    town.deploys(WORK)
    town.person("ana", "clerk")
    first = town.open_case("ana", "test", {})
    town.installation.database.run(lambda c: notes(town, c), municipality=town.municipality_id)
    town.clock.advance(timedelta(days=1))
    second = town.open_case("ana", "test", {})
    town.does("ana", first, "write", {})
    town.clock.advance(timedelta(days=2))
    town.does("ana", second, "write", {})
    town.clock.advance(timedelta(days=1))
    assert make_roots(town.installation) == 3
    return first, second


def notes(town: Town, connection: Connection) -> None:
    """Something in the municipality's own history."""
    history = TownHistory(town.installation, connection, town.people["ana"])
    history.add(TownEventKind.WORDS_SAID_ANEW)
    history.write()


def roots(town: Town) -> list[RootRow]:
    """The oldest first."""
    return list(town.reads(lambda c: newest_roots(c, town.municipality_id, limit=99)))[::-1]


def tamper_again(town: Town, act: Callable[[Connection], object]) -> None:
    """When the guards are gone already."""
    town.installation.database.run(act, municipality=town.municipality_id)


def tamper(town: Town, act: Callable[[Connection], object]) -> None:
    """What somebody with the whole database does."""
    database = town.installation.database
    with database.verb(town.municipality_id) as connection:
        for statement in GUARDS[database.dialect]:
            connection.execute(text(statement))
        act(connection)
    town.reopen()  # the driver forgets its prepared statements where a trigger is dropped


def test_each_day_on_which_anything_happened_has_a_root_that_names_the_one_before(
    town: Town, worked: tuple[int, int]
) -> None:
    made = roots(town)
    told = [json.loads(each.statement) for each in made]
    assert [(each["number"], each["day"], each["cases"]) for each in told] == [
        (1, "2026-03-02", 1), (2, "2026-03-03", 2), (3, "2026-03-05", 1),
    ]  # fmt: skip
    assert told[0]["previous"] == "0" * 64
    assert [each["previous"] for each in told[1:]] == [bytes(one.hash).hex() for one in made[:2]]
    assert [each["town"] is not None for each in told] == [True, False, False]
    assert verify_all(town.installation).whole
    assert make_roots(town.installation) == 0


def test_a_day_is_signed_an_hour_after_it_is_over(town: Town) -> None:
    town.deploys(WORK)
    town.person("ana", "clerk")
    town.open_case("ana", "test", {})
    midnight = town.surroundings().calendar.start_of(town.clock.now().date() + timedelta(days=1))
    town.clock.move(to=midnight + timedelta(minutes=59))
    assert make_roots(town.installation) == 0
    town.clock.move(to=midnight + timedelta(minutes=60))
    assert make_roots(town.installation) == 1


def test_two_workers_make_each_root_once(town: Town) -> None:
    town.deploys(WORK)
    town.person("ana", "clerk")
    for _ in range(3):
        town.open_case("ana", "test", {})
        town.clock.advance(timedelta(days=1))
    together(lambda: make_roots(town.installation), lambda: make_roots(town.installation))
    assert [each.number for each in roots(town)] == [1, 2, 3]
    assert faults_of_roots(town.installation, town.municipality_id) == ()


def rewritten(town: Town, case_id: int) -> Callable[[Connection], None]:
    """The whole history of a case, made anew with every link and the head: the chain holds."""

    def act(connection: Connection) -> None:
        before = origin(town.municipality_id, case_id)
        rows = connection.execute(
            select(events).where(events.c.case_id == case_id).order_by(events.c.seq)
        ).mappings()
        for row in list(rows):
            digest = row["detail_digest"] and bytes(row["detail_digest"])
            at = micros(row["at"]) - 1_000_000
            entry = Entry(
                row["seq"], row["kind"], row["element"], row["person_id"], row["task_id"],
                at, row["data"], digest,
            )  # fmt: skip
            before = link(before, entry)
            where = (events.c.case_id == case_id) & (events.c.seq == row["seq"])
            changed = {"at": row["at"] - timedelta(seconds=1), "hash": before}
            connection.execute(update(events).where(where).values(changed))
        connection.execute(
            update(instances).where(instances.c.case_id == case_id).values(chain_hash=before)
        )

    return act


def test_a_history_that_was_written_anew_whole_is_found_by_its_root(
    town: Town, worked: tuple[int, int]
) -> None:
    tamper(town, rewritten(town, worked[0]))
    found = verify_all(town.installation).faults
    assert {(each.kind, each.seq) for each in found} == {
        (FaultKind.ROOT_UNMATCHED, 1), (FaultKind.ROOT_UNMATCHED, 2),
    }  # fmt: skip
    assert "ya no es la que se firmó en la raíz n.º 1" in found[0].sentence_es


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda c: c.execute(delete(town_roots).where(town_roots.c.number == 2)), {3}),
        (
            lambda c: c.execute(
                update(town_roots)
                .where(town_roots.c.number == 2)
                .values(statement=town_roots.c.statement + " ")
            ),
            {2},
        ),
        (lambda c: c.execute(update(town_roots).values(signature="00" * 64)), {1, 2, 3}),
        (lambda c: c.execute(update(town_roots).values(public_key="11" * 32)), {1, 2, 3}),
    ],
)
def test_a_root_that_was_changed_or_taken_out_is_named(
    town: Town,
    worked: tuple[int, int],
    act: Callable[[Connection], object],
    expected: set[int],
) -> None:
    tamper(town, act)
    found = faults_of_roots(town.installation, town.municipality_id)
    assert {each.seq for each in found} == expected
    assert {each.kind for each in found} == {FaultKind.ROOT_CHANGED}


def test_what_is_put_in_behind_a_signed_day_is_found(town: Town, worked: tuple[int, int]) -> None:
    """Somebody sets the clock of the machine back, to act on a day that is over."""
    town.clock.advance(timedelta(days=-3))
    town.does("ana", worked[0], "sign", {})
    town.clock.advance(timedelta(days=3))
    found = faults_of_roots(town.installation, town.municipality_id)
    assert [(each.kind, each.seq) for each in found] == [(FaultKind.ROOT_UNMATCHED, 2)]


def copied(town: Town) -> bytes:
    """What anybody gets from the page of open data."""
    return Hall(town, Settings()).desk().opens("open/roots.json").content


def test_a_kept_copy_shows_what_even_the_key_cannot_hide(
    town: Town, worked: tuple[int, int]
) -> None:
    kept = copied(town)
    ours = (town.installation, town.municipality_id)
    assert [json.loads(each["statement"])["number"] for each in json.loads(kept)["roots"]] == [
        1,
        2,
        3,
    ]
    assert compare(*ours, kept) == []
    tamper(town, rewritten(town, worked[0]))
    tamper_again(town, lambda c: c.execute(delete(town_roots)))
    assert make_roots(town.installation) == 3
    assert verify_all(town.installation).whole  # whoever has the key can sign it all anew,
    ours = (town.installation, town.municipality_id)
    assert compare(*ours, kept) == [  # but not what was published
        f"La raíz n.º {number} ya no es la que se publicó." for number in (1, 2, 3)
    ]


def test_a_copy_that_is_none_of_ours_is_named(town: Town, worked: tuple[int, int]) -> None:
    ours = (town.installation, town.municipality_id)
    told = json.loads(copied(town))
    forged = {**told, "public_key": "11" * 32, "roots": told["roots"][:1]}
    forged["roots"][0]["statement"] = told["roots"][0]["statement"].replace("2026", "2025")
    assert compare(*ours, json.dumps(forged).encode()) == [
        "La copia nombra otra clave que la de la municipalidad.",
        "La raíz n.º 1 de la copia no la firmó la municipalidad.",
    ]
    for none in (b"", b"[]", b"{}", b'{"form": "cauce roots 1", "roots": [{}]}', b"\xff"):
        with pytest.raises(NotRoots):
            compare(*ours, none)
