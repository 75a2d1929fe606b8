"""Scores of municipalities, the rule and the acts, in the words of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.network.schemes import Scheme
from engine.refusals import RefusalKind, Refused
from processes.indicators.catalogue import by_key
from storage.queries.network_towns import NetworkTownRow
from storage.queries.scores import ActRow, ScoreLine
from ui.comparison.around import Operating
from ui.comparison.listed import below_words
from ui.comparison.periods import quarter_words, quarters_until
from ui.comparison.scored import Reader, number, score_words
from ui.parts import Choice


@dataclass(frozen=True, slots=True)
class ScoredTown:
    """A municipality with its score; `href` leads to its sum."""

    name: str
    href: str
    below: str
    score: str
    share: float


@dataclass(frozen=True, slots=True)
class ActShown:
    """An act that published the scores of a quarter."""

    title: str
    href: str
    who: str
    scored: str
    root: str


def scored_town(
    town: NetworkTownRow | ScoreLine,
    tenths: int,
    codes: Mapping[int, tuple[str, str]],
    here: Operating,
) -> ScoredTown:
    slug = codes[town.municipality_id][0]
    return ScoredTown(
        town.name,
        f"/{slug}/open/scores",
        below_words(town, here),
        score_words(tenths, Reader(here.words, here.formats)),
        max(0, tenths) / 10,
    )


def rules_of(scheme: Scheme | None, here: Operating) -> list[tuple[str, str, str]]:
    """Indicator, weight, and from where to where there are points."""
    if scheme is None:
        return []
    _ = here.words.gettext
    reader, found = Reader(here.words, here.formats), []
    for each in scheme.lines:
        one, parts = by_key()[each.indicator], []
        for goal in each.goals:
            known = {
                "floor": number(goal.floor, reader),
                "goal": number(goal.goal, reader),
                "unit": one.unit,
                "below": here.formats.number(goal.below) if goal.below else "",
            }
            said = (
                _("de %(floor)s a %(goal)s %(unit)s en tramos de menos de %(below)s habitantes")
                if goal.below
                else _("de %(floor)s a %(goal)s %(unit)s")
            )
            parts.append(said % known)
        found.append((one.title, number(each.weight, reader), "; ".join(parts)))
    return found


def act_shown(act: ActRow, here: Operating) -> ActShown:
    _ = here.words.gettext
    when = {"who": act.by_name, "day": here.formats.date_words(act.at)}
    scored = {"scored": here.formats.number(act.scored), "towns": here.formats.number(act.towns)}
    return ActShown(
        quarter_words(act.period, here.words),
        here.path("scores", country=act.country, period=act.period, scheme=act.scheme),
        _("Lo publicó %(who)s el %(day)s.") % when,
        _("%(scored)s de %(towns)s municipalidades tienen puntaje.") % scored,
        act.root.hex(),
    )


def quarters(here: Operating) -> list[Choice]:
    return [
        Choice(each.name, quarter_words(each.name, here.words))
        for each in quarters_until(here.today)
    ]


def refusal_words(refused: Refused, here: Operating) -> str:
    """What happened and what to do."""
    _ = here.words.gettext
    if refused.kind is RefusalKind.ANSWERED:
        return _("Los puntajes de ese trimestre ya se publicaron y no cambian.")
    if refused.kind is RefusalKind.CONFLICT:
        behind = int(refused.details["behind"])
        return here.words.ngettext(
            "Falta contar %(n)s municipalidad desde que terminó el trimestre. Se cuenta sola cada"
            " hora: pruebe más tarde.",
            "Faltan contar %(n)s municipalidades desde que terminó el trimestre. Se cuentan solas"
            " cada hora: pruebe más tarde.",
            behind,
        ) % {"n": here.formats.number(behind)}
    if refused.kind is RefusalKind.NOT_OPEN:
        return _("El trimestre se publica dos días después de que termina.")
    return _("Elija un trimestre de la lista.")
