"""The origin of a process, as the template shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from engine.definitions.bundle import Bundle
from engine.identity.house import ADMINISTRATOR
from engine.workshop.changes import Change
from engine.workshop.checking import checked_files
from engine.workshop.comparing import SORTS, compare
from engine.workshop.merging import Conflict, ConflictKind, Side, merge
from engine.workshop.origins import Origin, origin_of
from processes.adopting import shared_of
from storage.database import Connection
from ui.parts import Choice, Column, Pair
from ui.visit import Member
from ui.workshop.comparison import ChangedFile, ChangeLine, changed_file, line_of, sentence_of
from ui.workshop.present import head_context
from ui.workshop.scene import Scene, way_of

HAND = "hand"
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Look:
    """The shared version that a process was made from, a later one, and what is at odds."""

    origin: Origin | None
    shared: Bundle | None
    ours: Mapping[str, bytes]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """One thing that is ours: what of it, and where it goes back."""

    subject: str
    sort: str
    lines: tuple[ChangeLine, ...]
    file: str
    element: str


@dataclass(frozen=True, slots=True)
class Ours:
    """What is ours in one file, and the page on which it is changed."""

    title: str
    file: str
    href: str
    things: tuple[Override, ...]


@dataclass(frozen=True, slots=True)
class Odds:
    """A conflict with its three sides in words, and the choice."""

    name: str
    subject: str
    what: str
    sentence: str
    sides: tuple[Pair, ...]
    choices: tuple[Choice, ...]
    chosen: str


def look_at(here: Member, connection: Connection, scene: Scene) -> Look:
    """What the page is about: of the draft where there is one, else of the version in force."""
    found = origin_of(
        connection, here.municipality.id, scene.key, version_id=scene.row.id, draft=scene.draft
    )
    ours = checked_files(scene.files).files
    now = shared_of(here.municipality.country, scene.key)
    if found is None or now is None or now.hash in (found.hash, Bundle(ours).hash):
        return Look(found, None, ours)
    merged = merge(found.files, ours, now.bundle.files)
    return Look(found, now.bundle, ours, merged.conflicts)


def origin_context(
    here: Member, scene: Scene, look: Look, typed: Mapping[str, str]
) -> dict[str, Any]:
    """The context of workshop/origin.html."""
    _ = here.words.gettext
    base = ("processes", scene.key, "workshop", "origin")
    own = compare(look.origin.files, look.ours) if look.origin else ()
    brought = compare(look.origin.files, look.shared.files) if look.origin and look.shared else ()
    return {
        **head_context(here, scene, "origin"),
        "known": look.origin is not None,
        "own_sentence": _own_sentence(here, own),
        "ours": _ours(here, scene, own),
        "newer": look.shared is not None,
        "brought_sentence": sentence_of(here, brought) if look.shared else "",
        "brought": _brought(here, scene, look, brought),
        "odds": [_odds(here, each, typed.get(f"{each.id}", "")) for each in look.conflicts],
        "columns": [Column(_("Qué")), Column(_("Cambio")), Column(_("Antes")), Column(_("Ahora"))],
        "own_columns": [
            Column(_("Qué")), Column(_("Compartido")), Column(_("Nuestro")),
            Column(_("Volver"), hidden=True),
        ],
        "may_take": scene.may_edit,
        "take_action": here.path(*base),
        "adjust_href": here.path("processes", scene.key, "workshop", "adjustments")
        if scene.may_edit
        else "",
        "return_action": here.path(*base, "return"),
        "catalogue_href": here.path("municipality", "catalogue")
        if look.shared and not own and ADMINISTRATOR in here.actor.roles
        else "",
    }  # fmt: skip


def said_later(here: Member, one: Conflict) -> str:
    """What a comment on the thing says when it is to be written by hand."""
    _ = here.words.gettext
    told = _("Por escribir a mano. %(what)s: lo nuestro, «%(ours)s»; lo compartido, «%(theirs)s».")
    ours, theirs = (each or _("se quitó") for each in (one.ours, one.theirs))
    facts = {"what": _what(here, one) or one.subject, "ours": ours, "theirs": theirs}
    return (told % facts)[:LONGEST]


def _own_sentence(here: Member, own: Sequence[Change]) -> str:
    if not own:
        return here.words.gettext("Es como el compartido: no hay nada nuestro.")
    told = here.words.ngettext(
        "%(n)s cosa es nuestra; lo demás es como el compartido.",
        "%(n)s cosas son nuestras; lo demás es como el compartido.",
        len(own),
    )
    return told % {"n": len(own)}


def _ours(here: Member, scene: Scene, own: Sequence[Change]) -> list[Ours]:
    found = []
    for path, group in groupby(own, key=lambda each: each.file):
        things = [
            _override(here, path, element, list(changes))
            for element, changes in groupby(group, key=lambda each: each.element_id)
        ]
        ending = path[path.rfind(".") :]
        sort = here.words.gettext(SORTS[ending]) if ending in SORTS else path
        base = ("processes", scene.key, "workshop")
        way = () if path.endswith(".bpmn") else (way_of(path),)
        href = here.path(*base, *way, file=path) if scene.draft and path in scene.files else ""
        title = sort if path.endswith(".toml") else f"{sort}: {_stem(path)}"
        found.append(Ours(title, path, href, tuple(things)))
    return found


def _override(here: Member, path: str, element: str, changes: list[Change]) -> Override:
    lines = tuple(line_of(here, each) for each in changes)
    subject = lines[0].sort if path.endswith(".toml") else lines[0].subject
    return Override(subject, lines[0].sort, lines, path, element)


def _brought(
    here: Member, scene: Scene, look: Look, brought: Sequence[Change]
) -> list[ChangedFile]:
    if look.origin is None or look.shared is None:
        return []
    old, new = look.origin.files, look.shared.files
    at = ("processes", scene.key, "workshop", "origin", "drawings")
    found = []
    for path, group in groupby(brought, key=lambda change: change.file):
        one = changed_file(here, scene, path, list(group), old, new, (0, 0))
        before = here.path(*at, file=path) if one.old else ""
        after = here.path(*at, file=path, newer="true") if one.new else ""
        found.append(replace(one, old=before, new=after))
    return found


def _odds(here: Member, one: Conflict, chosen: str) -> Odds:
    _ = here.words.gettext
    sentences = {
        ConflictKind.CHANGED: _("Los dos lo cambiaron, y dicen cosas distintas."),
        ConflictKind.OURS_GONE: _("Nosotros lo quitamos, y el compartido lo cambió."),
        ConflictKind.THEIRS_GONE: _("El compartido lo quitó, y nosotros lo cambiamos."),
        ConflictKind.ORDER: _("Los dos cambiaron el orden."),
        ConflictKind.HOLE: _("Una regla no dice nada para una columna nueva: complétela a mano."),
    }
    gone = _("se quitó")
    ours, theirs = one.ours, one.theirs
    if one.kind is ConflictKind.OURS_GONE:
        ours, theirs = gone, theirs or _("cambió")
    elif one.kind is ConflictKind.THEIRS_GONE:
        ours, theirs = ours or _("cambió"), gone
    sides = ((_("Antes"), one.base), (_("Nuestro"), ours), (_("Compartido"), theirs))
    choices = [
        Choice(Side.OURS.value, _("Queda lo nuestro")),
        Choice(Side.THEIRS.value, _("Queda lo compartido")),
        Choice(HAND, _("Lo escribo a mano en el borrador")),
    ]
    return Odds(
        f"c-{one.id}", f"{_(one.sort)}: {one.subject}" if one.subject != one.file else _(one.sort),
        _what(here, one), sentences[one.kind],
        tuple(Pair(word, text[:LONGEST]) for word, text in sides if text), tuple(choices), chosen,
    )  # fmt: skip


def _what(here: Member, one: Conflict) -> str:
    label = here.words.gettext(one.label) if one.label else ""
    about = f"«{one.about}»" if one.about and label else one.about
    return " ".join(part for part in (label, about) if part)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
