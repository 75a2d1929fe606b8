"""The proof of a letter as files to keep: a page that checks it without a network, and its data."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.history.signing import fingerprint_of
from engine.letters.proof import Proof, prove
from ui.documents.download import disposition
from ui.errors import not_found
from ui.letters.public import looked_up
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/v")
Code = Annotated[str, Path(max_length=40)]


@router.get("/{code}/proof", response_model=None)
def page_to_keep(here: AnyVisit, code: Code) -> Response:
    """The page, as a file: nothing of it runs under this address."""
    made = proof_here(here, code)
    letter = json.loads(made.statement)["letter"]
    return _file(drawn(here, made), f"{letter['number']}-prueba.html", "text/html; charset=utf-8")


@router.get("/{code}/proof.json", response_model=None)
def data_to_keep(here: AnyVisit, code: Code) -> Response:
    """The data alone."""
    made = proof_here(here, code)
    letter = json.loads(made.statement)["letter"]
    return _file(made.as_json(), f"{letter['number']}-prueba.json", "application/json")


def proof_here(here: Visit, code: str) -> Proof:
    """The proof of the letter with that code; who guesses has to wait, as on its page."""
    found = looked_up(here, code)
    made = prove(here.installation, here.municipality.id, found.code) if found else None
    if made is None:
        raise not_found(here.words)
    return made


def _file(content: str, name: str, kind: str) -> Response:
    headers = {
        "content-disposition": disposition(name, shown=False),
        "cache-control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=kind)


def drawn(here: Visit, made: Proof) -> str:
    """The page with everything in it."""
    statement = json.loads(made.statement)
    letter = statement["letter"]
    context = {
        "town": statement["municipality"]["name"],
        "told": json.loads(made.as_json()),
        "letter": letter,
        "signed": _day(here, letter["signed_at"]),
        "given": _day(here, statement["given_at"]),
        "voided": _day(here, letter["voided_at"]) if letter["voided_at"] else "",
        "names": ", ".join(each["name"] for each in letter["signers"] if each["name"]),
        "fingerprint": fingerprint_of(made.seal.public_key),
        "words": words_of(here),
    }
    return here.surroundings.templates.render(
        "letters/proof.html", context, locale=here.localisation
    )


def _day(here: Visit, instant: str) -> str:
    return here.formats.date_words(datetime.fromisoformat(instant))


def words_of(here: Visit) -> dict[str, str]:
    """What the page says of what it finds."""
    _ = here.words.gettext
    return {
        "sealed": _("La prueba está íntegra: la selló la clave de abajo."),
        "seal": _("El sello no corresponde a lo que dice la prueba: fue cambiada."),
        "chain": _("La actuación de la firma no sigue de la anterior: la historia fue cambiada."),
        "other": _("La historia dice otra cosa en {name}: «{value}»."),
        "letter": _("el documento"),
        "number": _("el número"),
        "sha256": _("la huella del archivo"),
        "whole": _("El archivo es el que se firmó, byte por byte."),
        "size": _("El archivo mide {now} bytes, y el que se firmó {was}."),
        "bytes": _("El archivo cambió entre los bytes {first} y {last}."),
        "paper": _("El archivo no es el que se firmó."),
    }
