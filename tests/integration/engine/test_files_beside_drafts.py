"""Files arrive in pieces, go on where they were cut, and wait beside the draft."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from engine.documents.places import Place
from engine.documents.scanning import Unscanned
from engine.documents.uploading import begin, drop, mine, take
from engine.documents.waiting import file_waiting, waiting_at
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.worker.pruner import prune
from storage.queries.documents import documents_of_case
from storage.queries.uploads import UploadRow
from tests.town import PDF, PNG, Town

PAGES = Path(__file__).parents[1] / "pages"
LONG = PDF[:9] + b"%" * 3000 + PDF[9:]


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """Rosa and Marta receive; the permit and the stall are in force."""
    town = Town(database_url, tmp_path / "documents")
    for name in ("rosa", "marta"):
        town.person(name, "mesa")
    for folder in ("permit", "stall"):
        town.deploys(PAGES / folder)
    yield town
    town.close()


@pytest.fixture
def review(town: Town) -> int:
    """The free task of reviewing a permit."""
    case = town.open_case("rosa", "permit", {"motivo": "Feria", "garantia": "1.00"})
    return town.open_task(case, "revisar")


def announce(
    town: Town, place: Place, content: bytes = LONG, *, kind: str = "informe", name: str = "i.pdf"
) -> UploadRow | Refused:
    rosa = town.people["rosa"]
    return begin(town.installation, rosa, place, kind=kind, filename=name, size=len(content))


def sends(
    town: Town, row: UploadRow | Refused, piece: bytes, *, at: int, key: str = ""
) -> UploadRow | Refused:
    assert isinstance(row, UploadRow), row
    rosa = town.people["rosa"]
    return take(town.installation, rosa, row.id, at=at, stream=io.BytesIO(piece), process_key=key)


def contents(town: Town) -> set[str]:
    """What lies in the store."""
    store = Path(town.installation.documents._root)  # type: ignore[attr-defined]
    return {each.name for each in store.rglob("*") if each.is_file()}


def test_a_file_goes_on_where_it_was_cut(town: Town, review: int) -> None:
    row = announce(town, Place(review))
    first = sends(town, row, LONG[:1000], at=0)
    assert isinstance(first, UploadRow)
    assert (first.received, first.whole) == (1000, False)
    town.reopen()  # the machine was started anew
    again = announce(town, Place(review))
    assert isinstance(again, UploadRow)
    assert (again.id, again.received) == (first.id, 1000)
    whole = sends(town, again, LONG[1000:], at=1000)
    assert isinstance(whole, UploadRow)
    assert (whole.whole, whole.media_type) == (True, "application/pdf")
    assert contents(town) == {whole.sha256}


def test_a_piece_out_of_place_is_refused_and_says_where_to_go_on(town: Town, review: int) -> None:
    row = announce(town, Place(review))
    sends(town, row, LONG[:1000], at=0)
    for at in (0, 500, 2000):
        refused = sends(town, row, LONG[at:], at=at)
        assert refused == Refused(RefusalKind.UPLOAD_PLACE, {"reached": "1000"})


def test_more_than_was_announced_is_not_kept(town: Town, review: int) -> None:
    row = announce(town, Place(review))
    refused = sends(town, row, LONG + b"more", at=0)
    assert refused == Refused(RefusalKind.FILE_TRUNCATED)
    assert contents(town) == set()


def test_what_waits_is_filed_with_the_form_and_waits_no_more(town: Town, review: int) -> None:
    sends(town, announce(town, Place(review)), LONG, at=0)
    rosa = town.people["rosa"]
    (case,) = town.cases_of("permit")
    assert file_waiting(town.installation, rosa, case_id=case, task_id=review) is None
    (filed,) = town.reads(lambda one: documents_of_case(one, town.municipality_id, case))
    assert (filed.document.kind, filed.document.title) == ("informe", "Informe de revisión")
    assert filed.versions[0].size == len(LONG)
    assert town.reads(lambda one: waiting_at(rosa, one, Place(review))) == ()


def test_the_last_file_takes_the_place_of_the_one_before(town: Town, review: int) -> None:
    sends(town, announce(town, Place(review)), LONG, at=0)
    sends(town, announce(town, Place(review), PDF, name="otro.pdf"), PDF, at=0)
    rosa = town.people["rosa"]
    waiting = town.reads(lambda one: waiting_at(rosa, one, Place(review)))
    assert [each.filename for each in waiting] == ["otro.pdf"]


def test_nobody_else_goes_on_with_it_or_takes_it_away(town: Town, review: int) -> None:
    row = announce(town, Place(review))
    assert isinstance(row, UploadRow)
    marta = town.people["marta"]
    assert take(town.installation, marta, row.id, at=0, stream=io.BytesIO(LONG)) == Refused(
        RefusalKind.NOT_FOUND
    )
    assert drop(town.installation, marta, row.id) is False
    assert mine(town.installation, town.people["rosa"], row.id) is not None


def test_only_what_the_step_asks_for_is_taken(town: Town, review: int) -> None:
    assert announce(town, Place(review), kind="otro") == Refused(RefusalKind.NOT_FOUND)
    town.claim("marta", review)
    assert announce(town, Place(review)) == Refused(RefusalKind.NOT_HELD)
    draft = Place(draft_id=7, process_key="stall")
    assert announce(town, draft, kind="informe") == Refused(RefusalKind.NOT_FOUND)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", RefusalKind.FILE_EMPTY),
        (b"x" * 1_000_001, RefusalKind.FILE_TOO_LARGE),
    ],
)
def test_what_the_form_does_not_take_is_refused_before_a_byte_came(
    town: Town, content: bytes, kind: RefusalKind
) -> None:
    draft = Place(draft_id=7, process_key="stall")
    refused = announce(town, draft, content, kind="fotos", name="a.png")
    assert isinstance(refused, Refused)
    assert refused.kind is kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, RefusalKind.FILE_TYPE),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            RefusalKind.FILE_TYPE,
        ),
        (b"<html><script>alert(1)</script></html>", RefusalKind.FILE_TYPE),
        (PNG[:-4], RefusalKind.FILE_TRUNCATED),
    ],
)
def test_a_whole_file_is_judged_by_its_content_and_the_list_of_its_field(
    town: Town, content: bytes, kind: RefusalKind
) -> None:
    draft = Place(draft_id=7, process_key="stall")
    row = announce(town, draft, content, kind="fotos", name="../../foto.png")
    refused = sends(town, row, content, at=0, key="stall")
    assert isinstance(refused, Refused)
    assert refused.kind is kind
    assert contents(town) == set()
    assert town.reads(lambda one: waiting_at(town.people["rosa"], one, draft)) == ()


def test_a_field_takes_as_many_files_as_it_says(town: Town) -> None:
    draft = Place(draft_id=7, process_key="stall")
    for number in range(3):
        row = announce(town, draft, PNG, kind="fotos", name=f"../{number}.png")
        whole = sends(town, row, PNG, at=0, key="stall")
        assert isinstance(whole, UploadRow)
        assert whole.filename == f"{number}.png"
    assert announce(town, draft, PNG, kind="fotos", name="4.png") == Refused(
        RefusalKind.FILES_TOO_MANY, {"most": "3"}
    )


class Watcher:
    """A scanner that finds what it is told to, or does not answer."""

    found: str | None = None
    away = False

    def infection(self, stream: BinaryIO) -> str | None:
        stream.seek(0)
        if self.away:
            raise Unscanned("away")
        return self.found


def watched(town: Town) -> tuple[Installation, Watcher]:
    watcher = Watcher()
    object.__setattr__(town.installation, "scanner", watcher)
    return town.installation, watcher


def test_what_harms_is_not_kept_and_an_absent_scanner_lets_nothing_in(
    town: Town, review: int
) -> None:
    _, watcher = watched(town)
    watcher.away = True
    row = announce(town, Place(review))
    refused = sends(town, row, LONG, at=0)
    assert refused == Refused(RefusalKind.FILE_UNSCANNED)
    watcher.away, watcher.found = False, "Eicar-Test-Signature"
    again = sends(town, row, b"", at=len(LONG))  # everything is there: only looked into anew
    assert again == Refused(RefusalKind.FILE_INFECTED, {"found": "Eicar-Test-Signature"})
    assert contents(town) == set()
    watcher.found = None
    assert isinstance(sends(town, announce(town, Place(review)), LONG, at=0), UploadRow)


def test_what_nobody_filed_is_forgotten(town: Town, review: int) -> None:
    sends(town, announce(town, Place(review)), LONG, at=0)
    rosa = town.people["rosa"]
    town.waits(days=29)
    prune(town.installation)
    assert len(town.reads(lambda one: waiting_at(rosa, one, Place(review)))) == 1
    town.waits(days=2)
    assert prune(town.installation) >= 1
    assert town.reads(lambda one: waiting_at(rosa, one, Place(review))) == ()


def test_a_file_whose_pieces_the_store_threw_away_begins_anew(town: Town, review: int) -> None:
    first = sends(town, announce(town, Place(review)), LONG[:1000], at=0)
    assert isinstance(first, UploadRow)
    town.installation.documents.discard(first.handle.partition(".")[0])
    refused = sends(town, first, LONG[1000:], at=1000)
    assert refused == Refused(RefusalKind.UPLOAD_PLACE, {"reached": "0"})
    whole = sends(town, announce(town, Place(review)), LONG, at=0)
    assert isinstance(whole, UploadRow)
    assert (whole.id, whole.whole) == (first.id, True)
