"""The files of a draft, as the editor reads and keeps them, and as text without script."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from engine.definitions.manifest import FILE
from engine.refusals import RefusalKind, Refused
from engine.workshop import Aside, Kept, keep
from engine.workshop.keeping import is_path
from ui.errors import not_found
from ui.parts import Crumb
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.present import head_context
from ui.workshop.scene import drafted, refusal, scene_of

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop")
Key = Annotated[str, Path(max_length=80)]
File = Annotated[str, Query(max_length=120)]
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([\w.-]{1,40})["']""")


@router.get("/source", response_model=None)
def source(here: SignedIn, key: Key, file: File) -> Response:
    """A file as it is now, in UTF-8, with the revision that it is of."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = scene_of(here, connection, key)
    if file not in scene.files:
        raise not_found(here.words)
    return drawn_response(scene.files[file], revision=scene.revisions.get(file, 0))


def drawn_response(content: bytes, *, revision: int = 0) -> Response:
    """A file for a script to read: never a page of its own."""
    headers = {
        "cache-control": "no-store",
        "x-revision": str(revision),
        "content-disposition": "attachment",
    }
    kind = "text/plain; charset=utf-8"
    return Response(as_text(content).encode(), media_type=kind, headers=headers)


@router.get("/text", response_model=None)
def text_page(here: SignedIn, key: Key, file: File) -> Response:
    """A file as text, to be read or changed."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
        if not is_path(file):
            raise not_found(here.words)
        context = {
            **head_context(here, scene, "text"),
            "file": file,
            "content": as_text(scene.files.get(file, b"")),
            "over": scene.revisions.get(file, 0),
            "save_action": here.path("processes", key, "workshop", "files"),
            "may_remove": file in scene.files and file != FILE,
        }
        context["crumbs"] = [*context["crumbs"], Crumb(file)]
        return staff_page(here, connection, "workshop/text.html", context, section="processes")


@router.post("/arrivals", response_model=None)
def take_in(here: SignedIn, key: Key, posted: Form) -> Response:
    """A file that was chosen: a diagram, a table, a form or a scenario from elsewhere. It becomes a
    part of the draft as it is; the review says what must change for it to run."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    chosen = next((each for each in posted.files if each.name == "arrival" and each.size), None)
    limit = here.installation.limits.definition_bytes
    if chosen is None or chosen.too_large:
        wrong = {"field": "path"} if chosen is None else {"limit": str(limit)}
        kind = RefusalKind.INVALID_DATA if chosen is None else RefusalKind.FILE_TOO_LARGE
        raise refusal(here, Refused(kind, wrong))
    path = path_for(chosen.filename)
    answer = keep(
        here.installation, here.actor, draft.id, path, chosen.content.read(limit + 1),
        over=scene.revisions.get(path, 0),
    )  # fmt: skip
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    said = here.words.gettext("Se agregó «%(name)s» al borrador.") % {"name": path}
    if path.endswith(".bpmn"):
        return go(here, here.path("processes", key, "workshop", file=path), saying=said)
    return go(here, here.path("processes", key, "workshop", "files"), saying=said)


def path_for(filename: str) -> str:
    """Where a file of that name lies in the folder of a process; odd letters become `_`."""
    name = re.sub(r"[^A-Za-z0-9_.-]", "_", filename.replace("\\", "/").rsplit("/", 1)[-1]).lstrip(
        "."
    )
    stem, _, ending = name.rpartition(".")
    name = f"{stem[:80]}.{ending.lower()}"
    folder = {"json": "forms/", "feature": "scenarios/"}.get(ending.lower(), "")
    return folder + name


@router.post("/files", response_model=None)
def keep_file(here: SignedIn, key: Key, request: Request, posted: Form) -> Response:
    """Keep a file; the editor is answered in JSON, a form with the page that it was on."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    file, over = posted.one("file"), posted.one("over")
    raw = posted.fields.get("content", [""])[-1]
    gone = posted.one("remove") == "yes"
    answer = keep(
        here.installation,
        here.actor,
        draft.id,
        file,
        None if gone else raw.replace("\r\n", "\n").encode(),
        over=int(over) if over.isdecimal() else scene.revisions.get(file, 0),
    )
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(told_of(here, answer))
    back = here.path("processes", key, "workshop", **({} if gone else {"file": file}))
    if not gone and not file.endswith(".bpmn"):
        back = here.path("processes", key, "workshop", "text", file=file)
    return go(here, back, saying=told_of(here, answer)["said"])


def told_of(here: Member, answer: Kept | Aside) -> dict[str, Any]:
    """What the editor is told: the revision over which it draws on, and a sentence."""
    hour = here.formats.moment(answer.at, here.today)
    if isinstance(answer, Kept):
        said = here.words.gettext("Guardado %(hour)s") % {"hour": hour}
        return {"revision": answer.revision, "said": said, "aside": False}
    pattern = here.words.gettext(
        "%(who)s guardó este archivo antes (%(when)s). Lo suyo quedó aparte, en «Estados»: "
        "compare los dos y elija."
    )
    who = answer.theirs.person_name or here.words.gettext("Otra persona")
    when = here.formats.moment(answer.theirs.at, here.today)
    return {"revision": 0, "said": pattern % {"who": who, "when": when}, "aside": True}


def as_text(content: bytes) -> str:
    """A file as text; XML may declare another encoding than UTF-8."""
    declared = _ENCODING.search(content[:200])
    name = declared[1].decode() if declared else "utf-8"
    try:
        text = content.decode(name if declared else "utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        return content.decode("utf-8", errors="replace")
    return re.sub(r"""(<\?xml[^>]*?encoding\s*=\s*["'])[\w.-]+""", r"\1UTF-8", text, count=1)
