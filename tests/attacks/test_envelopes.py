"""Whoever wants to know of a bid before its opening, or to change what came in.

The attacker has the whole database and every file, or the rights of an administrator, or is another
bidder; what they lack is the secret of the installation, or the patience until the term is over.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from engine.cases import Order, cancel, move, suspend
from engine.documents.attaching import attach
from engine.history.kinds import UNDER_SEAL
from engine.history.verification import FaultKind
from engine.migrations import Migrated, migrate
from engine.migrations import Order as MigrationOrder
from engine.refusals import RefusalKind, Refused
from engine.sealing.boxes import NotOpened
from engine.sealing.calls import look
from engine.sealing.drafting import draft_seen, keep, put_in
from engine.sealing.filing import Receipt, file, withdraw
from engine.sealing.keys import opened_draft, private_key
from engine.tasks import Completed, complete
from engine.tasks.drafts import save_draft
from engine.tasks.undoing import undo_step
from storage.queries.history import events_of_case
from storage.queries.sealing import envelopes_of_call, sealed_calls_of_case
from tests.envelopes import UNSEALED, bids, filed, found, opened_call, seals
from tests.hall import Hall
from tests.programs import program
from tests.town import PDF, Town
from ui.settings import Settings


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the contents lie."""
    return tmp_path / "documents"


@pytest.fixture
def town(database_url: str, place: Path) -> Iterator[Town]:
    """A municipality on one database."""
    town = Town(database_url, place)
    yield town
    town.close()


@pytest.fixture
def case(town: Town) -> int:
    """A call that takes envelopes."""
    return opened_call(town)


def past_the_term(town: Town) -> None:
    """The term is over, and the timekeeper has listened."""
    town.waits(days=10)


def opens(town: Town, case: int, who: str = "marta") -> Completed | Refused:
    """The committee opens."""
    return town.complete(who, town.open_task(case, "open"), {})


def kind_of(answer: object) -> RefusalKind:
    assert isinstance(answer, Refused), answer
    return answer.kind


def kinds(town: Town, case: int) -> list[int]:
    """What is told of a case to whoever reads its history."""
    rows = town.reads(lambda c: events_of_case(c, town.municipality_id, case, limit=100))
    return [row.kind for row in rows]


def faults(town: Town) -> list[FaultKind]:
    return [fault.kind for fault in town.verification().faults]


def says(town: Town, statement: str, **values: object) -> int:
    """Somebody writes into the database itself."""
    with town.installation.database.verb(town.municipality_id) as connection:
        return connection.execute(text(statement), values).rowcount


def test_nothing_of_a_bid_lies_anywhere_in_clear_before_its_opening(
    town: Town, case: int, place: Path
) -> None:
    task = town.open_task(case, "bid")
    sur, typed = town.people["sur"], {"company": "Quesería Anccasi", "price": "748159.26"}
    assert not isinstance(keep(town.installation, sur, task, typed), Refused)
    assert found(town, place) == []
    first = filed(bids(town, case))
    second = filed(bids(town, case, price="748159.26", paper=PDF + b"% tapir lunar\n%%EOF\n"))
    assert second.instead_of == first.code
    assert found(town, place) == []
    past_the_term(town)
    assert found(town, place) == []
    assert isinstance(opens(town, case), Completed)
    assert {"Quesería Anccasi", "748159.26"} <= set(found(town, place))


def test_who_the_bidders_are_lies_nowhere_before_the_opening(town: Town, case: int) -> None:
    filed(bids(town, case))
    person = str(town.people["sur"].person_id)
    tables = ("envelopes", "envelope_files", "sealed_calls", "drafts", "uploads", "submissions")
    lying = " ".join(
        str(tuple(row))
        for table in (*tables, "events", "event_details", "tasks", "documents")
        for row in town.reads(lambda c, t=table: c.execute(text(f"SELECT * FROM {t}")).all())  # type: ignore[misc]  # noqa: S608
    )
    assert person not in lying


def test_nobody_who_reads_the_case_is_told_that_an_envelope_came(town: Town, case: int) -> None:
    before = kinds(town, case)
    filed(bids(town, case))
    filed(bids(town, case, "valle", price="700000"))
    assert kinds(town, case) == before
    past_the_term(town)
    opens(town, case)
    told = kinds(town, case)
    assert [kind in UNDER_SEAL for kind in told].count(True) == 2


def test_the_database_and_the_program_without_the_secret_open_nothing(
    town: Town, case: int
) -> None:
    filed(bids(town, case))
    task = town.open_task(case, "bid")
    keep(town.installation, town.people["valle"], task, {"company": "Otra"})
    past_the_term(town)
    stolen = replace(town.installation, secret=b"another secret of 32 bytes......")
    assert kind_of(complete(stolen, town.people["marta"], town.open_task(case, "open"), {})) is (
        RefusalKind.KEY_MISSING
    )
    town_id = town.municipality_id
    call = town.reads(lambda c: sealed_calls_of_case(c, town_id, case))[0]
    with pytest.raises(NotOpened):
        private_key(stolen, town_id, call)
    rows = town.reads(lambda c: envelopes_of_call(c, town_id, call.id))
    (draft,) = [row for row in rows if row.state == "draft"]
    with pytest.raises(NotOpened):
        opened_draft(stolen, town_id, draft.id, draft.mark, draft.content)
    assert isinstance(opens(town, case), Completed), "with the right secret all is still there"


@pytest.mark.parametrize("who", ["marta", "luis"])
def test_nobody_opens_before_the_term_is_over_not_even_by_moving_the_case(
    town: Town, case: int, who: str
) -> None:
    filed(bids(town, case))
    moved = move(
        town.installation, town.people["luis"], case, Order("open"), "Tengo prisa", basis="R-1"
    )
    assert not isinstance(moved, Refused), moved
    town.people["luis"] = replace(
        town.people["luis"], roles=town.people["luis"].roles | {"committee"}
    )
    assert kind_of(opens(town, case, who)) is RefusalKind.OPENED_LATER
    says(town, "UPDATE sealed_calls SET not_before = 0")
    says(town, "UPDATE deadlines SET due_at = 0")
    assert kind_of(opens(town, case, who)) is RefusalKind.KEY_MISSING
    assert town.steps(case) == ["open"]


def test_a_suspended_case_opens_nothing(town: Town, case: int) -> None:
    filed(bids(town, case))
    past_the_term(town)
    suspend(town.installation, town.people["luis"], case, "Medida cautelar")
    assert kind_of(opens(town, case)) is RefusalKind.SUSPENDED


def test_a_bidder_does_not_get_what_another_wrote(town: Town, case: int) -> None:
    task = town.open_task(case, "bid")
    keep(town.installation, town.people["sur"], task, {"company": "Quesería Anccasi"})
    filed(bids(town, case))
    keep(town.installation, town.people["sur"], task, {"company": "Quesería Anccasi"})
    for who, seen in (("sur", {"company": "Quesería Anccasi"}), ("valle", {})):
        looked = town.reads(lambda c, w=who: look(town.installation, c, town.people[w], task))  # type: ignore[misc]
        assert not isinstance(looked, Refused)
        draft = town.reads(lambda c, at=looked: draft_seen(town.installation, c, at))  # type: ignore[misc]
        assert draft.answers == seen
    assert kind_of(withdraw(town.installation, town.people["valle"], task)) is (
        RefusalKind.NOT_FOUND
    )
    assert kind_of(
        town.reads(lambda c: look(town.installation, c, town.people["marta"], task))
    ) is (RefusalKind.NO_ROLE)


def test_a_late_bid_is_refused_by_the_clock_although_nobody_has_listened(
    town: Town, case: int
) -> None:
    task = town.open_task(case, "bid")
    town.clock.advance(timedelta(days=10))
    late = seals(town, town.people["sur"], task)
    assert kind_of(late) is RefusalKind.LATE
    assert isinstance(late, Refused)
    assert late.details["title"] == "Ofertas"
    assert isinstance(opens(town, case), Completed)
    assert town.data_of(case)["bids"] == []


def test_a_bid_for_a_call_that_was_cancelled_is_refused(town: Town, case: int) -> None:
    task = town.open_task(case, "bid")
    filed(bids(town, case))
    cancel(town.installation, town.people["luis"], case, "Recorte")
    assert kind_of(seals(town, town.people["valle"], task)) is RefusalKind.NOT_OPEN
    assert kind_of(withdraw(town.installation, town.people["sur"], task)) is RefusalKind.NOT_OPEN


def test_one_supplier_has_one_envelope_and_what_was_withdrawn_is_never_opened(
    town: Town, case: int, place: Path
) -> None:
    task = town.open_task(case, "bid")
    first = filed(bids(town, case))
    second = filed(bids(town, case, price="1000", company="La misma"))
    assert second.instead_of == first.code
    filed(bids(town, case, "valle", price="2000", company="Valle"))
    assert not isinstance(withdraw(town.installation, town.people["valle"], task), Refused)
    past_the_term(town)
    opens(town, case)
    assert [bid["company"] for bid in town.data_of(case)["bids"]] == ["La misma"]
    assert found(town, place, "Anccasi", "748159.26", "Valle E.I.R.L.") == []
    assert faults(town) == []


def test_an_opening_is_not_taken_back(town: Town, case: int) -> None:
    filed(bids(town, case))
    past_the_term(town)
    task = town.open_task(case, "open")
    marta = town.people["marta"]
    done = complete(town.installation, marta, task, {}, undoable=True)
    assert isinstance(done, Completed)
    assert done.seq is None
    assert kind_of(undo_step(town.installation, marta, case)) is RefusalKind.NOT_FOUND
    moved = move(town.installation, town.people["luis"], case, Order("open"), "Otra", basis="R-1")
    assert not isinstance(moved, Refused)
    assert isinstance(opens(town, case), Completed)
    assert town.data_of(case)["bids"] == [], "what was opened is opened once"


def test_what_is_sealed_is_written_by_no_other_verb(town: Town, case: int, place: Path) -> None:
    task, sur = town.open_task(case, "bid"), town.people["sur"]
    typed = {"company": "Quesería Anccasi", "price": "748159.26"}
    wanted = RefusalKind.IN_ENVELOPE
    assert kind_of(complete(town.installation, sur, task, typed)) is wanted
    assert kind_of(save_draft(town.installation, sur, task, typed)) is wanted
    paper = io.BytesIO(PDF)
    refused = attach(
        town.installation, sur, case, task_id=task, kind="oferta", title="tapir lunar",
        filename="oferta.pdf", stream=paper,
    )  # fmt: skip
    assert kind_of(refused) is wanted
    past_the_term(town)
    assert kind_of(complete(town.installation, sur, task, typed)) is wanted
    assert found(town, place) == []


def test_two_suppliers_at_once_do_not_stand_in_each_others_way(town: Town, case: int) -> None:
    task = town.open_task(case, "bid")
    gate, answers = Barrier(2), []

    def one(who: str) -> None:
        gate.wait()
        answers.append(seals(town, town.people[who], task, company=who, price="10"))

    threads = [Thread(target=one, args=(who,)) for who in ("sur", "valle")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [isinstance(answer, Receipt) for answer in answers] == [True, True], answers
    past_the_term(town)
    opens(town, case)
    assert sorted(bid["company"] for bid in town.data_of(case)["bids"]) == ["sur", "valle"]


CHANGED = "UPDATE envelopes SET content = :forged WHERE code = :code"
REMOVED = (
    "DELETE FROM envelope_files WHERE envelope_id IN (SELECT id FROM envelopes WHERE code = :code)",
    "DELETE FROM envelopes WHERE code = :code",
)
ADDED = (
    "INSERT INTO envelopes (municipality_id, id, call_id, mark, code, state, content, sha256,"
    " saved_at, filed_at) SELECT municipality_id, id + 1, call_id, 'x', 'FORGED', state, content,"
    " sha256, saved_at, filed_at FROM envelopes WHERE code = :code",
)
TAMPERED = {
    FaultKind.ENVELOPE_CHANGED: (CHANGED,),
    FaultKind.ENVELOPE_REMOVED: REMOVED,
    FaultKind.ENVELOPE_ADDED: ADDED,
    FaultKind.ENVELOPE_STATE: ("UPDATE envelopes SET state = 'withdrawn' WHERE code = :code",),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_what_was_done_to_an_envelope_is_named_before_at_and_after_the_opening(
    town: Town, case: int, kind: FaultKind
) -> None:
    receipt = filed(bids(town, case))
    other = filed(bids(town, case, "valle", company="Valle", price="2000"))
    assert faults(town) == []
    for statement in TAMPERED[kind]:
        values: dict[str, object] = {"code": receipt.code}
        if ":forged" in statement:
            values["forged"] = b"forged"
        says(town, statement, **values)
    assert faults(town) == [kind]
    past_the_term(town)
    assert isinstance(opens(town, case), Completed)
    rows = town.reads(lambda c: events_of_case(c, town.municipality_id, case, limit=100))
    (opening,) = [row for row in rows if row.kind == 233]
    assert f'"wrong":"{kind.removeprefix("envelope_")}"' in opening.data
    companies = [bid["company"] for bid in town.data_of(case)["bids"]]
    whole = ["Quesería Anccasi"] if kind is FaultKind.ENVELOPE_ADDED else []
    assert companies == [*whole, "Valle"]
    assert other.sha256 in opening.data
    assert kind in faults(town)


def test_a_paper_that_was_changed_in_the_store_is_named_and_the_others_are_opened(
    town: Town, case: int, place: Path
) -> None:
    filed(bids(town, case))
    filed(bids(town, case, "valle", company="Valle", price="2000", paper=PDF))
    files = [each for each in place.rglob("*") if each.is_file()]
    assert len(files) == 2
    rows = town.reads(lambda c: c.execute(text("SELECT sha256 FROM envelope_files ORDER BY id")))
    first = next(iter(rows)).sha256
    (lying,) = [each for each in files if each.name == first]
    lying.chmod(0o600)
    lying.write_bytes(b"x" * lying.stat().st_size)
    past_the_term(town)
    assert isinstance(opens(town, case), Completed)
    assert [bid["company"] for bid in town.data_of(case)["bids"]] == ["Valle"]


def test_a_box_of_another_envelope_opens_under_no_other_code(town: Town, case: int) -> None:
    """The administrator gives the cheap bid to a friend, and counts the hashes anew."""
    one = filed(bids(town, case))
    two = filed(bids(town, case, "valle", company="Valle", price="2000"))
    swap = "UPDATE envelopes SET content = (SELECT content FROM envelopes e WHERE e.code = :a)"
    says(town, f"{swap} WHERE code = :b", a=one.code, b=two.code)
    assert faults(town) == [FaultKind.ENVELOPE_CHANGED]


def test_a_refused_bid_keeps_what_was_typed_in_the_draft(
    town: Town, case: int, place: Path
) -> None:
    task, sur = town.open_task(case, "bid"), town.people["sur"]
    refused = file(town.installation, sur, task, {"company": "Quesería Anccasi", "price": ""})
    assert kind_of(refused) is RefusalKind.INVALID_DATA
    put = put_in(
        town.installation, sur, task, kind="oferta", filename="x.exe", stream=io.BytesIO(b"MZ")
    )
    assert kind_of(put) is RefusalKind.FILE_TYPE
    missing = file(town.installation, sur, task, {"company": "Q", "price": "1"})
    assert kind_of(missing) is RefusalKind.MISSING_DOCUMENTS
    looked = town.reads(lambda c: look(town.installation, c, sur, task))
    assert not isinstance(looked, Refused)
    draft = town.reads(lambda c: draft_seen(town.installation, c, looked))
    assert draft.answers == {"company": "Q", "price": "1"}
    assert found(town, place, "Anccasi") == []


def test_a_program_opens_nothing_early_and_files_no_bid_in_clear(
    town: Town, case: int, place: Path
) -> None:
    hall = Hall(town, Settings())
    task = town.open_task(case, "bid")
    bidder, office = program(hall, "bidder", name="Rival"), program(hall, "committee")
    typed = {"data": {"company": "Quesería Anccasi", "price": "748159.26"}}
    for method, what in (("POST", "completion"), ("PUT", "draft")):
        answer = bidder.asks(method, f"tasks/{task}/{what}", typed)
        assert (answer.status, answer.kind) == (409, "in_envelope"), what
    filed(bids(town, case))
    move(town.installation, town.people["luis"], case, Order("open"), "Prisa", basis="R-1")
    early = office.posts(f"tasks/{town.open_task(case, 'open')}/completion", {"data": {}})
    assert (early.status, early.kind) == (409, "opened_later")
    assert found(town, place) == []


def test_a_version_of_the_process_without_the_seal_opens_no_envelope(
    town: Town, case: int, place: Path
) -> None:
    """The operator brings a diagram in which the bid is an ordinary task, and the case into it."""
    filed(bids(town, case))
    town.deploys(UNSEALED)
    order = MigrationOrder("call", 1, 2)
    answer = migrate(town.installation, town.people["luis"], case, order, reason="Sin sobres")
    assert isinstance(answer, Migrated), answer
    past_the_term(town)
    assert isinstance(opens(town, case), Completed)
    assert town.steps(case) == ["award"]
    assert found(town, place) == []
    assert faults(town) == []
