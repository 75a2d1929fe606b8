"""Letters: numbered without gaps when they are signed, found by their code, voided for good."""

from __future__ import annotations

import io
import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from engine.cases import Facts
from engine.definitions import Bundle
from engine.definitions.manifest import FILE
from engine.documents.attaching import Attached
from engine.documents.opening import Opened, open_version
from engine.letters.codes import read_code
from engine.letters.drafting import Drafted, Words, discard, draft, rewrite
from engine.letters.paper import Printed, Sheet, paragraphs_of
from engine.letters.pkcs12 import Certificate
from engine.letters.signing import Signed, sign
from engine.letters.verifying import verify
from engine.letters.voiding import void
from engine.refusals import RefusalKind, Refused
from storage.queries.letters import evidence_of_document, letters_of_case, signatures_of_case
from tests.certificates import (
    NOW,
    RESPONDER,
    answering,
    authority,
    clerk,
    stamper,
)
from tests.certificates import (
    pkcs12 as file_of,
)
from tests.diagrams import bundle, end, form, path, start, user
from tests.diagrams import field as form_field
from tests.papers import pages
from tests.town import Town

PLAIN = bundle(
    start(),
    user("study", form="study"),
    user("send"),
    end(),
    path("start", "study", "send", "end"),
    forms={"study": form(form_field("monto", "number"))},
    roles=("clerk", "boss"),
)
KINDS = """
[letters.carta]
title = "Carta"
number = "CARTA-{year}-{sequence:04d}"
signers = ["boss"]
text = \"\"\"
Por el monto de {{monto}} soles.

Atentamente,\"\"\"

[letters.resolucion]
title = "Resolución"
number = "RES-{year}-{sequence:04d}"
signers = ["boss"]
reading = "whole"
"""
PROCESS = Bundle({**PLAIN.files, FILE: PLAIN.files[FILE] + KINDS.encode()})
PASSWORD = "una clave larga de verdad"
WORDS = Words("Invitación", "Comercial Andina", "Lo invitamos.\n\nAtentamente,")


@dataclass
class FakePress:
    """Prints a real PDF with one page; remembers what it printed."""

    printed: list[Sheet] = field(default_factory=list)
    is_pdf: bool = True

    def address_of(self, code: str) -> str:
        return f"https://tambo.example/v/{code}"

    def print(self, sheet: Sheet) -> Printed:
        self.printed.append(sheet)
        if not self.is_pdf:
            return Printed("carta.txt", f"{sheet.number}\n{sheet.code}\n".encode(), is_pdf=False)
        return Printed("carta.pdf", pages(1) + f"% {sheet.number}\n".encode(), is_pdf=True)


@pytest.fixture
def press() -> FakePress:
    return FakePress()


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(PROCESS)
    town.person("ana", "clerk")
    town.person("luis", "boss", password=PASSWORD)
    return town.open_case("ana", "test", Facts({}))


def drafted(town: Town, case_id: int, kind: str = "carta", words: Words | None = WORDS) -> int:
    answer = draft(town.installation, town.people["ana"], case_id, kind, words)
    assert isinstance(answer, Drafted), answer
    return answer.letter_id


def signs(town: Town, letter_id: int, press: FakePress, **more: object) -> Signed | Refused:
    asked = {"press": press, "password": PASSWORD, **more}
    return sign(town.installation, town.people["luis"], letter_id, **asked)  # type: ignore[arg-type]


def number_of(answer: object) -> str:
    assert isinstance(answer, Signed), answer
    return answer.number


def kind_of(answer: object) -> RefusalKind | None:
    return answer.kind if isinstance(answer, Refused) else None


def test_a_letter_is_numbered_when_it_is_signed_and_filed_with_its_code(
    town: Town, case_id: int, press: FakePress
) -> None:
    answer = signs(town, drafted(town, case_id), press)
    assert isinstance(answer, Signed)
    assert answer.number == "CARTA-2026-0001"
    (sheet,) = press.printed
    assert (sheet.number, sheet.code) == (answer.number, answer.code)
    assert (sheet.title, sheet.addressee) == ("Invitación", "Comercial Andina")
    assert sheet.paragraphs == ("Lo invitamos.", "Atentamente,")
    opened = open_version(town.installation, town.people["ana"], answer.document_id)
    assert isinstance(opened, Opened)
    assert opened.title == "CARTA-2026-0001 · Invitación"
    assert town.verification().faults == ()


def test_what_was_drafted_and_thrown_away_leaves_no_gap(
    town: Town, case_id: int, press: FakePress
) -> None:
    first, second, third = (drafted(town, case_id) for _ in range(3))
    numbers = [number_of(signs(town, first, press))]
    discard(town.installation, town.people["ana"], second)
    assert kind_of(signs(town, second, press)) is RefusalKind.NOT_FOUND
    assert kind_of(signs(town, third, press, password="otra")) is RefusalKind.WRONG_PASSWORD
    numbers.append(number_of(signs(town, third, press)))
    assert numbers == ["CARTA-2026-0001", "CARTA-2026-0002"]
    assert number_of(signs(town, drafted(town, case_id, "resolucion"), press)) == "RES-2026-0001"


def test_a_press_that_breaks_leaves_no_gap(town: Town, case_id: int, press: FakePress) -> None:
    class Broken(FakePress):
        def print(self, sheet: Sheet) -> Printed:
            raise OSError(f"no ink for {sheet.number}")

    letter_id = drafted(town, case_id)
    with pytest.raises(OSError, match="no ink"):
        signs(town, letter_id, Broken())
    assert number_of(signs(town, letter_id, press)) == "CARTA-2026-0001"


def test_who_is_overtaken_prints_again_with_the_next_number(
    town: Town, case_id: int, press: FakePress
) -> None:
    first, second = drafted(town, case_id), drafted(town, case_id)

    class Slow(FakePress):
        def print(self, sheet: Sheet) -> Printed:
            if not self.printed:
                signs(town, first, press)
            return super().print(sheet)

    slow = Slow()
    assert number_of(signs(town, second, slow)) == "CARTA-2026-0002"
    assert [sheet.number for sheet in slow.printed] == ["CARTA-2026-0001", "CARTA-2026-0002"]
    assert press.printed[0].code != slow.printed[0].code


def test_letters_signed_at_once_get_numbers_in_a_row(
    town: Town, case_id: int, press: FakePress
) -> None:
    letters = [drafted(town, case_id) for _ in range(4)]
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda each=each: answers.append(signs(town, each, press)))
        for each in letters
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(answer.number for answer in answers if isinstance(answer, Signed))
    expected = [f"CARTA-2026-{n:04d}" for n in range(1, len(numbers) + 1)]
    assert numbers == expected
    rest = [answer for answer in answers if not isinstance(answer, Signed)]
    assert {kind_of(each) for each in rest} <= {RefusalKind.CONFLICT, RefusalKind.LOCKED_OUT}


def test_only_who_signs_this_kind_signs_and_a_signed_one_changes_no_more(
    town: Town, case_id: int, press: FakePress
) -> None:
    letter_id, ana = drafted(town, case_id), town.people["ana"]
    refused = sign(town.installation, ana, letter_id, press=press, password=PASSWORD)
    assert kind_of(refused) is RefusalKind.NO_ROLE
    signs(town, letter_id, press)
    assert kind_of(signs(town, letter_id, press)) is RefusalKind.LETTER_STATE
    assert kind_of(rewrite(town.installation, ana, letter_id, WORDS)) is RefusalKind.LETTER_STATE


def test_the_words_come_from_the_process_and_the_case(town: Town, case_id: int) -> None:
    drafted(town, case_id, words=None)
    town.does("ana", case_id, "study", {"monto": "1200"})
    drafted(town, case_id, words=None)
    rows = town.reads(lambda c: letters_of_case(c, town.municipality_id, case_id))
    assert [row.body for row in rows] == [
        "Por el monto de {{monto}} soles.\n\nAtentamente,",
        "Por el monto de 1,200 soles.\n\nAtentamente,",
    ]


@pytest.mark.parametrize(
    "words", [Words("", "", "x"), Words("x", "", " "), Words("x" * 201, "", "x")]
)
def test_a_letter_needs_its_words(town: Town, case_id: int, words: Words) -> None:
    answer = draft(town.installation, town.people["ana"], case_id, "carta", words)
    assert kind_of(answer) is RefusalKind.INVALID_DATA


def test_a_code_finds_its_letter_however_it_is_typed(
    town: Town, case_id: int, press: FakePress
) -> None:
    answer = signs(town, drafted(town, case_id, "resolucion"), press)
    assert isinstance(answer, Signed)
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", answer.code)
    for typed in (answer.code, answer.code.lower(), answer.code.replace("-", " ")):
        found = verify(town.installation, town.municipality_id, typed)
        assert found is not None
        assert (found.number, found.signer, found.in_force) == (answer.number, "Luis", True)
    assert verify(town.installation, town.municipality_id, "0" * 16) is None
    assert verify(town.installation, town.municipality_id, "../..") is None
    assert verify(town.installation, town.municipality_id + 1, answer.code) is None


def test_who_holds_a_code_reads_only_what_is_for_everybody(
    town: Town, case_id: int, press: FakePress
) -> None:
    papers = {}
    for kind in ("carta", "resolucion"):
        answer = signs(town, drafted(town, case_id, kind), press)
        assert isinstance(answer, Signed)
        found = verify(town.installation, town.municipality_id, answer.code)
        assert found is not None
        papers[kind] = found.version is not None
    assert papers == {"carta": False, "resolucion": True}


def test_letters_that_people_confuse_are_read_as_what_they_look_like() -> None:
    assert read_code("oiLu-0000-0000-0000") == "011V-0000-0000-0000"
    assert read_code("0000-0000-0000-000") == ""


def test_a_void_letter_keeps_its_number_and_says_so(
    town: Town, case_id: int, press: FakePress
) -> None:
    letter_id = drafted(town, case_id)
    answer = signs(town, letter_id, press)
    assert isinstance(answer, Signed)
    luis, ana = town.people["luis"], town.people["ana"]
    assert kind_of(void(town.installation, ana, letter_id, "Error")) is RefusalKind.NO_ROLE
    assert kind_of(void(town.installation, luis, letter_id, "")) is RefusalKind.INVALID_DATA
    void(town.installation, luis, letter_id, "Dirigida a otro")
    found = verify(town.installation, town.municipality_id, answer.code)
    assert found is not None
    assert (found.in_force, found.voided_at) == (False, town.clock.now())
    assert number_of(signs(town, drafted(town, case_id), press)) == "CARTA-2026-0002"
    assert town.verification().faults == ()


def certificate(*, days: int = 365) -> tuple[Certificate, bytes]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "VARGAS LUIS - 44556677")])
    now = datetime(2026, 3, 2, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
        .sign(key, hashes.SHA256())
    )
    sealed = BestAvailableEncryption(b"p12")
    content = pkcs12.serialize_key_and_certificates(b"luis", key, made, None, sealed)
    return Certificate(content, "p12"), made.public_bytes(Encoding.DER)


def test_a_letter_is_signed_with_the_officials_certificate_and_any_change_shows(
    town: Town, case_id: int, press: FakePress
) -> None:
    own, _ = certificate()
    answer = signs(town, drafted(town, case_id), press, certificate=own)
    assert isinstance(answer, Signed)
    found = verify(town.installation, town.municipality_id, answer.code)
    assert found is not None
    assert found.certificate == "VARGAS LUIS - 44556677"
    (kept,) = town.reads(lambda c: signatures_of_case(c, town.municipality_id, case_id))
    assert (kept.signer, kept.intact, kept.whole, kept.trusted) == (found.certificate, 1, 1, 0)
    opened = open_version(town.installation, town.people["ana"], answer.document_id)
    assert isinstance(opened, Opened)
    with opened.content() as chunks:
        pdf = b"".join(chunks)
    changed = pdf.replace(b"/MediaBox [ 0 0 100 100 ]", b"/MediaBox [ 0 0 900 100 ]")
    assert changed != pdf
    filed = town.attach("ana", case_id, title="Cambiada", stream=io.BytesIO(changed))
    assert isinstance(filed, Attached)
    rows = town.reads(lambda c: signatures_of_case(c, town.municipality_id, case_id))
    assert {row.document_id: row.intact for row in rows}[filed.document_id] == 0


@pytest.mark.parametrize(("days", "typed"), [(365, "otra"), (-10, "p12")])
def test_a_certificate_that_does_not_open_or_is_over_signs_nothing(
    town: Town, case_id: int, press: FakePress, days: int, typed: str
) -> None:
    own, _ = certificate(days=days)
    letter_id = drafted(town, case_id)
    answer = signs(town, letter_id, press, certificate=Certificate(own.content, typed))
    assert kind_of(answer) is RefusalKind.BAD_CERTIFICATE
    assert number_of(signs(town, letter_id, press)) == "CARTA-2026-0001"


def test_without_a_press_for_pdf_the_letter_is_filed_as_text(town: Town, case_id: int) -> None:
    own, _ = certificate()
    letter_id, plain = drafted(town, case_id), FakePress(is_pdf=False)
    assert kind_of(signs(town, letter_id, plain, certificate=own)) is RefusalKind.BAD_CERTIFICATE
    answer = signs(town, letter_id, plain)
    assert isinstance(answer, Signed)
    opened = open_version(town.installation, town.people["ana"], answer.document_id)
    assert isinstance(opened, Opened)
    assert opened.version.media_type == "text/plain"


def test_an_authority_in_the_folder_of_the_house_is_trusted(
    town: Town, case_id: int, press: FakePress
) -> None:
    own, root = certificate()
    object.__setattr__(town.installation, "trust_roots", (root,))
    signs(town, drafted(town, case_id), press, certificate=own)
    (kept,) = town.reads(lambda c: signatures_of_case(c, town.municipality_id, case_id))
    assert (kept.intact, kept.trusted) == (1, 1)


def test_the_time_of_a_signature_is_stamped_where_an_authority_does_it(
    town: Town, case_id: int, press: FakePress
) -> None:
    own, root = certificate()
    object.__setattr__(town.installation, "trust_roots", (root, authority().der))
    object.__setattr__(town.installation, "stamper", stamper(NOW))
    signs(town, drafted(town, case_id), press, certificate=own)
    (kept,) = town.reads(lambda c: signatures_of_case(c, town.municipality_id, case_id))
    assert (kept.trusted, kept.revoked, kept.stamped_at) == (1, 0, NOW)


def test_what_a_responder_answers_is_kept_beside_the_signature(
    town: Town, case_id: int, press: FakePress
) -> None:
    who = clerk()
    own = Certificate(file_of(who), "clave")
    object.__setattr__(town.installation, "trust_roots", (authority().der,))
    object.__setattr__(town.installation, "ask_responder", lambda _, asked: answering(who, asked))
    answer = signs(town, drafted(town, case_id), press, certificate=own)
    assert isinstance(answer, Signed)
    key = town.municipality_id
    (kept,) = town.reads(lambda c: evidence_of_document(c, key, answer.document_id))
    assert (kept.kind, kept.address, kept.fetched_at) == ("ocsp", RESPONDER, town.clock.now())


def test_while_nobody_stamps_the_time_nothing_is_signed_and_no_number_is_used(
    town: Town, case_id: int, press: FakePress
) -> None:
    class Away(TimeStamper):
        async def async_request_tsa_response(self, _: object) -> object:
            raise TimestampRequestError("away")

    own, _ = certificate()
    letter_id = drafted(town, case_id)
    object.__setattr__(town.installation, "stamper", Away())
    refused = signs(town, letter_id, press, certificate=own)
    assert kind_of(refused) is RefusalKind.NO_TIME_STAMP
    object.__setattr__(town.installation, "stamper", None)
    assert number_of(signs(town, letter_id, press, certificate=own)) == "CARTA-2026-0001"


def test_paragraphs_are_what_an_empty_line_parts() -> None:
    assert paragraphs_of("a\r\nb\r\n\r\n\r\n c ") == ("a\r\nb".replace("\r", ""), "c")
