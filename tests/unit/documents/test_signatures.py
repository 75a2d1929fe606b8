"""What is found of a signature: time-stamps, revocation carried or fetched, what came after."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import tsp
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore

from engine.documents.signatures import Found, signatures_in
from engine.letters.pkcs12 import Certificate, Witnesses, sign_pdf
from engine.outside import Answer, Failed
from engine.outside.certifying import stamper_by
from engine.refusals import Refused
from tests.certificates import (
    DAY,
    LIST,
    NOW,
    RESPONDER,
    answering,
    authority,
    clerk,
    pkcs12,
    revoking,
    signed,
    stamper,
)
from tests.papers import pages

URL = "https://tsa.example/"


def carrying(pdf: bytes, listed: bytes) -> bytes:
    """The same PDF with a list beside its signature, for those who come later."""
    out = io.BytesIO(pdf)
    DocumentSecurityStore.add_dss(out, None, crls=[asn1_crl.CertificateList.load(listed)])
    return out.getvalue()


def found_in(
    pdf: bytes,
    *,
    at: datetime = NOW,
    fetch: Callable[[str], bytes | None] | None = None,
    roots: tuple[bytes, ...] | None = None,
) -> Found:
    known = (authority().der,) if roots is None else roots
    (found,) = signatures_in(io.BytesIO(pdf), roots=known, at=at, fetch=fetch)
    return found


def test_a_trusted_time_stamp_is_told_and_an_unknown_one_is_not() -> None:
    pdf = signed(clerk(), stamp=stamper())
    found = found_in(pdf)
    assert (found.intact, found.trusted, found.stamped_at) == (True, True, NOW)
    assert found_in(pdf, roots=()).stamped_at is None
    assert found_in(signed(clerk())).stamped_at is None


def test_what_was_stamped_in_time_stays_good_after_its_certificate_is_over() -> None:
    later = NOW + 400 * DAY
    assert found_in(signed(clerk(), stamp=stamper()), at=later).trusted
    assert not found_in(signed(clerk()), at=later).trusted


@pytest.mark.parametrize("way", ["carried", "fetched"])
def test_a_certificate_that_was_taken_back_is_told(way: str) -> None:
    pdf, listed = signed(clerk()), revoking(clerk(), NOW - 10 * DAY)
    asked: list[str] = []

    def fetch(address: str) -> bytes | None:
        asked.append(address)
        return listed

    assert not found_in(pdf).revoked
    found = found_in(carrying(pdf, listed)) if way == "carried" else found_in(pdf, fetch=fetch)
    assert (found.intact, found.trusted, found.revoked, found.whole) == (True, False, True, True)
    assert asked == [LIST] * (way == "fetched")


def test_what_was_stamped_before_its_certificate_was_taken_back_stays_good() -> None:
    listed = revoking(clerk(), NOW + 5 * DAY)
    later = NOW + 10 * DAY
    stamped = found_in(carrying(signed(clerk(), stamp=stamper()), listed), at=later)
    assert (stamped.trusted, stamped.revoked) == (True, False)
    bare = found_in(carrying(signed(clerk()), listed), at=later)
    assert (bare.trusted, bare.revoked) == (False, True)


@pytest.mark.parametrize("content", [None, b"", b"<html>", b"\x30\x03\x02\x01\x05"])
def test_a_list_that_does_not_come_or_is_none_changes_nothing(content: bytes | None) -> None:
    found = found_in(signed(clerk()), fetch=lambda _: content)
    assert (found.intact, found.trusted, found.revoked) == (True, True, False)


@pytest.mark.parametrize("revoked", [None, NOW - 10 * DAY])
def test_a_responder_is_asked_before_any_list_and_its_answer_is_kept(
    revoked: datetime | None,
) -> None:
    asked: list[str] = []

    def ask(address: str, request: bytes) -> bytes:
        asked.append(address)
        return answering(clerk(), request, revoked=revoked)

    pdf = signed(clerk())
    (found,) = signatures_in(
        io.BytesIO(pdf), roots=[authority().der], at=NOW, fetch=lambda _: b"", ask=ask
    )
    assert (found.trusted, found.revoked) == (revoked is None, revoked is not None)
    assert asked == [RESPONDER]
    ((kind, address),) = {(each.kind, each.address) for each in found.evidence}
    assert (kind, address) == ("ocsp", RESPONDER)


def test_where_no_responder_answers_the_list_is_fetched() -> None:
    listed = revoking(clerk(), NOW - 10 * DAY)
    (found,) = signatures_in(
        io.BytesIO(signed(clerk())),
        roots=[authority().der],
        at=NOW,
        fetch=lambda _: listed,
        ask=lambda *_: None,
    )
    assert (found.trusted, found.revoked) == (False, True)
    assert [(each.kind, each.content) for each in found.evidence] == [("crl", listed)]


def test_a_letter_is_signed_at_the_moment_of_the_house_and_lasts_when_nobody_answers() -> None:
    """PAdES B-LT: the time-stamp and the answers of the day lie in the document."""
    witnesses = Witnesses(
        stamper(), None, lambda _, request: answering(clerk(), request), (authority().der,)
    )
    made = sign_pdf(
        pages(1), Certificate(pkcs12(clerk()), "clave"), reason="Carta", at=NOW, witnesses=witnesses
    )
    assert not isinstance(made, Refused)
    pdf, name = made
    assert name == "VARGAS LUIS"
    found = found_in(pdf, at=NOW + 400 * DAY)
    assert (found.intact, found.whole, found.trusted) == (True, True, True)
    assert (found.signed_at, found.stamped_at) == (NOW, NOW)
    store = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(pdf)))
    assert len(store.ocsps) == 1
    assert len(store.certs) >= 2


@dataclass
class Line:
    """A line to the outside at whose end the authority of the tests sits."""

    away: bool = False
    kind: str = "application/timestamp-reply"

    def call(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer | Failed:
        assert (method, url, headers) == (
            "POST",
            URL,
            {"content-type": "application/timestamp-query"},
        )
        if self.away:
            return Failed("El servicio no responde.", again=True)
        reply = stamper().request_tsa_response(tsp.TimeStampReq.load(body))
        return Answer(200, {"Content-Type": self.kind}, reply.dump())


def test_an_authority_is_asked_over_the_line_to_the_outside() -> None:
    pdf = signed(clerk(), stamp=stamper_by(Line(), URL))  # type: ignore[arg-type]
    assert found_in(pdf).stamped_at == NOW


@pytest.mark.parametrize("line", [Line(away=True), Line(kind="text/html")])
def test_an_authority_that_does_not_answer_signs_nothing(line: Line) -> None:
    with pytest.raises(TimestampRequestError):
        signed(clerk(), stamp=stamper_by(line, URL))  # type: ignore[arg-type]
