"""Letters arrive as they were written, once in a folder, and nothing breaks out of a header."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from engine.outside import FolderPost, Letter, Sent, SmtpPost
from engine.outside.mail import NotALetter
from tests.servers import mailbox

NOW = datetime(2026, 3, 2, 14, tzinfo=UTC)
LETTER = Letter(
    to=("rosa@vecina.example",),
    subject="Su expediente CON-2026-0001: admisión",
    body="Señora Rosa:\n\nSu solicitud fue admitida.\n.\nAtentamente\n",
    key="1/7:9",
    written_at=NOW,
    cc=("mesa@tambo.example",),
    reply_to="mesa@tambo.example",
)
SENDER = "Municipalidad de Tambo Real <no-responder@tambo.example>"


def test_a_letter_goes_by_smtp_as_it_was_written() -> None:
    with mailbox() as box:
        assert SmtpPost(f"smtp://127.0.0.1:{box.port}", SENDER).send(LETTER) is Sent.SENT
    (arrived,) = box.letters
    read = message_from_bytes(arrived.replace(b"\r\n..", b"\r\n."), policy=default)
    assert read["From"] == SENDER
    assert (read["To"], read["Cc"]) == ("rosa@vecina.example", "mesa@tambo.example")
    assert read["Reply-To"] == "mesa@tambo.example"
    assert read["Subject"] == LETTER.subject
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Date"].datetime == NOW
    assert read.get_content().replace("\r\n", "\n") == LETTER.body
    assert box.recipients == ["rosa@vecina.example", "mesa@tambo.example"]


def test_the_same_letter_has_the_same_number_at_every_attempt_and_another_letter_another() -> None:
    numbers = [letter.message(SENDER)["Message-ID"] for letter in (LETTER, LETTER)]
    assert numbers[0] == numbers[1]
    assert numbers[0].endswith("@tambo.example>")
    assert replace(LETTER, key="1/7:10").message(SENDER)["Message-ID"] != numbers[0]


@pytest.mark.parametrize(
    ("recipient", "accepted", "told"),
    [
        ("550 no such user", "250 ok", Sent.NEVER),
        ("450 later", "250 ok", Sent.LATER),
        ("250 ok", "554 spam", Sent.NEVER),
        ("250 ok", "451 full", Sent.LATER),
    ],
)
def test_what_the_server_says_decides_whether_it_is_tried_again(
    recipient: str, accepted: str, told: Sent
) -> None:
    with mailbox(recipient=recipient, accepted=accepted) as box:
        assert SmtpPost(f"smtp://127.0.0.1:{box.port}", SENDER).send(LETTER) is told
    assert box.letters == []


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with mailbox() as box:
        pass
    assert SmtpPost(f"smtp://127.0.0.1:{box.port}", SENDER, timeout=1).send(LETTER) is Sent.LATER


def test_a_password_never_goes_over_an_open_line() -> None:
    with mailbox() as box:
        post = SmtpPost(f"smtp://cauce:secreto@127.0.0.1:{box.port}", SENDER)
        assert post.send(LETTER) is Sent.NEVER
    assert box.letters == []


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("subject", {"subject": "Hola\r\nBcc: todos@evil.example"}),
        ("subject", {"subject": "Hola\nX: y"}),
        ("subject", {"subject": "Hola\u2028X: y"}),
        ("subject", {"subject": "  "}),
        ("subject", {"subject": "x" * 501}),
        ("to", {"to": ()}),
        ("to", {"to": ("rosa@vecina.example\r\nBcc: x@evil.example",)}),
        ("to", {"to": ("rosa@vecina.example, x@evil.example",)}),
        ("to", {"to": ("Rosa <rosa@vecina.example>",)}),
        ("cc", {"cc": ("rosa",)}),
        ("replyTo", {"reply_to": "a@b.example\nBcc: x@evil.example"}),
    ],
)
def test_what_would_break_out_of_a_header_is_no_letter(
    field: str, change: dict[str, object]
) -> None:
    with pytest.raises(NotALetter) as refused:
        replace(LETTER, **change)
    assert refused.value.field == field


def test_the_folder_has_one_file_a_letter_however_often_it_is_sent(tmp_path: Path) -> None:
    post = FolderPost(tmp_path / "outbox", SENDER)
    assert [post.send(LETTER), post.send(LETTER)] == [Sent.SENT, Sent.SENT]
    (file,) = (tmp_path / "outbox").iterdir()
    read = message_from_bytes(file.read_bytes(), policy=default)
    assert read["Subject"] == LETTER.subject
    assert read.get_content().replace("\r\n", "\n") == LETTER.body
