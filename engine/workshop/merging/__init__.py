"""A shared process and what a municipality changed in it, brought together part by part. Pure.

Three sides: what both began from (`base`), the municipality's own (`ours`) and the later shared one
(`theirs`). What one side alone changed is taken; where both changed the same thing differently, it
is a conflict that a person decides, and until then the municipality's own stays.
"""

from engine.workshop.merging.conflicts import Conflict, ConflictKind, Side
from engine.workshop.merging.files import Merged, merge
from engine.workshop.merging.returning import returned

__all__ = ["Conflict", "ConflictKind", "Merged", "Side", "merge", "returned"]
