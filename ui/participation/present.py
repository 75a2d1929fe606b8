"""A vote as its pages tell it: the rules in sentences, the options, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from gettext import NullTranslations

from engine.participation.counting import Counted, counted_in
from engine.participation.winners import Fate
from storage.queries.votes import ConsultationRow, OptionRow
from storage.tables.participation import Tie
from ui.drawing.bars import Bars, bars
from ui.visit import Visit

FATES: Mapping[str, tuple[Callable[[NullTranslations], str], str]] = {
    Fate.WON: (lambda w: w.gettext("Gana"), "ok"),
    Fate.TOO_DEAR: (lambda w: w.gettext("No alcanzó el dinero"), "pause"),
    Fate.BEHIND: (lambda w: w.gettext("Otras tuvieron más votos"), "pause"),
    Fate.UNVOTED: (lambda w: w.gettext("Nadie votó por ella"), "pause"),
}
TIES: Mapping[str, Callable[[NullTranslations], str]] = {
    "": lambda _w: "",
    "cost": lambda w: w.gettext("Empató: va primero la de menor costo."),
    "cost_draw": lambda w: w.gettext("Empató también en costo: se sorteó."),
    "draw": lambda w: w.gettext("Empató: se sorteó."),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out: a sentence, the picture, and a line for each option, most voted first."""

    sentence: str
    bars: Bars
    lines: tuple[Mapping[str, str], ...]
    seed: str


def phase_of(vote: ConsultationRow, here: Visit) -> tuple[str, str]:
    """Where it stands, in a word, with the state that it is shown as."""
    _, now = here.words.gettext, here.now
    if vote.counted_at is not None:
        return _("Con resultado"), "ok"
    if now < vote.opens_at:
        return _("Todavía no empieza"), "pause"
    return (_("Se está votando"), "ok") if now < vote.closes_at else (_("Por contar"), "near")


def days_of(vote: ConsultationRow, here: Visit) -> str:
    """«Del 9 al 15 de noviembre», both included."""
    formats = here.formats
    last = formats.local_day(vote.closes_at - timedelta(seconds=1))
    return here.words.gettext("Del %(first)s al %(last)s") % {
        "first": formats.short_day(formats.local_day(vote.opens_at)),
        "last": formats.short_day(last),
    }


def opening_of(vote: ConsultationRow, here: Visit) -> str:
    """When one may vote and what to do before; empty once the vote was opened."""
    if here.now >= vote.opens_at:
        return ""
    first = here.formats.local_day(vote.opens_at)
    return here.words.gettext(
        "Se vota desde el %(day)s. Para votar desde su casa, muestre antes su documento en la"
        " ventanilla: se hace una sola vez."
    ) % {"day": here.formats.day_words(first, here.today)}


def rules_of(vote: ConsultationRow, here: Visit) -> list[str]:
    """The rules, a sentence each."""
    _, ngettext = here.words.gettext, here.words.ngettext
    told = []
    if vote.budget is not None:
        amount = here.formats.money(vote.budget)
        said = _("Hay %(amount)s. Gana lo más votado mientras alcance; lo que no alcanza se salta.")
        told.append(said % {"amount": amount})
        told.append(_("Lo que usted marca no puede costar más que eso."))
    elif vote.seats:
        said = ngettext("Gana %(num)s opción.", "Ganan %(num)s opciones.", vote.seats)
        told.append(said % {"num": vote.seats})
    if vote.most:
        said = ngettext("Se marca %(num)s.", "Se marcan hasta %(num)s.", vote.most)
        told.append(said % {"num": vote.most})
    told.append(
        _("Si hay empate, va primero la de menor costo; si también es igual, se sortea.")
        if vote.tie == Tie.COST
        else _("Si hay empate, se sortea.")
    )
    told.append(_("Vota una vez cada persona que mostró su documento en la ventanilla."))
    told.append(_("También se puede votar en blanco."))
    return told


def option_lines(options: Sequence[OptionRow], here: Visit) -> list[Mapping[str, object]]:
    """What one may vote for."""
    return [
        {
            "place": each.place,
            "title": each.title,
            "told": each.told,
            "cost": "" if each.cost is None else here.formats.money(each.cost),
        }
        for each in options
    ]


def outcome_of(vote: ConsultationRow, options: Sequence[OptionRow], here: Visit) -> Outcome | None:
    """What came out; None before it is counted."""
    if not vote.result:
        return None
    found, known = counted_in(vote), {each.place: each for each in options}
    drawn, lines = [], []
    for each in found.ranked:
        option, (word, kind) = known[each.place], FATES[each.fate]
        votes = here.words.ngettext("%(num)s voto", "%(num)s votos", each.votes) % {
            "num": each.votes
        }
        share = Decimal(each.votes) * 100 / max(1, found.ballots)
        drawn.append((option.title, [(share, str(each.votes))]))
        lines.append(
            {
                "title": option.title,
                "votes": votes,
                "share": here.formats.percent(share / 100, 1),
                "cost": "" if option.cost is None else here.formats.money(option.cost),
                "word": word(here.words),
                "kind": kind,
                "tied": TIES[each.tied_by](here.words),
            }
        )
    return Outcome(_sentence(vote, found, known, here), bars(drawn), tuple(lines), found.seed)


def _sentence(
    vote: ConsultationRow, found: Counted, known: Mapping[int, OptionRow], here: Visit
) -> str:
    _ = here.words.gettext
    won = [known[each.place].title for each in found.ranked if each.fate == Fate.WON]
    parts = [
        here.words.ngettext(
            "Votó %(num)s persona%(share)s; en blanco %(blank)s.",
            "Votaron %(num)s personas%(share)s; en blanco %(blank)s.",
            found.ballots,
        )
        % {
            "num": here.formats.number(found.ballots),
            "share": _share(vote, found, here),
            "blank": found.blank,
        }
    ]
    if won:
        said = here.words.ngettext("Gana: %(what)s.", "Ganan: %(what)s.", len(won))
        parts.append(said % {"what": "; ".join(won)})
    else:
        parts.append(_("Ninguna opción ganó."))
    left = found.ranked[-1].left if found.ranked else None
    if left is not None:
        parts.append(_("Quedan %(amount)s sin gastar.") % {"amount": here.formats.money(left)})
    return " ".join(parts)


def _share(vote: ConsultationRow, found: Counted, here: Visit) -> str:
    if not vote.electors:
        return ""
    share = here.formats.percent(Decimal(found.ballots) / vote.electors, 1)
    return here.words.gettext(", el %(share)s de quienes podían") % {"share": share}
