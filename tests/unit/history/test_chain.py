"""The canonical form and the link: stable, unambiguous, sensitive to every field."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from engine.history.chain import Entry, canonical, digest_of_detail, link, origin

ids = st.none() | st.integers(min_value=0, max_value=2**63 - 1)
entries = st.builds(
    Entry,
    seq=st.integers(1, 2**40),
    kind=st.integers(0, 2**15 - 1),
    element=st.none() | st.integers(0, 2**15 - 1),
    person_id=ids,
    task_id=ids,
    at=st.integers(0, 2**60),
    data=st.text(max_size=60),
    detail_digest=st.none() | st.binary(min_size=32, max_size=32),
)
A = Entry(seq=1, kind=1, element=None, person_id=7, task_id=None, at=1_700_000_000_000_000, data="")


def test_the_canonical_form_never_changes() -> None:
    start = origin(1, 2)
    assert start.hex() == "c92c1d7a4eba43ba095e7ddc4885302ad4c32aa1c468af44b561b06ef7b1efd3"
    assert (
        link(start, A).hex() == "ef36bcb39b88105a34937c3867c6d8ce4b190de2c414955380e656dbee62e543"
    )


@given(entries, entries)
def test_two_events_share_a_canonical_form_only_when_they_are_equal(a: Entry, b: Entry) -> None:
    assert (canonical(a) == canonical(b)) == (a == b)


@given(entries)
def test_every_field_counts(entry: Entry) -> None:
    changed = {
        "seq": entry.seq + 1,
        "kind": entry.kind ^ 1,
        "element": 0 if entry.element is None else None,
        "person_id": 0 if entry.person_id is None else None,
        "task_id": 0 if entry.task_id is None else None,
        "at": entry.at + 1,
        "data": entry.data + " ",
        "detail_digest": b"\0" * 32 if entry.detail_digest is None else None,
    }
    assert set(changed) == {field.name for field in fields(Entry)}
    for name, value in changed.items():
        assert canonical(replace(entry, **{name: value})) != canonical(entry), name


@given(entries, st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_the_event_before_counts(entry: Entry, one: bytes, other: bytes) -> None:
    assert (link(one, entry) == link(other, entry)) == (one == other)


def test_the_origin_ties_a_chain_to_its_case_and_municipality() -> None:
    assert len({origin(1, 2), origin(2, 1), origin(1, 1), origin(2, 2)}) == 4


@given(st.binary(max_size=20), st.text(max_size=20), st.binary(max_size=20), st.text(max_size=20))
def test_a_detail_digest_tells_salt_from_text(s: bytes, a: str, t: bytes, b: str) -> None:
    assert (digest_of_detail(s, a) == digest_of_detail(t, b)) == ((s, a) == (t, b))
