"""The documents that anybody may read, in the block where they belong. Pure.

`[publication.documents]` says for each kind `block` or `block:documentType`; what the process does
not make public is not here, whatever the manifest says of it.
"""

from __future__ import annotations

from collections.abc import Collection

from engine.publishing.telling import PublicDocument
from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.text import Json


def block_of(facts: Facts, paper: PublicDocument) -> str:
    """The block to which a document belongs; empty where it is not published."""
    return _place_of(facts, paper)[0]


def papers(
    facts: Facts, block: str, base: str, *, among: Collection[str] | None = None
) -> list[Json]:
    """The documents of a block, in the order in which they were filed; `base` is the address of
    the municipality's open data, `among` the keys of those that are meant."""
    found = []
    for paper in facts.step.documents:
        place, type_ = _place_of(facts, paper)
        if place != block or not (among is None or paper.key in among):
            continue
        told: Json = {
            "id": paper.key,
            "documentType": type_ or paper.kind,
            "title": paper.title,
            "url": f"{base}/documents/{paper.id}/{paper.version}",
            "datePublished": facts.moment(paper.filed_at),
            "format": paper.media_type,
            "language": facts.case.town.locale[:2],
            "sha256": paper.sha256,
        }
        found.append(told)
    return found


def _place_of(facts: Facts, paper: PublicDocument) -> tuple[str, str]:
    known = facts.publication.tables.get("documents", {}).get(paper.kind, "")
    place, _, type_ = known.partition(":")
    return place, type_
