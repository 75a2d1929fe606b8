"""A new process: from nothing, as a copy of another, from a package, or from another tool."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.definitions.manifest import Manifest
from engine.identity.house import APPLICANT
from engine.refusals import RefusalKind, Refused
from engine.workshop.blank import blank_files
from engine.workshop.founding import files_in_force, found, manifests_in_force, roles_run_by
from engine.workshop.packages import unpacked
from engine.workshop.sheet import Sheet, key_from, taken_over
from processes.registry import families, manifest_of
from storage.database import Connection
from ui.parts import Choice, Crumb, FieldError
from ui.posted import Posted
from ui.roles import title_of_role
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.package import not_taken
from ui.workshop.scene import refusal

router = APIRouter(prefix="/{municipality}/new-process")
BLANK, COPY, FILE = "blank", "copy", "file"
LONGEST = 120
TYPED = ("title", "key", "family", "short", "starter", "worker", "operator", "like", "begins")
Files = Mapping[str, bytes]


@router.get("", response_model=None)
def new_process(here: SignedIn) -> Response:
    """What is asked of a new process."""
    return shown(here, {**dict.fromkeys(TYPED, ""), "begins": BLANK}, ())


@router.post("", response_model=None)
def make(here: SignedIn, posted: Form) -> Response:
    """Its draft, which opens at once; nothing of it runs before a second person approves it."""
    typed = {name: posted.one(name)[:LONGEST] for name in TYPED}
    with here.installation.database.read(here.municipality.id) as connection:
        titles = role_titles(here, manifests_in_force(connection, here.municipality.id))
    title = " ".join(typed["title"].split())
    sheet = Sheet(
        typed["key"] or key_from(title), title, typed["family"], typed["short"].upper(),
        typed["starter"], typed["worker"], typed["operator"], titles,
    )  # fmt: skip
    brought = files_from(here, typed, posted, sheet)
    reserved = [manifest_of(each).key for each in families()]
    answer = found(here.installation, here.actor, sheet, brought, reserved=reserved)
    if isinstance(answer, Refused):
        return shown(here, typed, errors_of(here, answer, typed["begins"]))
    said = here.words.gettext(
        "El proceso está en borrador. Dibújelo, pruébelo y pida que otra persona lo apruebe."
    )
    return go(here, here.path("processes", sheet.key, "workshop"), saying=said)


def files_from(
    here: Member, typed: Mapping[str, str], posted: Posted, sheet: Sheet
) -> Callable[[Connection], Files | None]:
    """How the first files come about, once it is known that the process may be made."""
    if typed["begins"] == COPY:

        def copied(connection: Connection) -> Files | None:
            files = files_in_force(connection, here.actor, typed["like"])
            return None if files is None else taken_over(files, sheet)

        return copied
    if typed["begins"] == FILE:
        files = arrived(here, posted)
        return lambda _connection: None if files is None else taken_over(files, sheet)
    return lambda _connection: blank_files(sheet, here.localisation.language, here.today)


def arrived(here: Member, posted: Posted) -> Files | None:
    """The files of a package, or the one diagram; None where neither came."""
    chosen = next((each for each in posted.files if each.name == "package" and each.size), None)
    limit = here.installation.limits.definition_bytes
    if chosen is None:
        return None
    content = b"" if chosen.too_large else chosen.content.read(limit + 1)
    if chosen.too_large or len(content) > limit:
        raise not_taken(here, Refused(RefusalKind.FILE_TOO_LARGE))
    if not content.startswith(b"PK"):
        return {"model.bpmn": content}
    taken = unpacked(content, limit=limit)
    if isinstance(taken, Refused):
        raise not_taken(here, taken)
    return taken.files


def role_titles(here: Member, manifests: Sequence[Manifest]) -> dict[str, str]:
    """The roles that the processes in force name, by what they are called."""
    found = {role: title for each in manifests for role, title in each.role_titles.items()}
    found.setdefault(APPLICANT, "")
    told = {role: title_of_role(role, found, here.words) for role in found}
    return dict(sorted(told.items(), key=lambda each: each[1].casefold()))


def errors_of(here: Member, answer: Refused, begins: str) -> list[FieldError]:
    """What is wrong, beside its field."""
    _ = here.words.gettext
    told = {
        "title": _("Escriba cómo se llama el proceso."),
        "key": _("Use minúsculas sin tilde, cifras y guion bajo, hasta 40 caracteres."),
        "short": _("Escriba de 2 a 8 letras o cifras, sin tilde ni espacios."),
        "starter": _("Elija quién lo inicia."),
        "worker": _("Elija quién lo atiende."),
        "operator": _("Elija quién lo dirige."),
    }
    if answer.kind is RefusalKind.NO_ROLE:
        raise refusal(here, answer)
    field = answer.details.get("field")
    if field == "taken":
        wrong = _("Ya hay un proceso con esta clave. Escriba otra.")
        return [FieldError("key", wrong)]
    if field == "files":
        wrong = _("Elija un paquete ZIP o un archivo BPMN que dibuje un proceso.")
        if begins == COPY:
            return [FieldError("like", _("Elija el proceso que se copia."))]
        return [FieldError("package", wrong)]
    if answer.kind is not RefusalKind.INVALID_DATA:
        raise refusal(here, answer)
    return [FieldError(name, told[name]) for name in answer.details["fields"].split()]


def shown(here: Member, typed: Mapping[str, str], errors: Sequence[FieldError]) -> Response:
    """The page, with what was typed."""
    _ = here.words.gettext
    with here.installation.database.read(here.municipality.id) as connection:
        manifests = manifests_in_force(connection, here.municipality.id)
        runs = roles_run_by(here.actor, manifests)
        if not runs:
            raise refusal(here, Refused(RefusalKind.NO_ROLE))
        titles = role_titles(here, manifests)
        context: dict[str, Any] = {
            "crumbs": [Crumb(_("Procesos"), here.path("processes")), Crumb(_("Proceso nuevo"))],
            "action": here.path("new-process"),
            "typed": typed,
            "errors": list(errors),
            "beginnings": beginnings(here),
            "copies": [Choice(each.key, each.title) for each in manifests],
            "families": sorted({each.family for each in manifests if each.family}),
            "roles": [Choice(role, title) for role, title in titles.items()],
            "runs": [Choice(role, titles[role]) for role in runs if role in titles],
        }  # fmt: skip
        return staff_page(
            here, connection, "workshop/new.html", context, section="processes",
            status=422 if errors else 200,
        )  # fmt: skip


def beginnings(here: Member) -> list[Choice]:
    """What a process may begin with."""
    _ = here.words.gettext
    brought = _(
        "Un paquete ZIP, o un diagrama BPMN de otro programa: la revisión dice qué hay que cambiar."
    )
    return [
        Choice(BLANK, _("En blanco"), _("Un inicio con su formulario, una tarea y un fin.")),
        Choice(COPY, _("Como copia de otro"), _("Con sus diagramas, reglas y formularios.")),
        Choice(FILE, _("De un archivo"), brought),
    ]
