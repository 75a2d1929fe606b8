"""Forms and files are read as they arrive: limits, cut-off bodies, and what is never trusted."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

from ui.posted import BodyTooLargeError, Posted, UnreadableBodyError, closing, read_posted

BOUNDARY = "----river"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    disposition = f'form-data; name="{name}"'
    if filename is not None:
        disposition += f'; filename="{filename}"'
    head = f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n\r\n"
    return head.encode() + content + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


def request_with(body: bytes, *, kind: str, declared: int | None = None, step: int = 7) -> Request:
    """A request whose body comes in small pieces; less than declared ends in a hang-up."""
    declared = len(body) if declared is None else declared
    pieces = [body[at : at + step] for at in range(0, len(body), step)]

    async def messages() -> AsyncIterator[dict[str, object]]:
        for piece in pieces:
            yield {"type": "http.request", "body": piece, "more_body": True}
        if len(body) < declared:
            yield {"type": "http.disconnect"}
        yield {"type": "http.request", "body": b"", "more_body": False}

    stream = messages()
    headers = [(b"content-type", kind.encode()), (b"content-length", str(declared).encode())]
    scope = {"type": "http", "method": "POST", "headers": headers}
    return Request(scope, lambda: anext(stream))  # type: ignore[arg-type]


def read(request: Request, *, limit: int = 1000) -> Posted:
    # In a thread of its own: where tests of the browser ran before, this one has a loop already.
    with ThreadPoolExecutor(1) as apart:
        posted = apart.submit(lambda: asyncio.run(read_posted(request, limit=limit))).result()
    OPEN.append(posted)
    return posted


OPEN: list[Posted] = []


@pytest.fixture(autouse=True)
def _give_the_disk_back() -> Iterator[None]:
    yield
    while OPEN:
        with closing(OPEN.pop()):
            pass


def test_fields_and_files_come_in_the_order_of_the_form() -> None:
    body = (
        part("descripcion", "Motobombas\r\ny tubería".encode())
        + part("area", b"obras")
        + part("area", b"agua")
        + part("requerimiento", b"%PDF-1.7", "requerimiento.pdf")
        + END
    )
    posted = read(request_with(body, kind=MULTIPART))
    assert posted.answers() == {"descripcion": "Motobombas\ny tubería", "area": ["obras", "agua"]}
    assert [(f.name, f.filename, f.size, f.content.read()) for f in posted.files] == [
        ("requerimiento", "requerimiento.pdf", 8, b"%PDF-1.7")
    ]
    assert posted.cut_at is None


def test_a_file_past_the_limit_keeps_nothing_but_the_fields_after_it_arrive() -> None:
    body = part("plano", b"x" * 1001, "plano.pdf") + part("nota", b"importante") + END
    posted = read(request_with(body, kind=MULTIPART), limit=1000)
    assert [(f.too_large, f.size, f.content.read()) for f in posted.files] == [(True, 1001, b"")]
    assert posted.one("nota") == "importante"


def test_a_file_of_exactly_the_limit_is_kept() -> None:
    body = part("plano", b"x" * 1000, "plano.pdf") + END
    posted = read(request_with(body, kind=MULTIPART), limit=1000)
    assert [(f.too_large, f.size) for f in posted.files] == [(False, 1000)]


def test_a_body_that_is_cut_off_keeps_its_fields_and_no_file_and_says_how_much_came() -> None:
    whole = part("nota", b"importante") + part("plano", b"x" * 800, "plano.pdf") + END
    cut = whole[: len(whole) * 64 // 100]
    posted = read(request_with(cut, kind=MULTIPART, declared=len(whole)))
    assert posted == Posted({"nota": ["importante"]}, (), 63)


def test_a_body_without_its_last_boundary_is_cut_off_even_when_all_declared_bytes_came() -> None:
    body = part("nota", b"importante") + part("plano", b"x" * 80, "plano.pdf")[:-20]
    posted = read(request_with(body, kind=MULTIPART))
    assert posted == Posted({"nota": ["importante"]}, (), 99)


def test_a_file_field_left_empty_is_no_file_but_a_chosen_empty_file_is_one() -> None:
    body = part("a", b"", "") + part("b", b"", "vacio.pdf") + END
    posted = read(request_with(body, kind=MULTIPART))
    assert [(f.name, f.size) for f in posted.files] == [("b", 0)]


def test_plain_forms_are_read_too_with_accents_and_repeated_names() -> None:
    body = b"titulo=Ca%C3%B1er%C3%ADa&bien=1&bien=2&vacio=&csrf=x&_go=y"
    posted = read(request_with(body, kind="application/x-www-form-urlencoded"))
    assert posted.answers() == {"titulo": "Cañería", "bien": ["1", "2"], "vacio": ""}


def test_a_declared_size_past_everything_is_refused_before_reading() -> None:
    request = request_with(b"", kind=MULTIPART, declared=10**9)
    with pytest.raises(BodyTooLargeError):
        read(request)


def test_a_text_past_two_megabytes_is_refused_while_it_arrives() -> None:
    body = part("nota", b"x" * 2_000_001) + END
    with pytest.raises(BodyTooLargeError):
        read(request_with(body, kind=MULTIPART, step=65536), limit=10**6)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"no boundary"),
        (MULTIPART, b"this is not a body of parts"),
        (MULTIPART, b"--" + BOUNDARY.encode() + b"\r\nContent-Type: text/plain\r\n\r\nx\r\n" + END),
        ("application/x-www-form-urlencoded", b"\xff\xfe=1"),
    ],
)
def test_what_is_not_a_form_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(UnreadableBodyError):
        read(request_with(body, kind=kind))


def test_a_visitor_who_hangs_up_in_a_plain_form_is_told_apart_from_one_who_finished() -> None:
    posted = read(
        request_with(b"nota=impor", kind="application/x-www-form-urlencoded", declared=20)
    )
    assert posted.cut_at == 50
