"""What the check finds in a draft while it is drawn: the list, a fix with one press, FEEL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import JSONResponse, Response

from engine.feel import FeelSyntaxError, compile_expression, compile_unary_tests
from engine.refusals import Fault, RefusalKind, Refused
from engine.sentences import Sentence
from engine.workshop import faults_of, mend
from ui.findings import instead, what
from ui.visit import Form, Member, SignedIn, go, page
from ui.workshop.scene import Scene, drafted, refusal, scene_of, way_of

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop")
Key = Annotated[str, Path(max_length=80)]
MOST = 100
LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One finding: its number on the drawing, where, what, what follows, what to do."""

    number: int
    error: bool
    file: str
    element: str
    name: str
    what: str
    consequence: str
    instead: str
    href: str
    rule: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The findings with how many keep the draft from being published."""

    lines: tuple[ReviewLine, ...]
    errors: int
    warnings: int
    more: int = 0


@router.get("/review", response_model=None)
def review(here: SignedIn, key: Key) -> Response:
    """The list of findings as a part of the page."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = scene_of(here, connection, key)
    context = {
        "review": review_of(here, scene),
        "fix_action": fix_action(here, scene),
    }
    return page(here, "workshop/review.html", context)


@router.post("/fixes", response_model=None)
def fix(here: SignedIn, key: Key, posted: Form) -> Response:
    """Make the change that a finding offers."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    wanted = (posted.one("file"), posted.one("element"), posted.one("rule"))
    found = next(
        (
            each
            for each in faults_of(here.installation, scene.files)
            if each.fix is not None and (each.file, each.element_id, each.rule) == wanted
        ),
        None,
    )
    if found is None:
        raise refusal(here, Refused(RefusalKind.NOT_FOUND))
    answer = mend(here.installation, here.actor, draft.id, found)
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    back = here.path("processes", key, "workshop", file=found.file, at=found.element_id)
    return go(here, back, saying=here.words.gettext("Corregido."))


@router.post("/expressions", response_model=None)
def expression(here: SignedIn, key: Key, posted: Form) -> Response:
    """Whether an expression (or the tests of a condition) can be read; nothing is evaluated."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene_of(here, connection, key)
    text = posted.one("text").removeprefix("=")[:LONGEST]
    reads = compile_unary_tests if posted.one("kind") == "tests" else compile_expression
    try:
        reads(text)
    except FeelSyntaxError as fault:
        said = Sentence("%(why)s", {"why": fault.sentence}).told(here.words.gettext)
        place = {"line": fault.line, "column": fault.column}
        return JSONResponse({"ok": False, "said": said, **place})
    return JSONResponse({"ok": True, "said": here.words.gettext("Expresión correcta")})


def review_of(here: Member, scene: Scene) -> Review:
    """Everything that is found in the draft, errors first."""
    faults = faults_of(here.installation, scene.files)
    errors = sum(fault.is_error for fault in faults)
    lines = lines_of(here, scene, faults[:MOST])
    return Review(lines, errors, len(faults) - errors, max(0, len(faults) - MOST))


def lines_of(here: Member, scene: Scene, faults: Sequence[Fault]) -> tuple[ReviewLine, ...]:
    return tuple(line_of(here, scene, fault, number) for number, fault in enumerate(faults, 1))


def line_of(here: Member, scene: Scene, fault: Fault, number: int) -> ReviewLine:
    translate = here.words.gettext
    return ReviewLine(
        number=number,
        error=fault.is_error,
        file=fault.file,
        element=fault.element_id,
        name=fault.element_name or fault.element_id or fault.file or translate("El proceso"),
        what=what(fault, translate),
        consequence=translate(fault.consequence) if fault.consequence else "",
        instead=instead(fault, translate),
        href=place_of(here, scene, fault),
        rule=fault.rule,
        fix=translate(fault.fix.title) if fault.fix and scene.may_edit else "",
    )


def place_of(here: Member, scene: Scene, fault: Fault) -> str:
    """Where it is changed: on the drawing, or in the text of its file."""
    base = ("processes", scene.key, "workshop")
    if fault.file.endswith(".bpmn") or not fault.file:
        return here.path(*base, file=fault.file, at=fault.element_id)
    return here.path(*base, way_of(fault.file), file=fault.file)


def fix_action(here: Member, scene: Scene) -> str:
    return here.path("processes", scene.key, "workshop", "fixes")
