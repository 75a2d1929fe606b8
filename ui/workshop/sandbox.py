"""A sandbox played by hand: a case of the draft as any role, with its real forms, and thrown away.

All that was done stands in the page as a scenario; the server keeps nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.refusals import Refused
from engine.sentences import Sentence
from engine.workshop import keep
from engine.workshop.scenarios.by_hand import OPENING, Standing
from engine.workshop.scenarios.cells import rows_of, written
from engine.workshop.scenarios.days import in_words
from engine.workshop.scenarios.reading import read
from ui.form.fields import Shown, shown_fields
from ui.parts import Crumb
from ui.posted import Posted
from ui.staff import staff_page
from ui.tasks.forms import TaskForm
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.present import head_context, stages_in
from ui.workshop.rehearsing import stood
from ui.workshop.scenario_shown import diagram_with
from ui.workshop.scenarios import told_or
from ui.workshop.scene import Scene, drafted, refusal

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop/sandbox")
Key = Annotated[str, Path(max_length=80)]
FILE = "scenarios/ensayo.feature"
LONGEST = 40_000
"""Characters that a sandbox may hold."""
HEAD = "# language: es\nCaracterística: Ensayo\n  Escenario: Ensayo a mano\n"


@dataclass(frozen=True, slots=True)
class Hand:
    """What was done so far, the form that is open (`task`, as `role`), and what stands in it."""

    acts: str = ""
    task: str = ""
    role: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)


@router.get("", response_model=None)
def sandbox_page(here: SignedIn, key: Key) -> Response:
    """A sandbox that is not begun."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, _draft = drafted(here, connection, key)
    return shown(here, scene, Hand(_today(here)))


@router.post("", response_model=None)
def play(here: SignedIn, key: Key, posted: Form) -> Response:
    """One more act, or a form to be filled in."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    typed = TaskForm.of(posted)
    raw = posted.fields.get("_acts", [""])[-1].replace("\r\n", "\n")[:LONGEST].strip()
    acts = f"    {raw}\n" if raw else _today(here)
    if posted.one("_do") == "keep" and scene.may_edit:
        text = with_acts(scene, acts)
        over = scene.revisions.get(FILE, 0)
        answer = keep(here.installation, here.actor, draft.id, FILE, text.encode(), over=over)
        if isinstance(answer, Refused):
            raise refusal(here, answer)
        return go(here, here.path("processes", key, "workshop", "scenarios", "text", file=FILE))
    hand = Hand(acts, posted.one("_task"), posted.one("_role"), typed.answers)
    if typed.place:
        return shown(here, scene, hand)
    return acted(here, scene, hand, posted)


def acted(here: Member, scene: Scene, hand: Hand, posted: Posted) -> Response:
    """The page after an act; when it was not done, as before, with why."""
    day = posted.one("_do") == "day"
    after = _day_line(posted.one("day")) if day else hand.acts + act_of(hand, posted)
    if after == hand.acts:
        return shown(here, scene, Hand(hand.acts, hand.task, hand.role))
    found = told_or(here, scene, lambda: stood(here, scene.files, read((HEAD + after).encode())))
    if isinstance(found, Standing) and found.wrong is None:
        return page_of(here, scene, Hand(after), found)
    why = found if isinstance(found, Sentence) else found.wrong
    return shown(here, scene, hand, why)


def act_of(hand: Hand, posted: Posted) -> str:
    """The lines that an act adds to the scenario."""
    do = posted.one("_do")
    if do == "pass":
        number = posted.one("days")
        return f"    Cuando pasan {number[:4] if number.isdecimal() else '1'} días hábiles\n"
    if do == "pay":
        return "    Cuando se paga la tasa\n"
    if do not in ("start", "complete"):
        return ""
    role = hand.role.replace('"', "")
    line = f'    Dado que {role} es de "{role}"\n'
    before = "" if line in hand.acts else line
    table = written(rows_of(hand.typed))
    what = "inicia el trámite" if do == "start" else f'completa "{hand.task}"'
    return f"{before}    Cuando {role} {what}{' con:' if table else ''}\n{table}"


def shown(here: Member, scene: Scene, hand: Hand, why: Sentence | None = None) -> Response:
    """The page, with the form that is open."""
    feature = read((HEAD + hand.acts).encode())

    def look() -> Standing | Sentence:
        return stood(here, scene.files, feature, hand.task, hand.typed)

    found = told_or(here, scene, look)
    if isinstance(found, Sentence):
        return shown(here, scene, Hand(_today(here)), found)
    return page_of(here, scene, hand, found, why)


def page_of(
    here: Member, scene: Scene, hand: Hand, found: Standing, why: Sentence | None = None
) -> Response:
    _ = here.words.gettext
    head = head_context(here, scene, "scenarios")
    base = ("processes", scene.key, "workshop")
    diagram = diagram_with(scene, found.here)
    with here.installation.database.read(here.municipality.id) as connection:
        context = {
            **head,
            "crumbs": [
                *head["crumbs"],
                Crumb(_("Escenarios"), here.path(*base, "scenarios")),
                Crumb(_("Ensayo a mano")),
            ],
            "hand": hand,
            "opening": OPENING,
            "found": found,
            "today_words": in_words(found.today),
            "starters": sorted(found.roles[key] for key in found.starters if key in found.roles),
            "acts": [line.strip() for line in hand.acts.splitlines()],
            "parts": without_files(shown_fields(found.views, here)),
            "why": why.told(_) if why else "",
            "action": here.path(*base, "sandbox"),
            "source": here.path(*base, "source", file=diagram),
            "stages": stages_in(scene.files.get(diagram, b"")),
        }
        template = "workshop/sandbox.html"
        return staff_page(
            here, connection, template, context, section="processes", status=422 if why else 200
        )


def without_files(parts: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """A form without what asks for files: the try puts them in."""
    asked = (one for one in parts if one.kind not in ("file", "signature"))
    return tuple(replace(one, children=without_files(one.children)) for one in asked)


def with_acts(scene: Scene, acts: str) -> str:
    """The scenarios of the draft, with what was played as one more."""
    before = scene.files.get(FILE, b"").decode("utf-8", errors="replace").rstrip()
    before = before or f"# language: es\nCaracterística: {scene.row.title}"
    return f"{before}\n\n  Escenario: Ensayo a mano\n{acts}"


def _today(here: Member) -> str:
    return f"    Dado que hoy es {in_words(here.today)}\n"


def _day_line(text: str) -> str:
    return f"    Dado que hoy es {' '.join(text.split())[:60] or '—'}\n"
