"""Attacks on a vote: voting twice, late, too much, for others; reading ballots; joining who voted
with what; stuffing or emptying the urn; bending the rules in the rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import delete, insert, select, text, update

from engine.letters.codes import spelled
from engine.participation.casting import Cast, Uncast, WhyNot, cast
from engine.participation.counting import Counted, Uncounted, count
from engine.participation.keys import unwrapped
from engine.participation.marks import plain_number, vote_mark
from engine.participation.passing import Pass, cast_with_pass, give_pass, vote_of_pass
from engine.participation.urns import ballots_in, sealed_ballot, with_ballot
from engine.participation.winners import Rule
from engine.sealing.boxes import KEY, NotOpened
from storage.queries.votes import (
    ConsultationRow,
    consultation_of_case,
    locked_urn,
    options_of,
    receipts_of_count,
)
from storage.tables import (
    consultation_options,
    consultation_passes,
    consultation_urns,
    consultation_voters,
    consultations,
    events,
    town_events,
)
from storage.tables.participation import Tie
from tests.hall import PERMIT, PERMIT_ASKED
from tests.town import Town
from tests.votes import opened_vote, votes


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    found = Town(database_url, tmp_path / "documents")
    found.deploys(PERMIT)
    found.person("marta", "mesa", "mesa_de_partes")
    yield found
    found.close()


@pytest.fixture
def vote(town: Town) -> ConsultationRow:
    return opened_vote(town, town.open_case("marta", "permit", PERMIT_ASKED))


def numbers(many: int) -> list[str]:
    return [f"4{n:07d}" for n in range(many)]


def counted(town: Town, vote: ConsultationRow) -> Counted | Uncounted:
    town.waits(days=4)
    return count(town.installation, town.municipality_id, vote.case_id)


def writes(town: Town, *statements: object) -> None:
    """Somebody with the database in their hands."""
    with town.installation.database.verb(town.municipality_id) as connection:
        for each in statements:
            connection.execute(each)  # type: ignore[call-overload]


def test_nobody_votes_twice_however_the_number_is_typed(town: Town, vote: ConsultationRow) -> None:
    assert isinstance(votes(town, vote, plain_number("40 511-226"), 1), Cast)
    assert votes(town, vote, plain_number("40.511.226"), 2) == Uncast(WhyNot.VOTED)
    gave = give_pass(town.installation, town.people["marta"], vote.id, "40511226")
    assert gave == Uncast(WhyNot.VOTED)
    found = counted(town, vote)
    assert isinstance(found, Counted)
    assert (found.ballots, {each.place: each.votes for each in found.ranked}) == (
        1,
        {1: 1, 2: 0, 3: 0},
    )


def test_who_votes_from_two_places_at_once_votes_once(town: Town, vote: ConsultationRow) -> None:
    answers: list[Cast | Uncast] = []
    threads = [
        Thread(target=lambda place=place: answers.append(votes(town, vote, "40511226", place)))
        for place in (1, 2, 3)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(isinstance(each, Cast) for each in answers) == 1
    found = counted(town, vote)
    assert isinstance(found, Counted)
    assert found.ballots == 1


def test_nobody_votes_before_it_begins_nor_after_it_is_over(
    town: Town, vote: ConsultationRow
) -> None:
    town.clock.move(to=vote.opens_at - timedelta(seconds=1))
    assert votes(town, vote, "40511226", 1) == Uncast(WhyNot.NOT_OPEN)
    town.clock.move(to=vote.closes_at)
    assert votes(town, vote, "40511226", 1) == Uncast(WhyNot.NOT_OPEN)
    assert isinstance(count(town.installation, town.municipality_id, vote.case_id), Counted)
    town.clock.move(to=vote.opens_at)
    assert votes(town, vote, "40511226", 1) == Uncast(WhyNot.NOT_OPEN)


def test_a_ballot_that_breaks_the_rule_is_not_let_in(town: Town, vote: ConsultationRow) -> None:
    assert votes(town, vote, "40511226", 1, 2) == Uncast(WhyNot.RULE)
    assert votes(town, vote, "40511226", 9) == Uncast(WhyNot.RULE)
    assert isinstance(votes(town, vote, "40511226"), Cast)
    other = opened_vote(
        town, town.open_case("marta", "permit", PERMIT_ASKED), Rule(Tie.DRAW, seats=1, most=1)
    )
    assert votes(town, other, "40511226", 1, 2) == Uncast(WhyNot.RULE)


def test_nobody_counts_before_the_end(town: Town, vote: ConsultationRow) -> None:
    votes(town, vote, "40511226", 1)
    house = town.installation
    assert count(house, town.municipality_id, vote.case_id) is Uncounted.OPEN
    earlier = vote.closes_at - timedelta(days=2)
    writes(
        town, update(consultations).where(consultations.c.id == vote.id).values(closes_at=earlier)
    )
    town.waits(days=2)
    assert count(house, town.municipality_id, vote.case_id) is Uncounted.RULES


@pytest.mark.parametrize("column", ["budget", "tie", "seed_hash", "cost", "title"])
def test_bent_rules_open_no_urn(town: Town, vote: ConsultationRow, column: str) -> None:
    votes(town, vote, "40511226", 1)
    table = consultation_options if column in ("cost", "title") else consultations
    bent = {"budget": 500, "tie": "draw", "seed_hash": "x", "cost": 1, "title": "Z"}[column]
    writes(town, update(table).values({column: bent}))
    assert counted(town, vote) is Uncounted.RULES


def test_stuffing_and_emptying_the_urn_is_found(town: Town, vote: ConsultationRow) -> None:
    """Whoever has the database and the public key can make ballots; not voters."""
    for number in numbers(3):
        votes(town, vote, number, 1)
    key, of = town.municipality_id, consultation_urns.c
    with town.installation.database.read(key) as connection:
        urn = connection.execute(select(of.content, of.vouched)).one()
    false = sealed_ballot(vote.public_key, [2], said=f"{key} {vote.id}".encode(), fresh=b"x" * KEY)
    row = {"municipality_id": key, "consultation_id": vote.id, "mark": "m", "vouched": "v"}
    writes(
        town,
        insert(consultation_voters).values(**row),
        update(consultation_urns).values(content=with_ballot(urn.content, false), ballots=4),
    )
    assert counted(town, vote) is Uncounted.URN
    writes(town, update(consultation_urns).values(content=urn.content, ballots=3))
    assert counted(town, vote) is Uncounted.VOTERS
    writes(town, delete(consultation_voters).where(consultation_voters.c.mark == "m"))
    fewer = b"".join(ballots_in(urn.content)[1:])
    writes(town, update(consultation_urns).values(content=fewer))
    assert counted(town, vote) is Uncounted.URN
    writes(town, update(consultation_urns).values(content=urn.content))
    assert isinstance(counted(town, vote), Counted)


def test_a_changed_urn_takes_no_more_ballots(town: Town, vote: ConsultationRow) -> None:
    votes(town, vote, "40511226", 1)
    writes(town, update(consultation_urns).values(content=b""))
    assert votes(town, vote, "42310985", 1) == Uncast(WhyNot.CHANGED)


def test_who_has_the_database_alone_cannot_tell_who_voted_nor_what(
    town: Town, vote: ConsultationRow
) -> None:
    """Neither table has anything in common with the other, nor the history with either."""
    people = numbers(12)
    receipts = []
    for place, number in enumerate(people):
        answer = votes(town, vote, number, 1 + place % 3)
        assert isinstance(answer, Cast)
        receipts.append(answer.receipt)
    key = town.municipality_id
    with town.installation.database.read(key) as connection:
        voters = connection.execute(select(consultation_voters)).mappings().all()
        urn = connection.execute(select(consultation_urns)).mappings().one()
        told = [*connection.execute(select(events)), *connection.execute(select(town_events))]
    assert {"mark", "vouched"} == set(voters[0]) - {"municipality_id", "consultation_id"}
    assert not any(number in repr(each) for number in people for each in voters)
    other = vote.id + 1
    assert vote_mark(town.installation, key, vote.id, people[0]) != vote_mark(
        town.installation, key, other, people[0]
    )
    order = [vote_mark(town.installation, key, vote.id, each) for each in people]
    if town.installation.database.dialect == "sqlite":
        assert [each["mark"] for each in voters] == sorted(order)  # and not as they came
    ballots = ballots_in(urn["content"])
    assert ballots == sorted(ballots)
    assert len({len(each) for each in ballots}) == 1
    by_place = {spelled_receipt(each): place for place, each in enumerate(ballots)}
    assert [by_place[each] for each in receipts] != list(range(12))
    assert not any(each in repr(told) for each in (*receipts, *order))


def test_one_transaction_tells_only_of_the_last_ballot(town: Town, vote: ConsultationRow) -> None:
    """The urn is one row, written whole: on PostgreSQL no ballot has a transaction of its own."""
    if town.installation.database.dialect == "sqlite":
        pytest.skip("SQLite keeps no transaction with a row")
    for number in numbers(5):
        votes(town, vote, number, 1)
    with town.installation.database.read(town.municipality_id) as connection:
        urns = connection.execute(text("SELECT xmin::text FROM consultation_urns")).scalars().all()
    assert len(urns) == 1


def test_the_count_destroys_the_key_and_the_urn(town: Town, vote: ConsultationRow) -> None:
    receipts = []
    for number in numbers(4):
        answer = votes(town, vote, number, 1)
        assert isinstance(answer, Cast)
        receipts.append(answer.receipt)
    first = counted(town, vote)
    key = town.municipality_id
    with town.installation.database.read(key) as connection:
        row = consultation_of_case(connection, key, vote.case_id)
        urn = locked_urn(connection, key, vote.id) if connection.dialect.name == "sqlite" else None
        options = options_of(connection, key, vote.id)
        listed = receipts_of_count(connection, key, vote.id)
    assert row is not None
    assert row.wrapped_key == row.wrapped_seed == b""
    assert urn is None or urn.content == b""
    with pytest.raises(NotOpened):
        unwrapped(town.installation, key, row, options, row.wrapped_key)
    assert listed == tuple(sorted(receipts))
    assert count(town.installation, key, vote.case_id) == first


def test_a_pass_is_good_once_for_minutes_and_is_not_guessed(
    town: Town, vote: ConsultationRow
) -> None:
    house, key, clerk = town.installation, town.municipality_id, town.people["marta"]
    first = give_pass(house, clerk, vote.id, "40511226")
    again = give_pass(house, clerk, vote.id, "40511226")
    assert isinstance(first, Pass)
    assert isinstance(again, Pass)
    assert vote_of_pass(house, key, first.code) is None, "another pass takes its place"
    assert vote_of_pass(house, key, again.code) == vote.id
    assert vote_of_pass(house, key, again.code[:-1] + "Z0") is None
    with house.database.read(key) as connection:
        kept = repr(connection.execute(select(consultation_passes)).all())
    assert again.code not in kept
    assert "40511226" not in kept
    assert isinstance(cast_with_pass(house, key, again.code, [3]), Cast)
    assert cast_with_pass(house, key, again.code, [3]) == Uncast(WhyNot.UNKNOWN)
    late = give_pass(house, clerk, vote.id, "42310985")
    assert isinstance(late, Pass)
    town.waits(hours=1)
    assert cast_with_pass(house, key, late.code, [1]) == Uncast(WhyNot.UNKNOWN)
    assert isinstance(votes(town, vote, "42310985", 1), Cast), "the pass took nothing away"


def test_a_ballot_of_one_vote_is_none_in_another(town: Town, vote: ConsultationRow) -> None:
    other = opened_vote(town, town.open_case("marta", "permit", PERMIT_ASKED))
    answer = cast(town.installation, town.municipality_id + 1, vote.id, "40511226", [1])
    assert answer == Uncast(WhyNot.UNKNOWN), "another municipality has no such vote"
    assert other.public_key != vote.public_key


def spelled_receipt(ballot: bytes) -> str:
    from hashlib import sha256

    return spelled(sha256(b"cauce ballot receipt 1\n" + ballot).digest())
