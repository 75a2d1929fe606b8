"""A state over the one before merges to the new one, whatever came and went."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from ocdsmerge import Merger

from processes.procurement.ocds.laying import laid_over, without_nulls
from processes.procurement.ocds.text import dumps, loads
from processes.procurement.ocds.versions import versioned
from tests.ocds import schema

WORDS = st.sampled_from(["a", "b", "c"])
LEAF = st.one_of(WORDS, st.integers(0, 9))
NODE = st.dictionaries(st.sampled_from(["title", "status"]), LEAF, min_size=1)
ITEM = st.fixed_dictionaries({"id": WORDS}, optional={"title": LEAF, "value": NODE})
ITEMS = st.lists(ITEM, max_size=3, unique_by=lambda item: item["id"])
STATE = st.fixed_dictionaries(
    {"language": WORDS}, optional={"tender": NODE, "awards": ITEMS, "contracts": ITEMS}
)


@given(st.lists(STATE, min_size=1, max_size=4))
def test_the_releases_merge_to_the_compiled_state_and_to_its_versions(states: list[Any]) -> None:
    told, compiled = [], {}
    for number, state in enumerate(states):
        release = laid_over(compiled, {k: v for k, v in state.items() if v != []})
        compiled = without_nulls(release)
        about = {"ocid": "ocds-1", "id": str(number), "date": f"2026-01-01T00:00:0{number}Z"}
        told.append({**about, "tag": ["tender"], "initiationType": "tender", **release})
    judge = Merger(schema("release-schema"))
    assert judge.create_versioned_release(told) == versioned(told)
    merged = judge.create_compiled_release(told)
    for key in ("ocid", "id", "date", "tag", "initiationType"):
        merged.pop(key)
    assert merged == compiled


def test_what_is_gone_is_null_and_objects_of_lists_keep_their_identifier() -> None:
    old = {"awards": [{"id": "1", "value": {"amount": 3}}], "tender": {"id": "t", "title": "x"}}
    assert laid_over(old, {"tender": {"id": "t"}}) == {
        "tender": {"id": "t", "title": None},
        "awards": [{"id": "1", "value": {"amount": None}}],
    }


def test_an_amount_is_written_with_all_its_digits() -> None:
    text = dumps({"amount": Decimal("99999999999999999.99"), "n": 3, "ñ": [True, None, "«"]})
    assert text == '{"amount":99999999999999999.99,"n":3,"ñ":[true,null,"«"]}'
    assert loads(text)["amount"] == Decimal("99999999999999999.99")
