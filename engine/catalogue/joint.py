"""Several services that are asked for in one application, as they are offered on a day.

The entry of a service names those that go with it (`[[service.joint]]`); what is not in force, or
not open at the window, is left out, and where nothing is left beside the first there is nothing to
offer. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.catalogue.offers import Offer
from engine.catalogue.searching import index_of_texts
from engine.definitions.service import Channel, Joint, Requirement


@dataclass(frozen=True, slots=True)
class JointOffer:
    """What is asked for together: `parts` begin with the service whose entry names the others."""

    joint: Joint
    parts: tuple[Offer, ...]
    found_by: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> str:
        return self.joint.key

    @property
    def lead(self) -> Offer:
        """The service whose form comes first."""
        return self.parts[0]

    @property
    def others(self) -> tuple[Offer, ...]:
        return self.parts[1:]

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What has to be there for any of them, each once."""
        found: dict[str, Requirement] = {}
        for offer in self.parts:
            for each in offer.service.requirements:
                found.setdefault(each.document or each.title.casefold(), each)
        return tuple(found.values())


def joint_offers(open_offers: Sequence[Offer]) -> Iterator[JointOffer]:
    """Those that can be asked for now, by the order of their first service."""
    by_key = {each.key: each for each in open_offers if Channel.ONLINE in each.service.channels}
    for lead in by_key.values():
        for joint in lead.service.joint:
            others = [by_key[key] for key in joint.parts if key in by_key and key != lead.key]
            if others:
                parts = (lead, *dict.fromkeys(others))
                yield JointOffer(joint, parts, _index(joint))


def _index(joint: Joint) -> dict[str, int]:
    return index_of_texts(((8, (joint.title,)), (6, joint.words), (3, (joint.line,))))
