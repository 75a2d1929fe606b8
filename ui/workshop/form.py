"""The form editor of a draft: its fields as a list, and beside it the form as people will see it.

What is typed is written into the JSON over the revision that was shown; what the list does not show
stays in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.cases.surroundings import surroundings_of
from engine.feel import Host
from engine.forms import FormProblem, FormRefused, parse_form, view
from engine.forms.editing import PartText, form_rewritten, moved, parts_of
from engine.sentences import filled
from ui.errors import PageError, not_found
from ui.form.fields import Shown, shown_fields
from ui.parts import Choice, Crumb
from ui.posted import Posted
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn
from ui.workshop.desk import Desk, kept
from ui.workshop.feel_words import offer
from ui.workshop.present import head_context
from ui.workshop.scene import Scene, drafted

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop/form")
Key = Annotated[str, Path(max_length=80)]
File = Annotated[str, Query(max_length=120)]
_FIELD = re.compile(r"e((?:\d+\.)*\d+)")
TEXTS = ("label", "key", "help", "condition", "options")


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part in the list: its texts, the word for its kind, what is wrong with it."""

    part: PartText
    id: str
    kind: str
    faults: tuple[str, ...]


@router.get("", response_model=None)
def form_page(here: SignedIn, key: Key, file: File) -> Response:
    """The fields of a form, and the form."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        scene, _draft = drafted(here, connection, key)
        if not is_form(file) or file not in scene.files:
            raise not_found(here.words)
        host = surroundings_of(here.installation, connection, town, here.now).clocked_host
        context = form_context(here, scene, file, host)
        return staff_page(here, connection, "workshop/form.html", context, section="processes")


@router.post("", response_model=None)
def keep_form(here: SignedIn, key: Key, request: Request, posted: Form) -> Response:
    """Keep the form as it was sent."""
    return kept(here, key, request, posted, Desk("form", is_form, written))


def is_form(file: str) -> bool:
    return file.startswith("forms/") and file.endswith(".json")


def written(here: Member, content: bytes, posted: Posted) -> tuple[bytes, str]:
    """The file as the page tells it, and the part that a press was about."""
    try:
        content = form_rewritten(content, dict(fields_in(posted)))
        verb, _, place = posted.one("act").partition(" ")
        if not verb:
            return content, ""
        content, where = moved(content, verb, place.strip(), posted.one("kind"))
        return content, f"p-{where}"
    except (FormRefused, ValueError, LookupError) as wrong:
        raise PageError(
            422,
            here.words.gettext("No se guardó el formulario"),
            here.words.gettext("Lo que llegó no corresponde a los campos de este archivo."),
            here.words.gettext("Vuelva a abrir la página y repita su cambio."),
        ) from wrong


def fields_in(posted: Posted) -> list[tuple[str, dict[str, str]]]:
    """The texts of each part that the page showed, by its place."""
    found = []
    for name in posted.fields:
        match = _FIELD.fullmatch(name)
        if match is None:
            continue
        texts = {
            text: posted.fields[f"{name}-{text}"][-1]
            for text in TEXTS
            if f"{name}-{text}" in posted.fields
        }
        if posted.one(name) == "asks":
            texts["required"] = posted.one(f"{name}-required")
        found.append((match[1], texts))
    return found


def form_context(here: Member, scene: Scene, file: str, host: Host) -> dict[str, Any]:
    """The context of workshop/form.html."""
    base = ("processes", scene.key, "workshop")
    content = scene.files[file]
    problems, preview = shown_form(here, content, host)
    try:
        parts = parts_of(content)
    except FormRefused:
        parts = ()
    kinds = kind_words(here)
    lines = [
        PartLine(
            part,
            f"p-{part.place}",
            kinds.get(part.kind, part.kind),
            tuple(told(here, each) for each in problems if each.component == part.name),
        )
        for part in parts
    ]
    named = {part.name for part in parts}
    context = head_context(here, scene, "text")
    return {
        **context,
        "crumbs": [*context["crumbs"], Crumb(file)],
        "file": file,
        "over": scene.revisions.get(file, 0),
        "action": here.path(*base, "form"),
        "here_href": here.path(*base, "form", file=file),
        "text_href": here.path(*base, "text", file=file),
        "check_href": here.path(*base, "expressions"),
        "offer": offer(here.words, [(part.key, part.label) for part in parts if part.key]),
        "lines": lines,
        "others": [told(here, each) for each in problems if each.component not in named],
        "faults": len(problems),
        "preview": preview,
        "kinds": [Choice(kind, kinds[kind]) for kind in OFFERED],
    }


def shown_form(
    here: Member, content: bytes, host: Host
) -> tuple[tuple[FormProblem, ...], tuple[Shown, ...]]:
    """What is wrong with a form, or the form as people see it before they type."""
    try:
        form = parse_form(content)
    except FormRefused as refused:
        return refused.problems, ()
    return (), shown_fields(view(form, None, {}, host=host), here)


def told(here: Member, problem: FormProblem) -> str:
    """The fault and its advice, in the reader's language."""
    translate = here.words.gettext
    said = filled(problem.sentence, problem.facts, translate)
    advice = filled(problem.hint, problem.facts, translate) if problem.hint else ""
    return f"{said}. {advice}".strip()


OFFERED = (
    "textfield", "textarea", "number", "datetime", "checkbox", "radio", "select", "checklist",
    "filepicker", "signature", "address", "location", "group", "text", "separator",
)  # fmt: skip


def kind_words(here: Member) -> dict[str, str]:
    """The kinds of part in words."""
    _ = here.words.gettext
    return {
        "textfield": _("Texto corto"),
        "textarea": _("Texto largo"),
        "number": _("Número"),
        "datetime": _("Fecha"),
        "checkbox": _("Casilla"),
        "radio": _("Una opción a la vista"),
        "select": _("Una opción de una lista"),
        "checklist": _("Varias opciones"),
        "taglist": _("Varias opciones de una lista"),
        "filepicker": _("Documento"),
        "signature": _("Firma dibujada"),
        "address": _("Dirección"),
        "location": _("Punto en el mapa"),
        "expression": _("Cálculo"),
        "group": _("Grupo"),
        "page": _("Página"),
        "multipage": _("Páginas"),
        "dynamiclist": _("Lista de filas"),
        "table": _("Tabla"),
        "text": _("Texto para leer"),
        "html": _("Texto con formato"),
        "image": _("Imagen"),
        "separator": _("Línea"),
        "spacer": _("Espacio"),
    }
