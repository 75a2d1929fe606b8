"""ETags and Idempotency-Keys: nothing travels twice, acts twice, or acts upon what has changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from engine.access.repeating import KEPT_FOR
from engine.cases.permission import OPERATOR
from engine.identity.house import COUNTER
from tests.hall import PERMIT_ASKED, Hall
from tests.programs import QUERIES, Program, addresses_of, furnished, program
from tests.town import PDF

ASKED = {"process": "permit", "data": PERMIT_ASKED}


def test_what_has_not_changed_does_not_travel_again(hall: Hall) -> None:
    ids = furnished(hall)
    desk = program(hall, "mesa", "administrador", COUNTER, OPERATOR)
    for each in addresses_of(hall):
        if each.method != "GET" or each.path == "/uploads/{upload}":
            continue  # an upload is there for its beginner alone
        tag = each.asked_by(desk, ids).etag
        path = each.path.removeprefix("/").replace(":path", "").format_map(ids)
        query = QUERIES.get(each.path, {})
        again = desk.asks("GET", path, params=query, headers={"if-none-match": f'"x", {tag}'})
        assert (str(each), again.status, again.content) == (str(each), 304, b"")


def test_a_change_gives_another_tag(hall: Hall, desk: Program, permit: str) -> None:
    before = desk.gets(f"cases/{permit}").etag
    task = desk.gets("tasks").json["items"][0]["id"]
    desk.posts(f"tasks/{task}/assignment")
    assert desk.gets(f"cases/{permit}").etag != before
    assert desk.asks("GET", f"cases/{permit}", headers={"if-none-match": before}).status == 200


def test_an_act_upon_what_was_read_is_refused_when_the_case_moved_on(
    desk: Program, permit: str
) -> None:
    read = desk.gets(f"cases/{permit}").etag
    task = desk.gets("tasks").json["items"][0]["id"]
    desk.posts(f"tasks/{task}/assignment")
    stale = {"headers": {"if-match": read}}
    ended = desk.posts(f"cases/{permit}/cancellation", {"reason": "x"}, **stale)
    done = desk.posts(f"tasks/{task}/completion", {"data": {"resultado": "si"}}, **stale)
    for refused in (ended, done):
        assert (refused.status, refused.kind) == (412, "changed")
    for nonsense in ('"x"', "x", '"1-zz", "2-yy"'):
        answer = desk.posts(
            f"cases/{permit}/cancellation", {"reason": "x"}, headers={"if-match": nonsense}
        )
        assert answer.kind == "changed"
    fresh = {"if-match": desk.gets(f"tasks/{task}").etag}
    ended = desk.posts(f"cases/{permit}/cancellation", {"reason": "x"}, headers=fresh)
    assert ended.status == 200


def test_a_request_that_comes_again_acts_once_and_is_answered_alike(desk: Program) -> None:
    first, second = (desk.posts("cases", ASKED, key="k-1") for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    assert (first.content, first.headers["location"]) == (
        second.content,
        second.headers["location"],
    )
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert len(desk.gets("cases").json["items"]) == 1


def test_a_key_belongs_to_one_request_of_one_token(hall: Hall, desk: Program) -> None:
    desk.posts("cases", ASKED, key="k-1")
    other = {**ASKED, "on_behalf_of": "Otra persona"}
    assert desk.posts("cases", other, key="k-1").kind == "key_used_otherwise"
    assert program(hall, "mesa").posts("cases", other, key="k-1").status == 201


def test_a_key_is_free_again_after_its_day_and_after_a_refusal(hall: Hall, desk: Program) -> None:
    wrong = {"process": "permit", "data": {}}
    assert desk.posts("cases", wrong, key="k-1").status == 422
    assert desk.posts("cases", ASKED, key="k-1").status == 201
    hall.town.clock.advance(KEPT_FOR + timedelta(seconds=1))
    assert desk.posts("cases", ASKED, key="k-1").json["number"] == "PER-2026-0002"


def test_a_file_that_comes_again_is_filed_once(desk: Program, permit: str) -> None:
    def filed(content: bytes) -> object:
        paper = {"file": ("plano.pdf", content, "application/pdf")}
        answer = desk.posts(
            f"cases/{permit}/documents", data={"kind": "plano"}, files=paper, key="k-1"
        )
        return answer.json.get("version") or answer.kind

    assert [filed(PDF), filed(PDF), filed(PDF + b"\n")] == [1, 1, "key_used_otherwise"]


def test_a_completion_that_comes_again_acts_once(desk: Program, permit: str) -> None:
    task = desk.gets("tasks").json["items"][0]["id"]
    paper = {"file": ("informe.pdf", PDF, "application/pdf")}
    desk.posts(f"tasks/{task}/documents", data={"kind": "informe"}, files=paper)
    body = {"data": {"resultado": "si"}}
    first, second = (desk.posts(f"tasks/{task}/completion", body, key="k-2") for _ in range(2))
    assert (first.status, second.status, first.content) == (200, 200, second.content)
    assert desk.posts(f"tasks/{task}/completion", body, key="a b").kind == "invalid_request"


def test_the_same_request_from_two_sides_acts_once(hall: Hall, desk: Program) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: desk.posts("cases", ASKED, key="k-3"), range(4)))
    created = {each.json["number"] for each in answers if each.status == 201}
    assert created == {"PER-2026-0001"}
    assert {each.kind for each in answers if each.status != 201} <= {"key_in_use"}
    assert len(desk.gets("cases").json["items"]) == 1
