"""Service tokens: who they stand for, for how long, and what is kept of them."""

from datetime import timedelta

from engine.access import Caller, Issued, Scope, create_token, list_tokens, resolve, revoke_token
from engine.access.repeating import KEPT_FOR, Kept, Repeat, abandon, begin, finish
from engine.identity import system_actor
from engine.refusals import RefusalKind, Refused
from storage.writes.identity import deactivate_person
from tests.town import Town


def issued(town: Town, **more: object) -> Issued:
    """A token of a scanner that may read cases as the front desk."""
    asked = {"name": "Escáner", "scopes": [Scope.CASES_READ], "roles": ["mesa"], **more}
    answer = create_token(town.installation, system_actor(town.municipality_id), **asked)  # type: ignore[arg-type]
    assert isinstance(answer, Issued)
    return answer


def caller_of(town: Town) -> Caller:
    caller = resolve(town.installation, issued(town).token)
    assert caller is not None
    return caller


def test_a_token_stands_for_a_person_of_its_own_with_its_roles(town: Town) -> None:
    token = issued(town)
    caller = resolve(town.installation, token.token)
    assert caller is not None
    assert caller.actor.person_id == token.person_id
    assert (caller.actor.name, caller.actor.roles) == ("Escáner", frozenset({"mesa"}))
    assert caller.scopes == frozenset({"cases:read"})
    assert token.token.startswith(f"cauce_{caller.municipality.slug}_")


def test_only_the_hash_is_stored(town: Town) -> None:
    token = issued(town)
    random = token.token.rsplit("_", 1)[1]
    rows = list_tokens(town.installation, system_actor(town.municipality_id))
    assert random not in repr(rows)
    assert random not in repr(token)


def test_what_is_not_a_token_of_ours_stands_for_nobody(town: Town) -> None:
    token = issued(town).token
    last = "0" if token[-1] != "0" else "1"
    wrong = [
        "",
        "x",
        token[:-1],
        token[:-1] + last,
        token.upper(),
        token + "\n",
        f"cauce__{'0' * 64}",
    ]
    assert [resolve(town.installation, each) for each in wrong] == [None] * len(wrong)


def test_a_token_ends_on_its_day_when_revoked_and_when_its_person_leaves(town: Town) -> None:
    end = town.clock.now() + timedelta(days=1)
    expiring, revoked, left = issued(town, expires_at=end), issued(town), issued(town)
    actor = system_actor(town.municipality_id)
    assert revoke_token(town.installation, actor, revoked.token_id) is None
    assert revoke_token(town.installation, actor, revoked.token_id) is None
    with town.installation.database.verb(town.municipality_id) as connection:
        now = town.clock.now()
        deactivate_person(connection, town.municipality_id, left.person_id, until=now)
    assert resolve(town.installation, expiring.token) is not None
    town.clock.advance(timedelta(days=1))
    ended = [expiring, revoked, left]
    assert [resolve(town.installation, each.token) for each in ended] == [None] * 3


def test_a_token_that_is_not_there_cannot_be_revoked(town: Town) -> None:
    refused = revoke_token(town.installation, system_actor(town.municipality_id), 7)
    assert refused == Refused(RefusalKind.NOT_FOUND)


def test_the_day_of_the_last_use_is_kept(town: Town) -> None:
    token = issued(town)
    resolve(town.installation, token.token)
    actor = system_actor(town.municipality_id)
    assert [str(row.last_used_on) for row in list_tokens(town.installation, actor)] == [
        "2026-03-02"
    ]
    town.clock.advance(timedelta(days=3))
    resolve(town.installation, token.token)
    assert [str(row.last_used_on) for row in list_tokens(town.installation, actor)] == [
        "2026-03-05"
    ]


def test_a_token_without_name_use_or_future_is_refused(town: Town) -> None:
    actor, now = system_actor(town.municipality_id), town.clock.now()
    reading = [Scope.CASES_READ]
    answers = [
        create_token(town.installation, actor, name=" ", scopes=reading),
        create_token(town.installation, actor, name="x", scopes=[]),
        create_token(town.installation, actor, name="x", scopes=reading, expires_at=now),
        create_token(town.installation, actor, name="x", scopes=reading, roles=["a b"]),
    ]
    fields = ["name", "scopes", "expires_at", "roles"]
    assert answers == [Refused(RefusalKind.INVALID_DATA, {"field": field}) for field in fields]


def test_an_answer_is_kept_for_a_day_under_its_key(town: Town) -> None:
    caller = caller_of(town)
    kept = Kept(201, "{}", b'{"id":1}')
    assert begin(town.installation, caller, "k", "a") is Repeat.FIRST
    assert begin(town.installation, caller, "k", "a") is Repeat.RUNNING
    finish(town.installation, caller, "k", kept)
    assert begin(town.installation, caller, "k", "a") == kept
    assert begin(town.installation, caller, "k", "b") is Repeat.OTHER
    town.clock.advance(KEPT_FOR)
    assert begin(town.installation, caller, "k", "b") is Repeat.FIRST


def test_keys_belong_to_their_token_and_are_free_after_a_fault(town: Town) -> None:
    one, other = caller_of(town), caller_of(town)
    assert begin(town.installation, one, "k", "a") is Repeat.FIRST
    assert begin(town.installation, other, "k", "b") is Repeat.FIRST
    abandon(town.installation, one, "k")
    assert begin(town.installation, one, "k", "c") is Repeat.FIRST
