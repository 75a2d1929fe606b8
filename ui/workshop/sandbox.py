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
from engine.workshop.scenarios.reading import Feature, read
from engine.workshop.scenarios.sentences import keyword, known_language, sentence
from ui.form.fields import Shown, shown_fields
from ui.parts import Crumb
from ui.posted import Posted
from ui.staff import staff_page
from ui.tasks.forms import TaskForm
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.present import head_context, stages_in
from ui.workshop.rehearsing import stood
from ui.workshop.scenario_new import WORDS
from ui.workshop.scenario_shown import diagram_with
from ui.workshop.scenarios import told_or
from ui.workshop.scene import Scene, drafted, refusal

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop/sandbox")
Key = Annotated[str, Path(max_length=80)]
FILE = "scenarios/ensayo.feature"
LONGEST = 40_000
"""Characters that a sandbox may hold."""


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
    return shown(here, scene, Hand(_today(here, scene)))


@router.post("", response_model=None)
def play(here: SignedIn, key: Key, posted: Form) -> Response:
    """One more act, or a form to be filled in."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    typed = TaskForm.of(posted)
    raw = posted.fields.get("_acts", [""])[-1].replace("\r\n", "\n")[:LONGEST].strip()
    acts = f"    {raw}\n" if raw else _today(here, scene)
    if posted.one("_do") == "keep" and scene.may_edit:
        text = with_acts(here, scene, acts, posted.one("title"))
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
    language = language_in(here, scene)
    after = (
        _begins(language, posted.one("day")) if day else hand.acts + act_of(hand, posted, language)
    )
    if after == hand.acts:
        return shown(here, scene, Hand(hand.acts, hand.task, hand.role))
    found = told_or(here, scene, lambda: stood(here, scene.files, walk_of(language, after)))
    if isinstance(found, Standing) and found.wrong is None:
        return page_of(here, scene, Hand(after), found)
    why = found if isinstance(found, Sentence) else found.wrong
    return shown(here, scene, hand, why)


def act_of(hand: Hand, posted: Posted, language: str) -> str:
    """The lines that an act adds to the scenario."""
    do, when = posted.one("_do"), keyword(language, "when")
    if do == "pass":
        number = posted.one("days")
        days = number[:4] if number.isdecimal() else "1"
        return f"    {when} {sentence(language, 'business', days=days)}\n"
    if do == "pay":
        return f"    {when} {sentence(language, 'pay')}\n"
    if do not in ("start", "complete"):
        return ""
    role = hand.role.replace('"', "")
    is_one = sentence(language, "person", who=role, role=role)
    line = f"    {keyword(language, 'given')} {is_one}\n"
    before = "" if line in hand.acts else line
    table = written(rows_of(hand.typed))
    what = {"who": role} if do == "start" else {"who": role, "task": hand.task}
    told = sentence(language, do, **what)
    if table:
        return f"{before}    {when} {told}:\n{table}"
    return f"{before}    {when} {told.rsplit(' ', 1)[0]}\n"


def shown(here: Member, scene: Scene, hand: Hand, why: Sentence | None = None) -> Response:
    """The page, with the form that is open."""
    feature = walk_of(language_in(here, scene), hand.acts)

    def look() -> Standing | Sentence:
        return stood(here, scene.files, feature, hand.task, hand.typed)

    found = told_or(here, scene, look)
    if isinstance(found, Sentence):
        return shown(here, scene, Hand(_today(here, scene)), found)
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
            "today_words": in_words(found.today, here.localisation.language),
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


def with_acts(here: Member, scene: Scene, acts: str, title: str) -> str:
    """The scenarios of the draft, and what was played as one more: what is expected of it is where
    it stood at the end."""
    language = language_in(here, scene)
    feature, scenario, _called = WORDS[language]
    before = scene.files.get(FILE, b"").decode("utf-8", errors="replace").rstrip()
    before = before or f"# language: {language}\n{feature}: {scene.row.title}"
    name = " ".join(title.split())[:120] or here.words.gettext("Ensayo a mano")
    found = told_or(here, scene, lambda: stood(here, scene.files, walk_of(language, acts)))
    expected = expected_of(found, language) if isinstance(found, Standing) else ""
    return f"{before}\n\n  {scenario}: {name}\n{acts}{expected}"


def expected_of(found: Standing, language: str) -> str:
    """Where it stands, as sentences of «Entonces»."""
    if not found.begun:
        return ""
    if found.ended:
        said = [sentence(language, "ends", end=found.ended.replace('"', ""))]
    else:
        tasks = [(one.name.replace('"', ""), one.title) for one in found.tasks]
        said = [sentence(language, "waits", task=name, whom=role) for name, role in tasks]
    then, more = keyword(language, "then"), keyword(language, "and")
    return "".join(f"    {more if at else then} {each}\n" for at, each in enumerate(said))


def language_in(here: Member, scene: Scene) -> str:
    """The language that the file of tries is written in; of a new one that of the reader."""
    content = scene.files.get(FILE, b"")
    return known_language(read(content).language if content else here.localisation.language)


def walk_of(language: str, acts: str) -> Feature:
    """The acts as a file of one scenario."""
    feature, scenario, _called = WORDS[language]
    return read(f"# language: {language}\n{feature}: -\n  {scenario}: -\n{acts}".encode())


def _today(here: Member, scene: Scene) -> str:
    language = language_in(here, scene)
    return _begins(language, in_words(here.today, language))


def _begins(language: str, day: str) -> str:
    told = sentence(language, "today", day=" ".join(day.split())[:60] or "—")
    return f"    {keyword(language, 'given')} {told}\n"
