"""The short way answers what the framework's layers would have answered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi import FastAPI

from tests.hall import Hall
from tests.programs import issued
from ui.settings import Settings
from ui.short_way import doors_of
from ui.web import create_app

Asked = dict[str, Any]
OWN_EACH_TIME = {"x-request-id", "set-cookie"}
PROOF = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{64}")
XML = {"content-type": "text/xml"}
TOO_MUCH = b"a=" + b"x" * 9_000_000
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def both(hall: Hall) -> tuple[Any, Any]:
    """The application, and the same with the framework's layers alone."""
    around = create_app(Settings(upload_limit_mb=1), hall.town.installation)
    around.middleware_stack = FastAPI.build_middleware_stack(around)
    return hall.app, around


def _answers(app: Any, hall: Hall, asked: Asked, who: str) -> tuple[object, ...]:
    desk = hall.desk(who)
    more = {"data": {"csrf": desk.token() if who else "", **asked.get("data", {})}}
    if "content" in asked:
        more = {"content": asked["content"]}
    desk.client.app = desk.client._transport.app = app  # type: ignore[attr-defined]
    address = asked["path"].replace("TOWN", hall.slug)
    response = desk.client.post(address, headers=asked.get("headers", {}), **more)
    headers = {name: value for name, value in response.headers.items() if name not in OWN_EACH_TIME}
    if "text/html" in headers.get("content-type", ""):
        headers.pop("content-length", None)  # its proof packs a byte shorter or longer
    reference = response.headers["x-request-id"]
    return response.status_code, headers, PROOF.sub("", response.text.replace(reference, ""))


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("", {"path": "/TOWN/tasks/TASK/completion"}),
        ("rosa", {"path": "/TOWN/tasks/TASK/completion", "data": {"csrf": "made.up"}}),
        ("rosa", {"path": "/TOWN/tasks/none/completion"}),
        ("rosa", {"path": "/TOWN/tasks/5/completion"}),
        ("rosa", {"path": "/elsewhere/tasks/TASK/completion"}),
        ("rosa", {"path": "/TOWN/tasks/TASK/completion", "data": {"comentario": "Falta"}}),
        ("nelida", {"path": "/TOWN/tasks/TASK/assignment"}),
        ("rosa", {"path": "/TOWN/tasks/TASK/draft", "content": "<x/>", "headers": XML}),
        ("rosa", {"path": "/TOWN/tasks/TASK/draft", "content": TOO_MUCH, "headers": FORM}),
        ("", {"path": "/api/v1/TOWN/tasks/TASK/completion", "content": "{}"}),
        ("", {"path": "/api/v1/TOWN/tasks/TASK/completion?a=1", "content": "{}"}),
        ("", {"path": "/api/v1/TOWN/tasks/TASK/nothing", "content": "{}"}),
    ],
)  # fmt: skip
def test_what_goes_wrong_looks_the_same(
    hall: Hall, both: tuple[Any, Any], review: int, who: str, asked: Asked
) -> None:
    asked = {**asked, "path": asked["path"].replace("TASK", str(review))}
    short, long = (_answers(app, hall, asked, who) for app in both)
    assert short == long
    assert int(str(short[0])) >= 300


def test_a_program_is_answered_the_same(hall: Hall, both: tuple[Any, Any], review: int) -> None:
    token = issued(hall, "mesa").token
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    path = f"/api/v1/{hall.slug}/tasks/{review}/completion"
    for content in ('{"data": {}}', "{", '{"data": 3}', '{"data": {}, "more": 1}'):
        asked = {"path": path, "content": content, "headers": headers}
        short, long = (_answers(app, hall, asked, "") for app in both)
        assert short == long


def test_completing_takes_the_short_way_for_people_and_programs(hall: Hall) -> None:
    paths = {door.below + door.route.path for door in doors_of(hall.app, hall.app.routes)}
    completion = "/{municipality}/tasks/{task_id}/completion"
    assert {completion, f"/api/v1{completion}"} <= paths
