"""Whether what was added up is what a count of every history from its first event gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from engine.installation import Installation
from engine.pictures.counting import Place, What, count_history
from engine.pictures.following import AT_ONCE
from engine.pictures.histories import histories_of, months_of
from storage.database import Connection
from storage.queries.counted_cases import case_ids_after
from storage.queries.pictures import all_picture_counts


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of a process at which something else was added up than is counted."""

    process_key: str
    place: Place
    kept: int
    counted: int


def differences(installation: Installation, municipality_id: int) -> list[Difference]:
    """All of them; none where the pictures are true. Each case is counted up to where it was
    counted: what happened since is not wrong, only not there yet."""
    with installation.database.read(municipality_id) as connection:
        counted = _counted(installation, connection, municipality_id)
        kept = Counter(
            {
                (row.process_key,
                 Place(row.month, row.version, row.element, What(row.what), row.bucket)): row.n
                for row in all_picture_counts(connection, municipality_id)
            }
        )  # fmt: skip
    return [
        Difference(*place, kept[place], counted[place])
        for place in sorted({*kept, *counted})
        if kept[place] != counted[place]
    ]


def _counted(
    installation: Installation, connection: Connection, town: int
) -> Counter[tuple[str, Place]]:
    month_of = months_of(installation, connection, town)
    found: Counter[tuple[str, Place]] = Counter()
    after = 0
    while ids := case_ids_after(connection, town, after=after, limit=AT_ONCE):
        for case in histories_of(installation, connection, town, ids):
            for place, n in count_history(case.before, month_of).at.items():
                found[case.process_key, place] += n
        after = ids[-1]
    return found
