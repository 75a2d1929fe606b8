"""What was filed under seal is told to no program but the one that filed it, until its opening."""

from pathlib import Path

from tests.hall import Hall
from tests.programs import Program, program
from tests.town import PDF

CONTEST = Path(__file__).parent / "contest"
SECRETS = ("1234.5", "oferta-de-nelida", "Quesos Nélida", "Paraguas S.A.C.")
CASE = "cases/COC-2026-0001"
BELOW = ("", "/data", "/submissions", "/deadlines", "/tasks", "/documents", "/history")


def bidding(hall: Hall, price: float = 1234.5) -> tuple[Program, dict[str, str]]:
    """A bidder's program that has filed its offer, and the ids of what it filed."""
    hall.town.deploys(CONTEST)
    case = hall.town.open_case("rosa", "contest", {})
    task = hall.town.open_task(case, "ofertar")
    bidder = program(hall, "feriante", name="Quesos Nélida")
    paper = {"file": ("oferta-de-nelida.pdf", PDF, "application/pdf")}
    told = {"kind": "oferta", "title": "Oferta de Paraguas S.A.C."}
    filed = bidder.posts(f"tasks/{task}/documents", data=told, files=paper)
    done = bidder.posts(f"tasks/{task}/completion", {"data": {"precio": price}})
    assert (filed.status, done.status) == (201, 200), (filed.text, done.text)
    return bidder, {"task": str(task), "document": filed.json["id"]}


def told_to(reader: Program, ids: dict[str, str]) -> str:
    """Everything that a program can read of the case, in one text."""
    paths = [CASE + below for below in BELOW]
    paths += ["cases", "tasks", "incidents", f"tasks/{ids['task']}", f"tasks/{ids['task']}/form"]
    paths += [f"documents/{ids['document']}", f"documents/{ids['document']}/versions/1"]
    return " ".join(reader.gets(path).text for path in paths)


def test_an_offer_under_seal_is_told_to_no_other_program(hall: Hall) -> None:
    bidder, ids = bidding(hall)
    bidder_id = bidder.gets("token").json["person_id"]
    office, rival = program(hall, "mesa"), program(hall, "feriante", name="Rival")
    auditor = program(hall, "auditor")
    for reader in (office, rival, auditor):
        told = told_to(reader, ids)
        assert [secret for secret in (*SECRETS, bidder_id) if secret in told] == []
    own = told_to(bidder, ids)
    assert [secret for secret in SECRETS if secret not in own] == []


def test_what_is_under_seal_is_counted_and_refused_by_name(hall: Hall) -> None:
    _, ids = bidding(hall)
    office = program(hall, "mesa")
    assert office.gets(f"{CASE}/data").json["withheld"] is True
    assert office.gets(f"{CASE}/submissions").json["withheld"] == 1
    assert office.gets(f"documents/{ids['document']}").kind == "not_found"
    sealed = office.gets(f"documents/{ids['document']}/versions/1")
    assert (sealed.status, sealed.kind) == (403, "sealed")
    events = office.gets(f"{CASE}/history").json["items"]
    (done,) = [each for each in events if each["kind"] == "task_completed"]
    assert (done["by"], done["sentence"]) == (None, "Alguien completó «Presentar oferta»")


def test_nobody_holds_a_task_under_seal_and_each_files_their_own(hall: Hall) -> None:
    bidder, ids = bidding(hall, price=1200.5)
    rival = program(hall, "feriante", name="Rival")
    taken = rival.posts(f"tasks/{ids['task']}/assignment")
    assert (taken.kind, "Quesos" in taken.text) == ("already_completed", False)
    (open_one,) = rival.gets("tasks").json["items"]
    assert "1200.5" not in rival.gets(f"tasks/{open_one['id']}/form").text
    held = rival.posts(f"tasks/{open_one['id']}/assignment")
    assert (held.status, held.json["assignee_id"]) == (200, None)
    paper = {"file": ("oferta.pdf", PDF, "application/pdf")}
    filed = rival.posts(f"tasks/{ids['task']}/documents", data={"kind": "oferta"}, files=paper)
    done = rival.posts(f"tasks/{ids['task']}/completion", {"data": {"precio": 1300}})
    assert (filed.status, done.status) == (201, 200)
    assert program(hall, "mesa").gets(f"{CASE}/submissions").json["withheld"] == 2
    assert bidder.gets(f"{CASE}/submissions").json["withheld"] == 2


def test_after_its_opening_the_office_reads_it(hall: Hall) -> None:
    _, ids = bidding(hall)
    case = hall.town.case(int(program(hall, "mesa").gets(CASE).json["id"]))
    for step in ("cerrar", "abrir"):
        hall.town.does("rosa", case.id, step)
    office = program(hall, "mesa")
    told = told_to(office, ids)
    assert [secret for secret in SECRETS if secret not in told] == []
    assert office.gets(f"documents/{ids['document']}/versions/1").content == PDF


def test_people_from_outside_read_what_is_public_and_their_own(hall: Hall) -> None:
    bidder, _ = bidding(hall)
    assert bidder.gets(f"{CASE}/data").json == {"data": {"precio": 1234.5}, "withheld": True}
    (own,) = bidder.gets(f"{CASE}/submissions").json["items"]
    assert own["data"]["precio"] == 1234.5
