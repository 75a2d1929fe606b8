"""Operators over the API: cases stopped and moved, terms moved, days closed, acts upon many."""

from engine.operations import run_batches
from tests.hall import Hall
from tests.programs import Program, furnished, program
from ui.api.cursors import cursor_of


def test_a_case_is_stopped_and_goes_on(desk: Program, permit: str) -> None:
    task = desk.gets("tasks").json["items"][0]["id"]
    for _ in range(2):
        assert desk.posts(f"cases/{permit}/suspension", {"reason": "Inventario"}).status == 200
    assert desk.gets(f"cases/{permit}").json["state"] == "suspended"
    assert [each["case_state"] for each in desk.gets("tasks").json["items"]] == ["suspended"]
    alone = desk.gets(f"tasks/{task}").json
    assert (alone["case_state"], alone["may_complete"]) == ("suspended", False)
    year = {"from": "2026-01-01", "to": "2026-12-31"}
    due = desk.asks("GET", "deadlines", params=year).json["items"]
    assert [each["case_state"] for each in due] == ["suspended"]
    waits = desk.posts(f"tasks/{task}/completion", {"data": {"resultado": "si"}})
    assert (waits.status, waits.kind) == (409, "suspended")
    resumed = desk.asks("DELETE", f"cases/{permit}/suspension", params={"reason": "Sigue"})
    assert resumed.status == 200
    assert desk.gets(f"cases/{permit}").json["state"] == "open"
    assert desk.asks("DELETE", f"cases/{permit}/suspension").kind == "invalid_request"


def test_a_move_is_looked_at_and_done_at_the_version_that_was_seen(
    desk: Program, permit: str
) -> None:
    seen = desk.posts(f"cases/{permit}/moves/preview", {"to": "visitar"}).json
    told = [(each["kind"], each["element"]) for each in seen["effects"]]
    assert ("task_closed", "revisar") in told
    assert ("task_opened", "visitar") in told
    move = {"to": "visitar", "chosen": seen["chosen"], "reason": "Se repite la visita."}
    stale = {"if-match": desk.gets(f"cases/{permit}").etag}
    desk.posts(f"tasks/{desk.gets('tasks').json['items'][0]['id']}/assignment")
    refused = desk.posts(f"cases/{permit}/moves", move, headers=stale)
    assert (refused.status, refused.kind) == (412, "changed")
    moved = desk.posts(f"cases/{permit}/moves", move)
    assert [each["element"] for each in moved.json["opened"]] == ["visitar"]
    nowhere = desk.posts(f"cases/{permit}/moves", {**move, "to": "luna", "chosen": []})
    assert (nowhere.status, nowhere.kind) == (409, "not_movable")


def test_a_term_is_stopped_extended_and_goes_on(desk: Program, permit: str) -> None:
    (term,) = desk.gets(f"cases/{permit}/deadlines").json["items"]
    address = f"deadlines/{term['id']}"
    why = {"reason": "Falta el plano."}
    longer = desk.posts(f"{address}/extensions", {**why, "length": 2}).json
    assert (longer["from_on"], longer["due_on"]) == ("2026-03-09", "2026-03-11")
    assert desk.posts(f"{address}/pauses", why).status == 200
    (stopped,) = desk.gets(f"cases/{permit}/deadlines").json["items"]
    assert (stopped["paused_on"], stopped["extension"]) == ("2026-03-02", 2)
    assert desk.posts(f"{address}/pauses", why).kind == "not_open"
    assert desk.posts(f"{address}/continuations", {**why, "anew": True}).status == 200
    assert desk.posts(f"{address}/extensions", {**why, "length": 0}).kind == "invalid_request"


def test_a_day_is_foreseen_closed_and_opened_again(hall: Hall, permit: str) -> None:
    keeper = program(hall, "calendario")
    day = {"day": "2026-03-05", "name": "Aniversario", "source": "D.A. 004-2026"}
    (moved,) = keeper.posts("closures/preview", day).json["items"]
    assert (moved["case_number"], moved["to_on"]) == (permit, "2026-03-10")
    closed = keeper.posts("closures", day).json
    assert [each["name"] for each in keeper.gets("closures").json["items"]] == ["Aniversario"]
    again = keeper.posts("closures", day)
    assert again.json["errors"] == [{"field": "body.day", "message": "Ese día ya no es laborable."}]
    assert keeper.asks("DELETE", f"closures/{closed['id']}").status == 200
    assert keeper.gets("closures").json["items"][0]["lifted_at"] is not None
    assert keeper.posts("closures", {**day, "day": "2026-02-27"}).kind == "late"


def test_an_act_upon_many_has_an_outcome_for_each(hall: Hall, desk: Program, permit: str) -> None:
    over = hall.town.case(hall.town.open_case("rosa", "permit", {"motivo": "x", "garantia": "1"}))
    desk.posts(f"cases/{over.number}/cancellation", {"reason": "Desistió."})
    ids = [desk.gets(f"cases/{number}").json["id"] for number in (permit, over.number)]
    asked = {"kind": "suspend", "subjects": [*ids, "7"], "reason": "Inventario anual"}
    begun = desk.posts("batches", asked)
    assert (begun.status, begun.json["items"]) == (201, 2)
    address = f"batches/{begun.json['id']}"
    assert desk.asks("PUT", f"{address}/state", {"state": "paused"}).json["state"] == "paused"
    assert desk.asks("PUT", f"{address}/state", {"state": "running"}).json["state"] == "running"
    run_batches(hall.town.installation)
    told = desk.gets(address).json
    assert (told["state"], told["counts"]) == ("completed", {"done": 1, "refused": 1})
    items = {each["case_number"]: each for each in desk.gets(f"{address}/items").json["items"]}
    assert items[permit]["state"] == "done"
    assert items[over.number]["outcome"] == "case_not_open"
    refused = desk.gets(f"{address}/items", state="refused").json["items"]
    assert [each["case_number"] for each in refused] == [over.number]
    assert desk.asks("PUT", f"{address}/state", {"state": "paused"}).kind == "batch_state"


def test_what_was_spread_by_a_batch_is_taken_back_by_its_event(
    hall: Hall, desk: Program, permit: str
) -> None:
    boss, marta = program(hall, "operador"), hall.town.person("marta", "mesa")
    task = desk.gets("tasks").json["items"][0]["id"]
    spread = {"subjects": [task], "person_id": str(marta.person_id), "reason": "Reparto"}
    begun = boss.posts("batches", {"kind": "assign", **spread})
    items = f"batches/{begun.json['id']}/items"
    assert boss.gets(items).json["items"][0]["event"] is None
    run_batches(hall.town.installation)
    assert desk.gets(f"tasks/{task}").json["assignee"]["name"] == "Marta"
    event = boss.gets(items).json["items"][0]["event"]
    assert boss.gets(f"cases/{permit}/history").json["items"][0]["seq"] == event
    undone = boss.posts(f"tasks/{task}/undoing", {"event": event})
    assert undone.json == {"task_id": task, "case_number": permit}
    assert desk.gets(f"tasks/{task}").json["assignee"] is None


def test_an_act_that_lacks_what_it_needs_is_refused_before_it_begins(
    desk: Program, permit: str
) -> None:
    case_id = desk.gets(f"cases/{permit}").json["id"]
    for kind, field in (("move", "to"), ("assign", "person_id")):
        answer = desk.posts("batches", {"kind": kind, "subjects": [case_id], "reason": "x"})
        assert [each["field"] for each in answer.json["errors"]] == [f"body.{field}"]


def test_batches_are_shown_to_who_began_them_and_to_operators(hall: Hall, permit: str) -> None:
    operator, other = program(hall, "operador"), program(hall, "feriante")
    case_id = operator.gets(f"cases/{permit}").json["id"]
    begun = operator.posts("batches", {"kind": "resume", "subjects": [case_id], "reason": "x"})
    assert len(operator.gets("batches").json["items"]) == 1
    assert other.gets("batches").json["items"] == []
    for path in (f"batches/{begun.json['id']}", f"batches/{begun.json['id']}/items"):
        assert other.gets(path).kind == "no_role"


def test_terms_are_paged_over_the_cases_that_the_token_may_see(
    hall: Hall, desk: Program, permit: str
) -> None:
    for _ in range(4):
        hall.town.open_case("rosa", "permit", {"motivo": "x", "garantia": "1"})
    march = {"from": "2026-03-01", "to": "2026-03-31", "limit": "2"}
    found: list[str] = []
    sizes: list[int] = []
    page = desk.gets("deadlines", **march).json
    while True:
        sizes.append(len(page["items"]))
        found += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        page = desk.gets("deadlines", **march, cursor=page["next"]).json
    assert (sizes, len(set(found))) == ([2, 2, 1], 5)
    assert program(hall, "cajero").gets("deadlines", **march).json == {"items": [], "next": None}
    made_up = cursor_of("deadlines", 2**60, 1)
    assert desk.gets("deadlines", **march, cursor=made_up).kind == "invalid_cursor"


def test_what_falls_due_is_listed_and_a_term_tells_what_moved_it(
    hall: Hall, desk: Program, permit: str
) -> None:
    march = {"from": "2026-03-01", "to": "2026-03-31"}
    (due,) = desk.gets("deadlines", **march).json["items"]
    assert (due["case_number"], due["due_on"]) == (permit, "2026-03-09")
    assert desk.gets("deadlines", **{**march, "to": "2026-03-08"}).json["items"] == []
    assert program(hall, "cajero").gets("deadlines", **march).json["items"] == []
    desk.posts(f"deadlines/{due['id']}/extensions", {"reason": "Art. 7", "length": 1})
    (change,) = desk.gets(f"deadlines/{due['id']}").json["changes"]
    assert (change["kind"], change["to_on"], change["reason"]) == (
        "extended",
        "2026-03-10",
        "Art. 7",
    )
    assert change["by"]["name"] == "Mesa virtual"


def test_an_incident_is_given_to_who_operates_and_found_by_them(hall: Hall) -> None:
    incident = furnished(hall)["incident_id"]
    luis = hall.town.person("luis", "operador").person_id
    boss = program(hall, "operador")
    given = boss.posts(f"incidents/{incident}/assignment", {"person_id": str(luis)})
    assert given.json == {"id": incident, "assignee_id": str(luis)}
    assert boss.gets(f"incidents/{incident}").json["assignee"]["name"] == "Luis"
    assert boss.gets("incidents", whose="mine").json["items"] == []
    assert boss.gets("incidents", whose="nobody").json["items"] == []
    freed = boss.asks("DELETE", f"incidents/{incident}/assignment")
    assert freed.json == {"id": incident, "assignee_id": None}
    own = boss.posts(f"incidents/{incident}/assignment")
    (mine,) = boss.gets("incidents", whose="mine").json["items"]
    assert (mine["id"], mine["assignee"]["id"]) == (incident, own.json["assignee_id"])
    clerk = program(hall, "tecnico")
    assert clerk.posts(f"incidents/{incident}/assignment").kind == "no_role"
    boss.posts(f"incidents/{incident}/retry")
    late = boss.posts(f"incidents/{incident}/assignment", {"person_id": str(luis)})
    assert late.kind == "incident_resolved"
