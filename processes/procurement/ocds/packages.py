"""Packages of releases and of records, as text in pieces: no package is ever held whole.

What was published goes out as it was written; only what stands around it is made anew. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from processes.procurement.ocds.releasing import moment
from processes.procurement.ocds.text import Json, dumps, loads
from processes.procurement.ocds.versions import versioned
from storage.queries.releases import RecordRow, ReleaseRow

VERSION = "1.1"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
BIDS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/"
    "ocds_bid_extension/v1.1.5/extension.json"
)
ENQUIRIES = (
    "https://raw.githubusercontent.com/open-contracting-extensions/"
    "ocds_enquiry_extension/v1.1.4/extension.json"
)
LOTS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/"
    "ocds_lots_extension/v1.1.5/extension.json"
)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a municipality's packages lie: the address of the house, its own short name, and what
    it is called."""

    links: str
    slug: str
    name: str

    @property
    def base(self) -> str:
        """The address of its open data."""
        return f"{self.links}/{self.slug}/open"

    def month(self, year: int, number: int) -> str:
        """The address of the releases of a month."""
        return f"{self.base}/ocds/releases/{year:04}-{number:02}.json"

    def record(self, ocid: str) -> str:
        """The address of a purchase."""
        return f"{self.base}/ocds/{ocid}.json"


def release_package(
    shelf: Shelf, uri: str, rows: Iterable[ReleaseRow], *, published: datetime
) -> Iterator[str]:
    """The releases of a span, oldest first."""
    yield from _around(_about(shelf, uri, published), "releases", (row.body for row in rows))


def record_package(shelf: Shelf, row: RecordRow, releases: Sequence[ReleaseRow]) -> Iterator[str]:
    """All that was published of one purchase, and what it comes to."""
    published = max((each.published_at for each in releases), default=NEVER)
    about = _about(shelf, shelf.record(row.ocid), published)
    about["packages"] = months_of(shelf, [each.date for each in releases])
    yield from _around(about, "records", [_record(row, releases)])


def index(
    shelf: Shelf, months: Sequence[str], rows: Iterable[RecordRow], *, published: datetime
) -> Iterator[str]:
    """The list of everything: the packages of the months, and each purchase."""
    about = _about(shelf, f"{shelf.base}/ocds/index.json", published)
    about["releasePackages"] = list(months)
    about["tables"] = [
        f"{shelf.base}/ocds/{name}.csv" for name in ("tender", "awards", "contracts")
    ]
    yield from _around(about, "records", (dumps(_line(shelf, row)) for row in rows))


def extension(name: str) -> str | None:
    """A file of our own extension (the hash of a document); None where there is none so called."""
    if name not in ("extension.json", "release-schema.json"):
        return None
    return (files(__package__) / "extension" / name).read_text(encoding="utf-8")


def months_between(first: datetime, last: datetime) -> list[tuple[int, int]]:
    """Every month from one instant to another, in UTC."""
    start = first.astimezone(UTC).year * 12 + first.astimezone(UTC).month - 1
    end = last.astimezone(UTC).year * 12 + last.astimezone(UTC).month - 1
    return [(number // 12, number % 12 + 1) for number in range(start, end + 1)]


def month_of(year: int, number: int) -> tuple[datetime, datetime]:
    """The first instant of a month and that of the next one, in UTC."""
    following = (year + number // 12, number % 12 + 1)
    return datetime(year, number, 1, tzinfo=UTC), datetime(*following, 1, tzinfo=UTC)


def months_of(shelf: Shelf, dates: Iterable[datetime]) -> list[str]:
    """The packages in which releases of these dates lie."""
    found = sorted({(at.astimezone(UTC).year, at.astimezone(UTC).month) for at in dates})
    return [shelf.month(year, number) for year, number in found]


def _about(shelf: Shelf, uri: str, published: datetime) -> Json:
    return {
        "uri": uri,
        "version": VERSION,
        "extensions": [BIDS, ENQUIRIES, LOTS, f"{shelf.base}/ocds/extension/extension.json"],
        "publishedDate": moment(published),
        "publisher": {"name": shelf.name, "uri": f"{shelf.links}/{shelf.slug}"},
        "license": LICENSE,
        "publicationPolicy": f"{shelf.base}/policy",
    }


def _around(about: Json, name: str, bodies: Iterable[str]) -> Iterator[str]:
    yield dumps(about)[:-1] + f',"{name}":['
    for place, body in enumerate(bodies):
        yield body if place == 0 else f",{body}"
    yield "]}"


def _record(row: RecordRow, releases: Sequence[ReleaseRow]) -> str:
    told = ",".join(each.body for each in releases)
    versions = dumps(versioned(loads(each.body) for each in releases))
    return (
        f'{{"ocid":{dumps(row.ocid)},"releases":[{told}],"compiledRelease":{row.body},'
        f'"versionedRelease":{versions}}}'
    )


def _line(shelf: Shelf, row: RecordRow) -> Json:
    return {
        "ocid": row.ocid,
        "title": row.title,
        "status": row.status,
        "date": moment(row.changed_at),
        "sha256": row.sha256,
        "url": shelf.record(row.ocid),
    }
