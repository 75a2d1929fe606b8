"""A document filed in a case from its page, or another version of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.documents.attaching import Attached, attach
from engine.refusals import RefusalKind, Refused
from storage.queries.cases import CaseRow
from storage.queries.documents import CaseDocument
from storage.tables.documents import Origin
from ui.cases.pages import seen_case
from ui.cases.scene import CaseScene
from ui.documents.present import document_crumbs, origin_words
from ui.documents.seen import Number
from ui.errors import forbidden, not_found
from ui.parts import Choice, Crumb, FieldError
from ui.posted import Posted
from ui.refusals import told
from ui.staff import staff_page
from ui.tasks.filing import OF_THE_FILE, cut_off, limit_of
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/cases/{number}/documents")
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.ods,.csv,.txt"
OTHER = "otro"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed beside the file."""

    kind: str = ""
    title: str = ""
    origin: str = Origin.DIGITAL
    document: int | None = None

    @classmethod
    def of(cls, form: Posted) -> Typed:
        """What was posted."""
        origin = form.one("origin")
        return cls(
            form.one("kind")[:LONGEST],
            form.one("title")[:LONGEST],
            Origin(origin) if origin in list(Origin) else Origin.DIGITAL,
        )


@router.get("/new", response_model=None)
def new_document(here: SignedIn, number: Number, document: int | None = None) -> Response:
    """The form for a file, its kind and its title."""
    return shown(here, number, Typed(document=document))


@router.post("/new", response_model=None)
def added(here: SignedIn, number: Number, form: Form, document: int | None = None) -> Response:
    """File it; the form again, with what is to be corrected, where it cannot be."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
        before = before_of(here, scene, document)
    typed = Typed.of(form)
    typed = Typed(typed.kind, typed.title, typed.origin, document)
    if form.cut_at is not None:
        said = cut_off(here, form.cut_at)
        return shown(here, number, typed, {"file": said.sentence}, status=said.status)
    errors = missing_in(here, scene, typed, form, before)
    if errors:
        return shown(here, number, typed, errors, status=422)
    answer = attach(
        here.installation,
        here.actor,
        case.id,
        kind=before.document.kind if before else typed.kind,
        title=before.document.title if before else typed.title,
        filename=form.files[0].filename,
        stream=form.files[0].content,
        document_id=document,
        origin=Origin(typed.origin),
    )
    if isinstance(answer, Attached):
        saying = here.words.gettext("Quedó en el expediente, con sus folios.")
        return go(here, here.path("documents", answer.document_id), saying=saying)
    return refused(here, number, typed, answer)


def refused(here: Member, number: str, typed: Typed, answer: Refused) -> Response:
    """Why it was not filed: beside the file, or over the form."""
    if answer.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, "")
    said = told(answer, here.words, limit_of(here))
    if answer.kind in OF_THE_FILE:
        return shown(here, number, typed, {"file": said.sentence}, status=said.status)
    return shown(here, number, typed, problem=said.sentence, status=said.status)


def missing_in(
    here: Member, scene: CaseScene, typed: Typed, form: Posted, before: CaseDocument | None
) -> dict[str, str]:
    """What to correct, by field."""
    _ = here.words.gettext
    errors = {}
    if before is None and typed.kind not in {each.value for each in kinds_of(here, scene)}:
        errors["kind"] = _("Elija la clase del documento.")
    if before is None and not typed.title:
        errors["title"] = _("Escriba el título del documento.")
    if len(form.files) != 1:
        errors["file"] = _("Elija un archivo.")
    elif form.files[0].too_large:
        refusal = Refused(RefusalKind.FILE_TOO_LARGE)
        errors["file"] = told(refusal, here.words, limit_of(here)).sentence
    return errors


def before_of(here: Member, scene: CaseScene, document: int | None) -> CaseDocument | None:
    """The document of which a version is added."""
    if document is None:
        return None
    found = next((each for each in scene.documents if each.document.id == document), None)
    if found is None or not found.versions:
        raise not_found(here.words)
    return found


def kinds_of(here: Member, scene: CaseScene) -> list[Choice]:
    """The kinds that the process knows: declared in its manifest, or asked for by a step."""
    known = {key: kind.title for key, kind in scene.definition.manifest.kinds.items()}
    for element in scene.definition.program.elements:
        for rule in element.documents:
            known.setdefault(rule.kind, rule.title or rule.kind)
    listed = sorted(known.items(), key=lambda each: each[1].casefold())
    return [Choice(key, title) for key, title in listed] + [
        Choice(OTHER, here.words.gettext("Otro documento"))
    ] * (OTHER not in known)


def shown(
    here: Member,
    number: str,
    typed: Typed,
    errors: dict[str, str] | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> Response:
    """The form."""
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene = seen_case(here, connection, number)
        before = before_of(here, scene, typed.document)
        context = context_of(here, case, scene, before, typed, errors or {}, problem)
        return staff_page(
            here,
            connection,
            "documents/new.html",
            context,
            section="cases",
            calendar=scene.calendar,
            status=status,
        )


def context_of(
    here: Member,
    case: CaseRow,
    scene: CaseScene,
    before: CaseDocument | None,
    typed: Typed,
    errors: dict[str, str],
    problem: str,
) -> dict[str, Any]:
    """The context of documents/new.html."""
    _ = here.words.gettext
    title = _("Agregar una versión") if before else _("Agregar un documento")
    back = here.path("documents", before.document.id) if before else here.path("cases", case.number)
    return {
        "title": title,
        "crumbs": [*document_crumbs(here, case), Crumb(title)],
        "kicker": f"{case.number} · {before.document.title if before else case.title}",
        "hint": _("La versión anterior se queda en el expediente con sus folios.")
        if before
        else "",
        "action": here.path("cases", case.number, "documents", "new", document=typed.document),
        "back": back,
        "kinds": [] if before else kinds_of(here, scene),
        "origins": [Choice(each, origin_words(here, each)) for each in Origin],
        "typed": typed,
        "errors": errors,
        "summary": [FieldError(*each) for each in errors.items()],
        "problem": problem,
        "accept": ACCEPTED,
        "limit": _("Hasta %(limit)s") % limit_of(here),
        "erring": bool(errors or problem),
    }
