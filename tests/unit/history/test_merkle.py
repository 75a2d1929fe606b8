"""Trees of hashes: RFC 6962, and that a path shows what it claims and nothing else."""

from hypothesis import given
from hypothesis import strategies as some

from engine.history.merkle import NOTHING, leaf, path_to, root_by, root_of

THINGS = [
    bytes.fromhex(each) for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
] + [bytes(range(0x60, 0x70))]
"""The leaves and the roots that implementations of RFC 6962 compare themselves with."""
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def test_the_roots_are_those_of_the_standard() -> None:
    leaves = [leaf(each) for each in THINGS]
    assert {n: root_of(leaves[:n]).hex() for n in ROOTS} == ROOTS
    assert root_of([]) == NOTHING


@given(some.lists(some.binary(max_size=8), min_size=1, max_size=40, unique=True), some.data())
def test_a_path_leads_from_its_leaf_to_the_root_and_from_no_other(
    things: list[bytes], data: some.DataObject
) -> None:
    leaves = [leaf(each) for each in things]
    place = data.draw(some.integers(0, len(leaves) - 1))
    path = path_to(leaves, place)
    assert root_by(leaves[place], path) == root_of(leaves)
    other = data.draw(some.binary(max_size=8))
    assert (root_by(leaf(other), path) == root_of(leaves)) == (other == things[place])
