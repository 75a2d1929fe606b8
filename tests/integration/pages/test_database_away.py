"""The database is full, read-only or away: the page says so, what was typed can be sent again from
it, and all goes on by itself afterwards."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import make_url

from storage.database import Database
from tests.hall import Desk, Hall, Page
from ui.settings import Settings
from ui.web import create_app

TYPED = {"resultado": "si", "comentario": "Todo <conforme>\ny en regla"}


@pytest.fixture
def rosa(hall: Hall) -> Desk:
    """Rosa at a browser."""
    return hall.desk("rosa")


@pytest.fixture
def sent(hall: Hall, rosa: Desk, permit: int, review: int) -> dict[str, str]:
    """The form of the review as a browser sends it, its document filed before."""
    hall.town.attach("rosa", permit, kind="informe", title="Informe", task_id=review)
    return {**TYPED, "csrf": rosa.token(f"tasks/{review}")}


@pytest.fixture
def read_only(hall: Hall, rosa: Desk) -> Iterator[Desk]:
    """The same Rosa, of a town whose database takes nothing in."""
    url = make_url(hall.town.database_url)
    if url.get_backend_name() == "sqlite":
        address = f"sqlite:///file:{url.database}?mode=ro&uri=true"
    else:
        closed = f"{url.query['options']} -c default_transaction_read_only=on"
        url = url.update_query_dict({"options": closed})
        address = url.render_as_string(hide_password=False)
    database = Database(address)
    there = replace(hall.town.installation, database=database)
    desk = Desk(create_app(Settings(), there), hall.slug)
    desk.client.cookies.set("cauce_session", rosa.client.cookies["cauce_session"])
    yield desk
    database.close()


def complete(desk: Desk, task_id: int, fields: dict[str, str]) -> Page:
    return Page(desk.client.post(f"/{desk.slug}/tasks/{task_id}/completion", data=fields))


def typed_again(page: Page) -> dict[str, str]:
    """What the page offers to send again, after it said what is the matter."""
    assert (page.status, page.headers["retry-after"]) == (503, "30")
    assert page.heading == "Algo falló de nuestro lado"
    assert "Lo que escribió sigue en esta página." in page.all("//form//p")
    fields = page.tree.xpath("//form[@method='post']//input[@type='hidden']")
    return {field.get("name"): field.get("value") for field in fields}


def test_a_database_that_takes_nothing_in_gives_back_what_was_typed(
    hall: Hall, rosa: Desk, review: int, sent: dict[str, str], read_only: Desk
) -> None:
    page = complete(read_only, review, sent)
    assert typed_again(page) == sent
    assert page.tree.xpath("//form[@method='post']/@action") == [
        f"/{hall.slug}/tasks/{review}/completion"
    ]
    assert complete(rosa, review, typed_again(page)).status == 303


def test_a_full_disk_of_the_database_gives_back_what_was_typed(
    hall: Hall,
    rosa: Desk,
    review: int,
    sent: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_sqlite = hall.town.installation.database.dialect == "sqlite"

    def no_room(*_: object, **__: object) -> None:
        if on_sqlite:
            raise sqlite3.OperationalError("database or disk is full")
        raise psycopg.errors.DiskFull("could not extend file")

    with monkeypatch.context() as full:
        where = "storage.step.sending._execute" if on_sqlite else "storage.pipeline.trip"
        full.setattr(where, no_room)
        full.setattr("storage.writes.tasks.save_draft", no_room)
        page = complete(rosa, review, sent)
    assert typed_again(page) == sent
    assert complete(rosa, review, sent).status == 303


def test_a_document_that_finds_no_room_is_told_and_leaves_nothing_behind(
    hall: Hall, permit: int, review: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    desk = hall.desk("rosa")
    file = {"_document.informe": ("informe.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")}
    monkeypatch.setattr("storage.documents.folder._write", no_room)
    page = desk.sends(f"tasks/{review}/completion", TYPED, file)
    assert (page.status, page.heading) == (503, "Algo falló de nuestro lado")
    assert page.all("//form[@method='post']") == []  # a page cannot hold the file
    assert hall.town.steps(permit) == ["revisar"]


def test_a_page_that_was_only_looked_at_offers_nothing_to_send(read_only: Desk) -> None:
    page = Page(read_only.client.get(f"/{read_only.slug}/inbox"))
    assert page.all("//form[@method='post']//button[.='Enviar otra vez']") == []
