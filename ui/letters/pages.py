"""Letters of a case: begun, written, signed, voided."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.letters.drafting import Drafted, Words, discard, draft, rewrite
from engine.letters.pkcs12 import Certificate
from engine.letters.signing import Signed, sign
from engine.letters.voiding import void
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_id
from storage.queries.letters import LetterRow, letter_by_id, letters_of_case
from ui.cases.pages import seen_case
from ui.cases.scene import CaseScene, is_outsider
from ui.documents.seen import Number
from ui.errors import forbidden, not_found
from ui.letters.present import letter_context, list_context
from ui.letters.press import pdf_maker, press_here
from ui.operations.act import reason_error
from ui.parts import FieldError
from ui.posted import Posted
from ui.refusals import STATUS, told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}")
LetterId = Annotated[int, Path(ge=1, lt=2**63)]
MOST_CERTIFICATE = 100_000
FIELDS = ("title", "addressee", "body")


@router.get("/cases/{number}/letters", response_model=None)
def letters(here: SignedIn, number: Number) -> Response:
    """The letters of a case, and the kinds that may be begun."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case, scene = inside(here, connection, number)
        context = list_context(here, case, scene, letters_of_case(connection, town, case.id))
        return shown(here, connection, "letters/list.html", context, scene)


@router.post("/cases/{number}/letters", response_model=None)
def begun(here: SignedIn, number: Number, form: Form) -> Response:
    """Begin a letter with the words of its kind."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, _ = inside(here, connection, number)
    answer = draft(here.installation, here.actor, case.id, form.one("kind"))
    if isinstance(answer, Drafted):
        return go(here, here.path("letters", answer.letter_id))
    saying = told(answer, here.words).sentence
    return go(here, here.path("cases", number, "letters"), saying=saying)


@router.get("/letters/{letter_id}", response_model=None)
def letter(here: SignedIn, letter_id: LetterId) -> Response:
    """A draft to be written, or what was signed."""
    return letter_page(here, letter_id)


@router.post("/letters/{letter_id}", response_model=None)
def written(here: SignedIn, letter_id: LetterId, form: Form) -> Response:
    """Keep the words of a draft."""
    words = Words(*(form.one(name) for name in FIELDS))
    answer = rewrite(here.installation, here.actor, letter_id, words)
    if isinstance(answer, Refused):
        return letter_page(here, letter_id, refused=answer, words=words)
    if form.one("then") == "sign":
        return go(here, here.path("letters", letter_id, "signature"))
    return go(here, here.path("letters", letter_id), saying=here.words.gettext("Guardado."))


@router.post("/letters/{letter_id}/discard", response_model=None)
def discarded(here: SignedIn, letter_id: LetterId, form: Form) -> Response:  # noqa: ARG001  # proves its origin
    """Throw a draft away."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, _, _ = seen_letter(here, connection, letter_id)
    answer = discard(here.installation, here.actor, letter_id)
    saying = here.words.gettext("El borrador se descartó.")
    if isinstance(answer, Refused):
        saying = told(answer, here.words).sentence
    return go(here, here.path("cases", case.number, "letters"), saying=saying)


@router.get("/letters/{letter_id}/signature", response_model=None)
def signature(here: SignedIn, letter_id: LetterId) -> Response:
    """What signing means, and the proof of who signs."""
    return signature_page(here, letter_id)


@router.post("/letters/{letter_id}/signature", response_model=None)
def signed(here: SignedIn, letter_id: LetterId, form: Form) -> Response:
    """Number it, print it, sign it, file it."""
    certificate = certificate_in(form)
    answer = sign(
        here.installation,
        here.actor,
        letter_id,
        press=press_here(here),
        password=form.one("password"),
        certificate=certificate,
    )
    if isinstance(answer, Signed):
        saying = here.words.gettext("Firmado con el número %(number)s.") % {"number": answer.number}
        return go(here, here.path("letters", letter_id), saying=saying)
    return signature_page(here, letter_id, refused=answer)


@router.get("/letters/{letter_id}/voiding", response_model=None)
def voiding(here: SignedIn, letter_id: LetterId) -> Response:
    """What voiding means."""
    return voiding_page(here, letter_id)


@router.post("/letters/{letter_id}/voiding", response_model=None)
def voided(here: SignedIn, letter_id: LetterId, form: Form) -> Response:
    """Void it, and say why."""
    answer = void(here.installation, here.actor, letter_id, form.one("reason"))
    if isinstance(answer, Refused):
        return voiding_page(here, letter_id, refused=answer, reason=form.one("reason"))
    saying = here.words.gettext("Quedó anulado; su número no se usa otra vez.")
    return go(here, here.path("letters", letter_id), saying=saying)


def certificate_in(form: Posted) -> Certificate | None:
    """The certificate that was brought, if one was."""
    file = next((each for each in form.files if each.name == "certificate"), None)
    if file is None or file.size > MOST_CERTIFICATE:
        return None
    return Certificate(file.content.read(), form.one("certificate_password"))


def letter_page(
    here: Member, letter_id: int, *, refused: Refused | None = None, words: Words | None = None
) -> Response:
    """The page of a letter, again with what was typed when it was refused."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene, row = seen_letter(here, connection, letter_id)
        errors = errors_of(here, refused)
        context = {
            **letter_context(here, case, scene, row),
            "words": words or Words(row.title, row.addressee, row.body),
            "errors": errors,
            "summary": [FieldError(*each) for each in errors.items()],
            "problem": told(refused, here.words).sentence if refused and not errors else "",
            "erring": refused is not None,
        }
        return shown(here, connection, "letters/page.html", context, scene, refused)


def errors_of(here: Member, refused: Refused | None) -> dict[str, str]:
    """What to correct, by field."""
    if refused is None or refused.kind is not RefusalKind.INVALID_DATA:
        return {}
    _ = here.words.gettext
    sentences = {
        "title": _("Escriba el asunto, en menos de 200 letras."),
        "addressee": _("El destinatario no pasa de 200 letras."),
        "body": _("Escriba el texto."),
    }
    field = refused.details.get("field", "")
    return {field: sentences[field]} if field in sentences else {}


def signature_page(here: Member, letter_id: int, *, refused: Refused | None = None) -> Response:
    """The page before a signature."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene, row = seen_letter(here, connection, letter_id)
        context = letter_context(here, case, scene, row)
        if not context["signs"]:
            raise forbidden(here.words, "")
        chosen = here.surroundings.settings
        context |= {
            "prints_pdf": pdf_maker() is not None,
            "prints_address": "" if chosen.is_reached else here.house,
            "problem": told(refused, here.words).sentence if refused else "",
            "erring": refused is not None,
        }
        return shown(here, connection, "letters/sign.html", context, scene, refused)


def voiding_page(
    here: Member, letter_id: int, *, refused: Refused | None = None, reason: str = ""
) -> Response:
    """The page before a letter is voided."""
    _ = here.words.gettext
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene, row = seen_letter(here, connection, letter_id)
        context = letter_context(here, case, scene, row)
        if not context["signs"]:
            raise forbidden(here.words, "")
        error = reason_error(here, refused)
        context |= {
            "title": _("Anular %(letter)s") % {"letter": context["title"]},
            "sentence": _("Deja de valer; su número no se usa otra vez."),
            "effects": [_("Quien busque su código leerá que está anulado, y desde cuándo.")],
            "action": here.path("letters", letter_id, "voiding"),
            "back": here.path("letters", letter_id),
            "levels": [],
            "level": "",
            "reason": reason,
            "reason_error": error,
            "errors": [FieldError("reason", error)] if error else [],
            "problem": told(refused, here.words).sentence if refused and not error else "",
            "button_label": _("Anular"),
            "button_kind": "danger",
            "erring": refused is not None,
        }
        return shown(here, connection, "documents/act.html", context, scene, refused)


def inside(here: Member, connection: Connection, number: str) -> tuple[CaseRow, CaseScene]:
    """The case, for people who work in the house."""
    case, scene = seen_case(here, connection, number)
    if is_outsider(scene.definition, here):
        raise not_found(here.words)
    return case, scene


def seen_letter(
    here: Member, connection: Connection, letter_id: int
) -> tuple[CaseRow, CaseScene, LetterRow]:
    """The letter, for people who work in the house and may see its case."""
    town = here.municipality.id
    row = letter_by_id(connection, town, letter_id)
    case = case_by_id(connection, town, row.case_id) if row else None
    if row is None or case is None:
        raise not_found(here.words)
    return (*inside(here, connection, case.number), row)


def shown(
    here: Member,
    connection: Connection,
    template: str,
    context: dict[str, Any],
    scene: CaseScene,
    refused: Refused | None = None,
) -> Response:
    """A page in the shell."""
    return staff_page(
        here,
        connection,
        template,
        context,
        section="cases",
        calendar=scene.calendar,
        status=200 if refused is None else STATUS[refused.kind],
    )
