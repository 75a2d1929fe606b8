"""Tasks over the API: the inbox, the form, taking, handing over, filling in and completing."""

import pytest

from tests.diagrams import bundle, end, path, start, user
from tests.hall import Hall
from tests.programs import Program, program
from tests.town import PDF

PAPER = {"file": ("informe.pdf", PDF, "application/pdf")}


@pytest.fixture
def task(desk: Program, permit: str) -> str:
    """The free task of reviewing a permit."""
    (found,) = desk.gets("tasks", tab="free").json["items"]
    assert found["case_number"] == permit
    return str(found["id"])


def reported(desk: Program, task: str) -> None:
    """The report that the task must leave is filed."""
    filed = desk.posts(f"tasks/{task}/documents", data={"kind": "informe"}, files=PAPER)
    assert filed.status == 201, filed.text


def test_the_form_tells_what_is_asked(desk: Program, task: str) -> None:
    fields = {each["name"]: each for each in desk.gets(f"tasks/{task}/form").json["fields"]}
    assert fields["resultado"]["required"] is True
    assert [each["value"] for each in fields["resultado"]["options"]] == ["si", "no"]
    wanted = desk.gets(f"tasks/{task}").json["documents"]
    assert [(each["kind"], each["required"]) for each in wanted] == [
        ("informe", True),
        ("plano", False),
    ]


def test_a_task_is_taken_put_back_and_handed_over(hall: Hall, desk: Program, task: str) -> None:
    me = desk.gets("token").json["person_id"]
    rosa = str(hall.town.people["rosa"].person_id)
    for _ in range(2):  # taking what one holds succeeds
        taken = desk.posts(f"tasks/{task}/assignment")
        assert (taken.status, taken.json["assignee_id"]) == (200, me)
    other = program(hall, "mesa", name="Otro")
    held = other.posts(f"tasks/{task}/assignment")
    assert (held.status, held.kind) == (409, "held_by_other")
    assert held.json["detail"] == "La tiene Mesa virtual. Usted puede leerla."
    assert desk.asks("DELETE", f"tasks/{task}/assignment").json["assignee_id"] is None
    assert other.asks("DELETE", f"tasks/{task}/assignment").status == 200
    given = desk.posts(f"tasks/{task}/assignment", {"person_id": rosa})
    assert given.json["assignee_id"] == rosa
    elmer = str(hall.town.people["elmer"].person_id)
    assert program(hall, "mesa").posts(f"tasks/{task}/assignment", {"person_id": elmer}).kind == (
        "held_by_other"
    )


def test_a_draft_is_kept_for_the_token_alone(hall: Hall, desk: Program, task: str) -> None:
    answers = {"comentario": "Falta medir.", "puestos": [{"rubro": "queso", "metros": 2}]}
    assert desk.asks("PUT", f"tasks/{task}/draft", {"data": answers}).status == 200
    assert desk.gets(f"tasks/{task}").json["draft"]["comentario"] == "Falta medir."
    fields = {each["name"]: each for each in desk.gets(f"tasks/{task}/form").json["fields"]}
    assert fields["comentario"]["value"] == "Falta medir."
    assert program(hall, "mesa").gets(f"tasks/{task}").json["draft"] == {}


def test_a_task_is_completed_with_rows_and_the_case_moves_on(desk: Program, task: str) -> None:
    reported(desk, task)
    rows = [{"rubro": "queso", "metros": 2}, {"rubro": "pan", "metros": 3}]
    done = desk.posts(f"tasks/{task}/completion", {"data": {"resultado": "si", "puestos": rows}})
    assert done.status == 200, done.text
    assert done.json["finished"] is False
    assert [each["element"] for each in done.json["opened"]] == ["visitar"]
    number = done.json["case_number"]
    entered = desk.gets(f"cases/{number}/submissions").json["items"][-1]["data"]
    assert entered["puestos"] == rows
    again = desk.posts(f"tasks/{task}/completion", {"data": {"resultado": "si"}})
    assert (again.status, again.kind) == (409, "already_completed")
    assert again.json["detail"].startswith("Mesa virtual completó esta tarea")


def test_a_document_that_the_step_must_leave_is_missed_by_name(desk: Program, task: str) -> None:
    done = desk.posts(f"tasks/{task}/completion", {"data": {"resultado": "si"}})
    assert (done.status, done.kind) == (422, "missing_documents")
    assert "Informe de revisión" in done.json["detail"]


def test_a_document_that_the_step_does_not_ask_for_is_refused(desk: Program, task: str) -> None:
    filed = desk.posts(f"tasks/{task}/documents", data={"kind": "novela"}, files=PAPER)
    assert filed.json["errors"] == [
        {"field": "body.kind", "message": "La tarea no pide este documento."}
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "invalid_request"),
        (b"{", "unreadable"),
        (b'{"data": {"a": 1, "a": 2}}', "unreadable"),
        (b'{"data": {"a": NaN}}', "unreadable"),
        (b'{"data": {"a": 1e999}}', "unreadable"),
        (b'{"data": {"a": "\\u0000"}}', "unreadable"),
        (b'{"data": {"a": "\\ud800"}}', "unreadable"),
        (b'{"data": ' + b"[" * 50 + b"]" * 50 + b"}", "unreadable"),
        (b"\xff", "unreadable"),
        (b"[]", "invalid_request"),
        (b'{"data": []}', "invalid_request"),
        (b'{"data": {}, "extra": 1}', "invalid_request"),
        (b'{"data": "' + b"a" * 1_000_001 + b'"}', "body_too_large"),
    ],
)
def test_a_body_that_is_not_as_described_is_refused_everywhere_alike(
    desk: Program, task: str, body: bytes, kind: str
) -> None:
    headers = {"content-type": "application/json"}
    lean = desk.posts(f"tasks/{task}/completion", content=body, headers=headers)
    usual = desk.asks("PUT", f"tasks/{task}/draft", content=body, headers=headers)
    assert (lean.kind, usual.kind) == (kind, kind)
    assert lean.json.get("errors") == usual.json.get("errors")


def test_a_body_of_another_kind_is_refused(desk: Program, task: str) -> None:
    for method, what in (("POST", "completion"), ("PUT", "draft")):
        answer = desk.asks(method, f"tasks/{task}/{what}", content=b"a=1")
        assert (answer.status, answer.kind) == (415, "unsupported_media_type")
    as_json = desk.posts(f"tasks/{task}/documents", {"kind": "informe"})
    assert as_json.kind == "unsupported_media_type"


def test_an_id_that_is_none_leads_nowhere(desk: Program) -> None:
    for task_id in ("abc", "-1", "0", "9" * 19, "9" * 20, "%00"):
        assert desk.gets(f"tasks/{task_id}").kind == "not_found"
        assert desk.posts(f"tasks/{task_id}/completion", {"data": {}}).kind == "not_found"


def test_the_inbox_has_its_tabs_and_pages(hall: Hall, desk: Program, task: str) -> None:
    for _ in range(2):
        hall.town.open_case("rosa", "permit", {"motivo": "Otra", "garantia": "10.00"})
    desk.posts(f"tasks/{task}/assignment")
    assert [each["id"] for each in desk.gets("tasks", tab="held").json["items"]] == [task]
    first = desk.gets("tasks", limit=2).json
    second = desk.gets("tasks", limit=2, cursor=first["next"]).json
    ids = [each["id"] for page in (first, second) for each in page["items"]]
    assert (len(set(ids)), second["next"]) == (3, None)
    assert program(hall, "tecnico").gets("tasks").json["items"] == []
    assert desk.gets("tasks", tab="all").kind == "invalid_request"


def test_a_task_is_handed_to_a_program_that_has_its_role(hall: Hall, desk: Program) -> None:
    hall.town.open_case("rosa", "permit", {"motivo": "Otra", "garantia": "10.00"})
    task = desk.gets("tasks").json["items"][0]["id"]
    other, stranger = program(hall, "mesa"), program(hall, "tecnico")
    for each, status in ((stranger, 403), (other, 200)):
        person_id = each.gets("token").json["person_id"]
        given = desk.posts(f"tasks/{task}/assignment", {"person_id": person_id})
        assert given.status == status
    assert [each["id"] for each in other.gets("tasks", tab="held").json["items"]] == [task]


def test_a_task_is_put_aside_until_a_day(desk: Program, task: str) -> None:
    free = desk.asks("PUT", f"tasks/{task}/postponement", {"until": "2026-03-09"})
    assert (free.status, free.kind) == (409, "not_held")
    desk.posts(f"tasks/{task}/assignment")
    past = desk.asks("PUT", f"tasks/{task}/postponement", {"until": "2026-03-02"})
    assert [each["field"] for each in past.json["errors"]] == ["until"]
    put = desk.asks("PUT", f"tasks/{task}/postponement", {"until": "2026-03-09"})
    assert put.json == {"task_id": task, "until": "2026-03-09", "event": put.json["event"]}
    assert desk.gets("tasks", tab="held").json["items"] == []
    assert [each["id"] for each in desk.gets("tasks", tab="postponed").json["items"]] == [task]


FREE = bundle(
    start(),
    user("first", "mesa"),
    end(),
    path("start", "first", "end"),
    key="free",
    roles=("mesa",),
)


def test_what_a_program_did_to_a_task_is_taken_back_by_its_event(
    hall: Hall, desk: Program, task: str
) -> None:
    taken = desk.posts(f"tasks/{task}/assignment").json
    aside = desk.asks("PUT", f"tasks/{task}/postponement", {"until": "2026-03-09"}).json
    undoing = f"tasks/{task}/undoing"
    acted = desk.posts(undoing, {"event": taken["event"]})
    assert (acted.status, acted.kind) == (409, "acted_on")
    other = program(hall, "mesa").posts(undoing, {"event": aside["event"]})
    assert (other.status, other.kind) == (404, "not_found")
    for each in (aside, taken):
        undone = desk.posts(undoing, {"event": each["event"]})
        assert undone.json == {"task_id": task, "case_number": "PER-2026-0001"}
    assert desk.gets(f"tasks/{task}").json["assignee"] is None
    assert desk.posts(undoing, {"event": 0}).kind == "invalid_request"


def test_a_day_and_a_priority_are_set_and_taken_back(hall: Hall, desk: Program, task: str) -> None:
    legal = desk.asks("PUT", f"tasks/{task}/due", {"due": "2026-03-09"})
    assert (legal.status, legal.kind) == (409, "legal_term")
    hall.town.deploys(FREE)
    task = str(hall.town.open_task(hall.town.open_case("rosa", "free", {}), "first"))
    due = desk.asks("PUT", f"tasks/{task}/due", {"due": "2026-03-09"})
    assert (due.status, due.json["due"], due.json["priority"]) == (200, "2026-03-09", 50)
    urgent = desk.asks("PUT", f"tasks/{task}/priority", {"priority": 80}).json
    assert (urgent["due"], urgent["priority"]) == ("2026-03-09", 80)
    again = desk.asks("PUT", f"tasks/{task}/priority", {"priority": 80})
    assert (again.status, again.json["event"]) == (200, None)
    for each in (urgent, due.json):
        assert desk.posts(f"tasks/{task}/undoing", {"event": each["event"]}).status == 200
    now = desk.gets(f"tasks/{task}").json
    assert (now["due_at"], now["priority"]) == (None, 50)
    past = desk.asks("PUT", f"tasks/{task}/due", {"due": "2026-01-05"})
    assert [each["field"] for each in past.json["errors"]] == ["due"]


def test_what_was_taken_back_is_marked_with_who_and_when(desk: Program, task: str) -> None:
    reported(desk, task)
    for answer in ("no", "si"):
        done = desk.posts(
            f"tasks/{task}/completion", {"data": {"resultado": answer}, "undoable": True}
        )
        assert done.status == 200, done.text
        if answer == "no":
            desk.posts(f"tasks/{task}/undoing", {"event": done.json["event"]})
    first, gone, stands = desk.gets("cases/PER-2026-0001/submissions").json["items"]
    assert (gone["data"]["resultado"], stands["data"]["resultado"]) == ("no", "si")
    assert gone["taken_back"]["by"]["name"] == "Mesa virtual"
    assert gone["taken_back"]["at"] >= gone["at"]
    assert (first["taken_back"], stands["taken_back"]) == (None, None)


def test_a_program_takes_back_a_completion_that_it_asked_to_be_undoable(
    hall: Hall, desk: Program, task: str
) -> None:
    completion, undoing = f"tasks/{task}/completion", f"tasks/{task}/undoing"
    reported(desk, task)
    done = desk.posts(completion, {"data": {"resultado": "si"}, "undoable": True})
    assert done.json["event"] > 0
    undone = desk.posts(undoing, {"event": done.json["event"]})
    assert undone.status == 200
    assert desk.gets(f"tasks/{task}").json["state"] == "open"
    again = desk.posts(completion, {"data": {"resultado": "si"}})
    assert (again.status, again.json["event"]) == (200, None)


def test_a_task_is_found_by_the_people_of_its_case_and_its_documents(
    hall: Hall, desk: Program, task: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = hall.town.people["rosa"].name  # who opened the case
    found = desk.gets("tasks", text=name).json
    assert ([each["id"] for each in found["items"]], found["cut_short"]) == ([task], None)
    assert len(desk.gets("cases", text=name).json["items"]) == 1
    reported(desk, task)
    assert desk.gets("tasks", text="informe").json["items"]
    assert desk.gets("tasks", text="zzz").json["items"] == []
    monkeypatch.setattr("storage.queries.inbox_text.MOST_ROWS", 0)
    for address in ("tasks", "cases"):
        told = desk.gets(address, text=name).json["cut_short"]
        assert told == "Se miraron solo 50,000 nombres o documentos; precise la búsqueda."
