"""Rows of what the auditor reads, for the test that no town finds another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from storage.database import Connection
from storage.queries import (
    accesses,
    cases,
    entries,
    erasures,
    flags,
    followed_histories,
    history,
    sealing,
    verifications,
)
from storage.queries.town_history import town_events_at
from storage.writes.accesses import NewAccess, write_accesses
from storage.writes.entries import Listed, follow_histories_to, list_entries
from storage.writes.erasures import insert_erasure
from storage.writes.finding import write_person_words
from storage.writes.flags import put_flags
from storage.writes.verifications import insert_verification

DAY = timedelta(days=1)
PLACE, READER = 1_900_900, 1_900_901


Question = tuple[Callable[..., Any], dict[str, Any]]


def questions(case_id: int, at: datetime) -> list[Question]:
    """What is asked, of the rows that `fill` writes."""
    wanted = entries.EntriesWanted(words=("secreta",))
    return [
        (entries.entries_found, {"wanted": wanted, "limit": 5}),
        (entries.cases_named, {"case_ids": [case_id]}),
        (entries.acting_people, {"words": ["secreto"], "limit": 5}),
        (followed_histories.listed_up_to, {}),
        (entries.unlisted_events, {"limit": 5}),
        (entries.unlisted_town_events, {"after": 0, "limit": 5}),
        (town_events_at, {"seqs": [1]}),
        (accesses.accesses_found, {"wanted": accesses.AccessesWanted(), "limit": 5}),
        (accesses.opened_case, {"case_id": case_id, "kinds": [2], "limit": 5}),
        (erasures.erasures_of, {"limit": 5}),
        (erasures.erasure_to_decide, {"erasure_id": PLACE}),
        (erasures.personal_parts, {"case_id": case_id}),
        (erasures.people_in_case, {"case_id": case_id}),
        (erasures.facts_in_case, {"case_id": case_id}),
        (flags.flags_found, {"limit": 5}),
        (flags.flagged_facts, {"indicators": ["secret"]}),
        (flags.times_of, {"topics": [2], "kinds": [14]}),
        (flags.did_in_role, {"role": "role", "kind": 14, "since": at - DAY, "limit": 5}),
        (verifications.verification_by_id, {"verification_id": PLACE}),
        (verifications.verification_by_hash, {"statement_hash": "ab"}),
        (verifications.newest_verifications, {"limit": 5}),
        (verifications.last_verification, {"scope": "all"}),
        (history.histories_of, {"case_ids": [case_id]}),
        (history.heads_of, {"case_ids": [case_id]}),
        (history.touched_between, {"since": at - DAY, "until": at + DAY * 99}),
        (history.cases_counted, {}),
        (cases.submissions_of_cases, {"case_ids": [case_id]}),
        (cases.where_they_stand, {"case_ids": [case_id]}),
        (sealing.cases_with_calls, {"case_ids": [case_id]}),
        (accesses.from_where, {"acts": [(READER, at)]}),
    ]


def fill(connection: Connection, case_id: int, at: datetime, person: int) -> None:
    """An event in the list, found by a word, and a look at its case."""
    write_person_words(connection, 1, person, "Secreto")
    entry = entries.EntryRow(at, case_id, 99, 14, 2, person, "role", "secret")
    list_entries(connection, 1, [Listed(entry, ("secreta",))])
    follow_histories_to(connection, 1, at=at, town_seq=1, behind=False)
    write_accesses(connection, [NewAccess(1, PLACE, at, READER, 2, case_id, "Secreta", "::1")])
    run = (1, PLACE, "all", None, "", None, None, at, None, "completed", 0, 1, 1, 1, b"t", "[]")
    row = verifications.VerificationRow(*run, at, "{}", "ab", "k", "s")
    insert_verification(connection, row)
    sign = flags.FlagRow("late", case_id, at.date(), "{}", at, None, None, "", "", "")
    put_flags(connection, 1, [sign])
    waits = (PLACE, case_id, "Secreta", "Acto", "Ley", "asked", at, person, None, None, 0, "")
    insert_erasure(connection, 1, erasures.ErasureRow(*waits))
