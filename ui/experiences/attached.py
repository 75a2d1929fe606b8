"""What is told of a process beside it: on its page, at its workshop and in the catalogue."""

from __future__ import annotations

from engine.experiences.reading import how_many_shared, shared
from ui.experiences.cards import shared_card
from ui.visit import Member

SHOWN = 3


def attached(here: Member, key: str, *, writes: bool) -> dict[str, object]:
    """The context of `experiences/attached.html`: the newest that municipalities share about a
    process, one's own first, and where to tell one (`writes`: the reader may)."""
    found = shared(here.installation, process_key=key)
    own = sorted(found, key=lambda each: each.row.municipality_id != here.municipality.id)
    at = ("improvement", "experiences")
    return {
        "experience_cards": [shared_card(each, here) for each in own[:SHOWN]],
        "experiences_count": len(found),
        "experiences_href": here.path(*at, process=key),
        "tell_href": here.path(*at, "new", process=key) if writes else "",
    }


def counted(here: Member) -> dict[str, tuple[str, str]]:
    """How many are shared about each process, in words, and where they are read."""
    words = here.words
    return {
        key: (
            words.ngettext("%(num)s experiencia", "%(num)s experiencias", number) % {"num": number},
            here.path("improvement", "experiences", process=key),
        )
        for key, number in how_many_shared(here.installation).items()
    }
